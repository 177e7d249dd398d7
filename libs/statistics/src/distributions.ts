import { normalCdf, normalQuantile } from './normal.js';
import { betaKernel, betaTails, gammaTails } from './special-functions.js';

/** The share of Student's t on `df` degrees of freedom above `t`; with infinitely many the normal distribution. */
export function studentUpperTail(t: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`df must be positive, was ${df}`);
  if (t < 0) return 1 - studentUpperTail(-t, df);
  // Beyond 38 nothing is left of the normal distribution.
  if (df === Infinity) return t > 5 ? gammaTails(0.5, (t * t) / 2).upper / 2 : 1 - normalCdf(t);
  return betaTails(df / (df + t * t), (t * t) / (df + t * t), df / 2, 0.5).lower / 2;
}

/** The t below which a share `p` of Student's t on `df` degrees of freedom lies. */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p must be between 0 and 1, was ${p}`);
  if (!(df > 0)) throw new RangeError(`df must be positive, was ${df}`);
  if (df === Infinity) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  // The tail is convex, and the normal quantile lies left of t: Newton's steps go right and never past it.
  let t = -normalQuantile(Math.max(tail, 1e-6));
  for (let steps = 0; steps < 200; steps++) {
    const [x, y] = [df / (df + t * t), (t * t) / (df + t * t)];
    const step = (betaTails(x, y, df / 2, 0.5).lower / 2 - tail) / (betaKernel(x, y, df / 2, 0.5) / t);
    t += step;
    if (Math.abs(step) <= 1e-15 * t) break;
  }
  return p < 0.5 ? -t : t;
}

/** The x below which a share `p` of the beta distribution lies; 0 for a = 0, 1 for b = 0 (its limits). */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p must be between 0 and 1, was ${p}`);
  if (!(a >= 0 && b >= 0 && a + b > 0)) throw new RangeError(`a and b must be positive, were ${a} and ${b}`);
  if (a === 0) return 0;
  if (b === 0) return 1;
  let [low, high] = [0, 1];
  let x = a / (a + b);
  for (let steps = 0; steps < 1100 && high - low > Number.EPSILON * low; steps++) {
    const { lower, upper } = betaTails(x, 1 - x, a, b);
    const excess = p <= 0.5 ? lower - p : 1 - p - upper;
    if (excess > 0) high = x;
    else low = x;
    const newton = x - (excess * x * (1 - x)) / betaKernel(x, 1 - x, a, b);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}

/** The share of the F distribution above `f`; the degrees of freedom need not be whole. */
export function fUpperTail(f: number, numerator: number, denominator: number): number {
  if (!(f > 0)) return 1;
  const all = denominator + numerator * f;
  return betaTails(denominator / all, (numerator * f) / all, denominator / 2, numerator / 2).lower;
}

/** The share of the chi-square distribution above `x`. */
export function chiSquareUpperTail(x: number, df: number): number {
  return x > 0 ? gammaTails(df / 2, x / 2).upper : 1;
}
