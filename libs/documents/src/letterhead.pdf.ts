import type { DocumentForm, Lettering } from './forms.js';
import { type Heading, layoutHead, numberAndSymbol } from './heading.js';
import { centredRule, type Content, points, set, sideBySide } from './pdf.js';
import { longestPt, textWidthPt } from './text-width.js';

const A4_WIDTH_MM = 210;

/** Width in points between the side margins of a form's A4 page. */
export const textWidthOf = ({ marginsMm }: DocumentForm): number =>
  points(A4_WIDTH_MM - marginsMm.left - marginsMm.right);

export const line = (text: string, lettering: Lettering): Content => ({
  text,
  ...set(lettering),
  alignment: 'center',
});

/** The head of the first page, as `letterhead.docx.ts` lays it out. */
export function letterhead(document: Heading, form: DocumentForm): Content[] {
  const { letterhead: head } = form;
  const width = textWidthOf(form);
  const { superiorBody, issuingBody, placeAndDate, rightPt: right } = layoutHead(document, form, width);
  const left = width - right;
  const last = head.national.at(-1);
  const marks = marksOf(document, form);
  return [
    sideBySide(
      [
        ...superiorBody.map((text) => line(text, head.superiorBody)),
        ...issuingBody.map((text) => line(text, head.issuingBody)),
        'sign' in head.underIssuingBody
          ? line(head.underIssuingBody.sign, { sizePt: head.issuingBody.sizePt })
          : centredRule(longestPt(issuingBody, head.issuingBody) * head.underIssuingBody.ruleShare, left),
      ],
      [
        ...head.national.map((one) => line(one.text, one)),
        centredRule(last ? textWidthPt(last.text, last) : 0, right),
      ],
      [left, right],
    ),
    sideBySide(
      [line(numberAndSymbol(document, form), head.number)],
      placeAndDate.map((text) => line(text, head.placeAndDate)),
      [left, right],
    ),
    ...(marks.left.length + marks.right.length > 0
      ? [sideBySide(marks.left, marks.right, [left, right])]
      : []),
  ];
}

function marksOf(document: Heading, { letterhead: { circulationMark, draftMark } }: DocumentForm) {
  const marks: Record<'left' | 'right', Content[]> = { left: [], right: [] };
  if (document.draft ?? document.number === null)
    marks[draftMark.side].push(framed(draftMark.text, draftMark));
  if (document.mark !== null) marks[circulationMark.side].push(framed(document.mark, circulationMark));
  return marks;
}

function framed(text: string, lettering: Lettering): Content {
  return {
    margin: [0, 6, 0, 2],
    columns: [
      { width: '*', text: '' },
      { width: 'auto', table: { body: [[{ text, ...set(lettering) }]] } },
      { width: '*', text: '' },
    ],
  };
}
