import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { crosstab } from './crosstab.js';
import { probabilityDesign } from './design.js';
import { factorOf } from './factor.js';
import { designInput, groups, inventedSurvey } from './random-designs.fixture.js';

/** A table of people drawn at random with replacement, each with weight 1. */
function tableOf(counts: number[][]) {
  const people = counts.flatMap((row, r) =>
    row.flatMap((count, c) => Array<[number, number]>(count).fill([r, c])),
  );
  const names = (of: number[]) => factorOf(of.map((code) => `${code}`));
  const design = probabilityDesign({
    sampling: 'simple-random',
    weights: new Float64Array(people.length).fill(50),
  });
  return crosstab(design, names(people.map(([r]) => r)), names(people.map(([, c]) => c)));
}

describe('a crosstab', () => {
  it('of a simple random sample has the test of Pearson: design effects of about 1', () => {
    // Expected 20, 30, 20, 30: X² = 100/20 + 100/30 + 100/20 + 100/30 = 16 2/3.
    const { independence } = tableOf([
      [10, 40],
      [30, 20],
    ]);
    expect(independence!.pearson).toBeCloseTo(50 / 3, 10);
    expect(independence!.meanEffect).toBeGreaterThan(0.8);
    expect(independence!.meanEffect).toBeLessThan(1.05);
    expect(independence!.firstOrder).toMatchObject({ df: 1 });
    expect(independence!.secondOrder.numeratorDf).toBeCloseTo(1, 10);
    expect(independence!.secondOrder.denominatorDf).toBeCloseTo(99, 8);
    expect(independence!.secondOrder.p).toBeLessThan(1e-3);
  });

  it('finds nothing where rows and columns are independent', () => {
    const { independence } = tableOf([
      [10, 20, 30],
      [20, 40, 60],
    ]);
    expect(independence!.pearson).toBeCloseTo(0, 10);
    expect(independence!.secondOrder.p).toBeCloseTo(1, 10);
    expect(independence!.firstOrder).toMatchObject({ df: 2, p: expect.closeTo(1, 10) });
  });

  it('has shares that add up: of the whole, of each row, of each column', () => {
    const table = tableOf([
      [10, 20, 30],
      [25, 5, 10],
    ]);
    const sum = (of: readonly { value: number | null }[]): number =>
      of.reduce((all, { value }) => all + value!, 0);
    expect(sum(table.shares)).toBeCloseTo(1, 12);
    expect(sum(table.rowShares.slice(0, 3))).toBeCloseTo(1, 12);
    expect(table.columnShares[0]!.value! + table.columnShares[3]!.value!).toBeCloseTo(1, 12);
    expect(table.columnShares[4]).toMatchObject({ domain: '1', level: '1', value: expect.closeTo(0.2, 12) });
    expect(table.rowShares[5]).toMatchObject({ domain: '1', level: '2', value: 0.25, base: 40, cases: 10 });
    expect(table.counts.map(({ value }) => value)).toEqual([500, 1000, 1500, 1250, 250, 500]);
    expect(table.shares[5]).toMatchObject({ domain: '1', level: '2', base: 100, cases: 10 });
  });

  it('has the same test when rows and columns change places', () => {
    fc.assert(
      fc.property(inventedSurvey, (survey) => {
        const design = probabilityDesign(designInput(survey));
        const size = factorOf(survey.rows.map(({ x }) => (x > 12 ? 'large' : x > 5 ? 'middle' : 'small')));
        const [one, other] = [
          crosstab(design, size, groups(survey.rows)).independence,
          crosstab(design, groups(survey.rows), size).independence,
        ];
        expect(one === null).toBe(other === null);
        if (!one || !(one.meanEffect > 1e-6)) return;
        expect(other!.meanEffect / one.meanEffect).toBeCloseTo(1, 6);
        expect(other!.secondOrder.p).toBeCloseTo(one.secondOrder.p, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves out who has no answer in one of them, and levels that nobody has', () => {
    const design = probabilityDesign({ sampling: 'simple-random', weights: new Float64Array(8).fill(1) });
    const rows = factorOf(['a', 'a', 'a', 'b', 'b', 'b', null, 'a'], ['a', 'b', 'nobody']);
    const columns = factorOf(['x', 'x', 'y', 'y', 'y', 'x', 'x', null]);
    const table = crosstab(design, rows, columns);
    expect(table.shares.every(({ base }) => base === 6)).toBe(true);
    expect(table.rowShares.map(({ base }) => base)).toEqual([3, 3, 3, 3, 0, 0]);
    expect(table.rowShares[4]!.value).toBe(null);
    expect(table.independence!.firstOrder.df).toBe(1);
  });

  it('has no test with a single row', () => {
    expect(tableOf([[10, 20]]).independence).toBe(null);
  });
});
