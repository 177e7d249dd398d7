import { createHash } from 'node:crypto';

import { readEarlier } from './earlier.js';
import { type Base, type Grid, type TableShape } from './grid.js';
import { plan, type PlannedTable } from './plan.js';
import { finish, inTurns, type Steps } from './steps.js';
import { type TableFigure, type TableInput } from './table.js';

export type { TableCount, TableInput } from './table.js';

declare const released: unique symbol;

/**
 * Why there is no value. `small-base`: the whole table, or single figure, rests on too few. `protected`: this
 * cell does, or it protects one that does; which of the two is never told, since that would narrow the guess.
 */
export type WithheldReason = 'small-base' | 'protected';

/** A value that has passed the gate, or the reason why it has not. Only this module can make one. */
export type Released<T> = (
  { readonly value: T } | { readonly value: null; readonly reason: WithheldReason }
) & { readonly [released]: true };

/** A released count. */
export type ReleasedFigure = Released<number>;

/** A table that has passed the gate, as plain JSON: `cells[i][j]` is row i, column j. */
export interface ReleasedTable extends TableShape, Grid<ReleasedFigure> {
  /** The smallest base shown: people, or distinct reporters of a breakdown. */
  readonly threshold: number;
  /** Digest of all else, so that a stored table can be read back and a made-up or edited one cannot. */
  readonly seal: string;
  readonly [released]: true;
}

/** Settings of the office: the smallest base shown, 10 people and 3 distinct reporters unless said. */
export interface DisclosureSettings {
  readonly minPeople?: number;
  readonly minReporters?: number;
}

/** `earlier`: every table published before of the same data, be it an earlier state or on other areas. */
export interface ReleaseOptions extends DisclosureSettings {
  readonly earlier?: readonly ReleasedTable[];
}

const floors = {
  people: { setting: 'minPeople', floor: 5, usual: 10 },
  reports: { setting: 'minReporters', floor: 2, usual: 3 },
} as const;

/** Distinct reporters that a breakdown needs unless an office says otherwise. */
export const usualReporters = floors.reports.usual;

/** What an opinion item itself has; totals over nothing else may be told at the issuing level. */
const openDimensions = new Set([
  'section',
  'topic',
  'tendency',
  'prevalence',
  'intensity',
  'trend',
  'period',
]);

/** Releases one table: see `releaseTables`. */
export function releaseTable(table: TableInput, options: ReleaseOptions = {}): ReleasedTable {
  return releaseTables([table], options)[0]!;
}

/**
 * Releases tables of one population and period that are published together. Figures of the same meaning
 * (same dimensions, same keys) are shown in all or in none.
 *
 * On base `people` no count from 1 to `minPeople` - 1 is shown; each of these can, from all that is shown in
 * a table, still be anything from 0 to over twice `minPeople`, every other withheld figure spans as much, and
 * no row or column tells that all its people stand in one category: all as far as the grand total leaves room.
 * On base `reports` no figure that involves an area, a stratum or anything else that is not of the item itself
 * is shown with fewer than `minReporters` reporters; each such count c can still be anything from 0 to
 * max(2c, 2 · `minReporters`), as far as the totals at the issuing level, always shown, leave room. Nor is it shown
 * that all of such a total lies in one area or stratum, when that would say who the few behind a part of it are.
 *
 * Throws a RangeError for settings below 5 people or 2 reporters, mixed bases, and counts that do not fit.
 */
export function releaseTables(tables: readonly TableInput[], options: ReleaseOptions = {}): ReleasedTable[] {
  return finish(releaseInSteps(tables, options));
}

/** As `releaseTables`, but in turns with the rest of the process: many linked tables take seconds. */
export function releaseTablesInTurns(
  tables: readonly TableInput[],
  options: ReleaseOptions = {},
): Promise<ReleasedTable[]> {
  return inTurns(releaseInSteps(tables, options));
}

function* releaseInSteps(tables: readonly TableInput[], options: ReleaseOptions): Steps<ReleasedTable[]> {
  const base = tables[0]?.base ?? 'people';
  if (tables.some((table) => table.base !== base))
    throw new RangeError('tables of two bases cannot be released together');
  const threshold = thresholdOf(base, options);
  // A table closed for its small base has told nothing to build on.
  const earlier = (options.earlier ?? [])
    .filter(({ total }) => total.value !== null || total.reason !== 'small-base')
    .map((table) => readEarlier(table, table));
  const isFixed = (id: string): boolean =>
    base === 'people'
      ? id === '[]'
      : isOpen((JSON.parse(id) as [string, string][]).map(([dimension]) => dimension));
  const planned = yield* plan(tables, { base, threshold, earlier, isFixed });
  return tables.map((table, index) => seal(table, shownOf(planned[index]!), threshold));
}

/**
 * Releases totals of base `reports` at the issuing level, such as topic by tendency: all are shown.
 * Throws a RangeError when a dimension (an area, a stratum, a unit) makes the table a breakdown.
 */
export function releaseTotals(
  table: Omit<TableInput, 'base'>,
  options: DisclosureSettings = {},
): ReleasedTable {
  const dimensions = [table.rows.dimension, ...Object.keys(table.within ?? {})];
  if (table.columns) dimensions.push(table.columns.dimension);
  if (table.partsOf) dimensions.push(table.partsOf.dimension);
  if (!isOpen(dimensions)) throw new RangeError(`a breakdown is not a total: ${dimensions.join(', ')}`);
  return releaseTable({ ...table, base: 'reports' }, options);
}

