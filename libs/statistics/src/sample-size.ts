import { normalQuantile } from './normal.js';

/** What a proportion is to be estimated to. Shares are fractions of one. */
export interface SampleSizeWish {
  /** Half the width of the confidence interval. */
  readonly margin: number;
  /** Default 0.95. */
  readonly confidence?: number;
  /** The proportion expected; default 0.5, for which the sample is largest. */
  readonly proportion?: number;
  /** Variance against a simple random sample of that size; default 1. */
  readonly designEffect?: number;
  /** Size of the population; unlimited when left out. */
  readonly population?: number;
  /** Share of sampled cases expected to answer; default 1. */
  readonly responseRate?: number;
}

/** `completes`: interviews needed; `sampled`: cases to draw, never more than the population. */
export interface SampleSize {
  readonly completes: number;
  readonly sampled: number;
}

/**
 * How large a probability sample must be, both numbers rounded up:
 * n0 = deff · z² · p(1 - p) / margin², n = n0 / (1 + (n0 - 1) / N) with the finite population correction
 * (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, 4.4; design effect after L. Kish, Survey Sampling, 1965, 8.2).
 * Throws a RangeError when a share is not between 0 and 1, or another number is not positive.
 */
export function sampleSize({
  margin,
  confidence = 0.95,
  proportion = 0.5,
  designEffect = 1,
  population = Infinity,
  responseRate = 1,
}: SampleSizeWish): SampleSize {
  for (const [name, share] of Object.entries({ margin, confidence, proportion })) {
    if (!(share > 0 && share < 1)) throw new RangeError(`${name} must be between 0 and 1, was ${share}`);
  }
  if (!(responseRate > 0 && responseRate <= 1)) {
    throw new RangeError(`responseRate must be above 0 and at most 1, was ${responseRate}`);
  }
  if (!(designEffect > 0)) throw new RangeError(`designEffect must be positive, was ${designEffect}`);
  if (!(population >= 1)) throw new RangeError(`population must be at least 1, was ${population}`);
  const z = normalQuantile((1 + confidence) / 2);
  const unlimited = (designEffect * z ** 2 * proportion * (1 - proportion)) / margin ** 2;
  const completes = roundUp(unlimited / (1 + (unlimited - 1) / population));
  return { completes, sampled: Math.min(roundUp(completes / responseRate), population) };
}

/** Up to the next whole number, but not for what is one but for rounding errors; at least 1. */
function roundUp(value: number): number {
  return Math.max(1, Math.ceil(value * (1 - 1e-12)));
}
