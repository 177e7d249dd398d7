import type { Figure as FigureSchema, FigureTable } from '#contracts/aggregates';
import type { z } from 'zod';
import { differencesOf } from './differences.rules.js';

type Figure = z.infer<typeof FigureSchema>;

/**
 * A place in a text where a figure of the report's tables stands: `{{figure:table/row/column}}`, and `{{share:…}}` for its
 * percentage of the total of its row. An empty row or column means the total over it.
 */
const place = /\{\{(figure|share):([^/{}]*)\/([^/{}]*)\/([^/{}]*)\}\}/g;

export const figureAt = (table: string, row = '', column = ''): string =>
  `{{figure:${table}/${row}/${column}}}`;
export const shareAt = (table: string, row = '', column = ''): string =>
  `{{share:${table}/${row}/${column}}}`;

const numbers = new Intl.NumberFormat('vi-VN');
export const percent = (part: number, whole: number): string =>
  `${numbers.format(Math.round((1000 * part) / whole) / 10)}%`;
const written = ({ value }: Figure): string => (value === null ? '…' : numbers.format(value));

/** The figure of a table in a row and column, totals by the empty text; undefined when there is no such place. */
export function figureOf(
  tables: FigureTable[],
  key: string,
  row: string,
  column: string,
): Figure | undefined {
  const table = tables.find((one) => one.key === key);
  if (!table) return undefined;
  const line = (keys: { key: string }[], wanted: string): number =>
    keys.findIndex((one) => one.key === wanted);
  const [i, j] = [line(table.rows, row), line(table.columns, column)];
  if (row === '') return column === '' ? table.total : table.columnTotals[j];
  return column === '' ? table.rowTotals[i] : table.cells[i]?.[j];
}

/** Writes the figures into a text; `unknown` are the places that name none. */
export function fillIn(text: string, tables: FigureTable[]): { text: string; unknown: string[] } {
  const unknown: string[] = [];
  const filled = text.replaceAll(place, (whole, kind: string, table: string, row: string, column: string) => {
    const figure = figureOf(tables, table, row, column);
    if (!figure) unknown.push(whole);
    if (!figure || kind === 'figure') return figure ? written(figure) : whole;
    const total = figureOf(tables, table, row, '')!.value;
    return figure.value === null || !total ? '…' : percent(figure.value, total);
  });
  return { text: filled, unknown };
}

/** Bound text is cut into words, numbers, spaces and signs; a place is one piece. */
const piece = /\{\{[^{}]*\}\}|[\p{L}\p{M}]+|\d+(?:[.,]\d+)*%?|\s+|[^\p{L}\p{M}\s\d]/gu;
const piecesOf = (text: string): string[] => text.match(piece) ?? [];
const isPlace = (text: string): boolean => text.startsWith('{{');

/** Figures that were written over: where they are bound, and the paragraph that says otherwise. */
export interface WrittenOver {
  paragraph: number;
  place: string;
}

/**
 * Finds the places of the figures again in paragraphs that were edited as plain text. A paragraph belongs to the former
 * one with which it shares at least half of its words; what they share keeps its places. A figure whose words stay but
 * which reads otherwise was written over; one that left together with its words is no longer bound.
 */
export function bindAgain(
  before: string[],
  edited: string[],
  tables: FigureTable[],
): { bound: string[]; writtenOver: WrittenOver[] } {
  const former = before
    .filter((text) => text.search(place) >= 0)
    .map((text) => ({ bound: piecesOf(text), plain: piecesOf(text).map((one) => fillIn(one, tables).text) }));
  const writtenOver: WrittenOver[] = [];
  const bound = edited.map((text, paragraph) => {
    if (text.search(place) >= 0) return text;
    const now = piecesOf(text);
    const [closest] = former
      .map((one) => ({ one, likeness: likeness(one.plain, now) }))
      .filter(({ likeness: share }) => share >= 0.5)
      .toSorted((a, b) => b.likeness - a.likeness);
    if (!closest) return text;
    const { bound: places, plain } = closest.one;
    const runs = differencesOf(plain, now);
    let old = 0;
    const pieces = runs.flatMap(({ kind, items }, index) => {
      if (kind === 'added') return items;
      const own = places.slice(old, (old += items.length));
      if (kind === 'same') return own;
      const instead = [runs[index - 1], runs[index + 1]].filter((run) => run?.kind === 'added');
      if (instead.some((run) => run!.items.some((text) => /\d/.test(text))))
        writtenOver.push(...own.filter(isPlace).map((one) => ({ paragraph, place: one })));
      return [];
    });
    return pieces.join('');
  });
  return { bound, writtenOver };
}

/** Which share of the words of the two is in both. */
function likeness(one: string[], other: string[]): number {
  const words = (pieces: string[]): string[] => pieces.filter((text) => /\p{L}/u.test(text));
  const [a, b] = [words(one), words(other)];
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  const both = b.filter((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left > 0;
  });
  return a.length + b.length === 0 ? 0 : (2 * both.length) / (a.length + b.length);
}
