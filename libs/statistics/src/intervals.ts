import { betaQuantile, studentQuantile } from './distributions.js';
import type { Estimate } from './estimates.js';
import { normalQuantile } from './normal.js';

/** A confidence interval and how it was made. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly confidence: number;
  readonly method: 'wald-t' | 'logit-t' | 'korn-graubard' | 'woodruff';
}

/** estimate ± t se, Student's t on the estimate's degrees of freedom. Null when there is no standard error or no df. */
export function waldInterval(
  { value, se, df }: Pick<Estimate, 'value' | 'se' | 'df'>,
  confidence = 0.95,
): Interval | null {
  const t = criticalValue(confidence, df);
  if (value === null || se === null || t === null) return null;
  return { lower: value - t * se, upper: value + t * se, confidence, method: 'wald-t' };
}

/**
 * For a proportion: Wald's interval of its logit, led back, which stays between 0 and 1. Null at 0 and 1, where
 * there is no logit.
 */
export function logitInterval(estimate: Estimate, confidence = 0.95): Interval | null {
  const p = proportionOf(estimate);
  const t = criticalValue(confidence, estimate.df);
  if (p === null || estimate.se === null || t === null || p === 0 || p === 1) return null;
  const logit = Math.log(p / (1 - p));
  const reach = (t * estimate.se) / (p * (1 - p));
  const back = (x: number): number => 1 / (1 + Math.exp(-x));
  return { lower: back(logit - reach), upper: back(logit + reach), confidence, method: 'logit-t' };
}

/** Beyond it the exact interval is that of the normal distribution to all digits that matter, and takes long to find. */
const LARGEST_EXACT = 1e8;

/**
 * For a proportion: the exact binomial interval of Clopper and Pearson with the effective sample size
 * n* = p (1 - p)/se² (t of n - 1 over t of df)² (E. L. Korn, B. I. Graubard, Survey Methodology 24, 1998). At 0 and 1,
 * where the sample shows no variance, n* is n times that ratio of t squared, as if the design effect were 1.
 */
export function kornGraubardInterval(estimate: Estimate, confidence = 0.95): Interval | null {
  const p = proportionOf(estimate);
  const { se, base, df } = estimate;
  const t = criticalValue(confidence, df);
  const tOfBase = criticalValue(confidence, base - 1);
  if (p === null || se === null || t === null || tOfBase === null) return null;
  const method = 'korn-graubard';
  const extreme = p === 0 || p === 1;
  if (se === 0 && !extreme) return { lower: p, upper: p, confidence, method };
  const effective = (extreme ? base : (p * (1 - p)) / se ** 2) * (tOfBase / t) ** 2;
  const tail = (1 - confidence) / 2;
  if (effective > LARGEST_EXACT && !extreme) {
    const reach = normalQuantile(1 - tail) * Math.sqrt((p * (1 - p)) / effective);
    return { lower: Math.max(0, p - reach), upper: Math.min(1, p + reach), confidence, method };
  }
  return {
    lower: betaQuantile(tail, effective * p, effective * (1 - p) + 1),
    upper: betaQuantile(1 - tail, effective * p + 1, effective * (1 - p)),
    confidence,
    method,
  };
}

/** Student's t for a two-sided interval; null without degrees of freedom. */
export function criticalValue(confidence: number, df: number): number | null {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence must be between 0 and 1, was ${confidence}`);
  return df > 0 ? studentQuantile((1 + confidence) / 2, df) : null;
}

/** The proportion an estimate is of; rounding may have carried it past 0 or 1. */
function proportionOf({ statistic, value }: Estimate): number | null {
  if (value === null) return null;
  if (statistic !== 'proportion' && statistic !== 'mean')
    throw new RangeError(`a ${statistic} is not a proportion`);
  if (value < -1e-9 || value > 1 + 1e-9) throw new RangeError(`${value} is not a proportion`);
  return Math.min(Math.max(value, 0), 1);
}
