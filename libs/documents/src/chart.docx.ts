import {
  BorderStyle,
  HeightRule,
  LineRuleType,
  Paragraph,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { ReportChart } from './aggregate-report.js';
import { isDark, measuredChart } from './chart.js';
import type { DocumentForm } from './forms.js';
import { styleId, textWidth, twips } from './styles.docx.js';
import { type BlockPlace, caption, notesBelow } from './table.docx.js';
import { textWidthPt } from './text-width.js';
import { formatNumber } from './vietnamese-format.js';

const BAR_HEIGHT = 340;
/** Narrower segments are left out: no border can be drawn around them. */
const NARROWEST = 20;
const ROW_PADDING = 30;
const edge = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

/**
 * A chart drawn with shaded table cells, which Word, LibreOffice and printers all show alike: label, bar, total. Bars
 * are in scale to the largest total, figures stand in the segments wide enough for them, legend and caption below.
 */
export function chartBlock(
  chart: ReportChart,
  form: DocumentForm,
  { ordinal, keepNext }: BlockPlace,
): (Paragraph | Table)[] {
  const { shades, bars } = measuredChart(chart);
  const scale = Math.max(0, ...bars.map((bar) => bar.total ?? 0));
  const lettering = { sizePt: form.table.sizePt };

  const totalTexts = bars.map((bar) => (bar.total === null ? form.table.withheld : formatNumber(bar.total)));
  const total =
    twips.fromPt(
      Math.max(
        ...[...totalTexts, form.table.totalLabel].map((text) =>
          textWidthPt(text, { ...lettering, bold: true }),
        ),
      ),
    ) + 160;
  const labels = Math.max(0, ...bars.map((bar) => textWidthPt(bar.label, lettering)));
  const label = Math.min(twips.fromPt(labels) + 160, Math.round(textWidth(form) * 0.42));
  const widths = { label, bar: textWidth(form) - label - total, total };

  const row = (first: Paragraph, middle: (Paragraph | Table)[], end: Paragraph) =>
    new TableRow({
      cantSplit: true,
      keepNext: true,
      children: [cellOf([first], widths.label), cellOf(middle, widths.bar), cellOf([end], widths.total)],
    });
  const text = (content: string, alignment: 'left' | 'right', bold?: boolean) =>
    new Paragraph({
      style: styleId.tableText,
      alignment,
      keepNext: true,
      children: [new TextRun({ text: content, bold })],
    });

  return [
    new Paragraph({
      style: styleId.tableText,
      keepNext: true,
      spacing: { line: 80, lineRule: LineRuleType.EXACT },
    }),
    new Table({
      rows: [
        row(text('', 'left'), [text('', 'left')], text(form.table.totalLabel, 'right', true)),
        ...bars.map((bar, index) =>
          row(
            text(bar.label, 'left'),
            bar.total === null
              ? [text(form.table.withheld, 'left')]
              : drawn(bar.values, {
                  shades,
                  widthPerUnit: scale > 0 ? widths.bar / scale : 0,
                  sizePt: form.table.noteSizePt,
                }),
            text(totalTexts[index] ?? '', 'right'),
          ),
        ),
      ],
      width: { size: textWidth(form), type: WidthType.DXA },
      columnWidths: [widths.label, widths.bar, widths.total],
      layout: TableLayoutType.FIXED,
      borders: TableBorders.NONE,
    }),
    legend(chart.series, shades, form),
    caption(form.table.chartLabel, ordinal, chart.caption, keepNext || hasNotes(chart)),
    ...notesBelow(
      [...(bars.some((bar) => bar.total === null) ? [form.table.withheldNote] : []), ...(chart.notes ?? [])],
      keepNext,
    ),
  ];
}

function hasNotes(chart: ReportChart): boolean {
  return (
    (chart.notes ?? []).length > 0 ||
    chart.bars.some((bar) => bar.values.some((value) => typeof value === 'object'))
  );
}

function drawn(
  values: number[],
  { shades, widthPerUnit, sizePt }: { shades: readonly string[]; widthPerUnit: number; sizePt: number },
): (Paragraph | Table)[] {
  const segments = values
    .map((value, index) => ({
      value,
      shade: shades[index] ?? 'FFFFFF',
      width: Math.round(value * widthPerUnit),
    }))
    .filter((segment) => segment.width >= NARROWEST);
  const after = new Paragraph({
    style: styleId.tableText,
    spacing: { line: 20, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
  });
  if (segments.length === 0) return [after];
  const bar = new Table({
    rows: [
      new TableRow({
        height: { value: BAR_HEIGHT, rule: HeightRule.EXACT },
        children: segments.map(({ value, shade, width }) => {
          const figure = formatNumber(value);
          const fits = twips.fromPt(textWidthPt(figure, { sizePt })) + 40 <= width;
          return new TableCell({
            width: { size: width, type: WidthType.DXA },
            shading: { fill: shade },
            verticalAlign: VerticalAlignTable.CENTER,
            margins: { left: 0, right: 0 },
            children: [
              new Paragraph({
                style: styleId.tableText,
                alignment: 'center',
                spacing: { before: 0, after: 0 },
                children: fits
                  ? [
                      new TextRun({
                        text: figure,
                        size: sizePt * 2,
                        color: isDark(shade) ? 'FFFFFF' : '000000',
                      }),
                    ]
                  : [],
              }),
            ],
          });
        }),
      }),
    ],
    width: { size: segments.reduce((sum, segment) => sum + segment.width, 0), type: WidthType.DXA },
    columnWidths: segments.map((segment) => segment.width),
    layout: TableLayoutType.FIXED,
    borders: { top: edge, bottom: edge, left: edge, right: edge, insideVertical: edge },
    margins: { left: 0, right: 0 },
  });
  return [bar, after];
}

function legend(series: string[], shades: readonly string[], form: DocumentForm): Paragraph {
  return new Paragraph({
    style: styleId.tableText,
    alignment: 'center',
    keepNext: true,
    children: series.flatMap((name, index) => [
      new TextRun({
        text: '\u00a0'.repeat(5),
        size: form.table.noteSizePt * 2,
        shading: { fill: shades[index] },
        border: edge,
      }),
      new TextRun({
        text: `\u00a0${name}${index < series.length - 1 ? '    ' : ''}`,
        size: form.table.noteSizePt * 2,
      }),
    ]),
  });
}

function cellOf(children: (Paragraph | Table)[], width: number): TableCell {
  return new TableCell({
    children,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    borders: TableBorders.NONE,
    margins: { left: 0, right: 60, top: ROW_PADDING, bottom: ROW_PADDING },
  });
}
