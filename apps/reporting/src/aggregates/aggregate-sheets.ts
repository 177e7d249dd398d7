import type { AggregateContent, AggregateReport, FigureTable } from '#contracts/aggregates';
import type { ReportCell, ReportTable } from '#documents/aggregate-report';
import { type SheetColumn, sheetTypes, type TitledSheet, writeSheets } from '#documents/sheets';
import { formatDocumentNumber } from '#documents/vietnamese-format';
import { disciplineTable, toTable } from './aggregate.document.js';

const names: Record<string, string> = {
  tendency: 'Khuynh hướng',
  prevalence: 'Mức độ phổ biến',
  stratum: 'Tầng lớp',
  area: 'Địa bàn',
  trend: 'Qua các kỳ',
  stream: 'Luồng ý kiến gộp',
};

const withheld = 'không công bố';

type Report = AggregateReport & { content: AggregateContent };

/** The tables of a report as files: a workbook with a sheet of each, or every figure as a line of one table. */
export const tableFiles = {
  xlsx: (report: Report): Promise<Buffer> =>
    writeSheets(
      [
        cover(report),
        ...report.content.tables.map((table) => toSheet(names[table.key] ?? table.key, toTable(table))),
        toSheet('Chấp hành chế độ', disciplineTable(report.content)),
      ],
      sheetTypes.xlsx,
    ),
  csv: ({ id, content }: Report): Promise<Buffer> => {
    const rows = content.tables.flatMap((table) => linesOf(id, table));
    return writeSheets([{ name: '', columns: lineColumns, rows }], sheetTypes.csv);
  },
};

function cover({ title, number, symbol, contentHash, content }: Report): TitledSheet {
  const { startsOn, endsOn, parts, method } = content;
  return {
    name: 'Báo cáo',
    columns: [
      { title: 'Báo cáo', width: 24 },
      { title, width: 80 },
    ],
    rows: [
      ['Số, ký hiệu', number === null ? 'DỰ THẢO' : formatDocumentNumber(number, symbol!)],
      ['Từ ngày', startsOn],
      ['Đến ngày', endsOn],
      ...(parts ? [['Tổng hợp từ các kỳ', parts.join(', ')]] : []),
      ['Mã băm nội dung', contentHash],
      ['Phương pháp', method],
      [`“${withheld}”`, 'Số liệu không công bố để bảo vệ người cung cấp thông tin'],
    ],
  };
}

function toSheet(name: string, { columns, rows, totals }: ReportTable): TitledSheet {
  const cell = (value: ReportCell): string | number => (typeof value === 'object' ? withheld : value);
  return {
    name,
    columns: columns.map(({ label }, index): SheetColumn => ({
      title: label,
      width: index === 0 ? 40 : 16,
      format: '#,##0',
    })),
    rows: [...rows, ...(totals ? [totals] : [])].map((row) => row.map(cell)),
  };
}

const lineColumns: SheetColumn[] = [
  'table',
  'row',
  'rowLabel',
  'column',
  'columnLabel',
  'value',
  'withheld',
  'figure',
].map((title) => ({ title }));

/** Every figure of a table with its codes; an empty code is the total over it, an empty value is withheld and says why; `figure` is its id. */
function linesOf(report: string, { key, rows, columns, ...figures }: FigureTable): TitledSheet['rows'] {
  const total = { key: '', label: 'Tổng' };
  const line = (row: typeof total, column: typeof total, { value, reason }: FigureTable['total']) => [
    key,
    row.key,
    row.label,
    column.key,
    column.label,
    value,
    value === null ? (reason ?? 'protected') : null,
    [report, key, row.key, column.key].join('~'),
  ];
  return [
    ...rows.flatMap((row, i) => [
      ...columns.map((column, j) => line(row, column, figures.cells[i]![j]!)),
      line(row, total, figures.rowTotals[i]!),
    ]),
    ...columns.map((column, j) => line(total, column, figures.columnTotals[j]!)),
    line(total, total, figures.total),
  ];
}
