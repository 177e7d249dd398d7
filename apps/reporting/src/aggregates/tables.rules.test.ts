import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReleasedTable, releaseTables } from '#disclosure/gate';
import { outsiderRanges, shownIn, withFigures } from '../../../../test/fixtures/disclosure/outsider.js';
import type { CountRow } from './counts.queries.js';
import { joinLabels, tableInputs, shownTables, tendencies, trendTable } from './tables.rules.js';

interface Heard {
  topic: string;
  tendency: string;
  prevalence: string;
  area: string;
  strata: string[];
  reporter: string;
}

const named = (...keys: string[]) => keys.map((key) => ({ key, label: key }));
const labels = {
  topics: named('economy', 'culture', 'defence'),
  strata: named('farmers', 'workers'),
  areas: named('a', 'b', 'c'),
};

/** Counts as the SQL gives them: every cell, row, column and total in which something was heard. */
function countsOf(heard: Heard[]): CountRow[] {
  const kinds: [CountRow['kind'], (item: Heard) => string[], (item: Heard) => string][] = [
    ['tendency', ({ topic }) => [topic], ({ tendency }) => tendency],
    ['prevalence', ({ topic }) => [topic], ({ prevalence }) => prevalence],
    ['area', ({ area }) => [area], ({ tendency }) => tendency],
    ['stratum', ({ strata }) => strata, ({ tendency }) => tendency],
  ];
  return kinds.flatMap(([kind, rowsOf, columnOf]) => {
    const groups = new Map<string, { r: string | null; c: string | null; items: Heard[] }>();
    for (const item of heard) {
      const rows = kind === 'stratum' ? rowsOf(item) : [...rowsOf(item), null];
      for (const r of rows) {
        for (const c of [columnOf(item), null]) {
          const key = JSON.stringify([r, c]);
          groups.set(key, { r, c, items: [...(groups.get(key)?.items ?? []), item] });
        }
      }
    }
    return [...groups.values()].map(({ r, c, items }) => {
      const reporters = new Set(items.map(({ reporter }) => reporter)).size;
      return { kind, r, c, count: items.length, reporters };
    });
  });
}

const item = fc.record({
  topic: fc.constantFrom('economy', 'culture', 'defence'),
  tendency: fc.constantFrom('approve', 'oppose', 'undecided'),
  prevalence: fc.constantFrom('overwhelming', 'majority', 'many', 'some'),
  area: fc.constantFrom('a', 'b', 'c'),
  strata: fc.subarray(['farmers', 'workers'], { minLength: 1 }),
  reporter: fc.constantFrom('An', 'Bình', 'Chi', 'Dung', 'Giang', 'Hòa'),
});
const anything = fc.array(item, { maxLength: 40 });

/** Items by area, topic and tendency, under the id that such a figure would have. */
function crossings(heard: Heard[]): Map<string, Heard[]> {
  const places = new Map<string, Heard[]>();
  for (const one of heard) {
    const id = JSON.stringify([
      ['area', one.area],
      ['tendency', one.tendency],
      ['topic', one.topic],
    ]);
    places.set(id, [...(places.get(id) ?? []), one]);
  }
  return places;
}

const shown = (counts: CountRow[]) => shownTables([releaseTables(tableInputs(counts, labels))], labels);

