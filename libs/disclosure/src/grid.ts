/** `people`: counts of persons. `reports`: counts of opinion items, each with its reporters. */
export type Base = 'people' | 'reports';

/** A variable and its categories, in the order of print. */
export interface Axis {
  readonly dimension: string;
  readonly keys: readonly string[];
}

/** What a table is about. */
export interface TableShape {
  readonly base: Base;
  readonly rows: Axis;
  readonly columns?: Axis;
  /** What the whole table is limited to, say `{ sex: 'F' }`. */
  readonly within?: Readonly<Record<string, string>>;
  /** The figure of another table that the rows are parts of, say the new commune that old ones merged into. */
  readonly partsOf?: { readonly dimension: string; readonly key: string };
  /**
   * `rows`: the rows of a column add up to its total, false where one item may stand in several areas or
   * strata; `columns` likewise. Both are true unless said.
   */
  readonly additive?: { readonly rows: boolean; readonly columns: boolean };
}

/** What stands in the places of a table. */
export interface Grid<T> {
  readonly cells: readonly (readonly T[])[];
  readonly rowTotals: readonly T[];
  readonly columnTotals: readonly T[];
  readonly total: T;
}

/**
 * A row or column: `parts` that add up to `whole` when `additive`, and otherwise may overlap.
 * `crossing`: per part, the total of the other line it stands in. `outward` alternates between the two
 * directions of a table, so that every figure leaves one line and enters another.
 */
export interface GridLine<T> {
  readonly parts: readonly T[];
  readonly whole: T;
  readonly crossing: readonly T[];
  readonly additive: boolean;
  readonly outward: boolean;
}

/** All that stands in a table: cells, totals of rows, of columns, and the total. */
export const inOrder = <T>({ cells, rowTotals, columnTotals, total }: Grid<T>): T[] => [
  ...cells.flat(),
  ...rowTotals,
  ...columnTotals,
  total,
];

/** All lines of a table: every row and column, and those of the totals themselves. */
export function linesOf<T>(
  { cells, rowTotals, columnTotals, total }: Grid<T>,
  shape: TableShape,
): GridLine<T>[] {
  const { rows, columns } = shape.additive ?? { rows: true, columns: true };
  const across = { additive: columns && shape.columns !== undefined };
  const down = { additive: rows && shape.rows.keys.length > 0 };
  const toTotal = (totals: readonly T[]): T[] => totals.map(() => total);
  return [
    ...cells.map((parts, i) => ({
      ...across,
      parts,
      whole: rowTotals[i]!,
      crossing: columnTotals,
      outward: true,
    })),
    { ...across, parts: columnTotals, whole: total, crossing: toTotal(columnTotals), outward: false },
    ...columnTotals.map((whole, j) => {
      const parts = cells.map((row) => row[j]!);
      return { ...down, parts, whole, crossing: rowTotals, outward: false };
    }),
    { ...down, parts: rowTotals, whole: total, crossing: toTotal(rowTotals), outward: true },
  ];
}

/** Puts what belongs in every place of a table, `row` or `column` null for a total. */
export function fillGrid<T>(
  shape: TableShape,
  at: (row: string | null, column: string | null) => T,
): Grid<T> {
  const columns = shape.columns?.keys ?? [];
  return {
    cells: shape.rows.keys.map((row) => columns.map((column) => at(row, column))),
    rowTotals: shape.rows.keys.map((row) => at(row, null)),
    columnTotals: columns.map((column) => at(null, column)),
    total: at(null, null),
  };
}
