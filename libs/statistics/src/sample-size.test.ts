import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { normalCdf, normalQuantile } from './normal.js';
import { sampleSize } from './sample-size.js';

describe('sample size', () => {
  it.each([
    { wish: { margin: 0.05 }, completes: 385, sampled: 385 },
    { wish: { margin: 0.03 }, completes: 1068, sampled: 1068 },
    { wish: { margin: 0.05, confidence: 0.99 }, completes: 664, sampled: 664 },
    { wish: { margin: 0.05, confidence: 0.9, proportion: 0.2 }, completes: 174, sampled: 174 },
    { wish: { margin: 0.05, population: 1000 }, completes: 278, sampled: 278 },
    { wish: { margin: 0.05, designEffect: 1.5 }, completes: 577, sampled: 577 },
    { wish: { margin: 0.05, responseRate: 0.6 }, completes: 385, sampled: 642 },
    {
      wish: { margin: 0.05, population: 300, designEffect: 2, responseRate: 0.5 },
      completes: 216,
      sampled: 300,
    },
  ])('for $wish is $completes, of $sampled drawn', ({ wish, completes, sampled }) => {
    expect(sampleSize(wish)).toEqual({ completes, sampled });
  });

  it('is never more than the population, and meets the margin', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.integer({ min: 2, max: 100_000 }), (margin, proportion, population) => {
        const { completes } = sampleSize({ margin, proportion, population });
        expect(completes).toBeLessThanOrEqual(population);
        const correction = (population - completes) / (population - 1);
        const variance = (proportion * (1 - proportion) * correction) / completes;
        expect(1.959963984540054 * Math.sqrt(variance)).toBeLessThanOrEqual(margin * (1 + 1e-9));
      }),
    );
  });

  it('refuses what makes no sense', () => {
    expect(() => sampleSize({ margin: 0 })).toThrow('margin must be between 0 and 1, was 0');
    expect(() => sampleSize({ margin: 0.05, confidence: 95 })).toThrow(RangeError);
    expect(() => sampleSize({ margin: 0.05, responseRate: 0 })).toThrow(RangeError);
    expect(() => sampleSize({ margin: 0.05, designEffect: -1 })).toThrow(RangeError);
    expect(() => sampleSize({ margin: 0.05, population: 0 })).toThrow(RangeError);
  });
});

describe('the normal distribution', () => {
  it('has the quantiles of the printed tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(0.995)).toBeCloseTo(2.5758293035489004, 12);
    expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 12);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.025)).toBeCloseTo(-1.959963984540054, 12);
  });

  it('inverts its distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => {
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12);
      }),
    );
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});
