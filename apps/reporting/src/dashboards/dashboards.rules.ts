import type { FigureTable } from '#contracts/aggregates';
import type { DashboardPeriod, DashboardSeries, DashboardTrend } from '#contracts/dashboards';
import { tendencies } from '../aggregates/tables.rules.js';

type Figure = FigureTable['total'];

/** A period with the table that its report shows, if it has one. */
export interface Shown {
  period: DashboardPeriod;
  table: FigureTable | null;
}

const notIssued: Figure = { value: null, reason: 'not-issued' };
const none: Figure = { value: 0 };

/** A share of shown figures tells nothing that they do not; to four digits. */
const shareOf = (part: Figure, whole: Figure): number | null =>
  part.value === null || !whole.value ? null : Math.round((10_000 * part.value) / whole.value) / 10_000;

/** The rows of the tables over the periods; a row that a report does not have counted nothing there. */
export const rowTrend = (shown: readonly Shown[]): DashboardTrend =>
  trendOf(
    shown,
    linesOf(shown.map(({ table }) => table?.rows ?? [])),
    ({ rows, rowTotals }, key) => rowTotals[rows.findIndex((row) => row.key === key)] ?? none,
    ({ total }) => total,
  );

/** The columns of the tables over the periods, of one row or in total. */
export function columnTrend(shown: readonly Shown[], row?: string): DashboardTrend {
  const place = (table: FigureTable): number => table.rows.findIndex(({ key }) => key === row);
  return trendOf(
    shown,
    tendencies,
    (table, key) => {
      const column = table.columns.findIndex((one) => one.key === key);
      if (row === undefined) return table.columnTotals[column]!;
      return table.cells[place(table)]?.[column] ?? none;
    },
    (table) => (row === undefined ? table.total : (table.rowTotals[place(table)] ?? none)),
  );
}

function trendOf(
  shown: readonly Shown[],
  lines: readonly { key: string; label: string }[],
  figure: (table: FigureTable, key: string) => Figure,
  total: (table: FigureTable) => Figure,
): DashboardTrend {
  const totals = shown.map(({ table }) => (table ? total(table) : notIssued));
  const series = lines.map(({ key, label }): DashboardSeries => {
    const counts = shown.map(({ table }) => (table ? figure(table, key) : notIssued));
    return { key, label, counts, shares: counts.map((count, index) => shareOf(count, totals[index]!)) };
  });
  return { periods: shown.map(({ period }) => period), series, totals };
}

/** Every line once, in the order and by the name of the newest that has it. */
function linesOf(lists: readonly { key: string; label: string }[][]): { key: string; label: string }[] {
  const lines = new Map<string, string>();
  for (const { key, label } of lists.toReversed().flat()) if (!lines.has(key)) lines.set(key, label);
  return [...lines].map(([key, label]) => ({ key, label }));
}
