import type { ReleasedFigure, ReleasedTable, TableCount, TableInput } from '#disclosure/gate';
import type { Column } from './columns.rules.js';

/** People who answered the same in all variables. */
export interface Combination {
  /** Category by variable. */
  readonly values: readonly string[];
  /** Their number, as the release gate let it out. */
  readonly figure: ReleasedFigure;
}

/** People by two or more variables crossed, with the totals over every set of them, for the release gate. */
export class Cube {
  /** By variable: a place for each category, and the last for all of them. */
  private readonly places: readonly number[];
  private readonly counts: Int32Array;
  /** Every combination of categories, by their places. */
  private readonly combined: readonly number[][];

  /** Counts the people. @throws RangeError where combinations and totals together are more than `most` */
  constructor(
    private readonly columns: readonly Column[],
    people: number,
    most: number,
  ) {
    const levels = columns.map(({ factor }) => factor.levels.length);
    this.places = levels.map((count) => count + 1);
    const size = this.places.reduce((product, places) => product * places, 1);
    if (size > most)
      throw new RangeError(
        `the microdata have ${size} combinations with their totals, more than ${most}: name fewer variables or cut wider bands`,
      );
    this.counts = new Int32Array(size);
    this.combined = everyChoice(levels);
    for (let response = 0; response < people; response++)
      this.counts[this.indexOf(columns.map(({ factor }) => factor.codes[response]!))]! += 1;
    const [, ...totals] = everyChoice(levels.map(() => 2));
    for (const at of this.combined)
      for (const total of totals)
        this.counts[this.indexOf(at.map((place, v) => (total[v] === 1 ? this.all(v) : place)))]! +=
          this.count(at);
  }

  /** How many people stand in combinations of fewer than `least`. */
  rarer(least: number): number {
    return this.combined
      .map((at) => this.count(at))
      .reduce((sum, count) => (count < least ? sum + count : sum), 0);
  }

  /** Tables by each two variables within every choice of the others: all sums that hold among the figures. */
  slices(): TableInput[] {
    return this.columns.flatMap((_, row) =>
      this.columns
        .slice(row + 1)
        .flatMap((__, more) =>
          this.choicesBeside(row, row + 1 + more).map((rest) => this.slice(row, row + 1 + more, rest)),
        ),
    );
  }

  /** Who stands where, by the slices as the gate let them out. */
  combinations(released: readonly ReleasedTable[]): Combination[] {
    const [rows, columns] = this.columns;
    return this.choicesBeside(0, 1).flatMap((rest, slice) => {
      if (rest.some((place, v) => v > 1 && place === this.all(v))) return [];
      return rows!.factor.levels.flatMap((_, i) =>
        columns!.factor.levels.flatMap((__, j): Combination[] => {
          const at = [i, j, ...rest.slice(2)];
          if (this.count(at) === 0) return [];
          const values = at.map((place, v) => this.columns[v]!.factor.levels[place]!);
          return [{ values, figure: released[slice]!.cells[i]![j]! }];
        }),
      );
    });
  }

  private slice(row: number, column: number, rest: readonly number[]): TableInput {
    const axis = (v: number) => ({
      dimension: this.columns[v]!.dimension,
      keys: this.columns[v]!.factor.levels,
    });
    const within = rest.flatMap((place, v) =>
      v === row || v === column || place === this.all(v)
        ? []
        : [[axis(v).dimension, axis(v).keys[place]!] as const],
    );
    const counts = [...axis(row).keys, null].flatMap((ofRow, i) =>
      [...axis(column).keys, null].map((ofColumn, j): TableCount => {
        const at = rest.map((place, v) => (v === row ? i : v === column ? j : place));
        return { row: ofRow, column: ofColumn, count: this.count(at) };
      }),
    );
    return {
      base: 'people',
      rows: axis(row),
      columns: axis(column),
      within: Object.fromEntries(within),
      counts,
    };
  }

  private choicesBeside(row: number, column: number): number[][] {
    return everyChoice(this.places.map((places, v) => (v === row || v === column ? 1 : places)));
  }

  private count(at: readonly number[]): number {
    return this.counts[this.indexOf(at)]!;
  }

  private all(variable: number): number {
    return this.places[variable]! - 1;
  }

  private indexOf(at: readonly number[]): number {
    return at.reduce((index, place, v) => index * this.places[v]! + place, 0);
  }
}

/** Every way to choose one of so many, for each of these. */
const everyChoice = (counts: readonly number[]): number[][] =>
  counts.reduce<number[][]>(
    (choices, count) =>
      choices.flatMap((chosen) => Array.from({ length: count }, (_, at) => [...chosen, at])),
    [[]],
  );
