import {
  BorderStyle,
  type IParagraphOptions,
  LineRuleType,
  Paragraph,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { DocumentForm, Lettering, LetterheadSide } from './forms.js';
import { type Heading, layoutHead, numberAndSymbol } from './heading.js';
import { lettered, styleId, textWidth, twips } from './styles.docx.js';
import { longestPt, textWidthPt } from './text-width.js';

const rule = { style: BorderStyle.SINGLE, size: 6, color: '000000' };

/**
 * The head of the first page: bodies and number at the left; country or Party, place and date at the right; marks below.
 * The right column is as wide as its text needs, and what does not fit its column is broken into even lines.
 */
export function letterhead(document: Heading, form: DocumentForm): Table {
  const { letterhead: head } = form;
  const { superiorBody, issuingBody, placeAndDate, rightPt } = layoutHead(
    document,
    form,
    textWidth(form) / 20,
  );
  const right = twips.fromPt(rightPt);
  const columns = { left: textWidth(form) - right, right };
  const marks = marksOf(document, form, columns);

  return layoutTable(columns, [
    [
      [
        ...superiorBody.map((line) => lineOf(line, head.superiorBody)),
        ...issuingBody.map((line) => lineOf(line, head.issuingBody)),
        underIssuingBody(issuingBody, form, columns.left),
      ],
      [...head.national.map((line) => lineOf(line.text, line)), nationalRule(form, columns.right)],
    ],
    [
      [lineOf(numberAndSymbol(document, form), head.number)],
      placeAndDate.map((line) => lineOf(line, head.placeAndDate)),
    ],
    ...(marks.left.length + marks.right.length > 0 ? [[marks.left, marks.right] as const] : []),
  ]);
}

/** A horizontal rule of a length, centred in a column, both in twips. */
export function centredRule(length: number, column: number): Paragraph {
  const side = Math.max(0, Math.round((column - length) / 2));
  return new Paragraph({
    style: styleId.letterhead,
    border: { top: { ...rule, space: 1 } },
    indent: { left: side, right: side },
    spacing: { line: twips.fromPt(5), lineRule: LineRuleType.EXACT, before: twips.fromPt(5) },
  });
}

/** A two-column table without borders or padding, for what stands side by side; widths in twips. */
export function layoutTable(
  columns: Record<LetterheadSide, number>,
  rows: (readonly [left: Paragraph[], right: Paragraph[]])[],
): Table {
  const cell = (children: Paragraph[], width: number) =>
    new TableCell({
      children: children.length > 0 ? children : [new Paragraph({ style: styleId.letterhead })],
      width: { size: width, type: WidthType.DXA },
      borders: TableBorders.NONE,
    });
  return new Table({
    rows: rows.map(
      ([left, right]) =>
        new TableRow({ children: [cell(left, columns.left), cell(right, columns.right)], cantSplit: true }),
    ),
    width: { size: columns.left + columns.right, type: WidthType.DXA },
    columnWidths: [columns.left, columns.right],
    layout: TableLayoutType.FIXED,
    borders: TableBorders.NONE,
    margins: { left: 0, right: 0 },
  });
}

function lineOf(text: string, lettering: Lettering, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    style: styleId.letterhead,
    children: [new TextRun({ text, ...lettered(lettering) })],
    ...options,
  });
}

function underIssuingBody(lines: string[], form: DocumentForm, column: number): Paragraph {
  const { issuingBody, underIssuingBody: under } = form.letterhead;
  if ('sign' in under) return lineOf(under.sign, { sizePt: issuingBody.sizePt });
  return centredRule(twips.fromPt(longestPt(lines, issuingBody) * under.ruleShare), column);
}

function nationalRule(form: DocumentForm, column: number): Paragraph {
  const last = form.letterhead.national.at(-1);
  return centredRule(last ? twips.fromPt(textWidthPt(last.text, last)) : 0, column);
}

function marksOf(document: Heading, form: DocumentForm, columns: Record<LetterheadSide, number>) {
  const { circulationMark, draftMark } = form.letterhead;
  const marks: Record<LetterheadSide, Paragraph[]> = { left: [], right: [] };
  if (document.draft ?? document.number === null)
    marks[draftMark.side].push(framed(draftMark.text, draftMark, columns[draftMark.side]));
  if (document.mark !== null) {
    const { side } = circulationMark;
    // Word merges the frames of paragraphs that touch.
    if (marks[side].length > 0)
      marks[side].push(
        new Paragraph({ style: styleId.letterhead, spacing: { line: 80, lineRule: LineRuleType.EXACT } }),
      );
    marks[side].push(framed(document.mark, circulationMark, columns[side]));
  }
  return marks;
}

function framed(text: string, lettering: Lettering, column: number): Paragraph {
  const side = Math.max(0, Math.round((column - twips.fromPt(textWidthPt(text, lettering) + 16)) / 2));
  const edge = { ...rule, space: 2 };
  return lineOf(text, lettering, {
    border: { top: edge, bottom: edge, left: edge, right: edge },
    indent: { left: side, right: side },
    spacing: { before: twips.fromPt(8), after: twips.fromPt(2) },
  });
}
