import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  anyItems,
  compared,
  rangesWithSums,
  reportsTable,
} from '../../../test/fixtures/disclosure/outsider.js';
import { releaseSum, releaseTable, reopenRelease } from './gate.js';

const areas = 5;
const topics = 4;
const quarters = [
  [0, 1, 2],
  [3, 4, 5],
];

/** Half a year of months, each with its own items, its quarters and the whole of it. */
const halfYear = fc.array(anyItems, { minLength: 6, maxLength: 6 }).map((months) => {
  const inputs = months.map((items) => reportsTable(items, areas, topics));
  const released = inputs.map((input) => releaseTable(input));
  const ofQuarters = quarters.map((of) => ({ of, table: releaseSum(of.map((month) => released[month]!)) }));
  const whole = { of: quarters.flat(), table: releaseSum(ofQuarters.map(({ table }) => table)) };
  return { months, inputs, released, sums: [...ofQuarters, whole] };
});

describe('tables of quarters and years, added up from those of their months', () => {
  it('narrow nothing that a month withholds, by linear programming over all of them together', () => {
    fc.assert(
      fc.property(halfYear, ({ released, sums }) => {
        const alone = rangesWithSums(released, []);
        const together = rangesWithSums(released, sums);
        for (const [figure, { low, high }] of alone) {
          expect(together.get(figure)!.low).toBeCloseTo(low, 3);
          if (high === Infinity) expect(together.get(figure)!.high).toBe(Infinity);
          else expect(together.get(figure)!.high).toBeCloseTo(high, 3);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('would tell what a month withholds, were a quarter released by itself', () => {
    const heard = (area: number, reporters: number) =>
      Array.from({ length: reporters }, (_, each) => ({ area, topic: 0, reporter: `${area}/${each}` }));
    const busy = [0, 1, 2, 3, 4].flatMap((area) => heard(area, 4));
    const quiet = [...busy.filter(({ area }) => area > 1), ...heard(0, 1), ...heard(1, 1)];
    const months = [busy, busy, quiet];
    const released = months.map((items) => releaseTable(reportsTable(items, areas, topics)));
    const ofItself = releaseTable(reportsTable(months.flat(), areas, topics));
    const about = '2 [["area","area0"]]';
    const width = (table: typeof ofItself): number => {
      const { low, high } = rangesWithSums(released, [{ of: [0, 1, 2], table }]).get(about)!;
      return high - low;
    };
    expect(width(ofItself)).toBeCloseTo(0, 3);
    expect(width(releaseSum(released))).toBeGreaterThan(1.9);
  });

  it('count the items of their months, and show none that rests on too few reporters', () => {
    fc.assert(
      fc.property(halfYear, ({ months, sums }) => {
        for (const { of, table } of sums) {
          const input = reportsTable(
            of.flatMap((month) => months[month]!),
            areas,
            topics,
          );
          for (const { id, figure, count, reporters } of compared(input, table)) {
            if (figure.value !== null) expect(figure.value).toBe(count);
            if (id.includes('area') && count > 0 && reporters < 3) expect(figure.value).toBeNull();
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('take a unit that is not there in a month for silent in it', () => {
    const rows = (keys: string[]) => ({ dimension: 'area', keys });
    const month = (key: string, count: number) =>
      releaseTable({
        base: 'reports',
        rows: rows([key]),
        counts: [
          { row: key, count, reporters: 4 },
          { row: null, count, reporters: 4 },
        ],
      });
    const sum = releaseSum([month('old', 7), month('new', 5)]);
    expect(sum.rows.keys).toEqual(['old', 'new']);
    expect(sum.rowTotals).toEqual([{ value: 7 }, { value: 5 }]);
    expect(sum.total).toEqual({ value: 12 });
    expect(() => reopenRelease(structuredClone(sum))).not.toThrow();
  });

  it('are refused when they are not of one shape, or of nothing', () => {
    const byArea = releaseTable(reportsTable([], 2, 2));
    expect(() => releaseSum([byArea, releaseTable(reportsTable([], 2, 3))])).toThrow('not of one shape');
    expect(() => releaseSum([])).toThrow('nothing to add up');
  });
});
