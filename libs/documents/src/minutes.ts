import type { AggregateReportDocument, ReportWithoutFoot } from './aggregate-report.js';

/** Minutes as they are to be printed. Two sign them: who wrote them down at the left, who chaired at the right. */
export type MinutesDocument = ReportWithoutFoot &
  Pick<AggregateReportDocument, 'recipients' | 'filedAt'> & {
    /** The post of whoever chaired; names are left to the pen. */
    chair: string;
  };

/** What stands above the room for each signature: the capacity, the post, and a hint to the pen. */
export const signatories = ({ chair }: MinutesDocument) => ({
  left: { capacity: 'NGƯỜI GHI BIÊN BẢN', post: '', hint: '(Ký, ghi rõ họ tên)' },
  right: { capacity: 'CHỦ TRÌ', post: chair.toLocaleUpperCase('vi'), hint: '(Ký, ghi rõ họ tên, đóng dấu)' },
});
