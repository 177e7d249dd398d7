import { Document, Packer, Paragraph, type Table } from 'docx';
import type { AggregateReportDocument, ReportBlock, ReportWithoutFoot } from './aggregate-report.js';
import { chartBlock } from './chart.docx.js';
import type { DocumentForm } from './forms.js';
import { centredRule, letterhead } from './letterhead.docx.js';
import { printable } from './printable.js';
import { reproduciblePackage } from './reproducible-package.js';
import { signatureBlock } from './signature.docx.js';
import { numberedPages, numberingOf, styleId, stylesOf, textWidth, twips } from './styles.docx.js';
import { tableBlock } from './table.docx.js';
import { balancedLines, longestPt } from './text-width.js';

/**
 * The aggregate report as a Word file in the given form. Equal data gives the same bytes at any
 * time. Throws a `RangeError` for data that cannot be printed: a date that is none, a figure that is not finite, a row
 * that does not match its columns.
 */
export async function aggregateReportDocx(
  report: AggregateReportDocument,
  form: DocumentForm,
): Promise<Buffer> {
  return reportDocx(report, form, signatureBlock);
}

/** A document that is laid out as the aggregate report is, but for its foot. */
export async function reportDocx<Report extends ReportWithoutFoot>(
  report: Report,
  form: DocumentForm,
  foot: (document: Report, form: DocumentForm) => (Paragraph | Table)[],
): Promise<Buffer> {
  const document = printable(report);
  const file = new Document({
    title: `${document.documentType} ${document.abstract}`,
    creator: document.issuingBody,
    lastModifiedBy: document.issuingBody,
    styles: stylesOf(form),
    numbering: numberingOf(form),
    compatibility: { version: 15 },
    sections: [
      {
        ...numberedPages(form),
        children: [
          letterhead(document, form),
          ...title(document, form),
          ...body(document, form),
          ...foot(document, form),
        ],
      },
    ],
  });
  return reproduciblePackage(await Packer.toBuffer(file), { date: document.date, language: 'vi-VN' });
}

function title(document: ReportWithoutFoot, form: DocumentForm): Paragraph[] {
  const { abstract, addressee, ruleMm } = form.title;
  const width = textWidth(form);
  // Indents rather than breaks make the lines of a long abstract even, so that it stays one text to edit.
  const lines = balancedLines(document.abstract, abstract, (width / 20) * 0.9);
  const side = Math.max(0, Math.floor((width - twips.fromPt(longestPt(lines, abstract))) / 2));
  return [
    new Paragraph({ style: styleId.documentType, text: document.documentType }),
    new Paragraph({ style: styleId.abstract, indent: { left: side, right: side }, text: document.abstract }),
    centredRule(twips.fromMm(ruleMm), width),
    ...(document.addressee === undefined
      ? []
      : [new Paragraph({ style: styleId.addressee, text: `${addressee.label}${document.addressee}` })]),
  ];
}

function body(document: ReportWithoutFoot, form: DocumentForm): (Paragraph | Table)[] {
  const ordinals = { table: 0, chart: 0 };
  const lastSection = document.sections.at(-1);
  return document.sections.flatMap((section) => [
    new Paragraph({ style: styleId.section, text: section.heading }),
    ...section.blocks.flatMap((block, index) => {
      // The text before the signature stays with it, so that no page bears a signature alone.
      const keepNext = section === lastSection && index === section.blocks.length - 1;
      switch (block.kind) {
        case 'table':
          return tableBlock(block, form, { ordinal: ++ordinals.table, keepNext });
        case 'chart':
          return chartBlock(block, form, { ordinal: ++ordinals.chart, keepNext });
        default:
          return textBlock(block, keepNext);
      }
    }),
  ]);
}

function textBlock(
  { kind, text }: Exclude<ReportBlock, { kind: 'table' | 'chart' }>,
  keepNext: boolean,
): Paragraph[] {
  const firstStyle = { paragraph: styleId.bodyText, bullet: styleId.bullet, subheading: styleId.subsection }[
    kind
  ];
  const lines = text.split(/\s*\n\s*/).filter((line) => line !== '');
  return lines.map((line, index) => {
    const isLast = index === lines.length - 1;
    // Left out where it is not wanted: `false` would undo what the style of a heading says.
    return new Paragraph({
      style: index === 0 ? firstStyle : styleId.bodyText,
      text: line,
      ...(keepNext && isLast && { keepNext }),
    });
  });
}
