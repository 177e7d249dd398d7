import { opinionItem } from './reporting.js';
import type { Bodies, Subject } from './subject.js';

const inspectionPlan = ({ cast, number }: Subject) => ({
  areaId: cast.areas.own,
  subject: `Công tác nắm dư luận xã hội, lần ${number}`,
  scope: 'Việc gửi báo cáo định kỳ năm 2025',
  decision: '12-QĐ/BTG',
  startsOn: '2026-03-02',
  endsOn: '2026-03-04',
  team: [{ role: 'head', organisationId: cast.organisation, position: 'Phó Trưởng ban' }],
  checklist: ['Gửi báo cáo đúng hạn'],
});

export const followUpBodies: Bodies = {
  'reporting.reviewSettings.change': () => ({
    commune: 'required',
    district: 'required',
    province: 'required',
  }),
  'reporting.reportReminderSettings.change': () => ({
    daysBefore: [3, 1],
    daysAfter: [1, 4],
    escalateAfter: 7,
    recommendationsAfter: [1, 15],
    quietHours: { from: '20:00', to: '07:00' },
  }),
  'reporting.opinionReportReview.correct': (subject) => ({
    reason: 'Ghi nhầm khuynh hướng',
    item: opinionItem(subject),
  }),
  'reporting.opinionReportReview.reopen': ({ cast }) => ({
    reviseBy: '2026-02-10',
    items: [{ itemId: cast.items.own, reason: 'Cần nêu rõ địa bàn' }],
  }),
  'reporting.recommendations.create': ({ number }) => ({
    subject: `Giá vật tư nông nghiệp, lần ${number}`,
    text: 'Sớm có chính sách bình ổn giá phân bón',
    topic: 'economy',
    aggregateId: null,
    conferenceId: null,
    itemIds: [],
  }),
  'reporting.recommendations.forward': ({ cast }) => ({
    organisationId: cast.organisation,
    dueOn: '2190-01-01',
    signer: { position: 'TRƯỞNG BAN', name: null },
  }),
  'reporting.recommendations.answer': () => ({ text: 'Đã có phương án bình ổn giá' }),
  'reporting.recommendations.close': () => ({
    outcome: 'resolved',
    note: 'Theo dõi thêm một quý',
    explanation: { title: 'Về giá phân bón', text: 'Tỉnh đã có phương án bình ổn giá' },
  }),
  'reporting.inspections.plan': inspectionPlan,
  'reporting.inspections.replan': inspectionPlan,
  'reporting.inspections.check': () => ({ check: 0, result: 'met', note: 'Gửi đủ' }),
  'reporting.inspections.find': () => ({ text: 'Hai báo cáo gửi chậm', check: 0 }),
  'reporting.inspections.request': () => ({ text: 'Phân công người theo dõi', dueOn: '2190-01-01' }),
  'reporting.inspections.conclude': () => ({ conclusion: 'Đơn vị thực hiện khá nghiêm túc' }),
  'reporting.inspections.answer': () => ({ text: 'Đã phân công' }),
  'reporting.inspections.return': () => ({ dueOn: '2190-02-01', reason: 'Chưa có văn bản phân công' }),
  'reporting.inspections.settle': () => ({ outcome: 'waived', note: 'Không còn cần thiết' }),
  'reporting.inspections.cancel': () => ({ reason: 'Đơn vị đã sáp nhập' }),
  'reporting.explanations.publish': ({ number }) => ({
    title: `Về giá phân bón, lần ${number}`,
    text: 'Tỉnh đã có phương án bình ổn giá',
  }),
  'reporting.explanations.withdraw': () => ({ reason: 'Số liệu đã thay đổi' }),
  'reporting.recommendations.reopen': () => ({ reason: 'Giá lại tăng' }),
};
