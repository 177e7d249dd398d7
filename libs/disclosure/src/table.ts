import { type Base, fillGrid, type Grid, type GridLine, linesOf, type TableShape } from './grid.js';
import type { Figure } from './network.js';

/** One count; `row` or `column` null is the total over that axis, as SQL's GROUPING SETS gives it. */
export interface TableCount {
  readonly row: string | null;
  readonly column?: string | null;
  readonly count: number;
  /** Distinct reporters behind the count: base `reports` needs it wherever the count is above 0. */
  readonly reporters?: number;
  /**
   * Base `reports`: distinct reporters of the items added, removed or changed since the earlier release.
   * Left out, a change is taken to rest on one.
   */
  readonly changedBy?: number;
}

/** A table that asks for release. Absent counts are 0; the totals stand in `counts` as well. */
export interface TableInput extends TableShape {
  readonly counts: readonly TableCount[];
}

/** A figure with the number of people or distinct reporters it rests on. */
export interface TableFigure extends Figure {
  readonly restsOn: number;
  /** Distinct reporters behind its change, 1 when not known; without meaning on base `people`. */
  readonly changedBy: number;
}

/** A line of figures. */
export type TableLine = GridLine<TableFigure>;

/** What a figure is about, whichever table it stands in: `[["area","x"],["topic","y"]]`, sorted. */
export function figureId(shape: TableShape, row: string | null, column: string | null): string {
  const about: [string, string][] = Object.entries(shape.within ?? {});
  if (row !== null) about.push([shape.rows.dimension, row]);
  else if (shape.partsOf) about.push([shape.partsOf.dimension, shape.partsOf.key]);
  if (column !== null && shape.columns) about.push([shape.columns.dimension, column]);
  return JSON.stringify(about.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a figure is about, pair by pair. */
export const aboutOf = (id: string): string[] =>
  (JSON.parse(id) as [string, string][]).map((pair) => JSON.stringify(pair));

/** Whether a figure is of all that another is of, and of more. */
export function isPartOf(id: string, whole: string): boolean {
  const own = new Set(aboutOf(id));
  const about = aboutOf(whole);
  return own.size > about.length && about.every((pair) => own.has(pair));
}

/**
 * Reads a table into figures, reusing those of `pool` (by figure id) that another table brought.
 * Throws a RangeError when the counts are not those of one table: unknown places, sums that do not hold,
 * a figure that has another count elsewhere.
 */
export function layOut(table: TableInput, pool: Map<string, TableFigure>): Grid<TableFigure> {
  const counts = readCounts(table);
  const grid = fillGrid(table, (row, column) => {
    const { count, reporters = 0, changedBy = 1 } = counts.get(place(row, column)) ?? { count: 0 };
    const id = figureId(table, row, column);
    const known = pool.get(id);
    if (known && known.count !== count) throw new RangeError(`${id} has different counts in two tables`);
    if (known) known.cost *= 4;
    const isTotal = row === null || (column === null && table.columns !== undefined);
    const figure = known ?? {
      id,
      count,
      restsOn: table.base === 'people' ? count : reporters,
      changedBy,
      cost: (isTotal ? 8 : 1) * (1 + Math.log2(1 + count)),
      fixed: false,
      withheld: false,
    };
    pool.set(id, figure);
    return figure;
  });
  for (const { parts, whole, additive } of linesOf(grid, table)) {
    if (additive && parts.reduce((sum, part) => sum + part.count, 0) !== whole.count) {
      throw new RangeError(`the parts of ${whole.id} do not add up to it`);
    }
  }
  return grid;
}

function place(row: string | null, column: string | null = null): string {
  return JSON.stringify([row, column]);
}

function readCounts(table: TableInput): Map<string, TableCount> {
  const axes = [table.rows, ...(table.columns ? [table.columns] : [])];
  const dimensions = [...axes.map((axis) => axis.dimension), ...Object.keys(table.within ?? {})];
  if (new Set(dimensions).size < dimensions.length) {
    throw new RangeError(`a dimension stands twice in ${dimensions.join(', ')}`);
  }
  for (const { dimension, keys } of axes) {
    if (new Set(keys).size < keys.length) throw new RangeError(`a key of ${dimension} stands twice`);
  }
  const places = new Set<string>();
  fillGrid(table, (row, column) => places.add(place(row, column)));
  const counts = new Map<string, TableCount>();
  for (const count of table.counts) {
    const key = place(count.row, count.column);
    if (!places.has(key)) throw new RangeError(`no place for a count at ${key}`);
    if (counts.has(key)) throw new RangeError(`a second count at ${key}`);
    counts.set(key, checked(count, table.base, key));
  }
  return counts;
}

function checked(count: TableCount, base: Base, key: string): TableCount {
  for (const value of [count.count, count.reporters ?? 0, count.changedBy ?? 0]) {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a count at ${key}: ${value}`);
  }
  if (base === 'reports' && count.count > 0 !== (count.reporters ?? 0) > 0) {
    throw new RangeError(`items and reporters do not agree at ${key}`);
  }
  return count;
}
