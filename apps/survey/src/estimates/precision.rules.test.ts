import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fUpperTail } from '#statistics/estimation';
import {
  DIFFERENCE,
  finenessOf,
  percentOf,
  printed,
  printedTest,
  SHARE,
  stepFrom,
  stepOfTotal,
  stepsOfSums,
  toStep,
} from './precision.rules.js';

/** Men and women of a survey, by the weight that each has, with how many of them gave an answer. */
const survey = fc
  .record({
    women: fc.integer({ min: 10, max: 400 }),
    men: fc.integer({ min: 10, max: 400 }),
    ofWomen: fc.double({ min: 0.2, max: 5, noNaN: true }),
    ofMen: fc.double({ min: 0.2, max: 5, noNaN: true }),
    share: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ share: [w, m], ...one }) => ({
    ...one,
    answered: { women: Math.round(one.women * w), men: Math.round(one.men * m) },
  }))
  .filter(({ ofWomen, ofMen }) => Math.abs(ofWomen - ofMen) > 0.01);
type Survey = typeof survey extends fc.Arbitrary<infer One> ? One : never;

const weightsOf = ({ women, men, ofWomen, ofMen }: Survey): Float64Array =>
  Float64Array.from({ length: women + men }, (_, at) => (at < women ? ofWomen : ofMen));
const shareOf = (one: Survey, women: number, men: number): number =>
  (women * one.ofWomen + men * one.ofMen) / (one.women * one.ofWomen + one.men * one.ofMen);

/** How many of the women, for all that is known: who was asked, all weights, and how many gave the answer. */
function possible(one: Survey, isPrinted: (share: number) => boolean): number[] {
  const people = one.answered.women + one.answered.men;
  const most = Math.min(people, one.women);
  return Array.from({ length: most + 1 }, (_, women) => women).filter(
    (women) => people - women <= one.men && isPrinted(shareOf(one, women, people - women)),
  );
}

describe('a weighted share', () => {
  it('with all its digits tells how many women gave an answer, from how many people did', () => {
    fc.assert(
      fc.property(survey, (one) => {
        const exact = shareOf(one, one.answered.women, one.answered.men);
        expect(possible(one, (share) => Math.abs(share - exact) < 1e-9)).toEqual([one.answered.women]);
      }),
    );
  });

  it('as it is printed leaves at least three numbers possible, as far as there are so many', () => {
    fc.assert(
      fc.property(survey, (one) => {
        const people = one.answered.women + one.answered.men;
        const exact = shareOf(one, one.answered.women, one.answered.men);
        const step = finenessOf(weightsOf(one), () => true).stepOf(null, { value: exact }, people);
        if (step === null) return;
        const left = possible(one, (share) => toStep(share, step) === toStep(exact, step));
        const all = possible(one, () => true);
        expect(left).toContain(one.answered.women);
        expect(left.length).toBeGreaterThanOrEqual(Math.min(3, all.length));
      }),
      { numRuns: 1000 },
    );
  });

  it('is as fine as its error gives reason for, where weights are much alike', () => {
    const weights = Float64Array.from({ length: 1000 }, (_, at) => (at < 500 ? 0.9 : 1.1));
    const { stepOf } = finenessOf(weights, () => true);
    expect(stepOf(null, { value: 0.3, se: 0.015 }, 310)).toBe(0.005);
    expect(stepOf(null, { value: 0.3, se: 0.0002 }, 310)).toBe(0.005);
    expect(stepOf(null, { value: 0.3, se: 0.09 }, 310)).toBe(0.05);
  });

  it('is not printed where a step that hides who is counted would say nothing', () => {
    const weights = Float64Array.from({ length: 12 }, (_, at) => (at < 2 ? 40 : 1));
    expect(finenessOf(weights, () => true).stepOf(null, { value: 0.9 }, 10)).toBeNull();
  });

  it('has all its digits where weights are all the same, for it is the count of people over their base', () => {
    const weights = new Float64Array(7).fill(0.1);
    const { stepOf } = finenessOf(weights, () => true);
    expect([0, 3, 7].map((people) => stepOf(null, { value: people / 7 }, people))).toEqual([0, 0, 0]);
    const unequal = finenessOf(Float64Array.of(0.1, 0.7, 0.3), () => true);
    expect([0, 3].map((people) => unequal.stepOf(null, { value: people / 3, se: 0 }, people))).toEqual([
      0, 0,
    ]);
  });

  it('goes by those of its domain who count', () => {
    const weights = Float64Array.of(...Array<number>(100).fill(1), ...Array<number>(100).fill(1), 50);
    const domains = { codes: Int32Array.from(weights, (_, at) => (at < 100 ? 0 : 1)), levels: ['a', 'b'] };
    const stepOf = (isCounted: (at: number) => boolean, domain: number) =>
      finenessOf(weights, isCounted, domains).stepOf(domain, { value: 0.5, se: 0.02 }, 50);
    expect(stepOf(() => true, 0)).toBe(0);
    expect(stepOf(() => true, 1)).toBeNull();
    expect(stepOf((at) => at < 200, 1)).toBe(0);
  });
});

