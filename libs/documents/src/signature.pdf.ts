import type { AggregateReportDocument } from './aggregate-report.js';
import type { DocumentForm, Lettering } from './forms.js';
import { line, textWidthOf } from './letterhead.pdf.js';
import { type Content, set, sideBySide } from './pdf.js';
import { balancedLines } from './text-width.js';

/** The foot of the document: recipients at the left; authority, position and name at the right. */
export function signature(
  document: Pick<AggregateReportDocument, 'signature' | 'recipients' | 'filedAt'>,
  form: DocumentForm,
): Content[] {
  const width = textWidthOf(form);
  const left = width * 0.45;
  const { authority, position, name } = document.signature;
  const { abbreviations, ...letterings } = form.signature;
  const lines = (text: string, lettering: Lettering): Content[] =>
    balancedLines(text, lettering, width - left).map((one) => line(one, lettering));
  return [
    { text: '', fontSize: 8 },
    sideBySide(
      recipientsContent(document, form),
      [
        ...(authority ? lines(`${abbreviations[authority.kind]} ${authority.of}`, letterings.authority) : []),
        ...lines(position, letterings.position),
        { text: '', margin: [0, letterings.roomPt, 0, 0] },
        ...lines(name ?? '', letterings.name),
      ],
      [left, width - left],
    ),
  ];
}

/** Who receives the document. */
export function recipientsContent(
  document: Pick<AggregateReportDocument, 'recipients' | 'filedAt'>,
  form: DocumentForm,
): Content[] {
  const { heading, item, separator, filing } = form.recipients;
  const items = [
    ...document.recipients.map((name) => `- ${name}${separator}`),
    `- ${filing}${document.filedAt}.`,
  ];
  return [{ text: heading.text, ...set(heading) }, ...items.map((text) => ({ text, ...set(item) }))];
}
