import type { FigureTable } from '#contracts/aggregates';
import { dominance } from '#disclosure/dominance';
import type { TableInput } from '#disclosure/gate';
import { type ReleasedTable, releaseSum, releaseTables } from '#disclosure/gate';
import type { CountRow } from './counts.queries.js';

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

/** Items of a topic, or of all, in a period. */
export interface TrendRow {
  period: string;
  topic: string | null;
  count: number;
  reporters: number;
}

interface Plan {
  kind: Exclude<CountRow['kind'], 'reporter'>;
  dimension: string;
  rows: Label[];
  column: { dimension: string; labels: Label[] };
  additive: { rows: boolean; columns: boolean };
}

const plansOf = ({ topics, strata, areas }: Labels): Plan[] => [
  plan('tendency', 'topic', topics, 'tendency', tendencies),
  plan('prevalence', 'topic', topics, 'prevalence', prevalences),
  {
    ...plan('stratum', 'stratum', strata, 'tendency', tendencies),
    additive: { rows: false, columns: true },
  },
  plan('area', 'area', areas, 'tendency', tendencies),
];

/**
 * The counts of a period as tables, which pass the release gate all at once, so that what one withholds no other gives away.
 * An item may name several strata, so those rows do not add up to the total.
 */
export const tableInputs = (counts: CountRow[], labels: Labels): TableInput[] =>
  plansOf(labels).map((p) => toInput(p, counts));

/** What a report shows of the released tables of its periods: of one as they are, of several their sums. */
export function shownTables(parts: ReleasedTable[][], labels: Labels): FigureTable[] {
  return plansOf(labels).map((p, index) => {
    const own = parts.map((tables) => tables[index]!);
    return toFigureTable(named(p), own.length === 1 ? own[0]! : releaseSum(own));
  });
}

/** The lines of several lists, each by the name that it has in the first list that has it; `earlier` names in brackets. */
export function joinLabels(lists: Label[][]): Label[] {
  const names = new Map<string, string[]>();
  for (const { key, label } of lists.flat()) names.set(key, [...new Set([...(names.get(key) ?? []), label])]);
  return [...names].map(([key, [label, ...before]]) => ({
    key,
    label: before.length > 0 ? `${label} (trước: ${before.join(', ')})` : label!,
  }));
}

/** Topics in which one reporter stands out by the p % rule, in the order of their codes. */
export function dominatedTopics(counts: CountRow[], percent: number): string[] {
  const contributions = new Map<string, Map<string, number>>();
  for (const { kind, r, c, count } of counts) {
    if (kind !== 'reporter' || r === null) continue;
    const own = contributions.get(r) ?? new Map<string, number>();
    contributions.set(r, own.set(c!, (own.get(c!) ?? 0) + count));
  }
  return [...contributions]
    .filter(([, own]) => dominance([...own.values()], percent).dominated)
    .map(([topic]) => topic)
    .sort();
}

/** Items per topic, and of all, of the periods that were counted. */
export function topicTotals(parts: CountRow[][], period: string): TrendRow[] {
  const sums = new Map<string | null, TrendRow>();
  for (const { kind, r, c, count, reporters } of parts.flat()) {
    if (kind !== 'tendency' || c !== null) continue;
    const sum = sums.get(r) ?? { period, topic: r, count: 0, reporters: 0 };
    sums.set(r, { ...sum, count: sum.count + count, reporters: sum.reporters + reporters });
  }
  return [...sums.values()];
}

/** Topics that at least so many reporters speak of. */
export const toldTopics = (counts: CountRow[], threshold: number): string[] =>
  topicTotals([counts], '').flatMap(({ topic, reporters }) =>
    topic !== null && reporters >= threshold ? [topic] : [],
  );

/** Topics by period, oldest first: totals at the issuing level. */
export function trendTable(trend: TrendRow[], topics: Label[]): FigureTable {
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
  return { ...toFigureTable(named(trendPlan), released!), key: 'trend' };
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

const named = ({ kind, rows, column }: Plan) => ({ kind, rows, columns: column.labels });

/** A released table with the names of its lines; rows of a sum may stand in another order than these. */
export function toFigureTable(
  { kind, rows, columns }: { kind: string; rows: Label[]; columns: Label[] },
  released: ReleasedTable,
): FigureTable {
  const { cells, rowTotals, columnTotals, total, threshold } = released;
  const copy = (figure: { value: number | null; reason?: string }): FigureTable['total'] => ({ ...figure });
  const places = rows.map(({ key }) => released.rows.keys.indexOf(key));
  return {
    key: kind,
    rows,
    columns,
    cells: places.map((place) => cells[place]!.map(copy)),
    rowTotals: places.map((place) => copy(rowTotals[place]!)),
    columnTotals: columnTotals.map(copy),
    total: copy(total),
    threshold,
  };
}
