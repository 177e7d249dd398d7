import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Margin } from './adjusted-weights.js';
import { calibrate, poststratify } from './calibration.js';
import { probabilityDesign } from './design.js';
import { estimate } from './estimates.js';
import { type Factor, factorOf } from './factor.js';
import { rake } from './raking.js';
import { counts, mean, total } from './statistic.js';

const sex = factorOf(['f', 'f', 'm', 'm', 'f', 'm', 'f', 'm']);
const age = factorOf(['old', 'young', 'old', 'young', 'young', 'young', 'old', 'old']);
const weights = Float64Array.of(1, 2, 1, 1, 3, 1, 1, 2);
const margins: Margin[] = [
  { name: 'sex', factor: sex, totals: { f: 60, m: 40 } },
  { name: 'age', factor: age, totals: { old: 30, young: 70 } },
];

/** Weighted totals of the levels of a factor. */
const sums = ({ codes, levels }: Factor, of: Float64Array): number[] =>
  levels.map((_, level) => of.reduce((sum, weight, row) => sum + (codes[row] === level ? weight : 0), 0));

describe('raking', () => {
  it('reproduces all margins and says what it did', () => {
    const { weights: raked, report } = rake({ weights, margins });
    expect(sums(sex, raked)).toEqual([expect.closeTo(60, 9), expect.closeTo(40, 9)]);
    expect(sums(age, raked)).toEqual([expect.closeTo(30, 9), expect.closeTo(70, 9)]);
    expect(report).toMatchObject({ converged: true, bounded: 0, negative: 0 });
    expect(report.largestError).toBeLessThanOrEqual(1e-12);
    expect(report.targets[0]).toEqual({
      variable: 'sex',
      category: 'f',
      target: 60,
      before: 7,
      after: expect.closeTo(60, 9),
    });
    const factors = [...raked].map((weight, row) => weight / weights[row]!);
    expect(report.factors).toEqual({ least: Math.min(...factors), greatest: Math.max(...factors) });
  });

  it('keeps the odds ratio of the weighted table, as iterative fitting does', () => {
    const odds = (of: Float64Array): number => {
      const cell = (s: string, a: string): number =>
        of.reduce(
          (sum, weight, row) =>
            sum + (sex.levels[sex.codes[row]!] === s && age.levels[age.codes[row]!] === a ? weight : 0),
          0,
        );
      return (cell('f', 'old') * cell('m', 'young')) / (cell('f', 'young') * cell('m', 'old'));
    };
    expect(odds(rake({ weights, margins }).weights)).toBeCloseTo(odds(weights), 10);
  });

  it('reproduces any margins of any population, and its estimates of them have no variance', () => {
    const person = fc.record({ a: fc.nat(2), b: fc.nat(1), w: fc.integer({ min: 1, max: 30 }) });
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 1, maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 6, maxLength: 6 }),
        (people, sizes) => {
          // Every combination is there, so that any margins can be met.
          const all = [...people, ...[0, 1, 2].flatMap((a) => [0, 1].map((b) => ({ a, b, w: 1 })))];
          const [a, b] = [factorOf(all.map((one) => `${one.a}`)), factorOf(all.map((one) => `${one.b}`))];
          const of = [0, 1, 2].map((level) => sizes[level * 2]! + sizes[level * 2 + 1]!);
          const other = [0, 1].map((level) => sizes[level]! + sizes[2 + level]! + sizes[4 + level]!);
          const base = Float64Array.from(all, ({ w }) => w);
          const raked = rake({
            weights: base,
            margins: [
              { name: 'a', factor: a, totals: { 0: of[0]!, 1: of[1]!, 2: of[2]! } },
              { name: 'b', factor: b, totals: { 0: other[0]!, 1: other[1]! } },
            ],
          });
          expect(raked.report.converged).toBe(true);
          const design = probabilityDesign({ sampling: 'simple-random', weights: base }).withWeights(raked);
          estimate(design, counts(a)).forEach(({ value, se }, level) => {
            expect(value).toBeCloseTo(of[level]!, 6);
            expect(se).toBeCloseTo(0, 4);
          });
          estimate(design, counts(b)).forEach(({ value }, level) =>
            expect(value).toBeCloseTo(other[level]!, 6),
          );
        },
      ),
    );
  });

  it('holds factors within bounds, or says that it cannot', () => {
    const free = rake({ weights, margins });
    const bounds = { lower: 4, upper: 0.97 * free.report.factors.greatest };
    const { weights: raked, report } = rake({ weights, margins, bounds });
    expect(report.converged).toBe(true);
    expect(report.bounded).toBeGreaterThan(0);
    expect(report.factors.greatest).toBeLessThanOrEqual(bounds.upper * (1 + 1e-12));
    expect(sums(sex, raked)[0]).toBeCloseTo(60, 6);
    expect(sums(age, raked)[0]).toBeCloseTo(30, 6);

    const lower = 1.02 * free.report.factors.least;
    const raised = rake({ weights, margins, bounds: { lower, upper: 100 } });
    expect(raised.report.converged).toBe(true);
    expect(raised.report.factors.least).toBeCloseTo(lower, 10);
    expect(sums(sex, raised.weights)[1]).toBeCloseTo(40, 6);

    const tight = rake({ weights, margins, bounds: { lower: 0.5, upper: 2 }, maxIterations: 300 });
    expect(tight.report).toMatchObject({ converged: false, iterations: expect.any(Number) });
    expect(tight.report.factors.greatest).toBeLessThanOrEqual(2);
  });

  it('stops when it is told to, and says that it has not converged', () => {
    const { report } = rake({ weights, margins, maxIterations: 1 });
    expect(report).toMatchObject({ converged: false, iterations: 1 });
    expect(report.largestError).toBeGreaterThan(1e-3);
  });

  it('refuses margins that cannot be met, and names them', () => {
    const refused = (changed: object[], why: string): void =>
      expect(() => rake({ weights, margins: changed as Margin[] })).toThrow(why);
    refused([], 'there is no margin to rake to');
    refused(
      [margins[0]!, { ...margins[1]!, totals: { old: 30, young: 80 } }],
      'age adds up to 110, sex to 100',
    );
    refused(
      [{ ...margins[0]!, totals: { f: 60 } }],
      'sex: the population total of "m" must be positive, was undefined',
    );
    refused([{ ...margins[0]!, totals: { f: 60, m: 30, x: 10 } }], 'sex: no row can be "x"');
    refused(
      [{ ...margins[0]!, factor: { codes: sex.codes.with(0, -1), levels: sex.levels } }],
      'sex, row 0: a value is missing',
    );
    const never = { codes: sex.codes, levels: [...sex.levels, 'other'] };
    refused(
      [{ name: 'sex', factor: never, totals: { f: 50, m: 40, other: 10 } }],
      'sex: "other" has no weight in the sample; join it with another',
    );
    expect(() => rake({ weights, margins, bounds: { lower: 3, upper: 2 } })).toThrow(
      'bounds must have lower below upper, were 3 and 2',
    );
  });
});

