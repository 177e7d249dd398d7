import { studentUpperTail } from './distributions.js';
import type { Estimate, JointEstimates } from './estimates.js';
import { criticalValue, type Interval } from './intervals.js';

/** An estimate as far as its difference from another asks for it. */
export type Uncertain = Pick<Estimate, 'value' | 'se' | 'df'>;

/** A linear combination of estimates, with the test that it is 0. */
export interface Contrast<Of = Estimate> {
  readonly value: number;
  readonly se: number;
  readonly df: number;
  /** value over se, and the two-sided p of Student's t; null when the standard error is 0. */
  readonly t: number | null;
  readonly p: number | null;
  readonly interval: Interval | null;
  /** What it is made of. */
  readonly terms: readonly { readonly coefficient: number; readonly estimate: Of }[];
}

/**
 * A combination of estimates of one sample: variance c'Vc with all covariances, on the least df of those that
 * take part. For a difference between domains or between waves of one design (`stackWaves`) the coefficients are
 * 1 and -1. Null when one of them is not defined.
 */
export function contrast(
  { estimates, covariances }: JointEstimates,
  coefficients: readonly number[],
  confidence = 0.95,
): Contrast | null {
  const size = estimates.length;
  if (coefficients.length !== size)
    throw new RangeError(`${coefficients.length} coefficients for ${size} estimates`);
  const terms = termsOf(estimates, coefficients);
  if (!terms) return null;
  let variance = 0;
  for (let i = 0; i < size; i++) {
    if (coefficients[i] === 0) continue;
    for (let j = 0; j < size; j++) {
      if (coefficients[j] !== 0) variance += coefficients[i]! * coefficients[j]! * covariances[i * size + j]!;
    }
  }
  const df = Math.min(...terms.map(({ estimate }) => estimate.df));
  return tested(terms, { variance: Math.max(0, variance), df, confidence });
}

/** The difference first less second of two estimates of one sample, by their places in the list. */
export function difference(
  joint: JointEstimates,
  first: number,
  second: number,
  confidence = 0.95,
): Contrast | null {
  const coefficients = joint.estimates.map((_, at) => Number(at === first) - Number(at === second));
  return contrast(joint, coefficients, confidence);
}

/**
 * The difference of two estimates of independent samples: variances add up, degrees of freedom after Satterthwaite
 * (F. E. Satterthwaite, Biometrics Bulletin 2, 1946). Null when one of them is not defined.
 */
export function independentDifference(
  first: Uncertain,
  second: Uncertain,
  confidence = 0.95,
): Contrast<Uncertain> | null {
  const terms = termsOf([first, second], [1, -1]);
  if (!terms || first.se === null || second.se === null) return null;
  const [one, other] = [first.se ** 2, second.se ** 2];
  const variance = one + other;
  const df =
    variance === 0
      ? Math.min(first.df, second.df)
      : variance ** 2 / (one ** 2 / first.df + other ** 2 / second.df);
  return tested(terms, { variance, df: Number.isNaN(df) ? 0 : df, confidence });
}

/** That a value is 0 but for chance: two-sided p of Student's t; null without a standard error or degrees of freedom. */
export function twoSidedP(value: number, se: number, df: number): number | null {
  return se > 0 && df > 0 ? 2 * studentUpperTail(Math.abs(value / se), df) : null;
}

function termsOf<Of extends Uncertain>(
  estimates: readonly Of[],
  coefficients: readonly number[],
): Contrast<Of>['terms'] | null {
  const terms = estimates.flatMap((estimate, at) =>
    coefficients[at] === 0 ? [] : [{ coefficient: coefficients[at]!, estimate }],
  );
  if (terms.length === 0) throw new RangeError('a contrast needs an estimate');
  return terms.every(({ estimate }) => estimate.value !== null && estimate.se !== null) ? terms : null;
}

function tested<Of extends Uncertain>(
  terms: Contrast<Of>['terms'],
  { variance, df, confidence }: { variance: number; df: number; confidence: number },
): Contrast<Of> {
  const value = terms.reduce((sum, { coefficient, estimate }) => sum + coefficient * estimate.value!, 0);
  const se = Math.sqrt(variance);
  const t = se === 0 ? null : value / se;
  const critical = criticalValue(confidence, df);
  return {
    value,
    se,
    df,
    t,
    p: twoSidedP(value, se, df),
    interval:
      critical === null
        ? null
        : { lower: value - critical * se, upper: value + critical * se, confidence, method: 'wald-t' },
    terms,
  };
}
