import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  anyCount,
  anyTable,
  chile,
  compared,
  outsiderRanges,
  peopleTable,
} from '../../../test/fixtures/disclosure/outsider.js';
import { type ReleasedTable, releaseTable, releaseTables, type TableInput } from './gate.js';
import { linesOf } from './grid.js';
import { figureId } from './table.js';

/** Region by sex by vote, published by region, by sex, and by both: `cube[region][sex][vote]`. */
function crossed(cube: number[][][]): TableInput[] {
  const rows = { dimension: 'region', keys: cube.map((_, i) => `r${i}`) };
  const sexes = { dimension: 'sex', keys: ['f', 'm'] };
  const columns = { dimension: 'vote', keys: cube[0]![0]!.map((_, j) => `v${j}`) };
  const add = (lists: number[][]): number[] =>
    lists[0]!.map((_, j) => lists.reduce((sum, list) => sum + list[j]!, 0));
  return [
    peopleTable(cube.map(add), { rows, columns }),
    peopleTable(
      sexes.keys.map((_, s) => add(cube.map((region) => region[s]!))),
      { rows: sexes, columns },
    ),
    ...cube.map((cells, i) => peopleTable(cells, { rows: sexes, columns, within: { region: `r${i}` } })),
    ...sexes.keys.map((sex, s) =>
      peopleTable(
        cube.map((region) => region[s]!),
        { rows, columns, within: { sex } },
      ),
    ),
  ];
}

function expectNobodyTold(inputs: TableInput[], tables: ReleasedTable[]): void {
  const ranges = outsiderRanges(...tables);
  const everyone = inputs[0]!.counts.find(({ row, column }) => row === null && column === null)!.count;
  const shown = new Map<string, boolean>();
  tables.forEach((table, i) => {
    for (const { id, figure, count } of compared(inputs[i]!, table)) {
      expect(shown.get(id) ?? figure.value !== null).toBe(figure.value !== null);
      shown.set(id, figure.value !== null);
      if (count === 0 || count >= 10) continue;
      expect(figure.value).toBeNull();
      const { low, high } = ranges.get(id)!;
      expect(low).toBeCloseTo(0, 3);
      expect(high).toBeGreaterThanOrEqual(Math.min(21, everyone) - 1e-3);
    }
  });
}

describe('tables published together', () => {
  it('protect the Chilean survey by region, by sex, and by region and sex', () => {
    // The split by sex is made up: women 4 of 7 in the capital and the centre, half elsewhere.
    const cube = chile.counts.map((votes, region) => {
      const women = votes.map((count, vote) =>
        Math.floor(region === 0 || region === 4 ? (count * 4) / 7 : (count + (vote % 2)) / 2),
      );
      return [women, votes.map((count, vote) => count - women[vote]!)];
    });
    const inputs = crossed(cube);
    expectNobodyTold(inputs, releaseTables(inputs));
  });

  it('protect any three-way table, all of its tables taken together', () => {
    const cube = fc.array(
      fc.array(fc.array(anyCount, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 2 }),
      { minLength: 3, maxLength: 3 },
    );
    fc.assert(
      fc.property(cube, (cells) => {
        const inputs = crossed(cells);
        expectNobodyTold(inputs, releaseTables(inputs));
      }),
      { numRuns: 100 },
    );
  });

  it('protect old communes against the new one they were merged into', () => {
    const columns = { dimension: 'vote', keys: ['yes', 'no'] };
    const now = peopleTable(
      [
        [60, 46],
        [70, 80],
      ],
      { rows: { dimension: 'commune@2025-07-01', keys: ['N', 'M'] }, columns },
    );
    const before = peopleTable(
      [
        [4, 20],
        [36, 14],
        [20, 12],
      ],
      {
        rows: { dimension: 'commune@2025-06-30', keys: ['a', 'b', 'c'] },
        columns,
        partsOf: { dimension: 'commune@2025-07-01', key: 'N' },
      },
    );
    const [ofNow, ofBefore] = releaseTables([now, before]);
    expect(ofBefore!.cells[0]![0]!.value).toBeNull();
    const { low, high } = outsiderRanges(ofNow!, ofBefore!).get(figureId(before, 'a', 'yes'))!;
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(20);
    // The same when the old ones are published later, on their own: what is known of N protects nothing.
    const later = releaseTable(before, { earlier: [releaseTable(now)] });
    expect(later.columnTotals[0]).toEqual({ value: 60 });
    expect(later.cells.filter((row) => row[0]!.value === null).length).toBeGreaterThan(1);
  });

  it('must be of one base and agree', () => {
    const people = peopleTable([
      [30, 40],
      [50, 60],
    ]);
    expect(() => releaseTables([people, { ...people, base: 'reports' }])).toThrow('two bases');
    expect(() =>
      releaseTables([
        people,
        peopleTable([
          [30, 41],
          [50, 60],
        ]),
      ]),
    ).toThrow('different counts');
  });
});