describe('the tables of a report', () => {
  it('show every total at the issuing level, and of a unit or stratum nothing that rests on fewer than three', () => {
    fc.assert(
      fc.property(anything, (heard) => {
        const counts = countsOf(heard);
        const tables = shown(counts);
        expect(tables.map(({ key }) => key)).toEqual(['tendency', 'prevalence', 'stratum', 'area']);
        for (const table of tables) {
          expect(table.total).toEqual({ value: heard.length });
          for (const [i, row] of table.rows.entries()) {
            for (const [j, column] of [...table.columns, null].entries()) {
              const figure = column ? table.cells[i]![j]! : table.rowTotals[i]!;
              const found = counts.find(
                ({ kind, r, c }) => kind === table.key && r === row.key && c === (column?.key ?? null),
              );
              const { count, reporters } = found ?? { count: 0, reporters: 0 };
              const isTotal = table.key === 'tendency' || table.key === 'prevalence';
              if (isTotal || figure.value !== null) expect(figure).toEqual({ value: count });
              else expect(figure.reason).toBe('protected');
              if (!isTotal && count > 0 && reporters < 3) expect(figure.value).toBeNull();
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leave open what fewer than three reported of an area and a topic, though no table has both', () => {
    const few = fc.array(item, { maxLength: 12 }).map((heard) => heard.map((one) => ({ ...one, area: 'a' })));
    const andOne = fc.tuple(few, item).map(([heard, one]) => [...heard, one]);
    fc.assert(
      fc.property(fc.oneof(anything, few, andOne), (heard) => {
        const [topics, , , areas] = releaseTables(tableInputs(countsOf(heard), labels)) as ReleasedTable[];
        const known = new Map([topics!, areas!].flatMap(shownIn));
        const crossed = [
          ...labels.topics.map(({ key }) => withFigures({ ...areas!, within: { topic: key } }, known)),
          ...labels.areas.map(({ key }) => withFigures({ ...topics!, within: { area: key } }, known)),
        ];
        const ranges = outsiderRanges(topics!, areas!, ...crossed);
        for (const [id, own] of crossings(heard)) {
          if (new Set(own.map(({ reporter }) => reporter)).size >= 3) continue;
          const { low, high } = ranges.get(id)!;
          expect([id, high - low >= 1 - 1e-3]).toEqual([id, true]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('do not show that all are of one stratum, when that tells what fewer than three of it say of a topic', () => {
    const heard = (topic: string, reporter: string, strata: string[]): Heard => ({
      topic,
      reporter,
      strata,
      tendency: 'oppose',
      prevalence: 'some',
      area: 'a',
    });
    const economy = ['An', 'Bình', 'Chi'].map((reporter) => heard('economy', reporter, ['farmers']));
    const farmers = (items: Heard[]) => shown(countsOf(items))[2]!.rowTotals[0]!.value;
    expect(farmers(economy)).toBe(3);
    expect(farmers([...economy, heard('culture', 'An', ['farmers'])])).toBeNull();
    const workers = ['An', 'Bình', 'Chi'].map((reporter) => heard('economy', reporter, ['workers']));
    expect(farmers([...economy, heard('culture', 'An', ['farmers']), ...workers])).toBe(4);
  });

  it('agree with each other on what they share', () => {
    fc.assert(
      fc.property(anything, (heard) => {
        const [tendency, prevalence, stratum, area] = shown(countsOf(heard));
        expect(prevalence!.rowTotals).toEqual(tendency!.rowTotals);
        expect(stratum!.columnTotals).toEqual(tendency!.columnTotals);
        expect(area!.columnTotals).toEqual(tendency!.columnTotals);
      }),
      { numRuns: 40 },
    );
  });

  it('carry the labels that they were given, in their order', () => {
    const [tendency, , stratum] = shown([]);
    expect(tendency!.rows).toEqual(labels.topics);
    expect(tendency!.columns).toEqual(tendencies);
    expect(stratum!.rows).toEqual(labels.strata);
  });

  it('refuse counts of something that has no label, rather than leave it out', () => {
    const counts = countsOf([
      {
        topic: 'weather',
        tendency: 'oppose',
        prevalence: 'some',
        area: 'a',
        strata: ['farmers'],
        reporter: 'An',
      },
    ]);
    expect(() => releaseTables(tableInputs(counts, labels))).toThrow(RangeError);
  });
});

describe('the tables of several periods', () => {
  it('count what the periods count, in the order of the labels that they are given', () => {
    const heard = ['An', 'Bình', 'Chi'].map((reporter) => ({
      topic: 'economy',
      tendency: 'oppose',
      prevalence: 'some',
      area: 'b',
      strata: ['farmers'],
      reporter,
    }));
    const early = releaseTables(tableInputs(countsOf(heard), { ...labels, areas: named('b') }));
    const both = [...heard, ...heard.map((one) => ({ ...one, area: 'a' }))];
    const late = releaseTables(tableInputs(countsOf(both), labels));
    const [tendency, , , area] = shownTables([early, late], labels);
    expect(tendency!.total).toEqual({ value: 9 });
    expect(area!.rows).toEqual(labels.areas);
    expect(area!.rowTotals.map(({ value }) => value)).toEqual([3, 6, 0]);
  });

  it('name a unit as it is called last, and before', () => {
    const [one, two] = [
      { key: 'a', label: 'Phường A' },
      { key: 'a', label: 'Xã A' },
    ];
    expect(joinLabels([[one], [one, { key: 'b', label: 'Xã B' }], [two]])).toEqual([
      { key: 'a', label: 'Phường A (trước: Xã A)' },
      { key: 'b', label: 'Xã B' },
    ]);
  });
});

describe('the table of topics by period', () => {
  it('has the periods in their order, and their totals', () => {
    const table = trendTable(
      [
        { period: '2026-08', topic: 'economy', count: 3, reporters: 2 },
        { period: '2026-08', topic: null, count: 3, reporters: 2 },
        { period: '2026-09', topic: null, count: 0, reporters: 0 },
        { period: '2026-10', topic: 'culture', count: 1, reporters: 1 },
        { period: '2026-10', topic: 'economy', count: 5, reporters: 4 },
        { period: '2026-10', topic: null, count: 6, reporters: 4 },
      ],
      labels.topics,
    );
    expect(table.key).toBe('trend');
    expect(table.columns.map(({ key }) => key)).toEqual(['2026-08', '2026-09', '2026-10']);
    expect(table.cells.map((row) => row.map(({ value }) => value))).toEqual([
      [3, 0, 5],
      [0, 0, 1],
      [0, 0, 0],
    ]);
    expect(table.columnTotals.map(({ value }) => value)).toEqual([3, 0, 6]);
  });
});
