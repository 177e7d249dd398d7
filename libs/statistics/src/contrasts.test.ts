import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { contrast, difference, independentDifference } from './contrasts.js';
import { type DesignInput, probabilityDesign, stackWaves } from './design.js';
import { estimate, estimateJointly } from './estimates.js';
import { factorOf } from './factor.js';
import { designInput, inventedSurvey, numbers } from './random-designs.fixture.js';
import { jackknife } from './replicates.js';
import { mean, ratio, total } from './statistic.js';

const simple = (rows: number): DesignInput => ({
  sampling: 'simple-random',
  weights: new Float64Array(rows).fill(10),
});

describe('differences', () => {
  it('between waves in the same places are those of pairs', () => {
    const places = (): DesignInput => ({
      ...simple(4),
      stages: [{ clusters: factorOf(['p', 'q', 'r', 's']) }],
    });
    const { design, wave } = stackWaves({ before: places(), after: places() }, 'shared');
    const y = Float64Array.of(10, 20, 30, 40, 13, 22, 33, 44);
    const joint = estimateJointly(design, [mean(y, { by: wave })]);
    // Pairs differ by 3, 2, 3, 4: mean 3, s² = 2/3, standard error √(2/3/4).
    const found = difference(joint, 1, 0)!;
    expect(found.value).toBeCloseTo(3, 12);
    expect(found.se).toBeCloseTo(Math.sqrt(1 / 6), 12);
    expect(found.df).toBe(3);
    expect(found.t).toBeCloseTo(3 / Math.sqrt(1 / 6), 10);
    expect(found.p).toBeCloseTo(0.005212, 5);
    expect(found.interval!.lower).toBeCloseTo(3 - 3.182446305284263 * Math.sqrt(1 / 6), 9);
  });

  it('between waves drawn anew are those of independent samples', () => {
    const y = Float64Array.of(10, 20, 30, 40, 13, 22, 33, 44);
    const { design, wave } = stackWaves({ before: simple(4), after: simple(4) }, 'independent');
    const stacked = difference(estimateJointly(design, [mean(y, { by: wave })]), 1, 0)!;
    const [before, after] = [y.slice(0, 4), y.slice(4)].map(
      (of) => estimate(probabilityDesign(simple(4)), mean(of))[0]!,
    );
    const apart = independentDifference(after!, before!)!;
    expect(stacked.value).toBeCloseTo(3, 12);
    expect(apart.value).toBeCloseTo(3, 12);
    expect(apart.se).toBeCloseTo(stacked.se, 12);
    expect(apart.se).toBeCloseTo(Math.sqrt(before!.se! ** 2 + after!.se! ** 2), 12);
    // Satterthwaite, with variances s²/4 of 500/3/4 and 542/3/4.
    expect(apart.df).toBeCloseTo((500 + 542) ** 2 / ((500 ** 2 + 542 ** 2) / 3), 8);
  });

  it('of a thing with itself are none, whatever the variance', () => {
    fc.assert(
      fc.property(inventedSurvey, (survey) => {
        const design = probabilityDesign(designInput(survey));
        const y = numbers(survey.rows, (row) => row.y);
        for (const options of [{}, { replicates: jackknife(design) }]) {
          const joint = estimateJointly(design, [mean(y), mean(y)], options);
          const { value, se, p } = difference(joint, 0, 1)!;
          expect(value).toBe(0);
          expect(se).toBeCloseTo(0, 6);
          expect(p === null || p > 0.99 || se < 1e-6).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('between kinds of estimates take their covariance into account', () => {
    fc.assert(
      fc.property(inventedSurvey, (survey) => {
        const design = probabilityDesign(designInput(survey));
        const [y, x] = [numbers(survey.rows, (row) => row.y), numbers(survey.rows, (row) => row.x)];
        const joint = estimateJointly(design, [total(y), ratio(y, x), total(x)]);
        const [whole, quotient, below] = joint.estimates;
        // To first order total y = ratio * total x, so that the variances of both sides agree.
        const sum = contrast(joint, [1, -below!.value!, -quotient!.value!])!;
        const scale = whole!.se! + Math.abs(quotient!.value! * below!.se!) + 1;
        expect(sum.se / scale).toBeLessThan(1e-6);
      }),
    );
  });

  it('are not defined without an estimate', () => {
    const design = probabilityDesign(simple(3));
    const by = factorOf(['a', 'a', 'a'], ['a', 'b']);
    const joint = estimateJointly(design, [mean(Float64Array.of(1, 2, 3), { by })]);
    expect(difference(joint, 0, 1)).toBe(null);
    expect(() => contrast(joint, [1])).toThrow('1 coefficients for 2 estimates');
    expect(() => contrast(joint, [0, 0])).toThrow('a contrast needs an estimate');
    expect(independentDifference(joint.estimates[0]!, joint.estimates[1]!)).toBe(null);
  });
});
