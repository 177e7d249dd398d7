import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type OutcomeCounts, outcomeRates } from './outcome-rates.js';

type Fraction = [numerator: number, denominator: number] | null;

const { cases } = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/outcome-rates/aapor.json', import.meta.url), 'utf8'),
) as { cases: { counts: OutcomeCounts; e: number; rates: Record<string, Fraction> }[] };

const nobody: OutcomeCounts = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 };

describe('outcome rates', () => {
  it.each(cases)('are exactly the published fractions, case %#', ({ counts, e, rates }) => {
    const computed: Record<string, number | null> = outcomeRates(counts, e);
    for (const [name, fraction] of Object.entries(rates)) {
      expect(computed[name], name).toBe(fraction && fraction[0] / fraction[1]);
    }
  });

  it('take as eligible the share that is eligible among the known cases', () => {
    const { e, RR3 } = outcomeRates({ ...nobody, I: 6, R: 3, NE: 3, UH: 4 });
    expect(e).toBe(0.75);
    expect(RR3).toBe(6 / 12);
  });

  it('are not defined, rather than 0, without cases', () => {
    expect(new Set(Object.values(outcomeRates(nobody)))).toEqual(new Set([null]));
    const { e, RR1, RR3 } = outcomeRates({ ...nobody, UH: 4 });
    expect({ e, RR1, RR3 }).toEqual({ e: null, RR1: 0, RR3: null });
  });

  it('lie between 0 and 1, and rise as fewer unknown cases are taken as eligible', () => {
    const count = fc.nat(1000);
    const counts = fc.record({
      I: count,
      P: count,
      R: count,
      NC: count,
      O: count,
      UH: count,
      UO: count,
      NE: count,
    });
    fc.assert(
      fc.property(counts, (any) => {
        const rates = outcomeRates(any);
        for (const rate of Object.values(rates)) {
          expect(rate === null || (rate >= 0 && rate <= 1)).toBe(true);
        }
        for (const [low, middle, high] of [
          ['RR1', 'RR3', 'RR5'],
          ['RR2', 'RR4', 'RR6'],
          ['CON1', 'CON2', 'CON3'],
        ] as const) {
          if (rates[middle] === null || rates[high] === null) continue;
          expect(rates[low]).toBeLessThanOrEqual(rates[middle]);
          expect(rates[middle]).toBeLessThanOrEqual(rates[high]);
        }
      }),
    );
  });

  it('refuse what is not a count, or not a share', () => {
    expect(() => outcomeRates({ ...nobody, I: -1 })).toThrow('I is not a count: -1');
    expect(() => outcomeRates({ ...nobody, NC: 1.5 })).toThrow(RangeError);
    expect(() => outcomeRates({ ...nobody, I: 1 }, 1.2)).toThrow('e must be between 0 and 1, was 1.2');
  });
});
