import { type Equation, linearRanges, type Range } from './linear-ranges.js';
import type { TableFigure, TableLine } from './table.js';

/**
 * Checks the tables together, where a withheld figure stands in several of them so that one table may narrow
 * what another leaves open, and withholds one more figure near each that is left too narrow.
 * Returns whether it withheld any.
 */
export function protectTogether(linesPerTable: readonly (readonly TableLine[])[], width: number): boolean {
  if (!isLinked(linesPerTable)) return false;
  const lines = linesPerTable.flat();
  const touching = new Map<TableFigure, TableLine[]>();
  for (const line of lines) {
    for (const figure of [...line.parts, line.whole])
      touching.set(figure, [...(touching.get(figure) ?? []), line]);
  }
  const unknown = new Map(
    [...touching.keys()].filter((figure) => figure.withheld).map((figure, index) => [figure, index]),
  );
  const withheld = [...unknown.keys()];
  const fixed = [...touching.keys()].filter((figure) => figure.fixed && !figure.withheld);
  const needs = withheld.map((figure) => needOf(figure, fixed, width));
  const isEnough = (index: number, range: Range): boolean => needs[index]?.(range) ?? true;
  const equations = equationsOf(lines, unknown);
  const ranges = linearRanges(equations.unknowns, equations.equations, isEnough);
  let grew = false;
  withheld.forEach((figure, index) => {
    if (isEnough(index, ranges[index]!)) return;
    const another = nearestShown(figure, touching);
    if (!another) return;
    another.withheld = true;
    grew = true;
  });
  return grew;
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

/** What range will do, given that a figure cannot exceed a published one that includes it. */
function needOf(
  figure: TableFigure,
  fixed: readonly TableFigure[],
  width: number,
): (range: Range) => boolean {
  const about = new Set((JSON.parse(figure.id) as [string, string][]).map((pair) => JSON.stringify(pair)));
  const cap = fixed
    .filter(({ id }) =>
      (JSON.parse(id) as [string, string][]).every((pair) => about.has(JSON.stringify(pair))),
    )
    .reduce((least, { count }) => Math.min(least, count), Infinity);
  const { low, high } = figure.target ?? { low: Infinity, high: -Infinity };
  const tolerance = 1e-4;
  return (range) =>
    range.low <= low + tolerance &&
    range.high >= Math.min(high, cap) - tolerance &&
    range.high - range.low >= Math.min(width, cap) - tolerance;
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

/** The cheapest shown figure in the lines of this one, or else in the lines of the withheld ones beside it. */
function nearestShown(
  figure: TableFigure,
  touching: ReadonlyMap<TableFigure, readonly TableLine[]>,
): TableFigure | undefined {
  const visited = new Set([figure]);
  for (let frontier = [figure]; frontier.length > 0;) {
    const around = new Set(
      frontier.flatMap((each) => touching.get(each)!).flatMap((line) => [...line.parts, line.whole]),
    );
    const [cheapest] = [...around]
      .filter((each) => !each.withheld && !each.fixed)
      .sort((a, b) => a.cost - b.cost);
    if (cheapest) return cheapest;
    frontier = [...around].filter((each) => each.withheld && !visited.has(each));
    for (const each of frontier) visited.add(each);
  }
  return undefined;
}
