import fc from 'fast-check';
import { expect, it } from 'vitest';

import { linearRanges } from './linear-ranges.js';

it('finds the ranges of a 2 by 2 table from its margins', () => {
  // a b | 5
  // c d | 9
  // 6 8
  const sum = (total: number, ...unknowns: number[]) => ({
    terms: unknowns.map((u) => [u, 1] as const),
    sum: total,
  });
  const ranges = linearRanges(4, [sum(5, 0, 1), sum(9, 2, 3), sum(6, 0, 2), sum(8, 1, 3)]);
  expect(ranges).toEqual([
    { low: 0, high: 5 },
    { low: 0, high: 5 },
    { low: 1, high: 6 },
    { low: 3, high: 8 },
  ]);
});

it('says when nothing limits an unknown', () => {
  const [first, second] = linearRanges(2, [
    {
      terms: [
        [0, 1],
        [1, -1],
      ],
      sum: 3,
    },
  ]);
  expect(first).toEqual({ low: 3, high: Infinity });
  expect(second).toEqual({ low: 0, high: Infinity });
});

it('refuses equations that contradict each other', () => {
  const contradiction = [1, 2].map((sum) => ({ terms: [[0, 1]] as const, sum }));
  expect(() => linearRanges(1, contradiction)).toThrow(RangeError);
});

it('is exact where the least and the greatest are no whole numbers', () => {
  const pair = (one: number, other: number) => ({
    terms: [
      [one, 1],
      [other, 1],
    ] as const,
    sum: 1,
  });
  const half = { low: 0.5, high: 0.5 };
  expect(linearRanges(3, [pair(0, 1), pair(1, 2), pair(0, 2)])).toEqual([half, half, half]);
});

it('refuses what it could not be exact about', () => {
  expect(() => linearRanges(1, [{ terms: [[0, 1]], sum: 0.5 }])).toThrow('not of whole numbers');
  const primes = [10_000_019, 10_000_079, 10_000_103];
  const equations = primes.map((prime, at) => ({
    terms: primes.map((other, unknown) => [unknown, unknown === at ? prime : other - prime + 7] as const),
    sum: prime,
  }));
  expect(() => linearRanges(3, equations)).toThrow('too intricate');
});

it('refuses numbers that would not be exact, whichever of them it is', () => {
  // The coefficients stay small; what the equations add up to does not.
  const large = 3_000_000_000_000_001;
  const equations = [
    { terms: [[0, 7], [1, 1]], sum: large }, // prettier-ignore
    { terms: [[0, 5], [2, 1]], sum: large - 8 }, // prettier-ignore
    { terms: [[1, 3], [2, 11]], sum: large }, // prettier-ignore
  ] as const;
  expect(() => linearRanges(3, equations)).toThrow('too intricate');
});

it('refuses limits that differ and round to the same number', () => {
  const [wide, tight] = [200_000_001, 200_000_000];
  expect((wide - 1) / wide).toBe((tight - 1) / tight);
  const upTo = (factor: number, slack: number) =>
    ({ terms: [[0, factor], [slack, 1]], sum: factor - 1 }) as const; // prettier-ignore
  expect(() => linearRanges(3, [upTo(wide, 1), upTo(tight, 2)])).toThrow('too intricate');
});

it('agrees with trying every table that has the same margins', () => {
  const cell = fc.nat(4);
  const row = fc.tuple(cell, cell, cell);
  fc.assert(
    fc.property(row, row, (first, second) => {
      const columns = first.map((value, j) => value + second[j]!);
      const total = first.reduce((a, b) => a + b);
      const ranges = linearRanges(6, [
        {
          terms: [
            [0, 1],
            [1, 1],
            [2, 1],
          ],
          sum: total,
        },
        ...columns.map((sum, j) => ({
          terms: [
            [j, 1],
            [j + 3, 1],
          ] as [number, number][],
          sum,
        })),
      ]);
      const possible: number[][] = [];
      for (let a = 0; a <= columns[0]!; a++) {
        for (let b = 0; b <= columns[1]!; b++) {
          const c = total - a - b;
          if (c >= 0 && c <= columns[2]!)
            possible.push([a, b, c, columns[0]! - a, columns[1]! - b, columns[2]! - c]);
        }
      }
      ranges.forEach(({ low, high }, unknown) => {
        expect(low).toBeCloseTo(Math.min(...possible.map((table) => table[unknown]!)), 6);
        expect(high).toBeCloseTo(Math.max(...possible.map((table) => table[unknown]!)), 6);
      });
    }),
  );
});
