import type { Bodies, Subject } from './subject.js';

export const opinionItem = ({ cast }: Subject) => ({
  topic: 'economy',
  areaId: cast.areas.own,
  strata: ['farmers'],
  tendency: 'approve',
  prevalence: 'some',
  basis: { conversations: 4, meetings: 1, places: 2 },
  intensity: 'low',
  trend: 'new',
  rumour: false,
  summary: 'Người dân quan tâm giá nông sản',
  proposals: ['Mở thêm điểm thu mua'],
  assessment: 'Ý kiến có cơ sở',
  proposedSolution: null,
});

export const reportingBodies: Bodies = {
  'reporting.office.change': () => ({
    superiorBody: 'TỈNH ỦY',
    issuingBody: 'BAN',
    symbolBody: 'BTGDVTU',
    form: 'party',
    recipients: ['Thường trực Tỉnh ủy (để báo cáo)'],
    place: 'Lạng Sơn',
    mark: null,
    filedAt: 'Văn phòng',
  }),
  'reporting.reportingPeriods.correct': () => ({ reason: 'Ghi muộn' }),
  'reporting.reportingPeriods.create': ({ number }) => ({
    code: `K-${number}`,
    kind: 'custom',
    startsOn: '2026-01-01',
    endsOn: '2026-01-31',
    dueAt: '2026-02-05T00:00:00Z',
  }),
  'reporting.opinionReports.file': (subject) => ({
    periodId: subject.cast.period,
    kind: 'ad-hoc',
    channel: 'upload',
    submit: true,
    items: [opinionItem(subject)],
  }),
  'reporting.opinionReports.revise': opinionItem,
  'reporting.opinionReports.return': ({ cast }) => ({
    reviseBy: '2026-02-10',
    items: [{ itemId: cast.items.own, reason: 'Cần nêu rõ địa bàn' }],
  }),
  'reporting.aggregateReports.start': ({ cast, number }) => ({
    periodId: number % 2 ? cast.freePeriods.first : cast.freePeriods.second,
  }),
  'reporting.aggregateReports.edit': () => ({ paragraphs: ['Tình hình ổn định'] }),
  'reporting.aggregateReports.comment': () => ({ section: 'economy', text: 'Cần thêm số liệu' }),
  'reporting.aggregateReports.approve': () => ({ contentHash: 'sha256:x' }),
  'reporting.aggregateReports.issue': () => ({ signer: { position: 'Trưởng ban', name: null } }),
  'reporting.aggregateReports.dispatch': ({ cast }) => ({ organisationIds: [cast.organisation] }),
  'reporting.aggregateReports.withdraw': () => ({ reason: 'Sai số liệu' }),
  'reporting.aggregateReports.supersede': () => ({ reason: 'Sai số liệu' }),
};
