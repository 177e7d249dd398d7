/** Both tails of a distribution function; each is accurate by itself, so that a small one is not 1 minus the other. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The regularised incomplete beta function I_x(a, b) and its complement, for a, b > 0; `x + y` must be 1, and both
 * are asked for because one of them may be lost in the rounding of the other. Continued fraction DLMF 8.17.22
 * with its factor in the saddle-point form of {@link betaKernel}; relative error about 1e-14.
 */
export function betaTails(x: number, y: number, a: number, b: number): Tails {
  if (!(a > 0 && b > 0)) throw new RangeError(`a and b must be positive, were ${a} and ${b}`);
  if (!(x >= 0 && y >= 0)) throw new RangeError(`x must be between 0 and 1, was ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  const kernel = betaKernel(x, y, a, b);
  if (x * (a + b + 2) < a + 1) {
    const lower = (kernel / a) * betaFraction(x, a, b);
    return { lower, upper: 1 - lower };
  }
  const upper = (kernel / b) * betaFraction(y, b, a);
  return { lower: 1 - upper, upper };
}

/**
 * x^a y^b / B(a, b), without the cancellation of log gammas: C. Loader, Fast and Accurate Computation of
 * Binomial Probabilities, 2000, carried over to the beta density.
 */
export function betaKernel(x: number, y: number, a: number, b: number): number {
  const sum = a + b;
  const exponent = binet(sum) - binet(a) - binet(b) - deviance(a, sum * x) - deviance(b, sum * y);
  return Math.sqrt(((a / sum) * b) / (2 * Math.PI)) * Math.exp(exponent);
}

/** The regularised incomplete gamma function P(a, x) and its complement, a > 0, x >= 0: DLMF 8.7.1 and 8.9.2. */
export function gammaTails(a: number, x: number): Tails {
  if (!(a > 0)) throw new RangeError(`a must be positive, was ${a}`);
  if (!(x >= 0)) throw new RangeError(`x must not be negative, was ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const kernel = Math.sqrt(a / (2 * Math.PI)) * Math.exp(-deviance(a, x) - binet(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * Number.EPSILON; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return { lower: kernel * sum, upper: 1 - kernel * sum };
  }
  const upper =
    kernel *
    continuedFraction((n) => (n === 1 ? [1, x + 1 - a] : [-(n - 1) * (n - 1 - a), x + 2 * n - 1 - a]));
  return { lower: 1 - upper, upper };
}

function betaFraction(x: number, a: number, b: number): number {
  return continuedFraction((n) => {
    if (n === 1) return [1, 1];
    const m = Math.floor((n - 1) / 2);
    const even = a + 2 * m;
    return n % 2 === 0
      ? [-((a + m) * (a + b + m) * x) / (even * (even + 1)), 1]
      : [(m * (b - m) * x) / ((even - 1) * even), 1];
  });
}

/** a1/(b1 + a2/(b2 + …)) by the method of Lentz as modified by Thompson and Barnett, J. Comput. Phys. 64, 1986. */
function continuedFraction(term: (n: number) => [numerator: number, denominator: number]): number {
  const tiny = 1e-300;
  let value = tiny;
  let c = tiny;
  let d = 0;
  for (let n = 1; n < 1_000_000; n++) {
    const [numerator, denominator] = term(n);
    d = 1 / (denominator + numerator * d || tiny);
    c = denominator + numerator / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) return value;
  }
  throw new RangeError('the continued fraction does not converge');
}

/** Binet's function: log gamma(a) - (a - 1/2) log a + a - log(2 pi)/2; its series from a = 15 (DLMF 5.11.1). */
function binet(a: number): number {
  let sum = 0;
  let at = a;
  for (; at < 15; at++) sum += (at + 0.5) * Math.log1p(1 / at) - 1;
  const square = at * at;
  return (
    sum +
    (1 / 12 -
      (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) /
        square) /
      at
  );
}

/** a log(a / m) + m - a, by Loader's series where the two are close. */
function deviance(a: number, m: number): number {
  if (!(Math.abs(a - m) < 0.1 * (a + m))) return a * Math.log(a / m) + m - a;
  const v = (a - m) / (a + m);
  let sum = (a - m) * v;
  let power = 2 * a * v;
  for (let n = 1; ; n++) {
    power *= v * v;
    const next = sum + power / (2 * n + 1);
    if (next === sum) return sum;
    sum = next;
  }
}
