import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  betaQuantile,
  chiSquareUpperTail,
  fUpperTail,
  studentQuantile,
  studentUpperTail,
} from './distributions.js';
import { betaTails, gammaTails } from './special-functions.js';

const relative = (actual: number, reference: number, limit: number): void =>
  expect(Math.abs(actual / reference - 1), `${actual} against ${reference}`).toBeLessThanOrEqual(limit);

describe("Student's t", () => {
  it.each([
    [0.975, 1, 12.706],
    [0.975, 10, 2.228],
    [0.95, 5, 2.015],
    [0.995, 30, 2.75],
    [0.975, 120, 1.98],
    [0.999, 4, 7.173],
  ])('has the quantiles of printed tables: %d on %d', (p, df, printed) => {
    expect(studentQuantile(p, df)).toBeCloseTo(printed, 3);
  });

  it.each([
    [0.975, 1.5, 6.016663104427929],
    [0.975, 14, 2.1447866879178039],
    [0.9, 3.3, 1.5983669585600853],
    [0.999, 197, 3.1321157024284685],
    [0.6, 39, 0.25508222816960585],
    [0.975, 100_000, 1.9599877075346088],
    [0.9995, 2, 31.599054576445365],
  ])('has those of R 4.2: %d on %d', (p, df, reference) => {
    relative(studentQuantile(p, df), reference, 1e-12);
    relative(studentQuantile(1 - p, df), -reference, 1e-11);
  });

  it('is what it can be written as on one and two degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.4999, noNaN: true }), (p) => {
        relative(studentQuantile(p, 1), -1 / Math.tan(Math.PI * p), 1e-11);
        relative(studentQuantile(p, 2), (2 * p - 1) * Math.sqrt(1 / (2 * p * (1 - p))), 1e-11);
      }),
    );
  });

  it('tends to the normal distribution', () => {
    expect(studentQuantile(0.975, Infinity)).toBeCloseTo(1.959963984540054, 12);
    relative(studentUpperTail(6, Infinity), 9.86587645037698e-10, 1e-12);
    relative(studentUpperTail(2, Infinity), 0.022750131948179195, 1e-12);
    expect(studentUpperTail(-2, 7)).toBeCloseTo(1 - studentUpperTail(2, 7), 14);
  });
});

describe('the beta, F and chi-square distributions', () => {
  it.each([
    [0.025, 3.2, 40.1, 0.017010674951019017],
    [0.975, 4.2, 39.1, 0.19990635451596783],
    [0.025, 0.7, 100.2, 4.4959619029253056e-5],
    [0.975, 52_000.3, 48_000.7, 0.52309387924495998],
    [0.025, 1_000_000, 2_000_000, 0.33280000407595495],
    [0.5, 1e-3, 5, 1.1628752524459077e-302],
  ])('have the quantiles of R 4.2: %d of beta(%d, %d)', (p, a, b, reference) => {
    relative(betaQuantile(p, a, b), reference, 2e-12);
  });

  it.each([
    [17.247443963888813, 1.8286715041635844, 360.2482863202261, 2.0350463594651209e-7],
    [5.0258756379809, 1.7120028343205642, 23.968039680487898, 0.018786895086421694],
    [100, 3, 50_000, 1.552854041321759e-64],
    [0.5, 2.5, 1_000_000, 0.64818155878444816],
    [30, 1, 4, 0.0054084788647625745],
  ])('have the upper tails of R 4.2: %d of F(%d, %d)', (f, numerator, denominator, reference) => {
    relative(fUpperTail(f, numerator, denominator), reference, 1e-12);
  });

  it.each([
    [26.753534035890773, 2, 1.5507575291387248e-6],
    [1, 7, 0.99482853651651559],
    [200, 10, 1.6139305336977309e-37],
    [0.01, 3, 0.99973483494134441],
    [55.5, 40, 0.052442179490391462],
    [3.841, 1, 0.05001368],
  ])('have the upper tails of R 4.2: %d of chi-square on %d', (x, df, reference) => {
    relative(chiSquareUpperTail(x, df), reference, reference === 0.05001368 ? 1e-7 : 1e-13);
  });

  it('are what they can be written as in special cases', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        (x, b) => {
          relative(betaTails(x, 1 - x, 1, b).upper, (1 - x) ** b, 1e-11);
          relative(chiSquareUpperTail(50 * x, 2), Math.exp(-25 * x), 1e-12);
          relative(fUpperTail(3 * x, 1, b), 2 * studentUpperTail(Math.sqrt(3 * x), b), 1e-11);
        },
      ),
    );
  });

  it('have tails that add up, and quantiles that lead back', () => {
    const shape = fc.double({ min: 0.05, max: 5000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (p, a, b) => {
        const x = betaQuantile(p, a, b);
        const { lower, upper } = betaTails(x, 1 - x, a, b);
        expect(lower + upper).toBeCloseTo(1, 13);
        // Close to 1 the numbers lie too far apart to hit a quantile.
        if (x < 1 - 1e-6) expect(lower).toBeCloseTo(p, 9);
        const gamma = gammaTails(a, b);
        expect(gamma.lower + gamma.upper).toBeCloseTo(1, 13);
      }),
    );
  });

  it('refuse what is no distribution', () => {
    expect(() => studentQuantile(1, 5)).toThrow('p must be between 0 and 1, was 1');
    expect(() => studentQuantile(0.5, 0)).toThrow('df must be positive, was 0');
    expect(() => betaQuantile(0.5, -1, 2)).toThrow(RangeError);
    expect(() => gammaTails(0, 1)).toThrow(RangeError);
    expect(() => betaTails(2, -1, 1, 1)).toThrow(RangeError);
    expect(() => studentUpperTail(1, -1)).toThrow(RangeError);
  });
});