/** Releases a single number of people, such as the base of an estimate. */
export function releaseCount(people: number, options: DisclosureSettings = {}): ReleasedFigure {
  const rows = { dimension: 'all', keys: [] };
  return releaseTable({ base: 'people', rows, counts: [{ row: null, count: people }] }, options).total;
}

/**
 * Releases what was computed from shown figures, such as a weighted share with its standard error, if and only
 * if all of them are shown. Name every unweighted count it rests on, the denominator as well: a share of a
 * withheld total would tell that total.
 */
export function releaseWith<T>(bases: readonly ReleasedFigure[], value: T): Released<T> {
  return (bases.find((base) => base.value === null) ?? { value }) as Released<T>;
}

/**
 * Adds up released tables of disjoint spans, such as the months of a quarter: a figure is shown where each of its parts
 * is shown. It then tells nothing that the parts did not, so that no number of such sums narrows what a part withholds,
 * in whatever order they are published. Rows may differ where they add up to the total: a row that a part does not have
 * is 0 in it.
 *
 * Throws a RangeError without parts, and when they are not of one shape.
 */
export function releaseSum(parts: readonly ReleasedTable[]): ReleasedTable {
  const [first] = parts;
  if (!first) throw new RangeError('there is nothing to add up');
  const shapeOf = ({ rows, columns, ...part }: ReleasedTable): string =>
    JSON.stringify([
      [part.base, rows.dimension, columns?.dimension, columns?.keys, part.within, part.partsOf],
      part.additive?.rows === false ? ['overlapping', rows.keys] : 'additive',
      part.additive?.columns ?? true,
    ]);
  if (parts.some((part) => shapeOf(part) !== shapeOf(first)))
    throw new RangeError('the tables are not of one shape');
  const rows = { ...first.rows, keys: [...new Set(parts.flatMap((part) => part.rows.keys))] };
  const { columns } = first;
  const threshold = Math.max(...parts.map((part) => part.threshold));
  const rowIn = (part: ReleasedTable, key: string): number => part.rows.keys.indexOf(key);
  const none = { value: 0 } as ReleasedFigure;
  const shown = {
    cells: rows.keys.map((key) =>
      (columns?.keys ?? []).map((_, j) =>
        sumOf(parts.map((part) => part.cells[rowIn(part, key)]?.[j] ?? none)),
      ),
    ),
    rowTotals: rows.keys.map((key) => sumOf(parts.map((part) => part.rowTotals[rowIn(part, key)] ?? none))),
    columnTotals: first.columnTotals.map((_, j) => sumOf(parts.map((part) => part.columnTotals[j]!))),
    total: sumOf(parts.map((part) => part.total)),
  };
  return seal({ ...first, rows }, shown, threshold);
}

function sumOf(figures: readonly ReleasedFigure[]): ReleasedFigure {
  const withheld = figures.find(({ value }) => value === null);
  if (withheld) return { value: null, reason: 'protected' } as ReleasedFigure;
  return { value: figures.reduce((sum, { value }) => sum + value!, 0) } as ReleasedFigure;
}

/** Reads a stored release back. Throws a RangeError when this gate did not make it or it was edited since. */
export function reopenRelease(stored: unknown): ReleasedTable {
  const table = stored as ReleasedTable;
  if (typeof stored !== 'object' || stored === null || table.seal !== digest(table)) {
    throw new RangeError('not a table as this gate released it');
  }
  return table;
}

function thresholdOf(base: Base, settings: DisclosureSettings): number {
  for (const { setting, floor } of Object.values(floors)) {
    const value = settings[setting];
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= floor)) {
      throw new RangeError(`${setting} must be a whole number of at least ${floor}, was ${value}`);
    }
  }
  const { setting, usual } = floors[base];
  return settings[setting] ?? usual;
}

function isOpen(dimensions: readonly string[]): boolean {
  return dimensions.every((dimension) => openDimensions.has(dimension));
}

type Figures = Pick<ReleasedTable, 'cells' | 'rowTotals' | 'columnTotals' | 'total'>;

function shownOf(planned: PlannedTable): Figures {
  const show = ({ count, withheld }: TableFigure): ReleasedFigure =>
    (withheld
      ? { value: null, reason: planned.closed ? 'small-base' : 'protected' }
      : { value: count }) as ReleasedFigure;
  return {
    cells: planned.cells.map((row) => row.map(show)),
    rowTotals: planned.rowTotals.map(show),
    columnTotals: planned.columnTotals.map(show),
    total: show(planned.total),
  };
}

/** The only place where a released table comes from. */
function seal(
  { base, rows, columns, within, partsOf, additive }: Omit<TableInput, 'counts'>,
  { cells, rowTotals, columnTotals, total }: Figures,
  threshold: number,
): ReleasedTable {
  const shape = { base, rows, columns, within, partsOf, additive };
  const table = { ...shape, threshold, cells, rowTotals, columnTotals, total };
  return { ...table, seal: digest(table) } as unknown as ReleasedTable;
}

/** Independent of the order of keys, which a JSON column of a database does not keep. */
function digest(table: object): string {
  const content = JSON.stringify({ ...table, seal: undefined }, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(content).digest('hex');
}
