import type {
  AggregateReportDocument,
  ReportBlock,
  ReportSection,
  ReportWithoutFoot,
} from './aggregate-report.js';
import { chartContent } from './chart.pdf.js';
import type { DocumentForm } from './forms.js';
import { letterhead, line, textWidthOf } from './letterhead.pdf.js';
import { centredRule, type Content, pdfOf, points, set } from './pdf.js';
import { printable } from './printable.js';
import { signature } from './signature.pdf.js';
import { tableContent } from './table.pdf.js';
import { balancedLines } from './text-width.js';

/** A last text up to this long is kept on one page with the signature. */
const KEPT_WITH_SIGNATURE = 1_200;

/**
 * The aggregate report as a PDF in the given form: what `aggregateReportDocx` prints, ready to be read and kept. Equal
 * data gives the same bytes at any time. Throws a `RangeError` for what cannot be printed, as that does.
 */
export async function aggregateReportPdf(
  report: AggregateReportDocument,
  form: DocumentForm,
): Promise<Buffer> {
  return reportPdf(report, form, signature);
}

/** A document that is laid out as the aggregate report is, but for its foot. */
export async function reportPdf<Report extends ReportWithoutFoot>(
  report: Report,
  form: DocumentForm,
  foot: (document: Report, form: DocumentForm) => Content[],
): Promise<Buffer> {
  const document = printable(report);
  const { top, bottom, left, right } = form.marginsMm;
  const { sizePt, fromTopMm } = form.pageNumber;
  const blocks = bodyOf(document, form);
  return pdfOf({
    title: `${document.documentType} ${document.abstract}`,
    author: document.issuingBody,
    date: document.date,
    defaultSizePt: form.body.sizePt,
    pageMargins: [points(left), points(top), points(right), points(bottom)],
    header: (page) =>
      page === 1
        ? ''
        : { text: String(page), alignment: 'center', fontSize: sizePt, margin: [0, points(fromTopMm), 0, 0] },
    content: [
      ...letterhead(document, form),
      ...title(document, form),
      ...blocks.slice(0, -1),
      // What precedes the signature stays with it, so that no page bears a signature alone.
      { stack: [...blocks.slice(-1), ...foot(document, form)], unbreakable: true },
    ],
  });
}

function title(document: ReportWithoutFoot, form: DocumentForm): Content[] {
  const { documentType, abstract, addressee, ruleMm } = form.title;
  const width = textWidthOf(form);
  return [
    { text: document.documentType, ...set(documentType), alignment: 'center', margin: [0, 18, 0, 0] },
    ...balancedLines(document.abstract, abstract, width * 0.9).map((text) => line(text, abstract)),
    centredRule(points(ruleMm), width),
    ...(document.addressee === undefined
      ? []
      : [
          {
            text: `${addressee.label}${document.addressee}`,
            ...set(addressee),
            alignment: 'center' as const,
          },
        ]),
  ];
}

/** Sections in their order; the last part is short enough to stand with the signature. */
function bodyOf(document: ReportWithoutFoot, form: DocumentForm): Content[] {
  const ordinals = { table: 0, chart: 0 };
  const contents = document.sections.flatMap((section, index) => sectionOf(section, index, form, ordinals));
  const last = document.sections.at(-1)?.blocks.at(-1);
  const isLong = last !== undefined && 'text' in last && last.text.length > KEPT_WITH_SIGNATURE;
  return isLong ? [...contents, ''] : contents;
}

/** A heading is kept with what follows it, and so is a subheading. */
function sectionOf(
  { heading, blocks }: ReportSection,
  index: number,
  form: DocumentForm,
  ordinals: Record<'table' | 'chart', number>,
): Content[] {
  const { section, subsection } = form.body;
  const contents: Content[] = [];
  let pending: Content[] = [
    headingOf(section.numbering.replace('%1', roman(index + 1)), heading, section, form),
  ];
  let sub = 0;
  for (const block of blocks) {
    if (block.kind === 'subheading') {
      sub += 1;
      const number = subsection.numbering.replace('%1', roman(index + 1)).replace('%2', String(sub));
      pending.push(headingOf(number, block.text, subsection, form));
      continue;
    }
    const [first, ...rest] = blockOf(block, form, ordinals);
    contents.push(
      ...(pending.length > 0 ? [{ stack: [...pending, first!], unbreakable: true }] : [first!]),
      ...rest,
    );
    pending = [];
  }
  return [...contents, ...pending];
}

function headingOf(
  number: string,
  text: string,
  lettering: DocumentForm['body']['section'],
  form: DocumentForm,
) {
  const { firstLineMm, spaceAfterPt, lineSpacing } = form.body;
  const content: Content = {
    text: `${number} ${text}`,
    ...set(lettering),
    lineHeight: lineSpacing,
    margin: [points(firstLineMm), spaceAfterPt, 0, spaceAfterPt],
  };
  return content;
}

/** A block's contents, of which only the first has to stay with a heading before it; never empty. */
function blockOf(
  block: Exclude<ReportBlock, { kind: 'subheading' }>,
  form: DocumentForm,
  ordinals: Record<'table' | 'chart', number>,
): Content[] {
  if (block.kind === 'table') return tableContent(block, form, ++ordinals.table);
  if (block.kind === 'chart') return [chartContent(block, form, ++ordinals.chart)];
  const { firstLineMm, spaceAfterPt, lineSpacing, bullet } = form.body;
  const lines = block.text.split(/\s*\n\s*/).filter((text) => text !== '');
  return (lines.length > 0 ? lines : ['']).map((text, index) => ({
    text: block.kind === 'bullet' && index === 0 ? `${bullet} ${text}` : text,
    alignment: 'justify' as const,
    leadingIndent: points(firstLineMm),
    lineHeight: lineSpacing,
    margin: [0, 0, 0, spaceAfterPt] as [number, number, number, number],
  }));
}

const numerals: [number, string][] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(value: number): string {
  const [step, sign] = numerals.find(([least]) => least <= value) ?? [0, ''];
  return step === 0 ? '' : sign + roman(value - step);
}
