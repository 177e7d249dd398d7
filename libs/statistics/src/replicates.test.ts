import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Margin } from './adjusted-weights.js';
import { calibrate } from './calibration.js';
import { type DesignInput, type ProbabilityDesign, probabilityDesign } from './design.js';
import { estimate } from './estimates.js';
import { factorOf } from './factor.js';
import { hadamard } from './hadamard.js';
import { seededRandom } from './random.js';
import { rake } from './raking.js';
import { balancedRepeated, bootstrap, jackknife, type Replicates } from './replicates.js';
import { mean, proportions, ratio, total } from './statistic.js';

/** Strata of so many units, one answer in each. */
function sampled(sizes: readonly number[], change: Partial<DesignInput> = {}) {
  const labels = sizes.flatMap((size, h) => Array<string>(size).fill(`h${h}`));
  const random = seededRandom(7);
  const weights = Float64Array.from(labels, () => 1 + Math.floor(9 * random()));
  const y = Float64Array.from(labels, (label) => 10 * random() + 5 * Number(label.slice(1)));
  const design = probabilityDesign({
    sampling: 'stratified',
    weights,
    stages: [{ strata: factorOf(labels) }],
    ...change,
  });
  return { design, y, weights, labels };
}

const seOf = (design: ProbabilityDesign, y: Float64Array, replicates?: Replicates): number =>
  estimate(design, total(y), replicates ? { replicates } : {})[0]!.se!;

describe('replicates', () => {
  it('give totals exactly the variance of linearisation: jackknife, with finite populations', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 5 }),
        fc.nat(9),
        (sizes, more) => {
          const { labels } = sampled(sizes);
          const population = Float64Array.from(labels, (label) => sizes[Number(label.slice(1))]! + more);
          const { design, y } = sampled(sizes, { stages: [{ strata: factorOf(labels), population }] });
          const replicates = jackknife(design);
          if (more > 0) expect(replicates.method).toBe(sizes.length === 1 ? 'JK1' : 'JKn');
          expect(seOf(design, y, jackknife(design, { around: 'mean' }))).toBeCloseTo(seOf(design, y), 8);
          expect(seOf(design, y, jackknife(design, { around: 'estimate' }))).toBeCloseTo(seOf(design, y), 8);
        },
      ),
    );
  });

  it('give totals exactly the variance of linearisation: balanced half samples, with and without Fay', () => {
    for (const strata of [1, 2, 3, 5, 11, 12, 19, 26, 33]) {
      const { design, y } = sampled(Array<number>(strata).fill(2));
      for (const fay of [0, 0.3, 0.5]) {
        const replicates = balancedRepeated(design, { fay });
        expect(replicates.df).toBe(strata);
        expect(seOf(design, y, replicates)).toBeCloseTo(seOf(design, y), 8);
      }
    }
  });

  it('give means and ratios about the variance of linearisation', () => {
    const { design, y } = sampled(Array<number>(40).fill(2));
    const x = y.map((value, row) => value / 2 + (row % 5));
    for (const statistic of [mean(y), ratio(y, x)]) {
      const taylor = estimate(design, statistic)[0]!.se!;
      for (const replicates of [
        jackknife(design),
        balancedRepeated(design),
        balancedRepeated(design, { fay: 0.5, around: 'estimate' }),
      ]) {
        const { se, method } = estimate(design, statistic, { replicates })[0]!;
        expect(Math.abs(se! / taylor - 1), replicates.method).toBeLessThan(0.06);
        expect(method).toMatchObject({
          variance: replicates.method,
          replicates: { count: replicates.count },
        });
      }
      const replicates = bootstrap(design, { replicates: 4000, seed: 3 });
      const { se } = estimate(design, statistic, { replicates })[0]!;
      expect(Math.abs(se! / taylor - 1)).toBeLessThan(0.08);
    }
  });

  it('allow for finite populations in the bootstrap', () => {
    const sizes = [6, 8, 5];
    const { labels } = sampled(sizes);
    const population = Float64Array.from(labels, (label) => 2 * sizes[Number(label.slice(1))]!);
    const { design, y } = sampled(sizes, { stages: [{ strata: factorOf(labels), population }] });
    const replicates = bootstrap(design, { replicates: 20_000, seed: 11 });
    expect(Math.abs(seOf(design, y, replicates) / seOf(design, y) - 1)).toBeLessThan(0.03);
    const factors = new Float64Array(labels.length);
    replicates.factors(17, factors);
    for (const [h, size] of sizes.entries()) {
      const own = factors.filter((_, row) => labels[row] === `h${h}`);
      expect(own.reduce((sum, factor) => sum + factor, 0)).toBeCloseTo(size, 10);
      expect(Math.min(...own)).toBeGreaterThan(0);
    }
  });

  it('are the same again from the same seed, and say it', () => {
    const { design, y } = sampled([5, 5]);
    const [one, again, other] = [5, 5, 6].map(
      (seed) => estimate(design, mean(y), { replicates: bootstrap(design, { replicates: 50, seed }) })[0]!,
    );
    expect(again).toEqual(one);
    expect(other!.se).not.toBe(one!.se);
    expect(one!.method.replicates).toEqual({ count: 50, seed: 5 });
    expect(one!.df).toBe(8);
    const few = estimate(design, mean(y), { replicates: bootstrap(design, { replicates: 4, seed: 1 }) })[0]!;
    expect(few.df).toBe(3);
  });

  it('calibrate anew each time: what is calibrated to has no variance', () => {
    const { design, y, weights, labels } = sampled([12, 12]);
    const group = factorOf(labels.map((_, row) => (row % 3 === 0 ? 'a' : 'b')));
    const half = factorOf(labels.map((_, row) => (row % 2 === 0 ? 'c' : 'd')));
    const margins: Margin[] = [
      { name: 'group', factor: group, totals: { a: 40, b: 60 } },
      { name: 'half', factor: half, totals: { c: 55, d: 45 } },
    ];
    for (const adjusted of [rake({ weights, margins }), calibrate({ weights, margins })]) {
      const calibrated = design.withWeights(adjusted);
      for (const replicates of [jackknife(calibrated), bootstrap(calibrated, { replicates: 60, seed: 2 })]) {
        const shares = estimate(calibrated, proportions(group), { replicates });
        expect(shares.map(({ value, se }) => [value, se])).toEqual([
          [expect.closeTo(0.4, 9), expect.closeTo(0, 8)],
          [expect.closeTo(0.6, 9), expect.closeTo(0, 8)],
        ]);
        const taylor = estimate(calibrated, mean(y))[0]!.se!;
        const { se } = estimate(calibrated, mean(y), { replicates })[0]!;
        expect(Math.abs(se! / taylor - 1)).toBeLessThan(0.35);
      }
    }
  });

  it('refuse what they cannot do', () => {
    const { design } = sampled([3, 2]);
    expect(() => balancedRepeated(design)).toThrow('half samples need two units in each stratum, one has 3');
    expect(() => balancedRepeated(sampled([2]).design, { fay: 1 })).toThrow('fay must be from 0 to below 1');
    expect(() => bootstrap(design, { replicates: 1, seed: 1 })).toThrow('at least 2 replicates');
    expect(() => bootstrap(design, { replicates: 9, seed: 0.5 })).toThrow(
      'a seed is a whole number, was 0.5',
    );
    expect(() => jackknife(sampled([3, 1], { singlePsu: 'adjust' }).design)).toThrow(
      'replicates cannot adjust strata of a single unit',
    );
    expect(jackknife(sampled([3, 1], { singlePsu: 'certainty' }).design).count).toBe(3);
  });
});