describe('a later release', () => {
  const growing = anyTable.chain((cells) => {
    const more = fc.oneof(fc.constant(0), anyCount);
    const length = { minLength: cells.flat().length, maxLength: cells.flat().length };
    return fc.array(more, length).map((added) => ({
      first: cells,
      second: cells.map((row, i) => row.map((count, j) => count + added[i * row.length + j]!)),
    }));
  });

  it('never shows a change that rests on fewer people than the threshold', () => {
    fc.assert(
      fc.property(growing, ({ first, second }) => {
        const before = releaseTable(peopleTable(first));
        const input = peopleTable(second);
        const after = releaseTable(input, { earlier: [before] });
        const earlier = compared(peopleTable(first), before);
        compared(input, after).forEach(({ figure, count }, i) => {
          if (figure.value === null || earlier[i]!.figure.value === null) return;
          const change = Math.abs(count - earlier[i]!.count);
          expect(change === 0 || change >= 10).toBe(true);
        });
        if (after.total.value === null || before.total.value === null) return;
        linesOf(after, after).forEach(({ parts, whole }, i) => {
          const was = linesOf(before, before)[i]!;
          if (whole.value === null || was.whole.value === null) return;
          const rest = parts.reduce((left, { value }, j) => {
            const shownBefore = was.parts[j]!.value;
            return value === null || shownBefore === null ? left : left - (value - shownBefore);
          }, whole.value - was.whole.value);
          expect(rest === 0 || Math.abs(rest) >= 10).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('does not show by a second view of the same data what the first withheld', () => {
    const input = peopleTable([
      [3, 40, 50],
      [60, 70, 80],
      [44, 55, 66],
    ]);
    const first = releaseTable(input);
    const again = releaseTable(input, { earlier: [first] });
    expect(again).toEqual(first);
  });

  it('does not tell that all who came since gave the same answer', () => {
    const before = releaseTable(
      peopleTable([
        [30, 40, 50],
        [60, 70, 80],
      ]),
    );
    const after = releaseTable(
      peopleTable([
        [30, 40, 75],
        [90, 95, 99],
      ]),
      { earlier: [before] },
    );
    const unmoved = after.cells[0]!.slice(0, 2).findIndex(({ value }) => value === null);
    const { high } = outsiderRanges(after).get(figureId(after, 'g0', `a${unmoved}`))!;
    expect(high).toBeGreaterThan(60);
  });

  it('is closed when all that changed is too few people', () => {
    const before = releaseTable(
      peopleTable([
        [30, 40],
        [50, 60],
      ]),
    );
    const after = releaseTable(
      peopleTable([
        [30, 43],
        [50, 60],
      ]),
      { earlier: [before] },
    );
    expect(after.total).toEqual({ value: null, reason: 'small-base' });
  });

  it('opens up again once there are many more people', () => {
    const before = releaseTable(
      peopleTable([
        [3, 40],
        [50, 60],
      ]),
    );
    expect(before.cells[0]![0]!.value).toBeNull();
    const after = releaseTable(
      peopleTable([
        [300, 400],
        [500, 600],
      ]),
      { earlier: [before] },
    );
    expect(after.cells.flat().map(({ value }) => value)).toEqual([300, 400, 500, 600]);
  });

  it('takes a changed area figure to rest on one reporter unless told', () => {
    const rows = { dimension: 'area', keys: ['x', 'y', 'z'] };
    const table = (x: number, changedBy?: number): TableInput => ({
      base: 'reports',
      rows,
      counts: [
        { row: 'x', count: x, reporters: 5, ...(changedBy === undefined ? {} : { changedBy }) },
        { row: 'y', count: 20, reporters: 5 },
        { row: 'z', count: 30, reporters: 5 },
        { row: null, count: x + 50, reporters: 15 },
      ],
    });
    const before = releaseTable(table(10));
    const told = releaseTable(table(16, 4), { earlier: [before] });
    expect(told.rowTotals[0]).toEqual({ value: 16 });
    const untold = releaseTable(table(16), { earlier: [before] });
    expect(untold.rowTotals[0]!.value).toBeNull();
    expect(untold.rowTotals.filter(({ value }) => value === null).length).toBeGreaterThan(1);
    expect(untold.total).toEqual({ value: 66 });
  });

  it('does not tell that all that is new comes from one area, when one reporter of it is told of in the open', () => {
    const table = (
      dimension: string,
      counts: [key: string, count: number, changedBy: number][],
    ): TableInput => ({
      base: 'reports',
      rows: { dimension, keys: counts.map(([key]) => key) },
      counts: [...counts, [null, counts.reduce((sum, [, count]) => sum + count, 0), 3] as const].map(
        ([row, count, changedBy]) => ({ row, count, reporters: 5, changedBy }),
      ),
    });
    const areas = (x: number): TableInput =>
      table('area', [
        ['x', x, 3],
        ['y', 20, 0],
        ['z', 30, 0],
      ]);
    const topics = (land: number, fees: number, changedBy: number): TableInput =>
      table('topic', [
        ['land', land, 3],
        ['fees', fees, changedBy],
      ]);
    const before = releaseTables([areas(10), topics(40, 20, 0)]);
    const x = (land: number, fees: number, changedBy: number): number | null =>
      releaseTables([areas(16), topics(land, fees, changedBy)], { earlier: before })[0]!.rowTotals[0]!.value;
    expect(x(46, 20, 0)).toBe(16);
    expect(x(43, 23, 3)).toBe(16);
    expect(x(45, 21, 1)).toBeNull();
  });
});
