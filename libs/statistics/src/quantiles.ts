import type { ProbabilityDesign } from './design.js';
import { type Estimate, estimate, methodOf, type VarianceOptions } from './estimates.js';
import type { Factor } from './factor.js';
import { criticalValue, type Interval } from './intervals.js';
import { type Domains, mean } from './statistic.js';

/** A quantile with Woodruff's interval; `se` is the interval's width over 2 t. */
export interface QuantileEstimate extends Estimate {
  readonly p: number;
  readonly interval: Interval | null;
}

/**
 * Quantiles of a numeric variable, for each p in each domain: the smallest value x with F(x) >= p, F the weighted
 * distribution function (R's rule `math`). The interval is that of the share at or below the quantile, led
 * back through F (R. S. Woodruff, J. Amer. Stat. Assoc. 47, 1952); it is null where it would reach past the data.
 */
export function estimateQuantiles(
  design: ProbabilityDesign,
  values: Float64Array,
  probabilities: readonly number[],
  { by, confidence = 0.95, replicates }: Domains & VarianceOptions & { confidence?: number } = {},
): QuantileEstimate[] {
  for (const p of probabilities) {
    if (!(p > 0 && p < 1)) throw new RangeError(`p must be between 0 and 1, was ${p}`);
  }
  // Also checks that variable, domains and design fit one another.
  const domains = estimate(design, mean(values, by ? { by } : {}));
  const distributions = distributionsOf(values, design.weights, by);
  return probabilities.flatMap((p) => {
    const quantiles = distributions.map((distribution) => valueAt(distribution, p));
    const below = values.map((value, row) => {
      const domain = by ? by.codes[row]! : 0;
      if (domain < 0 || Number.isNaN(value)) return NaN;
      return value <= quantiles[domain]! ? 1 : 0;
    });
    const shares = estimate(design, mean(below, by ? { by } : {}), replicates ? { replicates } : {});
    return domains.map(({ domain, base, df }, at): QuantileEstimate => {
      const interval = woodruff(shares[at]!, distributions[at]!, confidence);
      const value = quantiles[at]!;
      return {
        statistic: 'quantile',
        p,
        level: null,
        domain,
        value: Number.isNaN(value) ? null : value,
        se: interval && (interval.upper - interval.lower) / (2 * criticalValue(confidence, df)!),
        df: shares[at]!.df,
        base,
        cases: base,
        designEffect: null,
        method: methodOf(design, replicates),
        interval,
      };
    });
  });
}

/** Values in ascending order, and the weight at or below each as a share of all. */
interface Distribution {
  readonly values: Float64Array;
  readonly shares: Float64Array;
}

function distributionsOf(
  values: Float64Array,
  weights: Float64Array,
  by: Factor | undefined,
): Distribution[] {
  const count = by?.levels.length ?? 1;
  const rowsOf = Array.from({ length: count }, (): number[] => []);
  for (let row = 0; row < values.length; row++) {
    const domain = by ? by.codes[row]! : 0;
    if (domain >= 0 && weights[row] !== 0 && !Number.isNaN(values[row])) rowsOf[domain]!.push(row);
  }
  return rowsOf.map((rows) => {
    const order = Uint32Array.from(rows).sort((a, b) => values[a]! - values[b]! || a - b);
    const shares = new Float64Array(order.length);
    let sum = 0;
    order.forEach((row, place) => {
      sum += weights[row]!;
      shares[place] = sum;
    });
    return { values: Float64Array.from(order, (row) => values[row]!), shares: shares.map((at) => at / sum) };
  });
}

/** The smallest value at or below which a share `p` lies; shares that differ by rounding alone are equal. */
function valueAt({ values, shares }: Distribution, p: number): number {
  let [low, high] = [0, shares.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shares[middle]! >= p - 1e-12) high = middle;
    else low = middle + 1;
  }
  return values[low] ?? NaN;
}

function woodruff(
  { value, se, df }: Estimate,
  distribution: Distribution,
  confidence: number,
): Interval | null {
  const t = criticalValue(confidence, df);
  if (value === null || se === null || t === null) return null;
  const [lower, upper] = [value - t * se, value + t * se];
  if (!(lower > 0 && upper < 1)) return null;
  return {
    lower: valueAt(distribution, lower),
    upper: valueAt(distribution, upper),
    confidence,
    method: 'woodruff',
  };
}
