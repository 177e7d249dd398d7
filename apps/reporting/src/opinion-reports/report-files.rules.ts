import type { LineProblem } from '#contracts/import';
import type { FieldError } from '#contracts/problem';
import { cellSign, OpinionRow, type ReportFileQuery } from '#contracts/report-files';
import type { TitledSheet } from '#documents/sheets';
import { prevalenceFloors } from './opinion-reports.rules.js';

/** The list of a file that holds the reports. */
export const listName = 'reports';

interface OpinionLine {
  line: number;
  row: OpinionRow;
}

/** The lines of one report, in the order of the file; the first says whose it is and how it came. */
export interface LinesOfReport {
  lines: OpinionLine[];
  problems: LineProblem[];
}

export const problem = (line: number, message: string): LineProblem => ({ list: listName, line, message });

/** Lines that name the same appointment, or none, are of one report, which came in one way. */
export function reportsOf(lines: OpinionLine[]): LinesOfReport[] {
  const groups = new Map<string | null, OpinionLine[]>();
  for (const one of lines)
    groups.set(one.row.appointmentId, [...(groups.get(one.row.appointmentId) ?? []), one]);
  return [...groups.values()].map((own) => ({ lines: own, problems: cameInOneWay(own) }));
}

function cameInOneWay([first, ...others]: OpinionLine[]): LineProblem[] {
  return (['channel', 'receivedOn'] as const).flatMap((field) =>
    others
      .filter(({ row }) => row[field] !== first!.row[field])
      .map(({ line }) =>
        problem(line, `${field}: it is another than in line ${first!.line} of the same report`),
      ),
  );
}

/** Where a unit of the file has no version in the period. */
export const unknownAreas = (lines: OpinionLine[], areaIds: ReadonlyMap<string, string>): LineProblem[] =>
  lines
    .filter(({ row }) => !areaIds.has(row.area))
    .map(({ line }) => problem(line, 'area: there is no such unit in this period'));

/** The report as a request would file it; a unit that is not known stands as its code. */
export function toRequest(
  [first, ...others]: OpinionLine[],
  areaIds: ReadonlyMap<string, string>,
  { periodId, kind, submit }: ReportFileQuery,
): Record<string, unknown> {
  const { appointmentId, channel, receivedOn } = first!.row;
  return {
    periodId,
    kind,
    submit,
    channel: channel ?? 'upload',
    ...(appointmentId && { appointmentId }),
    ...(receivedOn && { receivedOn }),
    items: [first!, ...others].map(({ row }) => {
      const { conversations, meetings, places, area, rumour, proposals } = row;
      const { topic, strata, tendency, prevalence, intensity, trend, summary, assessment, proposedSolution } =
        row;
      return {
        topic,
        areaId: areaIds.get(area) ?? area,
        strata,
        tendency,
        prevalence,
        basis: { conversations, meetings, places },
        intensity,
        trend,
        rumour: rumour === 'true',
        summary,
        proposals: proposals ?? [],
        assessment,
        proposedSolution,
      };
    }),
  };
}

/** Problems of a request as problems of the lines that it was made of; what is of no item is of the first. */
export function atLines(lines: OpinionLine[], errors: FieldError[]): LineProblem[] {
  return errors.map(({ path, message }) => {
    const [, index, field = path] = /^items\.(\d+)\.(?:basis\.)?(.+)$/.exec(path) ?? [];
    const column = field === 'areaId' ? 'area' : field;
    return problem(lines[Number(index ?? 0)]!.line, `${column}: ${message}`);
  });
}

const columnsOf = (titles: string[], width = 24): TitledSheet['columns'] =>
  titles.map((title) => ({ title, width }));

/** The sheet to be filled in: its titles are the fields of a line. */
export const emptySheet: TitledSheet = {
  name: listName,
  columns: columnsOf(Object.keys(OpinionRow.shape)),
  rows: [],
};

const floor = (prevalence: keyof typeof prevalenceFloors): string => {
  const { conversations, places } = prevalenceFloors[prevalence];
  return `cần ít nhất ${conversations} cuộc trao đổi tại ${places} nơi`;
};

/** What goes into each column. */
const guide: [column: keyof OpinionRow, value: string, meaning: string][] = [
  ['appointmentId', '', 'Mã nhiệm vụ cộng tác viên (trang appointments); bỏ trống: của người gửi'],
  ['channel', 'upload', 'Gửi bằng tệp (cũng là khi bỏ trống)'],
  ['channel', 'web', 'Người gửi tự nhập'],
  ['channel', 'phone', 'Phản ánh qua điện thoại'],
  ['channel', 'meeting', 'Phát biểu tại cuộc họp'],
  ['receivedOn', '', 'Ngày đến cơ quan (2026-11-25); chỉ chuyên viên ghi, trừ kênh web'],
  ['topic', '', 'Mã lĩnh vực (trang topics)'],
  ['area', '', 'Mã đơn vị hành chính nơi có ý kiến (trang areas)'],
  ['strata', '', `Mã tầng lớp (trang strata), cách nhau bằng dấu ${cellSign}`],
  ['tendency', 'approve', 'Tán thành'],
  ['tendency', 'oppose', 'Phản đối'],
  ['tendency', 'undecided', 'Băn khoăn'],
  ['prevalence', 'overwhelming', `Tuyệt đại đa số; ${floor('overwhelming')}`],
  ['prevalence', 'majority', `Đa số; ${floor('majority')}`],
  ['prevalence', 'many', `Nhiều ý kiến; ${floor('many')}`],
  ['prevalence', 'some', `Một số ý kiến; ${floor('some')}`],
  ['conversations', '', 'Số cuộc trao đổi'],
  ['meetings', '', 'Số cuộc họp'],
  ['places', '', 'Số nơi'],
  ['intensity', 'low', 'Ít quan tâm'],
  ['intensity', 'medium', 'Quan tâm'],
  ['intensity', 'high', 'Bức xúc'],
  ['trend', 'new', 'Mới xuất hiện'],
  ['trend', 'rising', 'Tăng'],
  ['trend', 'stable', 'Không đổi'],
  ['trend', 'falling', 'Giảm'],
  ['rumour', 'true', 'Là tin đồn'],
  ['rumour', 'false', 'Không phải tin đồn (cũng là khi bỏ trống)'],
  ['summary', '', 'Tóm tắt nội dung; không nêu tên, số điện thoại hay thông tin dẫn tới cá nhân'],
  ['proposals', '', `Các kiến nghị, cách nhau bằng dấu ${cellSign}`],
  ['assessment', '', 'Nhận định của cộng tác viên'],
  ['proposedSolution', '', 'Giải pháp đề xuất'],
];

export const guideSheet: TitledSheet = {
  name: 'guide',
  columns: [
    { title: 'column', width: 20 },
    { title: 'value', width: 16 },
    { title: 'meaning', width: 80 },
  ],
  rows: guide.map(([column, value, meaning]) => [column, value || null, meaning]),
};

/** A list that cells are filled from. */
export const listSheet = (name: string, titles: string[], rows: (string | null)[][]): TitledSheet => ({
  name,
  columns: columnsOf(titles, 36),
  rows,
});
