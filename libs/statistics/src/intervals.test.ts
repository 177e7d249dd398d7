import { describe, expect, it } from 'vitest';

import { probabilityDesign } from './design.js';
import { type Estimate, estimate } from './estimates.js';
import { factorOf } from './factor.js';
import { kornGraubardInterval, logitInterval, waldInterval } from './intervals.js';
import { estimateQuantiles } from './quantiles.js';
import { proportions, total } from './statistic.js';

/** So many yes among so many people drawn at random with replacement. */
function shareOf(yes: number, of: number): Estimate {
  const answers = factorOf(
    Array.from({ length: of }, (_, at) => (at < yes ? 'yes' : 'no')),
    ['yes', 'no'],
  );
  const design = probabilityDesign({ sampling: 'simple-random', weights: new Float64Array(of).fill(9) });
  return estimate(design, proportions(answers))[0]!;
}

describe('intervals of proportions', () => {
  it('after Korn and Graubard are nearly those of Clopper and Pearson in a simple random sample', () => {
    // Clopper and Pearson for 10 of 100: 0.0490 to 0.1762 (their charts; R's binom.test).
    const { lower, upper, method } = kornGraubardInterval(shareOf(10, 100))!;
    expect(method).toBe('korn-graubard');
    expect(lower).toBeCloseTo(0.049, 2);
    expect(upper).toBeCloseTo(0.1762, 2);
  });

  it('exist at 0 and 1, where the logit and a variance do not', () => {
    const none = shareOf(0, 100);
    expect(logitInterval(none)).toBe(null);
    // 1 - 0.025^(1/100).
    expect(kornGraubardInterval(none)).toMatchObject({
      lower: 0,
      upper: expect.closeTo(1 - 0.025 ** 0.01, 12),
    });
    const all = kornGraubardInterval(shareOf(100, 100), 0.9)!;
    expect(all).toMatchObject({ lower: expect.closeTo(0.05 ** 0.01, 12), upper: 1, confidence: 0.9 });
  });

  it('stay between 0 and 1, where that of Wald need not', () => {
    const few = shareOf(1, 60);
    expect(waldInterval(few)!.lower).toBeLessThan(0);
    for (const interval of [logitInterval(few)!, kornGraubardInterval(few)!]) {
      expect(interval.lower).toBeGreaterThan(0);
      expect(interval.upper).toBeLessThan(1);
    }
  });

  it('are points when the design fixes the share', () => {
    const sex = factorOf(['f', 'f', 'm', 'm', 'm']);
    const design = probabilityDesign({
      sampling: 'stratified',
      weights: new Float64Array(5).fill(2),
      stages: [{ strata: sex }],
    });
    const [women] = estimate(design, proportions(sex));
    expect(women!.se).toBeCloseTo(0, 15);
    const { lower, upper } = kornGraubardInterval({ ...women!, se: 0 })!;
    expect([lower, upper]).toEqual([women!.value, women!.value]);
  });

  it('are nearly points where only rounding is left of the variance', () => {
    const share = { ...shareOf(40, 100), se: 3e-13 };
    const { lower, upper } = kornGraubardInterval(share)!;
    expect(upper - lower).toBeGreaterThan(0);
    expect(upper - lower).toBeLessThan(2e-12);
    // On both sides of where the exact one ends, they are the same.
    const [below, above] = [4.95e-5, 4.85e-5].map((se) => kornGraubardInterval({ ...shareOf(40, 100), se })!);
    expect(above!.lower - 0.4).toBeCloseTo(((below!.lower - 0.4) * 4.85) / 4.95, 7);
    expect(above!.upper - 0.4).toBeCloseTo(((below!.upper - 0.4) * 4.85) / 4.95, 7);
  });

  it('refuse what is no proportion', () => {
    const design = probabilityDesign({ sampling: 'simple-random', weights: Float64Array.of(1, 1) });
    const [sum] = estimate(design, total(Float64Array.of(1, 2)));
    expect(() => logitInterval(sum!)).toThrow('a total is not a proportion');
    expect(() => kornGraubardInterval({ ...shareOf(1, 4), value: 1.5 })).toThrow('1.5 is not a proportion');
    expect(() => waldInterval(shareOf(1, 4), 95)).toThrow('confidence must be between 0 and 1, was 95');
    expect(waldInterval({ ...sum!, df: 0 })).toBe(null);
  });
});

describe('quantiles', () => {
  const design = probabilityDesign({ sampling: 'simple-random', weights: new Float64Array(10).fill(0.1) });
  const values = Float64Array.of(7, 3, 9, 1, 5, 10, 2, 8, 4, 6);

  it('are the smallest values with the share at or below them, whatever rounding does to the sum of weights', () => {
    const ps = [0.1, 0.3, 0.300001, 0.5, 0.7, 0.99];
    expect(estimateQuantiles(design, values, ps).map(({ value }) => value)).toEqual([1, 3, 4, 5, 7, 10]);
  });

  it('have no interval where it would reach past the data', () => {
    const [low, middle] = estimateQuantiles(design, values, [0.1, 0.5]);
    expect(low).toMatchObject({ value: 1, interval: null, se: null, base: 10, df: 9 });
    expect(middle!.interval).toMatchObject({ method: 'woodruff' });
    expect(middle!.interval!.lower).toBeLessThan(5);
    expect(middle!.interval!.upper).toBeGreaterThan(5);
  });

  it('are of each domain, and not defined where there is nobody', () => {
    const by = factorOf(['a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', null], ['a', 'b', 'c']);
    const found = estimateQuantiles(design, values, [0.5], { by });
    expect(found.map(({ domain, value, base }) => [domain, value, base])).toEqual([
      ['a', 5, 5],
      ['b', 4, 4],
      ['c', null, 0],
    ]);
    expect(() => estimateQuantiles(design, values, [1])).toThrow('p must be between 0 and 1, was 1');
  });
});
