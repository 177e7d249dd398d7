import type { Column, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js';
import type { ReportChart } from './aggregate-report.js';
import { isDark, measuredChart } from './chart.js';
import type { DocumentForm } from './forms.js';
import { textWidthOf } from './letterhead.pdf.js';
import { type Content, grid } from './pdf.js';
import { captionOf, notesOf } from './table.pdf.js';
import { textWidthPt } from './text-width.js';
import { formatNumber } from './vietnamese-format.js';

const BAR_HEIGHT = 15;
/** Narrower segments are left out: no border can be drawn around them. */
const NARROWEST = 1;
const GAP = 8;

const unpadded: CustomTableLayout = {
  ...grid,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
};

/** Horizontal stacked bars in scale to the largest total, with legend, caption and notes; they stay on one page. */
export function chartContent(chart: ReportChart, form: DocumentForm, ordinal: number): Content {
  const { shades, bars } = measuredChart(chart);
  const { sizePt, noteSizePt, totalLabel, withheld, withheldNote, chartLabel } = form.table;
  const scale = Math.max(0, ...bars.map(({ total }) => total ?? 0));
  const totals = bars.map(({ total }) => (total === null ? withheld : formatNumber(total)));
  const width = textWidthOf(form);
  const widest = (texts: string[]): number =>
    Math.max(0, ...texts.map((text) => textWidthPt(text, { sizePt, bold: true })));
  const end = widest([...totals, totalLabel]) + GAP;
  const label = Math.min(widest(bars.map((bar) => bar.label)) + GAP, width * 0.42);
  const room = width - label - end - GAP;
  const drawn = (values: number[]): Content => {
    const segments = values
      .map((value, index) => ({
        value,
        shade: shades[index]!,
        width: scale > 0 ? (value * room) / scale : 0,
      }))
      .filter((segment) => segment.width >= NARROWEST);
    if (segments.length === 0) return '';
    const cells = segments.map(({ value, shade, width: length }): TableCell => {
      const figure = formatNumber(value);
      return {
        text: textWidthPt(figure, { sizePt: noteSizePt }) + 2 <= length ? figure : '',
        fontSize: noteSizePt,
        alignment: 'center',
        fillColor: `#${shade}`,
        color: isDark(shade) ? '#ffffff' : '#000000',
      };
    });
    const widths = segments.map((segment) => segment.width - 0.5);
    return { layout: unpadded, table: { widths, heights: BAR_HEIGHT, body: [cells] } };
  };
  const row = (first: string, middle: Content, last: string, bold = false): TableCell[] => [
    { text: first, margin: [0, 2, GAP / 2, 2] },
    typeof middle === 'object'
      ? { stack: [middle], margin: [0, 2, 0, 2] }
      : { text: middle, margin: [0, 2, 0, 2] },
    { text: last, alignment: 'right', bold, margin: [0, 2, 0, 2] },
  ];
  const hidden = bars.some(({ total }) => total === null);
  return {
    unbreakable: true,
    margin: [0, 6, 0, 0],
    stack: [
      {
        fontSize: sizePt,
        layout: { ...unpadded, defaultBorder: false },
        table: {
          widths: [label, room, end],
          body: [
            row('', '', totalLabel, true),
            ...bars.map((bar, index) =>
              row(bar.label, bar.total === null ? withheld : drawn(bar.values), totals[index]!),
            ),
          ],
        },
      },
      legend(chart.series, shades, form),
      captionOf(chartLabel, ordinal, chart.caption, form),
      ...notesOf([...(hidden ? [withheldNote] : []), ...(chart.notes ?? [])], form),
    ],
  };
}

function legend(series: string[], shades: readonly string[], { table }: DocumentForm): Content {
  const box = 10;
  return {
    margin: [0, 4, 0, 0],
    columnGap: 4,
    columns: [
      { width: '*', text: '' },
      ...series.flatMap((name, index): Column[] => [
        {
          width: 'auto',
          canvas: [
            {
              type: 'rect',
              x: 0,
              y: 2,
              w: 2 * box,
              h: box,
              color: `#${shades[index]}`,
              lineColor: '#000000',
              lineWidth: 0.5,
            },
          ],
        },
        { width: 'auto', text: name, fontSize: table.noteSizePt, margin: [0, 0, box, 0] },
      ]),
      { width: '*', text: '' },
    ],
  };
}
