import { opinionItem } from './reporting.js';
import type { Bodies } from './subject.js';

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
  'reporting.explanations.publish': ({ number }) => ({
    title: `Về giá phân bón, lần ${number}`,
    text: 'Tỉnh đã có phương án bình ổn giá',
  }),
  'reporting.explanations.withdraw': () => ({ reason: 'Số liệu đã thay đổi' }),
  'reporting.recommendations.reopen': () => ({ reason: 'Giá lại tăng' }),
};
