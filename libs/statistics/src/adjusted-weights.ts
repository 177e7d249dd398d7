import type { Auxiliaries } from './auxiliary-regression.js';

/** How far one known total was met. */
export interface TargetReport {
  readonly variable: string;
  /** Category of a factor; null for a numeric variable. */
  readonly category: string | null;
  readonly target: number;
  /** Weighted sample total before and after. */
  readonly before: number;
  readonly after: number;
}

/** What an adjustment of weights did. */
export interface AdjustmentReport {
  /** Whether all totals are met to the tolerance, within the bounds. */
  readonly converged: boolean;
  readonly iterations: number;
  /** The greatest distance of a total from its target, as a share of the population (of the target if numeric). */
  readonly largestError: number;
  /** Least and greatest factor on a weight that is not 0. */
  readonly factors: { readonly least: number; readonly greatest: number };
  /** Rows whose factor is held at a bound. */
  readonly bounded: number;
  /** Rows whose weight became negative, which only unbounded calibration can bring about. */
  readonly negative: number;
  readonly targets: readonly TargetReport[];
}

/** Weights adjusted to known population totals, with what variances need to allow for it. */
export interface AdjustedWeights {
  readonly method: 'poststratification' | 'raking' | 'calibration';
  readonly base: Float64Array;
  readonly weights: Float64Array;
  readonly report: AdjustmentReport;
  /** The variables whose totals are now certain. */
  readonly auxiliaries: Auxiliaries;
  /** The same adjustment of other weights of the same rows, as replicates need it; a RangeError if it cannot be met. */
  again(base: Float64Array): Float64Array;
}

/** A factor with the population count of each of its levels, by level. */
export interface Margin {
  readonly name: string;
  readonly factor: { readonly codes: Int32Array; readonly levels: readonly string[] };
  readonly totals: Readonly<Record<string, number>>;
}

/** A numeric variable with its population total; a column of ones has the size of the population. */
export interface Covariate {
  readonly name: string;
  readonly values: Float64Array;
  readonly total: number;
}

/** Least and greatest factor that an adjustment may put on a weight; 0 <= lower < upper. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** Throws a RangeError for bounds that leave no room. */
export function checkBounds({ lower, upper }: Bounds): void {
  if (!(lower >= 0 && lower < upper))
    throw new RangeError(`bounds must have lower below upper, were ${lower} and ${upper}`);
}

/** The totals of a margin in the order of its levels; a RangeError names what is missing or too much. */
export function marginTotals({ name, factor, totals }: Margin): Float64Array {
  const unknown = Object.keys(totals).filter((level) => !factor.levels.includes(level));
  if (unknown.length > 0) throw new RangeError(`${name}: no row can be "${unknown[0]}"`);
  return Float64Array.from(factor.levels, (level) => {
    const total = totals[level];
    if (!(total !== undefined && total > 0 && total < Infinity))
      throw new RangeError(`${name}: the population total of "${level}" must be positive, was ${total}`);
    return total;
  });
}

/** Factors on weights and what became of them: the part of a report that all methods have in common. */
export function factorsOf(
  base: Float64Array,
  weights: Float64Array,
): Pick<AdjustmentReport, 'factors' | 'negative'> {
  let [least, greatest, negative] = [Infinity, -Infinity, 0];
  for (let row = 0; row < base.length; row++) {
    if (base[row] === 0) continue;
    const factor = weights[row]! / base[row]!;
    if (factor < least) least = factor;
    if (factor > greatest) greatest = factor;
    if (factor < 0) negative++;
  }
  return { factors: { least, greatest }, negative };
}
