import { reportPdf } from './aggregate-report.pdf.js';
import type { DocumentForm, Lettering } from './forms.js';
import { line, textWidthOf } from './letterhead.pdf.js';
import { type MinutesDocument, signatories } from './minutes.js';
import { type Content, sideBySide } from './pdf.js';
import { recipientsContent } from './signature.pdf.js';
import { balancedLines } from './text-width.js';

/** Minutes as a PDF: what `minutesDocx` prints. Equal data gives the same bytes at any time. */
export const minutesPdf = (minutes: MinutesDocument, form: DocumentForm): Promise<Buffer> =>
  reportPdf(minutes, form, foot);

function foot(document: MinutesDocument, form: DocumentForm): Content[] {
  const width = textWidthOf(form) / 2;
  const { authority, position, roomPt } = form.signature;
  const set = (text: string, lettering: Lettering): Content[] =>
    balancedLines(text, lettering, width * 0.95).map((one) => line(one, lettering));
  const { left, right } = signatories(document);
  const column = ({ capacity, post, hint }: typeof left): Content[] => [
    ...set(capacity, authority),
    ...(post === '' ? [] : set(post, position)),
    ...set(hint, { sizePt: position.sizePt - 2, italic: true }),
    { text: '', margin: [0, roomPt, 0, 0] },
  ];
  return [
    { text: '', fontSize: 12 },
    sideBySide(column(left), column(right), [width, width]),
    ...recipientsContent(document, form),
  ];
}
