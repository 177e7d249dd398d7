import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  anyItems,
  anyTable,
  chile,
  compared,
  outsiderRanges,
  peopleTable,
  reportsTable,
} from '../../../test/fixtures/disclosure/outsider.js';
import {
  releaseCount,
  type ReleasedFigure,
  releaseTable,
  releaseTotals,
  releaseWith,
  reopenRelease,
  type TableInput,
} from './gate.js';
import { figureId } from './table.js';

const withheld = { value: null, reason: 'protected' };
const values = (figures: readonly ReleasedFigure[]) => figures.map(({ value }) => value);

describe('a table of people', () => {
  it('hides the two small cells of the Chilean survey so that neither can be worked out', () => {
    const rows = { dimension: 'region', keys: chile.regions };
    const columns = { dimension: 'vote', keys: chile.votes };
    const table = releaseTable(peopleTable(chile.counts, { rows, columns }));
    const ranges = outsiderRanges(table);
    for (const [region, vote] of chile.tooSmall) {
      expect(table.cells[chile.regions.indexOf(region)]![chile.votes.indexOf(vote)]).toEqual(withheld);
      const { low, high } = ranges.get(figureId(table, region, vote))!;
      expect(low).toBe(0);
      expect(high).toBeGreaterThan(20);
    }
    for (const { low, high } of ranges.values()) expect(high - low).toBeGreaterThan(20);
    expect(ranges.size).toBe(6);
    expect(values(table.rowTotals)).toEqual(chile.rowTotals);
    expect(values(table.columnTotals)).toEqual(chile.columnTotals);
    expect(table.total).toEqual({ value: chile.total });
  });

  it('never shows a small cell, never lets a withheld one be worked out, and changes no figure', () => {
    fc.assert(
      fc.property(anyTable, fc.integer({ min: 5, max: 12 }), (cells, minPeople) => {
        const input = peopleTable(cells);
        const table = releaseTable(input, { minPeople });
        const everyone = cells.flat().reduce((a, b) => a + b, 0);
        const ranges = outsiderRanges(table);
        for (const { id, figure, count } of compared(input, table)) {
          if (figure.value !== null) {
            expect(figure.value).toBe(count);
            expect(count === 0 || count >= minPeople).toBe(true);
          } else if (everyone >= minPeople) {
            const { low, high } = ranges.get(id)!;
            const wide = Math.min(2 * minPeople + 1, everyone) - 1e-5;
            expect(high - low).toBeGreaterThanOrEqual(wide);
            if (count < minPeople && count > 0) expect(low).toBeCloseTo(0, 5);
            if (count < minPeople && count > 0) expect(high).toBeGreaterThanOrEqual(wide);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not tell that everyone of a group gave the same answer', () => {
    const table = releaseTable(
      peopleTable([
        [0, 60, 0],
        [30, 40, 50],
      ]),
    );
    expect(table.cells[0]![1]).toEqual(withheld);
    const emptyAnswer = [0, 2].find((answer) => table.cells[0]![answer]!.value === null)!;
    const { high } = outsiderRanges(table).get(figureId(table, 'g0', `a${emptyAnswer}`))!;
    expect(high).toBeGreaterThan(20);
  });

  it('shows empty cells, but breaks no group down that is itself too small', () => {
    const empty = releaseTable(
      peopleTable([
        [20, 0, 30],
        [30, 40, 50],
        [25, 35, 45],
      ]),
    );
    expect(empty.cells[0]![1]).toEqual({ value: 0 });
    const table = releaseTable(
      peopleTable([
        [0, 4, 0],
        [30, 40, 50],
        [25, 35, 45],
      ]),
    );
    expect(table.cells[0]).toEqual([withheld, withheld, withheld]);
    expect(table.rowTotals[0]).toEqual(withheld);
  });

  it('shows nothing at all of fewer people than the threshold, and says why', () => {
    const table = releaseTable(
      peopleTable([
        [2, 3],
        [0, 4],
      ]),
    );
    const closed = { value: null, reason: 'small-base' };
    expect(table.total).toEqual(closed);
    expect(table.cells).toEqual([
      [closed, closed],
      [closed, closed],
    ]);
  });

  it('counts those who did not choose an answer when several may be chosen', () => {
    const columns = { dimension: 'source', keys: ['loudspeaker', 'television', 'phone'] };
    const rows = { dimension: 'area', keys: ['a', 'b'] };
    const counts = [
      ...[57, 60, 20].map((count, j) => ({ row: 'a', column: columns.keys[j]!, count })),
      ...[30, 40, 15].map((count, j) => ({ row: 'b', column: columns.keys[j]!, count })),
      ...[87, 100, 35].map((count, j) => ({ row: null, column: columns.keys[j]!, count })),
      { row: 'a', column: null, count: 60 },
      { row: 'b', column: null, count: 70 },
      { row: null, column: null, count: 130 },
    ];
    const table = releaseTable({
      base: 'people',
      rows,
      columns,
      counts,
      additive: { rows: true, columns: false },
    });
    // 3 of 60 did not name the loudspeaker, none did not name television.
    expect(values(table.cells[0]!)).toEqual([null, null, 20]);
  });

  it('refuses a threshold below five', () => {
    expect(() => releaseTable(peopleTable([[1]]), { minPeople: 4 })).toThrow(
      'minPeople must be a whole number of at least 5, was 4',
    );
    expect(() => releaseCount(50, { minPeople: 9.5 })).toThrow(RangeError);
  });
});

describe('a table of opinion items', () => {
  it('never shows an area figure of one or two reporters, nor lets it be had by subtraction', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const input = reportsTable(items, 5, 4);
        const table = releaseTable(input);
        const ranges = outsiderRanges(table);
        const figures = compared(input, table);
        const counts = new Map(figures.map(({ id, count }) => [id, count]));
        expect(values([...table.columnTotals, table.total])).not.toContain(null);
        for (const { id, figure, count, reporters } of figures) {
          if (figure.value !== null) {
            expect(figure.value).toBe(count);
            expect(count === 0 || reporters >= 3 || !id.includes('area')).toBe(true);
          } else if (reporters < 3 && count > 0) {
            const about = JSON.parse(id) as [string, string][];
            const topic = about.filter(([dimension]) => dimension === 'topic');
            const { low, high } = ranges.get(id)!;
            expect(low).toBeCloseTo(0, 5);
            const wide = Math.min(2 * Math.max(count, 3), counts.get(JSON.stringify(topic))!);
            expect(high).toBeGreaterThanOrEqual(wide - 1e-5);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not break an area of two reporters down, not even into empty cells', () => {
    const heard = (area: number, topic: number, reporter: string) => ({ area, topic, reporter });
    const few = [heard(0, 0, 'x'), heard(0, 0, 'y')];
    const many = ['a', 'b', 'c'].flatMap((reporter) => [
      heard(1, 0, reporter),
      heard(1, 1, reporter),
      heard(2, 1, reporter),
    ]);
    const table = releaseTable(reportsTable([...few, ...many], 3, 2));
    expect(table.cells[0]).toEqual([withheld, withheld]);
    expect(table.rowTotals[0]).toEqual(withheld);
    expect(values(table.columnTotals)).toEqual([5, 6]);
    expect(table.total).toEqual({ value: 11 });
  });

  it('closes a table that is about one area with too few reporters', () => {
    const input = reportsTable([{ area: 0, topic: 0, reporter: 'x' }], 1, 2);
    const inArea = { ...input, within: { commune: '06040' } };
    expect(releaseTable(inArea).total).toEqual({ value: null, reason: 'small-base' });
  });

  it('shows totals by topic and tendency at the issuing level, and takes no breakdown for one', () => {
    const rows = { dimension: 'topic', keys: ['land', 'fees'] };
    const columns = { dimension: 'tendency', keys: ['approve', 'oppose'] };
    const counts = [
      { row: 'land', column: 'oppose', count: 1, reporters: 1 },
      { row: 'land', column: null, count: 1, reporters: 1 },
      { row: null, column: 'oppose', count: 1, reporters: 1 },
      { row: null, column: null, count: 1, reporters: 1 },
    ];
    const table = releaseTotals({ rows, columns, counts });
    expect(table.cells.map(values)).toEqual([
      [0, 1],
      [0, 0],
    ]);
    const byArea = { ...rows, dimension: 'area' };
    expect(() => releaseTotals({ rows: byArea, columns, counts })).toThrow(
      'a breakdown is not a total: area, tendency',
    );
  });

  it('refuses fewer than two reporters as the setting', () => {
    expect(() => releaseTable(reportsTable([], 2, 2), { minReporters: 1 })).toThrow(
      'minReporters must be a whole number of at least 2, was 1',
    );
  });
});

describe('the gate', () => {
  it('gives the same release whatever the order of the counts', () => {
    fc.assert(
      fc.property(anyTable, fc.infiniteStream(fc.nat()), (cells, order) => {
        const input = peopleTable(cells);
        const shuffled = input.counts
          .map((count) => ({ count, at: order.next().value }))
          .sort((a, b) => a.at - b.at);
        expect(releaseTable({ ...input, counts: shuffled.map(({ count }) => count) })).toEqual(
          releaseTable(input),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('releases an estimate only with all the counts it rests on', () => {
    const table = releaseTable(
      peopleTable([
        [3, 40],
        [50, 60],
      ]),
    );
    const [cell, total] = [table.cells[0]![0]!, table.rowTotals[0]!];
    expect(releaseWith([cell, total], { share: 0.07, standardError: 0.02 })).toEqual(withheld);
    expect(releaseWith([releaseCount(1200)], { share: 0.41 })).toEqual({ value: { share: 0.41 } });
    expect(releaseWith([releaseCount(1200), releaseCount(9)], 0.41)).toEqual({
      value: null,
      reason: 'small-base',
    });
  });

  it('reads its own releases back from a store that sorts keys, and nothing else', () => {
    const table = releaseTable(
      peopleTable([
        [3, 40],
        [50, 60],
      ]),
    );
    const stored = JSON.stringify(Object.fromEntries(Object.entries(table).reverse()));
    expect(reopenRelease(JSON.parse(stored))).toEqual(table);
    const edited = JSON.parse(stored) as { cells: unknown[][] };
    edited.cells[0]![0] = { value: 3 };
    for (const other of [edited, null, 'x', {}, { total: { value: 3 } }]) {
      expect(() => reopenRelease(other)).toThrow('not a table as this gate released it');
    }
  });

  it('cannot be gone round by writing a figure down', () => {
    // @ts-expect-error only the gate makes released figures
    const figure: ReleasedFigure = { value: 3 };
    expect(figure).toBeDefined();
  });

  it('refuses counts that are not those of one table', () => {
    const input = peopleTable([
      [30, 40],
      [50, 60],
    ]);
    const change = (...counts: TableInput['counts']): TableInput => ({
      ...input,
      counts: [...input.counts, ...counts],
    });
    expect(() => releaseTable({ ...input, counts: input.counts.slice(1) })).toThrow('do not add up');
    expect(() => releaseTable(change({ row: 'g0', column: 'a0', count: 1 }))).toThrow('a second count');
    expect(() => releaseTable(change({ row: 'g9', column: 'a0', count: 1 }))).toThrow('no place for a count');
    expect(() => releaseTable({ ...input, within: { group: 'g0' } })).toThrow('stands twice');
    expect(() => releaseTable(peopleTable([[1.5]]))).toThrow('not a count');
    const heard = { row: null, count: 4 };
    expect(() => releaseTotals({ rows: { dimension: 'topic', keys: [] }, counts: [heard] })).toThrow(
      'items and reporters do not agree',
    );
  });

  it('releases 65 areas by 8 topics in well under a second', () => {
    const items = Array.from({ length: 900 }, (_, i) => ({
      area: (i * 37) % 65,
      topic: (i * i * 13) % 8,
      reporter: `${(i * 37) % 65}/${(i * 7) % 5}`,
    }));
    const input = reportsTable(items, 65, 8);
    const start = performance.now();
    releaseTable(input);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
