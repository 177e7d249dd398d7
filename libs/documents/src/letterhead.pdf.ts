import type { DocumentForm, Lettering } from './forms.js';
import { type Heading, numberAndSymbol } from './heading.js';
import { centredRule, type Content, points, set, sideBySide } from './pdf.js';
import { balancedLines, longestPt, textWidthPt } from './text-width.js';
import { formatPlaceAndDate } from './vietnamese-format.js';

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
  const national = Math.max(...head.national.map((one) => longestPt([one.text], one)));
  const placeAndDate = balancedLines(
    formatPlaceAndDate(document.place, document.date),
    head.placeAndDate,
    Math.max(national, width / 2),
  );
  const right = Math.max(national, longestPt(placeAndDate, head.placeAndDate));
  const left = width - right;
  const issuingBody = balancedLines(document.issuingBody, head.issuingBody, left);
  const last = head.national.at(-1);
  const marks = marksOf(document, form);
  return [
    sideBySide(
      [
        ...balancedLines(document.superiorBody, head.superiorBody, left).map((text) =>
          line(text, head.superiorBody),
        ),
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
