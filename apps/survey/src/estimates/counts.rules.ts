import type { TableCount, TableInput } from '#disclosure/gate';
import type { Column } from './columns.rules.js';
import { NO_ANSWER } from './columns.rules.js';

/** Rows of a table of people: a category each, with who stands in it. */
export interface Rows {
  readonly dimension: string;
  readonly keys: readonly string[];
  readonly additive: boolean;
  /** Whether a response stands in a row. */
  readonly holds: (row: number, response: number) => boolean;
}

/** The categories of a variable, with no answer where somebody gave none. */
export function rowsOf({ dimension, multiple, factor, chosen, levels, none }: Column): Rows {
  const keys = [...levels.map(({ key }) => key), ...(none >= 0 ? [NO_ANSWER] : [])];
  return {
    dimension,
    keys,
    additive: !multiple,
    holds: multiple
      ? (row, response) =>
          row < levels.length ? chosen[row]![response] === 1 : factor.codes[response] === none
      : (row, response) => factor.codes[response] === row,
  };
}

/** Who answered with a number, and who did not. */
export const rowsOfNumbers = (dimension: string, values: Float64Array): Rows => {
  const isMissing = (response: number): boolean => Number.isNaN(values[response]);
  const keys = values.some((value) => Number.isNaN(value)) ? ['yes', NO_ANSWER] : ['yes'];
  return { dimension, keys, additive: true, holds: (row, response) => isMissing(response) === (row === 1) };
};

/** The people of a table with all its totals, as the release gate takes it. Nothing else counts people here. */
export function countPeople(rows: Rows, by: Column | null, responses: number): TableInput {
  const columns = by ? by.factor.levels : [];
  const width = columns.length + 1;
  const height = rows.keys.length + 1;
  const counts = new Float64Array(width * height);
  for (let response = 0; response < responses; response++) {
    const column = by ? by.factor.codes[response]! : 0;
    const add = (row: number): void => {
      if (by) counts[row * width + column]!++;
      counts[row * width + width - 1]!++;
    };
    add(height - 1);
    for (let row = 0; row < rows.keys.length; row++) if (rows.holds(row, response)) add(row);
  }
  const list = [...rows.keys, null].flatMap((row, i): TableCount[] => [
    ...columns.map((column, j) => ({ row, column, count: counts[i * width + j]! })),
    { row, column: null, count: counts[i * width + width - 1]! },
  ]);
  return {
    base: 'people',
    rows: { dimension: rows.dimension, keys: rows.keys },
    ...(by && { columns: { dimension: by.dimension, keys: columns } }),
    additive: { rows: rows.additive, columns: true },
    counts: list,
  };
}
