import type { ReportCell, ReportTable } from './aggregate-report.js';
import { layoutColumns } from './column-widths.js';
import type { DocumentForm } from './forms.js';
import { textWidthOf } from './letterhead.pdf.js';
import { type Content, grid } from './pdf.js';
import { checkedRows, HEADING_SHADE, printed, UNBROKEN_ROWS } from './table.js';

const BORDER = 0.5;

/** A table with its caption above and its notes below, laid out as `table.docx.ts` does. */
export function tableContent(table: ReportTable, form: DocumentForm, ordinal: number): Content[] {
  const { columns } = table;
  const allRows = checkedRows(table);
  const texts = allRows.map((row) => row.map((cell, index) => printed(cell, columns[index], form)));
  const layout = layoutColumns(
    columns.map(({ label }) => label),
    texts,
    { width: Math.floor(textWidthOf(form) * 20), sizePt: form.table.sizePt },
  );
  const padding = layout.padding / 20;
  const body = [
    columns.map(({ label }) => ({
      text: label,
      bold: true,
      alignment: 'center' as const,
      fillColor: `#${HEADING_SHADE.fill}`,
    })),
    ...texts.map((row, at) =>
      row.map((text, index) => ({
        text,
        alignment: columns[index]!.align,
        ...(table.totals !== undefined && at === texts.length - 1 && { bold: true }),
      })),
    ),
    ...(texts.length === 0
      ? [
          [
            { text: form.table.noRows, italics: true, alignment: 'center' as const, colSpan: columns.length },
            ...columns.slice(1).map(() => ({ text: '' })),
          ],
        ]
      : []),
  ];
  const caption = captionOf(form.table.tableLabel, ordinal, table.caption, form);
  const drawn: Content = {
    fontSize: layout.sizePt,
    layout: { ...grid, paddingLeft: () => padding, paddingRight: () => padding },
    table: {
      headerRows: 1,
      keepWithHeaderRows: 2,
      dontBreakRows: true,
      widths: layout.widths.map((width) => width / 20 - 2 * padding - BORDER),
      body,
    },
  };
  const withheld = allRows.some((row) => row.some((cell: ReportCell) => typeof cell === 'object'));
  const notes = notesOf([...(withheld ? [form.table.withheldNote] : []), ...(table.notes ?? [])], form);
  return allRows.length <= UNBROKEN_ROWS
    ? [{ stack: [caption, drawn, ...notes], unbreakable: true }]
    : [caption, drawn, ...notes];
}

/** A numbered caption. */
export const captionOf = (label: string, ordinal: number, text: string, form: DocumentForm): Content => ({
  text: `${label} ${ordinal}. ${text}`,
  bold: true,
  fontSize: form.table.sizePt,
  alignment: 'center',
  margin: [0, 6, 0, 4],
});

/** Notes under a table or chart, or a little room if there are none. */
export const notesOf = (notes: string[], form: DocumentForm): Content[] =>
  notes.length === 0
    ? [{ text: '', fontSize: 6 }]
    : notes.map((text) => ({
        text,
        italics: true,
        fontSize: form.table.noteSizePt,
        margin: [0, 3, 0, 3] as [number, number, number, number],
      }));
