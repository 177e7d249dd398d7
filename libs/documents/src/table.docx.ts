import {
  BorderStyle,
  LineRuleType,
  Paragraph,
  SimpleField,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { ReportTable } from './aggregate-report.js';
import { layoutColumns } from './column-widths.js';
import type { DocumentForm } from './forms.js';
import { styleId, textWidth, twips } from './styles.docx.js';
import { checkedRows, HEADING_SHADE, printed, UNBROKEN_ROWS } from './table.js';

/** Where a block stands: its running number among its kind, and whether it must stay with what follows it. */
export interface BlockPlace {
  ordinal: number;
  keepNext: boolean;
}

/**
 * A table with its caption above and its notes below. A short table stays on one page; in a longer one the heading row is
 * repeated on every page and no row is split. Columns share the text width by what they hold. Throws a `RangeError` when a row has not one cell for each column.
 */
export function tableBlock(
  table: ReportTable,
  form: DocumentForm,
  { ordinal, keepNext }: BlockPlace,
): (Paragraph | Table)[] {
  const { columns } = table;
  const allRows = checkedRows(table);
  const texts = allRows.map((row) => row.map((cell, index) => printed(cell, columns[index], form)));
  const labels = columns.map((column) => column.label);
  const layout = layoutColumns(labels, texts, { width: textWidth(form), sizePt: form.table.sizePt });
  const size = layout.sizePt * 2;
  const last = allRows.length - 1;

  const heading = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((column, index) =>
      cellOf(
        new Paragraph({ style: styleId.tableHeading, children: [new TextRun({ text: column.label, size })] }),
        layout.widths[index],
        { shading: HEADING_SHADE },
      ),
    ),
  });
  const rows = texts.map((row, rowIndex) => {
    const isTotal = table.totals !== undefined && rowIndex === last;
    return new TableRow({
      cantSplit: true,
      // Of a table that may break, the first two and the last two rows stay together: no heading or total stands alone.
      keepNext:
        rowIndex === last ? keepNext : last < UNBROKEN_ROWS || rowIndex === 0 || rowIndex === last - 1,
      children: row.map((text, index) =>
        cellOf(
          new Paragraph({
            style: styleId.tableText,
            alignment: columns[index]?.align,
            children: [new TextRun({ text, size, bold: isTotal || undefined })],
          }),
          layout.widths[index],
        ),
      ),
    });
  });
  const hasWithheld = allRows.some((row) => row.some((cell) => typeof cell === 'object'));

  return [
    caption(form.table.tableLabel, ordinal, table.caption, true),
    new Table({
      rows: [heading, ...(rows.length > 0 ? rows : [emptyRow(columns.length, form)])],
      width: { size: textWidth(form), type: WidthType.DXA },
      columnWidths: layout.widths,
      layout: TableLayoutType.FIXED,
      margins: { left: layout.padding, right: layout.padding },
      borders: gridLines,
    }),
    ...notesBelow([...(hasWithheld ? [form.table.withheldNote] : []), ...(table.notes ?? [])], keepNext),
  ];
}

/** A numbered caption; its number is a field, named as Word names it, that counts on when captions are added by hand. */
export function caption(label: string, ordinal: number, text: string, keepNext: boolean): Paragraph {
  return new Paragraph({
    style: styleId.caption,
    keepNext,
    children: [
      new TextRun(`${label} `),
      new SimpleField(`SEQ ${label.replaceAll(' ', '_')} \\* ARABIC`, String(ordinal)),
      new TextRun(`. ${text}`),
    ],
  });
}

/** Notes under a table or chart, or a little room if there are none; Word also needs it to keep two tables apart. */
export function notesBelow(notes: string[], keepNext: boolean): Paragraph[] {
  if (notes.length === 0) {
    return [
      new Paragraph({
        style: styleId.tableNote,
        keepNext,
        spacing: { line: twips.fromPt(6), lineRule: LineRuleType.EXACT, before: 0 },
      }),
    ];
  }
  return notes.map((text) => new Paragraph({ style: styleId.tableNote, keepNext, text }));
}

const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
/** Thin black lines around and between all cells. */
export const gridLines = {
  top: line,
  bottom: line,
  left: line,
  right: line,
  insideHorizontal: line,
  insideVertical: line,
};

function cellOf(
  child: Paragraph,
  width: number | undefined,
  options: { shading?: { fill: string }; columnSpan?: number } = {},
): TableCell {
  return new TableCell({
    children: [child],
    verticalAlign: VerticalAlignTable.CENTER,
    ...(width !== undefined && { width: { size: width, type: WidthType.DXA } }),
    ...options,
  });
}

function emptyRow(columnSpan: number, form: DocumentForm): TableRow {
  const paragraph = new Paragraph({
    style: styleId.tableText,
    alignment: 'center',
    children: [new TextRun({ text: form.table.noRows, italics: true })],
  });
  return new TableRow({ cantSplit: true, children: [cellOf(paragraph, undefined, { columnSpan })] });
}
