import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { factorOf } from './factor.js';
import { propensityClasses, responsePropensities } from './propensity.js';
import { adjustForNonResponse, baseWeights, divideByPropensity, kish, trimWeights } from './weights.js';

const sum = (of: Float64Array): number => of.reduce((all, one) => all + one, 0);

describe('base weights', () => {
  it('are inverse probabilities', () => {
    expect([...baseWeights(Float64Array.of(0.5, 1, 0.01))]).toEqual([2, 1, 100]);
    expect(() => baseWeights(Float64Array.of(0.5, 0))).toThrow('row 1: 0 is not an inclusion probability');
    expect(() => baseWeights(Float64Array.of(1.2))).toThrow(RangeError);
  });
});

describe('the correction for non-response', () => {
  const classes = factorOf(['a', 'a', 'a', 'b', 'b'], ['a', 'b', 'c']);

  it('lets those who responded stand for the others of their class', () => {
    const { weights, report } = adjustForNonResponse(
      Float64Array.of(1, 2, 3, 4, 4),
      classes,
      Uint8Array.of(1, 1, 0, 1, 1),
    );
    expect([...weights]).toEqual([2, 4, 0, 4, 4]);
    expect(report).toEqual([
      { class: 'a', sampled: 3, responded: 2, rate: 0.5, factor: 2 },
      { class: 'b', sampled: 2, responded: 2, rate: 1, factor: 1 },
      { class: 'c', sampled: 0, responded: 0, rate: 0, factor: 1 },
    ]);
  });

  it('names the classes where nobody responded', () => {
    expect(() =>
      adjustForNonResponse(new Float64Array(5).fill(1), classes, Uint8Array.of(1, 1, 1, 0, 0)),
    ).toThrow('nobody responded in: b');
    expect(() =>
      adjustForNonResponse(new Float64Array(5).fill(1), classes, Uint8Array.of(2, 1, 1, 0, 0)),
    ).toThrow('responded is 1 or 0');
  });

  it('by propensities of classes is that by the classes themselves', () => {
    const people = fc.array(fc.record({ c: fc.nat(2), w: fc.integer({ min: 1, max: 9 }), r: fc.boolean() }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(people, (some) => {
        const all = [...some, ...[0, 1, 2].flatMap((c) => [true, false].map((r) => ({ c, w: 2, r })))];
        const of = factorOf(all.map(({ c }) => `${c}`));
        const weights = Float64Array.from(all, ({ w }) => w);
        const responded = Uint8Array.from(all, ({ r }) => Number(r));
        const propensities = responsePropensities({ responded, weights, factors: [of] });
        const byPropensity = divideByPropensity(weights, propensities, responded);
        adjustForNonResponse(weights, of, responded).weights.forEach((weight, row) =>
          expect(byPropensity[row]).toBeCloseTo(weight, 8),
        );
      }),
    );
  });

  it('by a numeric variable is the logistic regression of R', () => {
    const propensities = responsePropensities({
      responded: Uint8Array.of(0, 0, 1, 0, 1, 1, 0, 1, 1, 1),
      weights: Float64Array.of(1, 2, 1, 1, 3, 1, 1, 2, 1, 1),
      columns: [Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)],
    });
    // fitted(glm(responded ~ column, quasibinomial, weights = weights))
    expect([0, 4, 9].map((row) => propensities[row])).toEqual([
      expect.closeTo(0.124298010889544, 12),
      expect.closeTo(0.678631437962871, 12),
      expect.closeTo(0.984050995099465, 12),
    ]);
  });

  it('does not model what is foretold without fail', () => {
    const responded = Uint8Array.of(0, 0, 0, 1, 1, 1);
    const column = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(() =>
      responsePropensities({ responded, weights: new Float64Array(6).fill(1), columns: [column] }),
    ).toThrow('foretells who responds');
    expect(() => divideByPropensity(Float64Array.of(1), Float64Array.of(0), Uint8Array.of(1))).toThrow(
      'row 0: 0 is not a probability of responding',
    );
  });

  it('sorts propensities into classes of about equal size', () => {
    const { codes, levels } = propensityClasses(
      Float64Array.of(0.9, 0.1, 0.5, 0.3, 0.7, 0.2, 0.8, 0.4, 0.6, 1),
    );
    expect([...codes]).toEqual([4, 0, 2, 1, 3, 0, 3, 1, 2, 4]);
    expect(levels).toHaveLength(5);
  });
});

describe('trimming', () => {
  it('cuts to the limits, keeps the sum, and says how many', () => {
    const { weights, cut, raised } = trimWeights(Float64Array.of(1, 1, 1, 1, 16, 0), {
      lower: 0.3,
      upper: 3,
    });
    expect([...weights]).toEqual([2, 2, 2, 2, 12, 0]);
    expect({ cut, raised }).toEqual({ cut: 1, raised: 0 });
  });

  it('always keeps sum and limits, and never swaps two weights', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        weights,
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.double({ min: 1.05, max: 4, noNaN: true }),
        (some, lower, upper) => {
          const of = Float64Array.from([...some, 7]);
          const { weights: trimmed } = trimWeights(of, { lower, upper });
          const mean = sum(of) / of.filter((weight) => weight > 0).length;
          expect(sum(trimmed)).toBeCloseTo(sum(of), 6);
          trimmed.forEach((weight, row) => {
            if (of[row] === 0) return expect(weight).toBe(0);
            expect(weight).toBeLessThanOrEqual(upper * mean * (1 + 1e-9));
            expect(weight).toBeGreaterThanOrEqual(lower * mean * (1 - 1e-9));
            of.forEach((other, at) => {
              if (other > of[row]!) expect(trimmed[at]).toBeGreaterThanOrEqual(weight * (1 - 1e-12));
            });
          });
        },
      ),
    );
  });

  it('refuses limits that exclude the mean', () => {
    expect(() => trimWeights(Float64Array.of(1, 2), { lower: 1, upper: 3 })).toThrow('on both sides of 1');
  });
});

describe('the effective sample size of Kish', () => {
  it('is n for equal weights, and (sum w)²/(sum w²) otherwise', () => {
    expect(kish(new Float64Array(40).fill(3))).toEqual({ effectiveSize: 40, designEffect: 1 });
    const { effectiveSize, designEffect } = kish(Float64Array.of(1, 1, 2, 4, 0));
    expect(effectiveSize).toBeCloseTo(64 / 22, 12);
    expect(designEffect).toBeCloseTo(4 / (64 / 22), 12);
  });
});
