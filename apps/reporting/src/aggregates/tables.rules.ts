import type { FigureTable } from '#contracts/aggregates';
import { dominance } from '#disclosure/dominance';
import type { TableInput } from '#disclosure/gate';
import { type ReleasedTable, releaseTables } from '#disclosure/gate';
import type { CountRow, TrendRow } from './aggregates.queries.js';

/** What a row or column is called in the document. */
export interface Label {
  key: string;
  label: string;
}

export const tendencies: Label[] = [
  { key: 'approve', label: 'Tán thành' },
  { key: 'oppose', label: 'Phản đối' },
  { key: 'undecided', label: 'Băn khoăn' },
];

export const prevalences: Label[] = [
  { key: 'overwhelming', label: 'Tuyệt đại đa số' },
  { key: 'majority', label: 'Đa số' },
  { key: 'many', label: 'Nhiều' },
  { key: 'some', label: 'Một số' },
];

/** What the counts of a period are about: names for topics, strata and areas. */
export interface Labels {
  topics: Label[];
  strata: Label[];
  areas: Label[];
}

interface Plan {
  kind: Exclude<CountRow['kind'], 'reporter'>;
  dimension: string;
  rows: Label[];
  column: { dimension: string; labels: Label[] };
  additive: { rows: boolean; columns: boolean };
}

/**
 * Puts the counts into tables and passes all of them through the release gate at once, so that what one table
 * withholds no other gives away. An item may name several strata, so those rows do not add up to the total.
 * @param earlier tables issued before for the same period: what changed since must not be worked out either.
 */
export function releasedTables(
  counts: CountRow[],
  labels: Labels,
  earlier: ReleasedTable[] = [],
): { tables: FigureTable[]; released: ReleasedTable[] } {
  const plans: Plan[] = [
    plan('tendency', 'topic', labels.topics, 'tendency', tendencies),
    plan('prevalence', 'topic', labels.topics, 'prevalence', prevalences),
    {
      ...plan('stratum', 'stratum', labels.strata, 'tendency', tendencies),
      additive: { rows: false, columns: true },
    },
    plan('area', 'area', labels.areas, 'tendency', tendencies),
  ];
  const released = releaseTables(
    plans.map((p) => toInput(p, counts)),
    { earlier },
  );
  return { released, tables: plans.map((p, index) => toFigureTable(p, released[index]!)) };
}

/** Topics in which one reporter stands out by the p % rule, in the order of their codes. */
export function dominatedTopics(counts: CountRow[], percent: number): string[] {
  const contributions = new Map<string, number[]>();
  for (const { kind, r, count } of counts) {
    if (kind === 'reporter' && r !== null) contributions.set(r, [...(contributions.get(r) ?? []), count]);
  }
  return [...contributions]
    .filter(([, own]) => dominance(own, percent).dominated)
    .map(([topic]) => topic)
    .sort();
}

/** Items per topic, and of all, of the period that was counted. */
export const topicTotals = (counts: CountRow[], period: string): TrendRow[] =>
  counts
    .filter(({ kind, c }) => kind === 'tendency' && c === null)
    .map(({ r, count, reporters }) => ({ period, topic: r, count, reporters }));

/** Topics that at least so many reporters speak of. */
export const toldTopics = (counts: CountRow[], threshold: number): string[] =>
  topicTotals(counts, '').flatMap(({ topic, reporters }) =>
    topic !== null && reporters >= threshold ? [topic] : [],
  );

/** Topics by period, oldest first: totals at the issuing level. */
export function trendTable(
  trend: TrendRow[],
  topics: Label[],
): { table: FigureTable; released: ReleasedTable } {
  const periods = [...new Set(trend.map((row) => row.period))];
  const trendPlan: Plan = {
    ...plan(
      'tendency',
      'topic',
      topics,
      'period',
      periods.map((key) => ({ key, label: key })),
    ),
    additive: { rows: true, columns: false },
  };
  const counts = trend.flatMap(({ period, topic, count, reporters }) => ({
    row: topic,
    column: period,
    count,
    reporters,
  }));
  const sums = new Map<string, { count: number; reporters: number }>();
  for (const { row, count, reporters } of counts) {
    const sum = sums.get(row ?? '') ?? { count: 0, reporters: 0 };
    sums.set(row ?? '', { count: sum.count + count, reporters: Math.max(sum.reporters, reporters) });
  }
  const totals = [...sums].map(([row, sum]) => ({ row: row || null, column: null, ...sum }));
  const [released] = releaseTables([
    { ...shape(trendPlan), counts: [...counts, ...totals].filter((c) => c.count > 0) },
  ]);
  return { released: released!, table: { ...toFigureTable(trendPlan, released!), key: 'trend' } };
}

function plan(kind: Plan['kind'], dimension: string, rows: Label[], column: string, labels: Label[]): Plan {
  return {
    kind,
    dimension,
    rows,
    column: { dimension: column, labels },
    additive: { rows: true, columns: true },
  };
}

function shape({ dimension, rows, column, additive }: Plan): Omit<TableInput, 'counts'> {
  return {
    base: 'reports',
    rows: { dimension, keys: rows.map(({ key }) => key) },
    columns: { dimension: column.dimension, keys: column.labels.map(({ key }) => key) },
    additive,
  };
}

function toInput(p: Plan, counts: CountRow[]): TableInput {
  // Totals over strata count each item once: they are those of the topics.
  const own = counts.filter(
    ({ kind, r }) => kind === p.kind || (p.kind === 'stratum' && kind === 'tendency' && r === null),
  );
  return {
    ...shape(p),
    counts: own.map(({ r, c, count, reporters }) => ({ row: r, column: c, count, reporters })),
  };
}

function toFigureTable({ kind, rows, column }: Plan, released: ReleasedTable): FigureTable {
  const { cells, rowTotals, columnTotals, total, threshold } = released;
  const copy = (figure: { value: number | null; reason?: string }): FigureTable['total'] => ({ ...figure });
  return {
    key: kind,
    rows,
    columns: column.labels,
    cells: cells.map((line) => line.map(copy)),
    rowTotals: rowTotals.map(copy),
    columnTotals: columnTotals.map(copy),
    total: copy(total),
    threshold,
  };
}
