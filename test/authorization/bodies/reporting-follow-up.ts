import { opinionItem } from './reporting.js';
import type { Bodies } from './subject.js';

export const followUpBodies: Bodies = {
  'reporting.reviewSettings.change': () => ({
    commune: 'required',
    district: 'required',
    province: 'required',
  }),
  'reporting.opinionReportReview.correct': (subject) => ({
    reason: 'Ghi nhầm khuynh hướng',
    item: opinionItem(subject),
  }),
  'reporting.opinionReportReview.reopen': ({ cast }) => ({
    reviseBy: '2026-02-10',
    items: [{ itemId: cast.items.own, reason: 'Cần nêu rõ địa bàn' }],
  }),
};
