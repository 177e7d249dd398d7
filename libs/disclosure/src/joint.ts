import { type Equation, linearRangesInSteps, type Range } from './linear-ranges.js';
import type { Steps } from './steps.js';
import { aboutOf, type TableFigure, type TableLine } from './table.js';

/** The range that the fixed figures alone leave to others: no more can be had by withholding. */
export type Rooms = Map<TableFigure, Range>;

/**
 * Checks the tables together by all their `lines`, where a withheld figure stands in several of them so that one table may narrow
 * what another leaves open, and withholds one more figure near each that is left too narrow.
 * Returns whether it withheld any.
 */
export function* protectTogether(
  linesPerTable: readonly (readonly TableLine[])[],
  lines: readonly TableLine[],
  { width, rooms }: { width: number; rooms: Rooms },
): Steps<boolean> {
  if (!isLinked(linesPerTable)) return false;
  const touching = new Map<TableFigure, TableLine[]>();
  for (const line of lines) {
    for (const figure of [...line.parts, line.whole])
      touching.set(figure, [...(touching.get(figure) ?? []), line]);
  }
  const figures = [...touching.keys()];
  const withheld = figures.filter((figure) => figure.withheld);
  const fixed = new Set(figures.filter((figure) => figure.fixed && !figure.withheld));
  const published = [...fixed].map(({ id, count }) => ({ about: aboutOf(id), count }));
  const needs = new Map(withheld.map((figure) => [figure, needOf(figure, published, width)]));
  const isEnough = (figure: TableFigure, range: Range): boolean =>
    needs.get(figure)!(range, rooms.get(figure));
  const ranges = yield* rangesOf(lines, withheld, isEnough);
  const tooNarrow = [...ranges].filter((each) => !isEnough(...each));
  const unsettled = new Set(tooNarrow.map(([figure]) => figure).filter((figure) => !rooms.has(figure)));
  if (unsettled.size > 0) {
    const open = figures.filter((figure) => !fixed.has(figure));
    const widest = yield* rangesOf(
      lines,
      open,
      (figure, range) => !unsettled.has(figure) || needs.get(figure)!(range),
    );
    for (const figure of unsettled) rooms.set(figure, widest.get(figure)!);
  }
  const near = nearest(touching);
  let grew = false;
  for (const [figure, range] of tooNarrow) {
    const another = isEnough(figure, range) ? undefined : near(figure);
    if (!another) continue;
    another.withheld = true;
    grew = true;
  }
  return grew;
}

/** The range of each unknown figure, given all others. */
function* rangesOf(
  lines: readonly TableLine[],
  unknown: readonly TableFigure[],
  isEnough: (figure: TableFigure, range: Range) => boolean,
): Steps<Map<TableFigure, Range>> {
  const { unknowns, equations } = equationsOf(
    lines,
    new Map(unknown.map((figure, index) => [figure, index])),
  );
  const ranges = yield* linearRangesInSteps(unknowns, equations, (index, range) => {
    const figure = unknown[index];
    return !figure || isEnough(figure, range);
  });
  return new Map(unknown.map((figure, index) => [figure, ranges[index]!]));
}

function isLinked(linesPerTable: readonly (readonly TableLine[])[]): boolean {
  const seen = new Set<TableFigure>();
  return linesPerTable.some((lines) => {
    const own = new Set(
      lines.flatMap((line) => [...line.parts, line.whole]).filter((figure) => figure.withheld),
    );
    const linked = [...own].some((figure) => seen.has(figure));
    for (const figure of own) seen.add(figure);
    return linked;
  });
}

/** What range will do, given that a figure cannot exceed a published one that includes it, and the room that it has. */
function needOf(
  figure: TableFigure,
  published: readonly { about: string[]; count: number }[],
  width: number,
): (range: Range, room?: Range) => boolean {
  const own = new Set(aboutOf(figure.id));
  const cap = published
    .filter(({ about }) => about.every((pair) => own.has(pair)))
    .reduce((least, { count }) => Math.min(least, count), Infinity);
  const { low, high } = figure.target ?? { low: Infinity, high: -Infinity };
  const tolerance = 1e-4;
  return (range, room = { low: 0, high: Infinity }) =>
    range.low <= Math.max(low, room.low) + tolerance &&
    range.high >= Math.min(high, cap, room.high) - tolerance &&
    range.high - range.low >= Math.min(width, cap, room.high - room.low) - tolerance;
}

function equationsOf(
  lines: readonly TableLine[],
  unknown: ReadonlyMap<TableFigure, number>,
): { unknowns: number; equations: Equation[] } {
  let unknowns = unknown.size;
  const equations: Equation[] = [];
  for (const { parts, whole, additive } of lines) {
    const overlap = parts.reduce((sum, part) => sum + part.count, 0) - whole.count;
    if (!additive && (parts.length === 0 || overlap < 0)) continue;
    const terms: [number, number][] = additive ? [] : [[unknowns++, -1]];
    let sum = 0;
    for (const figure of [...parts, whole]) {
      const sign = figure === whole ? -1 : 1;
      const index = unknown.get(figure);
      if (index === undefined) sum -= sign * figure.count;
      else terms.push([index, sign]);
    }
    if (terms.length > 0) equations.push({ terms, sum });
  }
  return { unknowns, equations };
}

/**
 * Finds the cheapest shown figure in the lines of one, or else in the lines of the withheld ones beside it, and so on;
 * where there is none around a figure, there is none around those that it was looked for through.
 */
function nearest(
  touching: ReadonlyMap<TableFigure, readonly TableLine[]>,
): (figure: TableFigure) => TableFigure | undefined {
  const enclosed = new Set<TableFigure>();
  return (figure) => {
    if (enclosed.has(figure)) return undefined;
    const visited = new Set([figure]);
    const seen = new Set<TableLine>();
    for (let frontier = [figure]; frontier.length > 0;) {
      let cheapest: TableFigure | undefined;
      const next: TableFigure[] = [];
      for (const line of frontier.flatMap((each) => touching.get(each)!)) {
        if (seen.has(line)) continue;
        seen.add(line);
        for (const each of [...line.parts, line.whole]) {
          if (!each.withheld && !each.fixed && each.cost < (cheapest?.cost ?? Infinity)) cheapest = each;
          if (!each.withheld || visited.has(each)) continue;
          visited.add(each);
          next.push(each);
        }
      }
      if (cheapest) return cheapest;
      frontier = next;
    }
    for (const each of visited) enclosed.add(each);
    return undefined;
  };
}
