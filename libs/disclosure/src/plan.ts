import { changesSince, type EarlierRelease, guardRestOfChange } from './earlier.js';
import { type Base, type Grid, inOrder, linesOf } from './grid.js';
import { protectTogether, type Rooms } from './joint.js';
import { networkOf, protect } from './network.js';
import type { Steps } from './steps.js';
import { isPartOf, layOut, type TableFigure, type TableInput, type TableLine } from './table.js';

/** A table of which every figure is now withheld or not; `closed`: its own base is too small to show any. */
export interface PlannedTable extends Grid<TableFigure> {
  readonly closed: boolean;
}

/** What a plan goes by. */
interface Planning {
  readonly base: Base;
  /** The smallest base that may be shown: people, or distinct reporters. */
  readonly threshold: number;
  readonly earlier: readonly EarlierRelease[];
  /** Whether the figure of this id is published whatever happens, unless it is a count of too few people. */
  readonly isFixed: (id: string) => boolean;
}

/**
 * Decides which figures of these tables are withheld; one that stands in several tables has one fate.
 * First those that rest on too few, with all that breaks such a row or column down, zeros as well: where there
 * is one reporter, the mere place of a gap would tell what they wrote about. Then groups that all stand in one
 * category and changes since an earlier release that rest on too few; last whatever else is needed so that
 * none of these can be worked out.
 */
export function* plan(
  tables: readonly TableInput[],
  { base, threshold, earlier, isFixed }: Planning,
): Steps<PlannedTable[]> {
  const pool = new Map<string, TableFigure>();
  const grids = tables.map((table) => layOut(table, pool));
  const linesPerTable = grids.map((grid, index) => linesOf(grid, tables[index]!));
  const figures = [...pool.values()];
  const lines = distinct(linesPerTable.flat());
  // People: wider than 0 to 2k. One reporter may bring many items, so there the count sets the range.
  const room = base === 'people' ? 2 * threshold + 1 : threshold;

  for (const figure of figures) {
    const open = isFixed(figure.id);
    const small = figure.count > 0 && figure.restsOn < threshold && (base === 'people' || !open);
    if (small) withhold(figure, 0, base === 'people' ? room : 2 * Math.max(figure.count, threshold));
    else figure.fixed = open;
  }
  const tooSmall = new Set(figures.filter((figure) => figure.withheld));
  // Before the rest: what was shown of the same data is known, and can protect nothing.
  const changesPerRelease = earlier.flatMap((release) => changesSince(figures, release) ?? []);
  for (const { parts, whole } of lines) {
    if (tooSmall.has(whole)) for (const part of parts) part.withheld ||= !part.fixed;
  }

  for (const changes of changesPerRelease) {
    for (const [figure, change] of changes) {
      const by = base === 'people' ? Math.abs(change) : figure.changedBy;
      if (change === 0 || by >= threshold || (base === 'reports' && figure.fixed)) continue;
      tooSmall.add(figure);
      const before = figure.count - change;
      withhold(figure, Math.max(0, before - threshold), before + threshold);
    }
  }
  if (base === 'people') {
    for (const line of lines) {
      guardGroup(line, (figure) => figure.count, room);
      for (const changes of changesPerRelease) guardGroup(line, (figure) => changes.get(figure), room);
      guardComplements(line, threshold);
    }
  } else {
    const open = new Set(figures.filter(({ id }) => isFixed(id)));
    const few = [...open].filter(({ count, restsOn }) => count > 0 && restsOn < threshold);
    guardOpen(lines, { open, few, valueOf: ({ count }) => count, room });
    const fewNew = [...open].filter(
      (figure) => figure.changedBy < threshold && changesPerRelease.some((changes) => changes.get(figure)),
    );
    for (const changes of changesPerRelease)
      guardOpen(lines, { open, few: fewNew, valueOf: (figure) => changes.get(figure), room });
  }
  const planned = grids.map((grid) => ({ ...grid, closed: tooSmall.has(grid.total) }));
  for (const table of planned) {
    if (table.closed) for (const figure of inOrder(table)) figure.withheld ||= !figure.fixed;
  }

  const networks = linesPerTable.map(networkOf);
  const guardRest = (line: TableLine): boolean =>
    changesPerRelease.some((changes) => guardRestOfChange(line, { changes, base, threshold }));
  const rooms: Rooms = new Map();
  for (let grew = true; grew;) {
    grew = false;
    for (const network of networks) {
      grew = protect(network, room) || grew;
      yield;
    }
    grew ||= lines.some(guardRest) || (yield* protectTogether(linesPerTable, lines, { width: room, rooms }));
  }
  return planned;
}

/** Slices of one table have lines in common: each once. */
function distinct(lines: readonly TableLine[]): TableLine[] {
  const seen = new Set<string>();
  return lines.filter(({ whole, parts, additive }) => {
    const ids = [whole, ...parts.toSorted((a, b) => (a.id < b.id ? -1 : 1))].map(({ id }) => id);
    const key = [additive, ...ids].join();
    return !seen.has(key) && seen.add(key);
  });
}

function withhold(figure: TableFigure, low: number, high: number): void {
  figure.withheld = true;
  figure.target = {
    low: Math.min(low, figure.target?.low ?? low),
    high: Math.max(high, figure.target?.high ?? high),
  };
}

/** Everyone of a group in one category, or all its newcomers: it is not told which, and another must seem possible. */
function guardGroup(
  line: TableLine,
  valueOf: (figure: TableFigure) => number | undefined,
  room: number,
): void {
  const parts = line.parts.map((part, index) => ({
    part,
    value: valueOf(part),
    crossing: line.crossing[index]!.count,
  }));
  const theirs = parts.filter(({ value }) => value !== 0);
  if (!line.additive || theirs.length !== 1 || theirs[0]!.value === undefined) return;
  const [chosen] = parts
    .filter(({ part, value }) => value === 0 && !part.fixed)
    .sort((a, b) => Number(b.part.withheld) - Number(a.part.withheld) || b.crossing - a.crossing);
  if (!chosen) return;
  withhold(chosen.part, chosen.part.count, chosen.part.count + room);
  theirs[0]!.part.withheld ||= !theirs[0]!.part.fixed;
}

/**
 * Where all that is told in the open, or all that is new of it, lies in one part of a breakdown, whatever is told in the
 * open of less is told of that part. If that rests on too `few`, another part must seem possible.
 */
function guardOpen(
  lines: readonly TableLine[],
  {
    open,
    few,
    valueOf,
    room,
  }: {
    open: ReadonlySet<TableFigure>;
    few: readonly TableFigure[];
    valueOf: (figure: TableFigure) => number | undefined;
    room: number;
  },
): void {
  for (const line of lines) {
    const { whole, parts, additive } = line;
    const all = valueOf(whole);
    const theirs = parts.filter((part) => !part.fixed && valueOf(part) === all);
    if (!all || theirs.length === 0 || !open.has(whole)) continue;
    if (!few.some(({ id }) => isPartOf(id, whole.id))) continue;
    if (additive) guardGroup(line, valueOf, room);
    else for (const part of theirs) part.withheld = true;
  }
}

/** Where people may stand in several parts, those who do not stand in one are a group as well. */
function guardComplements({ parts, whole, additive }: TableLine, threshold: number): void {
  if (additive) return;
  for (const part of parts) {
    if (part.count > 0 && !part.fixed && whole.count - part.count < threshold) part.withheld = true;
  }
}