describe('an estimate', () => {
  it('is printed in steps of 1, 2 and 5 no finer than a quarter of its error, which has two digits', () => {
    expect([0.0501, 0.05, 0.021, 0.02, 0.011, 0.01, 3, 1e-7].map(stepFrom)).toEqual([
      0.1, 0.05, 0.05, 0.02, 0.02, 0.01, 5, 1e-7,
    ]);
    const estimate = {
      value: 0.412_34,
      se: 0.015_67,
      low: 0.381_2,
      high: 0.443_5,
      df: 61.237,
      designEffect: 1.567,
    };
    expect(printed(estimate)).toEqual({
      value: 0.41,
      se: 0.016,
      low: 0.375,
      high: 0.445,
      df: 61.2,
      designEffect: 1.6,
    });
    expect(printed({ value: 123_456, se: 7_891 })).toEqual({ value: 124_000, se: 7_900 });
    expect(printed({ value: null, reason: 'undefined' })).toEqual({ value: null, reason: 'undefined' });
    expect(printed({ value: 3, se: null, low: null })).toEqual({ value: 3, se: null, low: null });
  });

  it('takes the error of its rounding up into its error, interval and test', () => {
    const exact = { value: 0.46, se: 0.016, low: 0.429, high: 0.491, df: 60, designEffect: 1.2 };
    expect(printed(exact, { step: 0.2, within: SHARE })).toEqual({
      value: 0.4,
      se: 0.063,
      low: 0.2,
      high: 0.6,
      df: 60,
      designEffect: null,
    });
    expect(printed({ value: 0.03, se: 0.01, low: 0.012, high: 0.06 }, { step: 0.05, within: SHARE })).toEqual(
      { value: 0.05, se: 0.018, low: 0, high: 0.15 },
    );
    const changed = { value: -0.0312, se: 0.004, low: -0.039, high: -0.023, df: 60, p: 1e-10 };
    const { p, ...rest } = printed(changed, { step: 0.05, within: DIFFERENCE });
    expect(rest).toEqual({ value: -0.05, se: 0.016, low: -0.1, high: 0, df: 60 });
    // 0.05 / 0.016 of 60 degrees of freedom.
    expect(p).toBe(0.0027);
  });

  it('has, of unequal weights, the interval of its printed value and error, and half a step more', () => {
    const wald = (value: number, se: number) =>
      ({ lower: value - 2 * se, upper: value + 2 * se, confidence: 0.95, method: 'wald-t' }) as const;
    const figure = fc.record({
      value: fc.double({ min: 0.2, max: 0.8, noNaN: true }),
      se: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
      step: fc.constantFrom(0.005, 0.05, 0.2),
    });
    fc.assert(
      fc.property(figure, ({ value, se, step }) => {
        const exact = { value, se, low: value - 2 * se, high: value + 2 * se };
        const told = printed(exact, { step, intervalOf: wald });
        expect(told.low!).toBeLessThanOrEqual(exact.low + 1e-9);
        expect(told.high!).toBeGreaterThanOrEqual(exact.high - 1e-9);
        // It says nothing of where the exact one lay.
        expect(printed({ ...exact, low: 0, high: 1 }, { step, intervalOf: wald })).toEqual(told);
      }),
    );
  });

  it('has an interval that holds the one before it was rounded', () => {
    const figure = fc.record({
      value: fc.double({ min: 0, max: 1, noNaN: true }),
      se: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
      down: fc.double({ min: 0, max: 3, noNaN: true }),
      up: fc.double({ min: 0, max: 3, noNaN: true }),
      step: fc.constantFrom(0, 0.005, 0.05, 0.2),
    });
    fc.assert(
      fc.property(figure, ({ value, se, down, up, step }) => {
        const [low, high] = [value - down * se, value + up * se];
        const told = printed({ value, se, low, high }, { step });
        expect(told.low!).toBeLessThanOrEqual(low + 1e-9);
        expect(told.high!).toBeGreaterThanOrEqual(high - 1e-9);
      }),
    );
    // Somebody's own value may be the end of the interval of a quantile as well.
    expect(printed({ value: 7, se: 5.1, low: 7, high: 27 })).toMatchObject({ value: 8, low: 6, high: 30 });
  });

  it('has the design effect of what is printed, where unequal weights set the step', () => {
    const exact = { value: 0.108, se: 0.0312, designEffect: 1.021 };
    expect(printed(exact).designEffect).toBe(1);
    expect(printed(exact, { step: 0.02, within: SHARE }).designEffect).toBe(1.1);
    expect(printed(exact, { step: 0.05, within: SHARE }).designEffect).toBeNull();
    const total = { value: 120_000, se: 9_000, designEffect: 1.34 };
    expect(printed(total, { step: 50_000 })).toEqual({ value: 100_000, se: 18_000, designEffect: 1.3 });
    expect(printed({ ...exact, value: 0.009 }, { step: 0.02, within: SHARE }).designEffect).toBeNull();
  });

  it('keeps the ends of an interval where the sample shows no error', () => {
    expect(printed({ value: 0, se: 0, low: 0, high: 0.036_2 }, { within: SHARE })).toEqual({
      value: 0,
      se: 0,
      low: 0,
      high: 0.04,
    });
    expect(printed({ value: 1, se: 0, low: 0.963_8, high: 1 }, { within: SHARE })).toEqual({
      value: 1,
      se: 0,
      low: 0.96,
      high: 1,
    });
  });

  it('tells by its interval and its p no more than by its value and its error', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.455, max: 0.545, noNaN: true }), (value) => {
        const [se, step] = [0.02, 0.1];
        const exact = { value, se, low: value - 2 * se, high: value + 2 * se, df: 30, p: 0 };
        const another = { ...exact, value: 0.5, low: 0.46, high: 0.54 };
        expect(printed(exact, { step })).toEqual(printed(another, { step }));
      }),
    );
  });

  it('is printed in per cent with one decimal where no error says how many are of use', () => {
    expect([percentOf(1 / 3, null), percentOf(1 / 3, undefined), percentOf(0.3335, 0.002)]).toEqual([
      33.3, 33.3, 33.35,
    ]);
  });

  it('has no step of what is no number', () => {
    for (const wrong of [NaN, Infinity]) expect(() => stepFrom(wrong)).toThrow(RangeError);
  });
});