describe('post-stratification and calibration', () => {
  it('multiply the weights of each category to its count', () => {
    const { weights: post, method } = poststratify(weights, margins[0]!);
    expect(method).toBe('poststratification');
    expect([...post]).toEqual(
      [60, 120, 40 / 0.7, 40 / 0.7, 180, 40 / 0.7, 60, 80 / 0.7].map((w, at) =>
        expect.closeTo([0, 1, 4, 6].includes(at) ? w / 7 : (w * 0.7) / 5, 10),
      ),
    );
  });

  it('agree where one factor is all there is', () => {
    const post = poststratify(weights, margins[0]!);
    const linear = calibrate({ weights, margins: [margins[0]!] });
    linear.weights.forEach((weight, row) => expect(weight).toBeCloseTo(post.weights[row]!, 10));
    const y = Float64Array.of(1, 5, 2, 7, 3, 8, 1, 4);
    const design = probabilityDesign({ sampling: 'simple-random', weights });
    const [one, other] = [post, linear].map((of) => estimate(design.withWeights(of), mean(y))[0]!);
    expect(other!.se).toBeCloseTo(one!.se!, 12);
    expect([one!.method.weighting, other!.method.weighting]).toEqual(['poststratification', 'calibration']);
  });

  it('make the totals of what they calibrate to certain, and of what depends on it linearly', () => {
    const x = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
    const ones = new Float64Array(8).fill(1);
    const calibrated = calibrate({
      weights,
      margins,
      covariates: [
        { name: 'x', values: x, total: 390 },
        { name: 'size', values: ones, total: 100 },
      ],
    });
    expect(calibrated.report).toMatchObject({ converged: true });
    const design = probabilityDesign({ sampling: 'simple-random', weights }).withWeights(calibrated);
    const [of] = estimate(design, total(x.map((value, row) => 2 * value + 7 * sex.codes[row]!)));
    expect(of!.value).toBeCloseTo(2 * 390 + 7 * 40, 7);
    expect(of!.se).toBeCloseTo(0, 6);
  });

  it('hold factors within bounds, or refuse', () => {
    const bounds = { lower: 0.5, upper: 1.3 };
    const covariates = [
      { name: 'x', values: Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6), total: 56 },
      { name: 'size', values: new Float64Array(8).fill(1), total: 12 },
    ];
    const { weights: of, report } = calibrate({ weights, covariates, bounds });
    const factors = [...of].map((weight, row) => weight / weights[row]!);
    expect(Math.max(...factors)).toBeLessThanOrEqual(1.3);
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.5);
    expect(report.bounded).toBeGreaterThan(0);
    expect(of.reduce((sum, weight, row) => sum + weight * covariates[0]!.values[row]!, 0)).toBeCloseTo(56, 8);
    const asked = (sum: number) => () =>
      calibrate({ weights, covariates: [{ ...covariates[0]!, total: sum }, covariates[1]!], bounds });
    expect(asked(200)).toThrow('the totals cannot be met together within the bounds');
  });

  it('refuse totals that contradict each other, and missing values', () => {
    const contradicting = { name: 'size', values: new Float64Array(8).fill(1), total: 120 };
    expect(() => calibrate({ weights, margins, covariates: [contradicting] })).toThrow(
      'the totals cannot be met together',
    );
    const values = Float64Array.of(1, 2, 3, 4, 5, 6, 7, NaN);
    expect(() => calibrate({ weights, covariates: [{ name: 'x', values, total: 9 }] })).toThrow(
      'x has missing values',
    );
    expect(() => calibrate({ weights })).toThrow('there is no total to calibrate to');
  });

  it('are done once, and to the weights of the design', () => {
    const design = probabilityDesign({ sampling: 'simple-random', weights });
    const once = design.withWeights(poststratify(weights, margins[0]!));
    expect(() => once.withWeights(poststratify(weights, margins[1]!))).toThrow('calibrate once');
    expect(() => design.withWeights(poststratify(weights.slice(), margins[0]!))).toThrow(
      'were not made from the weights of this design',
    );
  });
});
