import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finenessOf, printed, stepFrom, toStep } from './precision.rules.js';

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
    expect(stepOf(() => true, 0)).toBe(0.005);
    expect(stepOf(() => true, 1)).toBeNull();
    expect(stepOf((at) => at < 200, 1)).toBe(0.005);
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
      low: 0.38,
      high: 0.445,
      df: 61.2,
      designEffect: 1.6,
    });
    expect(printed({ value: 123_456, se: 7_891 })).toEqual({ value: 124_000, se: 7_900 });
    expect(printed({ value: 0.123, se: 0.002 }, 0.05)).toEqual({ value: 0.1, se: 0.002 });
    expect(printed({ value: null, reason: 'undefined' })).toEqual({ value: null, reason: 'undefined' });
    expect(printed({ value: 3, se: null, low: null })).toEqual({ value: 3, se: null, low: null });
  });
});