describe('a test of independence', () => {
  const test = { f: 7.3, numeratorDf: 1.86, denominatorDf: 366.42, p: 0.000_91 };

  it('has two digits where weights are alike', () => {
    expect(printedTest(test, true)).toEqual({
      value: 7.3,
      numeratorDf: 1.86,
      denominatorDf: 366,
      p: 0.00091,
    });
  });

  it('has one of few values of F and whole degrees of freedom where they are not, and is no surer than it was', () => {
    expect(printedTest(test, false)).toEqual({ value: 6.3, numeratorDf: 2, denominatorDf: 394, p: 0.002 });
    const told = (f: number) => printedTest({ ...test, f, p: 0.5 }, false);
    expect([6.4, 7.9].map((f) => told(f))).toEqual(Array(2).fill(printedTest(test, false)));
    expect([0, 0.099, 0.1, 8, 12.4, 199].map((f) => told(f).value)).toEqual([0, 0.063, 0.1, 6.3, 10, 160]);
    expect(told(0).p).toBe(1);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 50, noNaN: true }), (f) => {
        const exact = { f, numeratorDf: 3, denominatorDf: 300, p: fUpperTail(f, 3, 300) };
        expect(printedTest(exact, false).p).toBeGreaterThanOrEqual(exact.p * 0.94);
      }),
    );
  });
});

describe('a sum of weights', () => {
  it('as it is printed leaves at least three numbers of women possible, also that of all weights', () => {
    fc.assert(
      fc.property(survey, (one) => {
        const weights = weightsOf(one);
        const stepOf = stepsOfSums(weights);
        const { women, men, answered, ofWomen, ofMen } = one;
        const isLeftOpen = (inWomen: number, people: number, most: number): void => {
          const sumOf = (w: number): number => w * ofWomen + (people - w) * ofMen;
          const exact = sumOf(inWomen);
          const step = stepOf(exact, people);
          if (step === null) return;
          const all = Array.from({ length: most + 1 }, (_, w) => w).filter(
            (w) => people - w <= men && w <= people,
          );
          const left = all.filter((w) => toStep(sumOf(w), step) === toStep(exact, step));
          expect(left).toContain(inWomen);
          expect(left.length).toBeGreaterThanOrEqual(Math.min(3, all.length));
        };
        isLeftOpen(answered.women, answered.women + answered.men, women);
        // That of all is as good as one over other women and men of as many.
        const exact = women * ofWomen + men * ofMen;
        const step = stepOf(exact, women + men)!;
        expect(step).toBeGreaterThanOrEqual(2.99 * Math.abs(ofWomen - ofMen));
      }),
      { numRuns: 1000 },
    );
  });

  it('is not that of all weights exactly, however its categories are added up', () => {
    const weights = Float64Array.from({ length: 200 }, (_, at) => (at < 80 ? 4.37 : 6.11));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const stepOf = stepsOfSums(weights);
    const parts = [60 * 4.37 + 40 * 6.11, 20 * 4.37 + 80 * 6.11].map((part) =>
      toStep(part, stepOf(part, 100)!),
    );
    expect(parts.map((part) => part % 10)).toEqual([0, 0]);
    expect(Math.abs(parts[0]! + parts[1]! - all)).toBeGreaterThan(1e-3);
    expect(toStep(all, stepOf(all, 200)!)).not.toBe(all);
    expect(stepOf(0, 0)).toBe(0);
    expect(stepsOfSums(new Float64Array(9).fill(2.5))(10, 4)).toBe(0);
  });
});

it('a total stands in steps of what three people add to it who change places with three of another weight', () => {
  const weights = [...Array<number>(7).fill(10), ...Array<number>(99).fill(27.3)];
  expect(stepOfTotal(5_484_000, weights)).toBe(200_000);
  expect(stepOfTotal(5_484_000, Array<number>(99).fill(27.3))).toBe(0);
});
