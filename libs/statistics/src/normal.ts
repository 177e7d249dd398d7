/**
 * The standard normal distribution function, to an absolute error of about 1e-15.
 * Series of G. Marsaglia, Evaluating the Normal Distribution, J. Stat. Software 11(4), 2004.
 */
export function normalCdf(z: number): number {
  let sum = z;
  let term = z;
  for (let n = 3; sum + term !== sum; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return 0.5 + sum * density(z);
}

/**
 * The z below which a share `p` of the standard normal distribution lies, to about 1e-10 or better, by
 * Newton's method from 0: on either side of it the distribution function bends so that no step overshoots.
 * Throws a RangeError unless 1e-6 <= p <= 1 - 1e-6.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 1e-6 && p <= 1 - 1e-6)) throw new RangeError(`p must be between 0 and 1, was ${p}`);
  let z = 0;
  let step = 1;
  // Each step squares the error, so that what is left after one this small cannot be told from rounding.
  while (Math.abs(step) > 1e-8) {
    step = (p - normalCdf(z)) / density(z);
    z += step;
  }
  return z;
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
