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
  /** People in each combination that there is. */
  private readonly combined: number[] = [];

  private constructor(
    private readonly columns: readonly Column[],
    readonly size: number,
    people: number,
  ) {
    this.places = columns.map(({ factor }) => factor.levels.length + 1);
    this.counts = new Int32Array(size);
    const here = new Map<number, number>();
    for (let response = 0; response < people; response++) {
      const at = this.indexOf(columns.map(({ factor }) => factor.codes[response]!));
      here.set(at, (here.get(at) ?? 0) + 1);
    }
    for (const at of everyChoice(columns.map(({ factor }) => factor.levels.length))) {
      const count = here.get(this.indexOf(at)) ?? 0;
      if (count === 0) continue;
      this.combined.push(count);
      for (const total of everyChoice(at.map(() => 2)))
        this.counts[this.indexOf(at.map((place, v) => (total[v] === 1 ? this.all(v) : place)))]! += count;
    }
  }

  /** Counts the people. @throws RangeError where combinations and totals together are more than `most` */
  static of(columns: readonly Column[], people: number, most: number): Cube {
    const size = columns.reduce((product, { factor }) => product * (factor.levels.length + 1), 1);
    if (size > most)
      throw new RangeError(
        `the microdata have ${size} combinations with their totals, more than ${most}: name fewer variables or cut wider bands`,
      );
    return new Cube(columns, size, people);
  }

  /** How many people stand in combinations of fewer than `least`. */
  rarer(least: number): number {
    return this.combined.reduce((sum, count) => (count < least ? sum + count : sum), 0);
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
          if (this.counts[this.indexOf(at)] === 0) return [];
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
        return { row: ofRow, column: ofColumn, count: this.counts[this.indexOf(at)]! };
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
