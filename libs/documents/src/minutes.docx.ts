import { Paragraph, type Table, TextRun } from 'docx';
import { reportDocx } from './aggregate-report.docx.js';
import type { DocumentForm, Lettering } from './forms.js';
import { layoutTable } from './letterhead.docx.js';
import { type MinutesDocument, signatories } from './minutes.js';
import { recipientsBlock } from './signature.docx.js';
import { lettered, styleId, textWidth, twips } from './styles.docx.js';
import { balancedLines } from './text-width.js';

/** Minutes as a Word file, laid out as the aggregate report is. Equal data gives the same bytes at any time. */
export const minutesDocx = (minutes: MinutesDocument, form: DocumentForm): Promise<Buffer> =>
  reportDocx(minutes, form, foot);

function foot(document: MinutesDocument, form: DocumentForm): (Paragraph | Table)[] {
  const left = Math.round(textWidth(form) / 2);
  const right = textWidth(form) - left;
  const { authority, position, roomPt } = form.signature;
  const set = (text: string, lettering: Lettering, width: number, before = 0): Paragraph[] =>
    balancedLines(text, lettering, (width / 20) * 0.95).map(
      (line, index) =>
        new Paragraph({
          style: styleId.signature,
          spacing: { before: index === 0 ? before : 0 },
          children: [new TextRun({ text: line, ...lettered(lettering) })],
        }),
    );
  const { left: writer, right: chair } = signatories(document);
  const column = ({ capacity, post, hint }: typeof writer, width: number): Paragraph[] => [
    ...set(capacity, authority, width, twips.fromPt(12)),
    ...(post === '' ? [] : set(post, position, width)),
    ...set(hint, { sizePt: position.sizePt - 2, italic: true }, width),
  ];
  const room = (): Paragraph[] => [
    new Paragraph({ style: styleId.signature, spacing: { before: twips.fromPt(roomPt) } }),
  ];
  return [
    layoutTable({ left, right }, [
      [column(writer, left), column(chair, right)],
      [room(), room()],
    ]),
    ...recipientsBlock(document, form, false),
  ];
}
