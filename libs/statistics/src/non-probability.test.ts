import { describe, expect, it } from 'vitest';

import { jackknife } from './replicates.js';
import { crosstab } from './crosstab.js';
import { type DesignInput, ProbabilityDesign, probabilityDesign } from './design.js';
import { estimate, estimateJointly } from './estimates.js';
import { factorOf } from './factor.js';
import { kornGraubardInterval, waldInterval } from './intervals.js';
import { NonProbabilitySample, shares } from './non-probability.js';
import { estimateQuantiles } from './quantiles.js';
import { rake } from './raking.js';
import { proportions } from './statistic.js';

const answers = factorOf(['yes', 'no', 'yes', null, 'no', 'no'], ['yes', 'no']);
const poll = new NonProbabilitySample('opt-in', 6);

describe('a sample that was not drawn at random', () => {
  it('has shares, labelled, and nothing else', () => {
    expect(shares(poll, answers)).toEqual([
      {
        statistic: 'share',
        representative: false,
        recruitment: 'opt-in',
        level: 'yes',
        domain: null,
        value: 0.4,
        base: 5,
        cases: 2,
        method: { version: 'langnghe-statistics/1', variance: 'none', weighting: 'none' },
      },
      expect.objectContaining({ level: 'no', value: 0.6, base: 5, cases: 3 }),
    ]);
  });

  it('may be weighted, to known margins too', () => {
    const sex = factorOf(['f', 'f', 'm', 'm', 'm', 'm']);
    const { weights } = rake({
      weights: new Float64Array(6).fill(1),
      margins: [{ name: 'sex', factor: sex, totals: { f: 50, m: 50 } }],
    });
    const [yes] = shares(poll, answers, { weights });
    // Women 25 each, men 12.5 each: (25 + 12.5) of (25 + 25 + 12.5 + 12.5 + 12.5).
    expect(yes!.value).toBeCloseTo(37.5 / 87.5, 12);
    expect(yes!.method.weighting).toBe('weighted');
    expect(
      shares(poll, answers, { by: factorOf(['a', 'a', 'b', 'c', 'b', null]) }).map(({ value }) => value),
    ).toEqual([0.5, 0.5, 0.5, 0.5, null, null]);
  });

  it('has no variance, by type and at runtime', () => {
    const refusal = 'only a probability sample has a variance, an interval or a test';
    // @ts-expect-error a poll is no design
    expect(() => estimate(poll, proportions(answers))).toThrow(refusal);
    // @ts-expect-error a poll is no design
    expect(() => estimateJointly(poll, [proportions(answers)])).toThrow(refusal);
    // @ts-expect-error a poll is no design
    expect(() => estimateQuantiles(poll, Float64Array.of(1, 2, 3, 4, 5, 6), [0.5])).toThrow(refusal);
    // @ts-expect-error a poll is no design
    expect(() => crosstab(poll, answers, answers)).toThrow(refusal);
    // @ts-expect-error a poll is no design
    expect(() => jackknife(poll)).toThrow(refusal);
    // @ts-expect-error what looks like a design is none
    expect(() => estimate({ rows: 6, weights: new Float64Array(6).fill(1) }, proportions(answers))).toThrow(
      refusal,
    );
    const [share] = shares(poll, answers);
    // @ts-expect-error a share of a poll is no estimate
    expect(waldInterval(share)).toBe(null);
    // @ts-expect-error a share of a poll is no estimate
    expect(() => kornGraubardInterval(share)).toThrow('a share is not a proportion');
  });

  it('does not pass for a probability sample', () => {
    const input = { sampling: 'quota', weights: new Float64Array(6).fill(1) };
    // @ts-expect-error quota is no probability design
    expect(() => probabilityDesign(input)).toThrow('quota is not a probability design: it has no variance');
    const drawn: DesignInput = { sampling: 'simple-random', weights: input.weights };
    // @ts-expect-error a probability sample has more to say
    expect(() => shares(new ProbabilityDesign(drawn), answers)).toThrow('is estimated with its variance');
    expect(() => new NonProbabilitySample('quota', 0)).toThrow('a sample needs rows, not 0');
    expect(() => shares(poll, factorOf(['yes']))).toThrow('the factor has 1 rows, not 6');
    expect(() => shares(poll, answers, { weights: Float64Array.of(1) })).toThrow(
      'there are 1 weights for 6 rows',
    );
  });
});
