import { LineRuleType, Paragraph, type Table, TextRun } from 'docx';
import type { AggregateReportDocument } from './aggregate-report.js';
import type { DocumentForm, Lettering } from './forms.js';
import { layoutTable } from './letterhead.docx.js';
import { lettered, styleId, textWidth, twips } from './styles.docx.js';
import { balancedLines } from './text-width.js';

const SPACE_ABOVE = twips.fromPt(8);

/** The foot of the document: recipients at the left; authority, position and name at the right. It stays on one page. */
export function signatureBlock(document: AggregateReportDocument, form: DocumentForm): [Table, Paragraph] {
  const left = Math.round(textWidth(form) * 0.45);
  const right = textWidth(form) - left;
  return [
    layoutTable({ left, right }, [[recipientsBlock(document, form, true), signature(document, form, right)]]),
    // A document ends with a paragraph; a whole line of it could be pushed onto an empty page.
    new Paragraph({
      style: styleId.signature,
      keepNext: false,
      spacing: { line: 20, lineRule: LineRuleType.EXACT },
    }),
  ];
}

/** Who receives the document; `keepNext` where something must stand on the same page. */
export function recipientsBlock(
  document: Pick<AggregateReportDocument, 'recipients' | 'filedAt'>,
  form: DocumentForm,
  keepNext: boolean,
): Paragraph[] {
  const { heading, separator, filing } = form.recipients;
  const items = [
    ...document.recipients.map((name) => `- ${name}${separator}`),
    `- ${filing}${document.filedAt}.`,
  ];
  return [
    new Paragraph({
      style: styleId.recipients,
      keepNext,
      spacing: { before: SPACE_ABOVE, after: twips.fromPt(2) },
      children: [new TextRun({ text: heading.text, ...lettered(heading) })],
    }),
    ...items.map((text) => new Paragraph({ style: styleId.recipients, keepNext, text })),
  ];
}

function signature(
  { signature: { authority, position, name } }: AggregateReportDocument,
  form: DocumentForm,
  width: number,
): Paragraph[] {
  const { abbreviations, ...letterings } = form.signature;
  const lines = (text: string, lettering: Lettering, before: number) =>
    balancedLines(text, lettering, width / 20).map(
      (line, index) =>
        new Paragraph({
          style: styleId.signature,
          spacing: { before: index === 0 ? before : 0 },
          children: [new TextRun({ text: line, ...lettered(lettering) })],
        }),
    );
  return [
    ...(authority
      ? lines(`${abbreviations[authority.kind]} ${authority.of}`, letterings.authority, SPACE_ABOVE)
      : []),
    ...lines(position, letterings.position, authority ? 0 : SPACE_ABOVE),
    ...lines(name ?? '', letterings.name, twips.fromPt(letterings.roomPt)),
  ];
}
