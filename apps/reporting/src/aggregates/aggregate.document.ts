import type { AggregateContent, FigureTable } from '#contracts/aggregates';
import type {
  AggregateReportDocument,
  ReportBlock,
  ReportCell,
  ReportTable,
} from '#documents/aggregate-report';
import { formatDocumentNumber, formatShortDay } from '#documents/vietnamese-format';
import type { OfficeEntity } from '../office/office.module.js';
import type { AggregateReportEntity } from './aggregate.entity.js';

/** Abbreviation of the document type "Báo cáo". */
export const documentType = 'BC';

const captions: Record<string, string> = {
  tendency: 'Số luồng ý kiến theo lĩnh vực và khuynh hướng',
  prevalence: 'Số luồng ý kiến theo lĩnh vực và mức độ phổ biến',
  stratum: 'Số luồng ý kiến theo tầng lớp nhân dân và khuynh hướng',
  area: 'Số luồng ý kiến theo địa bàn và khuynh hướng',
  trend: 'Số luồng ý kiến theo lĩnh vực qua các kỳ',
  stream: 'Luồng ý kiến do nhiều nơi phản ánh',
};

const firstColumn: Record<string, string> = { stratum: 'Tầng lớp', area: 'Địa bàn', stream: 'Luồng ý kiến' };

/** Why rows of a table do not add up. */
const notAdditive: Record<string, string> = {
  stratum: 'Một luồng ý kiến có thể thuộc nhiều tầng lớp nên các dòng không cộng thành tổng số.',
  stream: 'Ý kiến không gộp vào luồng nào không có ở đây; một đơn vị, một địa bàn có thể có ở nhiều dòng.',
};

/** The aggregate report as a document: sections of text, tables after the sections they belong to. */
export function toDocument(
  report: AggregateReportEntity,
  content: AggregateContent,
  { office, before }: { office: OfficeEntity; before: AggregateReportEntity | null },
): AggregateReportDocument {
  const tables = (...keys: string[]): FigureTable[] =>
    keys.flatMap((key) => content.tables.filter((table) => table.key === key));
  const after: Record<string, ReportBlock[]> = {
    overview: [
      ...tables('tendency').filter(hasBars).map(toChart),
      ...tables('tendency', 'prevalence').map(toTable),
    ],
    assessment: [
      ...tables('trend').map(toTable),
      ...tables('stratum', 'area').map((table) => toTable(withItems(table))),
    ],
    discipline: [disciplineTable(content)],
  };
  return {
    superiorBody: office.superiorBody,
    issuingBody: office.issuingBody,
    number: report.number,
    symbol: { type: documentType, body: office.symbolBody },
    place: office.place,
    date: report.issuedOn,
    documentType: 'BÁO CÁO',
    abstract: report.title,
    mark: office.mark,
    sections: content.sections.map(({ key, heading, paragraphs }, index) => ({
      heading,
      blocks: [
        ...(before && index === 0 ? [takesThePlace(report, before)] : []),
        ...paragraphs.map(toParagraph),
        ...(after[key] ?? []),
      ],
    })),
    signature: {
      authority: { kind: 'onBehalfOf', of: office.issuingBody },
      position: report.signer?.position ?? 'TRƯỞNG BAN',
      name: report.signer?.name ?? null,
    },
    recipients: office.recipients,
    filedAt: office.filedAt,
  };
}

function takesThePlace(
  { supersedeReason }: AggregateReportEntity,
  before: AggregateReportEntity,
): ReportBlock {
  const { number, symbol, issuedOn } = before;
  return toParagraph(
    `Báo cáo này thay thế Báo cáo số ${formatDocumentNumber(number!, symbol!)} ngày ${formatShortDay(issuedOn!)}. Lý do: ${supersedeReason}`,
  );
}

function toParagraph(text: string): ReportBlock {
  return text.startsWith('- ') ? { kind: 'bullet', text: text.slice(2) } : { kind: 'paragraph', text };
}

const toCell = ({ value, reason }: FigureTable['total']): ReportCell =>
  value ?? { withheld: reason ?? 'protected' };

/** Rows in which something was reported; a long list of zeros tells a reader nothing. */
function withItems(table: FigureTable): FigureTable {
  const kept = table.rows.map((_, index) => index).filter((index) => table.rowTotals[index]!.value !== 0);
  const pick = <T>(list: T[]): T[] => kept.map((index) => list[index]!);
  return { ...table, rows: pick(table.rows), cells: pick(table.cells), rowTotals: pick(table.rowTotals) };
}

export function toTable(table: FigureTable): ReportTable {
  const note = notAdditive[table.key];
  const showsTotals = table.key !== 'trend' && table.key !== 'stream';
  const numeric = { align: 'right' as const };
  return {
    kind: 'table',
    caption: captions[table.key] ?? table.key,
    columns: [
      { label: firstColumn[table.key] ?? 'Lĩnh vực', align: 'left' },
      ...table.columns.map(({ label }) => ({ label, ...numeric })),
      ...(showsTotals ? [{ label: 'Tổng', ...numeric }] : []),
    ],
    rows: table.rows.map(({ label }, index) => [
      label,
      ...table.cells[index]!.map(toCell),
      ...(showsTotals ? [toCell(table.rowTotals[index]!)] : []),
    ]),
    ...(!note && {
      totals: ['Tổng số', ...table.columnTotals.map(toCell), ...(showsTotals ? [toCell(table.total)] : [])],
    }),
    ...(note && { notes: [note] }),
  };
}

/** A chart of nothing but gaps shows nothing. */
const hasBars = ({ cells }: FigureTable): boolean => cells.flat().some(({ value }) => value);

function toChart(table: FigureTable): ReportBlock {
  return {
    kind: 'chart',
    caption: 'Khuynh hướng ý kiến trong từng lĩnh vực',
    series: table.columns.map(({ label }) => label),
    bars: table.rows.map(({ label }, index) => ({
      label,
      values: table.cells[index]!.map(({ value, reason }) => value ?? { withheld: reason ?? 'protected' }),
    })),
  };
}

export function disciplineTable({ discipline }: AggregateContent): ReportTable {
  const level: Record<string, string> = { province: 'Cấp tỉnh', district: 'Cấp huyện', commune: 'Cấp xã' };
  const sum = (field: 'expected' | 'received' | 'onTime'): number =>
    discipline.reduce((all, row) => all + row[field], 0);
  const line = (label: string, expected: number, received: number, onTime: number): ReportCell[] => [
    label,
    expected,
    received,
    onTime,
    received - onTime,
    expected - received,
  ];
  return {
    kind: 'table',
    caption: 'Chấp hành chế độ báo cáo theo cấp',
    columns: ['Cấp', 'Phải gửi', 'Đã gửi', 'Đúng hạn', 'Muộn', 'Chưa gửi'].map((label, index) => ({
      label,
      align: index === 0 ? ('left' as const) : ('right' as const),
    })),
    rows: discipline.map((row) =>
      line(level[row.level] ?? row.level, row.expected, row.received, row.onTime),
    ),
    totals: line('Tổng số', sum('expected'), sum('received'), sum('onTime')),
  };
}
