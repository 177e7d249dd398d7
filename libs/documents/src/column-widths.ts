import { textWidthPt } from './text-width.js';

/** Padding on either side of a cell, and what borders and rounding take, in twips. */
const PADDING = 80;
const TIGHT_PADDING = 40;
const BORDER = 40;

/** Smaller than this is not read in print. */
const SMALLEST_PT = 8;

/** How a table's columns share its width: widths and padding in twips, and the font size at which they fit. */
export interface ColumnLayout {
  widths: number[];
  padding: number;
  sizePt: number;
}

/**
 * Shares a table's width, in twips, among its columns; the widths add up to it. Every column gets room for its longest
 * word, at a smaller size than `sizePt` if need be, so that words break only where even 8 points do not fit. What is
 * left goes first to the columns that need little to hold their longest text in one line; what nobody needs, to all alike.
 */
export function layoutColumns(
  labels: string[],
  rows: string[][],
  { width, sizePt }: { width: number; sizePt: number },
): ColumnLayout {
  const columns = labels.map((label, index) => ({ label, cells: rows.map((row) => row[index] ?? '') }));
  for (let size = sizePt; ; size--) {
    const padding = size === sizePt ? PADDING : TIGHT_PADDING;
    const needs = columns.map((column) => needsOf(column, size, padding));
    const least = sum(needs.map((need) => need.least));
    if (least <= width) return { widths: whole(width, shared(needs, width - least)), padding, sizePt: size };
    if (size <= SMALLEST_PT) {
      return {
        widths: whole(
          width,
          needs.map((need) => (need.least * width) / least),
        ),
        padding,
        sizePt: size,
      };
    }
  }
}

interface Needs {
  least: number;
  most: number;
}

/** Everything is measured as bold, which a row of totals may be. A label may take two lines. */
function needsOf(
  { label, cells }: { label: string; cells: string[] },
  sizePt: number,
  padding: number,
): Needs {
  const width = (text: string) => textWidthPt(text, { sizePt, bold: true }) * 20;
  const longestWord = (text: string) => Math.max(...text.split(/[ \n]+/).map(width));
  const least = Math.max(...[label, ...cells].map(longestWord));
  const most = Math.max(least, width(label) / 2, ...cells.map(width));
  const around = 2 * padding + BORDER;
  return { least: least + around, most: most + around };
}

function shared(needs: Needs[], spare: number): number[] {
  const widths = needs.map((need) => need.least);
  const byWish = needs
    .map(({ least, most }, index) => ({ index, wish: most - least }))
    .sort((a, b) => a.wish - b.wish);
  let left = spare;
  byWish.forEach(({ index, wish }, position) => {
    const given = Math.min(wish, left / (byWish.length - position));
    widths[index] = (widths[index] ?? 0) + given;
    left -= given;
  });
  return widths.map((width) => width + left / widths.length);
}

/** Rounds to whole twips; the first column takes up the difference. */
function whole(total: number, widths: number[]): number[] {
  const [, ...others] = widths.map(Math.round);
  return [total - sum(others), ...others];
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