describe('Hadamard matrices', () => {
  it('are orthogonal, of every multiple of 4 up to 48, with a first column of ones', () => {
    for (let least = 1; least <= 100;) {
      const matrix = hadamard(least);
      const order = matrix.length;
      expect(order).toBeGreaterThanOrEqual(least);
      if (least > 4 && least <= 48) expect(order).toBe(4 * Math.ceil(least / 4));
      expect(matrix.every((row) => row[0] === 1 && row.every((sign) => Math.abs(sign) === 1))).toBe(true);
      let oblique = 0;
      for (let i = 0; i < order; i++) {
        for (let j = 0; j < i; j++) {
          let product = 0;
          for (let k = 0; k < order; k++) product += matrix[i]![k]! * matrix[j]![k]!;
          if (product !== 0) oblique++;
        }
      }
      expect(oblique, `of order ${order}`).toBe(0);
      least = order + 1;
    }
  });
});

describe('random numbers', () => {
  it('are the same from the same seed on every machine', () => {
    const random = seededRandom(2026);
    expect([random(), random(), random()]).toMatchInlineSnapshot(`
      [
        0.3388982679060679,
        0.2726668075266895,
        0.5512024368823969,
      ]
    `);
  });

  it('are spread evenly, and apart for neighbouring seeds', () => {
    const bins = new Array<number>(20).fill(0);
    for (let seed = 0; seed < 200; seed++) {
      const random = seededRandom(seed);
      for (let draw = 0; draw < 500; draw++) bins[Math.floor(20 * random())]!++;
    }
    // Chi-square on 19 degrees of freedom, of 100,000 draws: 43.8 at 0.001.
    expect(bins.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0)).toBeLessThan(43.8);
    expect(new Set(Array.from({ length: 1000 }, (_, seed) => seededRandom(seed)())).size).toBe(1000);
    expect(seededRandom(2 ** 32 + 1)()).not.toBe(seededRandom(1)());
  });
});
