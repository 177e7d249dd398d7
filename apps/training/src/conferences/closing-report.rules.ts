import type { AggregateReportDocument, ReportBlock } from '#documents/aggregate-report';
import {
  circumstances,
  conclusions,
  dayOf,
  headOf,
  nameIn,
  type OnRecord,
  paragraph,
} from './conference-minutes.rules.js';

/** A report that is a draft until what it tells of is closed. */
export type ClosingReport = AggregateReportDocument & { draft: boolean };

/** What a conference came to, in figures, for the body above. Its number and the name of who signs are left to the pen. */
export function closingReportOf(of: OnRecord): ClosingReport {
  const { conference, superiorBody } = of;
  return {
    ...headOf(of),
    symbol: { type: 'BC', body: '………' },
    documentType: 'BÁO CÁO',
    abstract: `Kết quả ${conference.title}`,
    sections: [
      { heading: 'Tổ chức hội nghị', blocks: circumstances(conference) },
      { heading: 'Ý kiến tại hội nghị', blocks: spoken(of) },
      { heading: 'Thực hiện các việc đã giao', blocks: followUp(of) },
      { heading: 'Kết luận', blocks: conclusions(of) },
    ],
    signature: { authority: null, position: conference.chair.toLocaleUpperCase('vi'), name: null },
    recipients: [...(superiorBody === null ? [] : [superiorBody]), 'Các đơn vị dự hội nghị'],
  };
}

/** How much was said and answered, by the unit that it was about; what was said stands in the minutes. */
function spoken(of: OnRecord): ReportBlock[] {
  const nameOf = nameIn(of);
  const statements = of.entries.filter(({ kind }) => kind === 'statement');
  const comments = of.entries.filter(({ kind }) => kind === 'comment').length;
  const answered = statements.filter(({ answer }) => answer !== null).length;
  const units = [...new Set(statements.map(({ areaId }) => areaId!))];
  const rows = units.map((unit) => {
    const own = statements.filter(({ areaId }) => areaId === unit);
    return [nameOf(unit), own.length, own.filter(({ answer }) => answer !== null).length];
  });
  return [
    paragraph(
      `Có ${statements.length} ý kiến phát biểu, ${answered} ý kiến được trả lời tại hội nghị; ` +
        `${comments} ý kiến góp ý vào báo cáo tổng hợp.`,
    ),
    ...(rows.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Số ý kiến theo địa bàn',
            columns: [
              { label: 'Địa bàn', align: 'left' as const },
              { label: 'Phát biểu', align: 'right' as const },
              { label: 'Đã trả lời', align: 'right' as const },
            ],
            rows,
            totals: ['Tổng', statements.length, answered],
          },
        ]),
  ];
}

/** What became of the work that earlier conferences had given. */
function followUp({ conference, items }: OnRecord): ReportBlock[] {
  const day = dayOf(conference.startsAt);
  const carried = items.filter(({ conferenceId }) => conferenceId !== conference.id);
  const goOn = carried.filter(({ closedConferenceId }) => closedConferenceId !== conference.id);
  const overdue = goOn.filter(({ dueOn }) => dueOn < day).length;
  return [
    paragraph(
      carried.length === 0
        ? 'Không còn việc nào của các hội nghị trước chưa hoàn thành.'
        : `Các hội nghị trước còn ${carried.length} việc: hội nghị xác nhận hoàn thành ${carried.length - goOn.length} việc, ` +
            `${goOn.length} việc tiếp tục thực hiện, trong đó ${overdue} việc quá hạn.`,
    ),
    paragraph(`Hội nghị giao ${items.length - carried.length} việc mới.`),
  ];
}
