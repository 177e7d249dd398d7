import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReleasedTable, reopenRelease, type TableInput, releaseTables } from '#disclosure/gate';
import {
  compared,
  outsiderRanges,
  shownIn,
  withFigures,
} from '../../../../test/fixtures/disclosure/outsider.js';
import type { CountRow } from './counts.queries.js';
import { counted, type Heard } from './counted.fixture.js';
import { type Labels, tableInputs } from './tables.rules.js';
import {
  groupTables,
  planOf,
  shownUnitTables,
  tellUnits,
  toldUnits,
  type ToldCounts,
  unitTables,
} from './unit-tables.rules.js';
import type { ReportingUnit, UnitCountRow } from './units.queries.js';

/** A province P of two districts with communes and one that has none; something may be heard in the province itself. */
const units: ReportingUnit[] = [
  { code: 'A', name: 'Huyện A (minh họa)', areas: ['A', 'A1', 'A2'] },
  { code: 'B', name: 'Huyện B (minh họa)', areas: ['B', 'B1'] },
  { code: 'C', name: 'Xã C (minh họa)', areas: ['C'] },
];
const areas = ['A', 'A1', 'A2', 'B', 'B1', 'C', 'P'];
const named = (keys: string[]) => keys.map((key) => ({ key, label: key }));
const labels: Labels = {
  topics: named(['economy', 'culture', 'local']),
  strata: named(['farmers']),
  areas: named(areas),
};
const unitOf = ({ area }: Heard): string => units.find((unit) => unit.areas.includes(area))?.code ?? '*';

function countsOf(items: Heard[]): ToldCounts {
  const tendency = (item: Heard) => item.tendency;
  const kinds = {
    tendency: counted(items, ({ topic }) => topic, tendency),
    prevalence: counted(
      items,
      ({ topic }) => topic,
      () => 'some',
    ),
    area: counted(items, ({ area }) => area, tendency),
    stratum: counted(items, () => 'farmers', tendency).filter(({ r }) => r !== null),
  };
  const counts = Object.entries(kinds).flatMap(([kind, rows]) =>
    rows.map((row) => ({ kind: kind as CountRow['kind'], ...row })),
  );
  const byUnit = (nameOf: (item: Heard) => string): UnitCountRow[] =>
    [...new Set(items.map(nameOf))].flatMap((unit) =>
      counted(
        items.filter((item) => nameOf(item) === unit),
        ({ topic }) => topic,
        tendency,
      ).map(({ r, c, count, reporters }) => ({ unit, topic: r, tendency: c, count, reporters })),
    );
  const each = byUnit(unitOf);
  const told = toldUnits(units, each).map(({ code }) => code);
  return { counts, each, told: byUnit((item) => (told.includes(unitOf(item)) ? unitOf(item) : '*')) };
}

/** What is released of all: the tables of the province first, then those of the units. */
function released(items: Heard[], earlier: ReleasedTable[] = []) {
  const numbers = countsOf(items);
  const { inputs, own } = unitTables(units, numbers, labels);
  const all = releaseTables([...tableInputs(numbers.counts, labels), ...inputs], { earlier });
  const first = all.length - inputs.length;
  const of = (unit: string): ReleasedTable[] => (own.get(unit) ?? []).map((place) => all[first + place]!);
  return { province: all.slice(0, first), inputs, tables: all.slice(first), of, all };
}

/** What the report of the province shows by itself. */
function provinceAlone(items: Heard[]): ReleasedTable[] {
  const counted = countsOf(items);
  const more = groupTables(units, counted, labels);
  return releaseTables([...tableInputs(counted.counts, labels), ...more]).slice(0, -more.length);
}

/** Counts as if something might be told of every unit. */
function everyUnitTold(items: Heard[]): ToldCounts {
  const { counts, each } = countsOf(items);
  const many = units.map(({ code: unit }) => ({
    unit,
    topic: null,
    tendency: null,
    count: each.find((row) => row.unit === unit && isTotal(row))?.count ?? 0,
    reporters: 3,
  }));
  return { counts, each: [...each.filter((row) => !isTotal(row)), ...many], told: each };
}
const isTotal = ({ topic, tendency }: UnitCountRow): boolean => topic === null && tendency === null;

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const anyHeard = fc
  .record({
    area: oneOf(...areas),
    topic: oneOf('economy', 'economy', 'culture', 'local'),
    tendency: oneOf('approve', 'oppose', 'oppose', 'undecided'),
    reporter: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ reporter, ...heard }): Heard => ({ ...heard, reporter: `${heard.area}-${reporter}` }));
const anyMonth = fc.array(anyHeard, { maxLength: 90 });

/** What the province tells of economy, two in A1 reported. */
const allInOneUnit: Heard[] = ['economy', 'economy', 'local'].map((topic, at) => ({
  area: 'A1',
  topic,
  tendency: 'oppose',
  reporter: `A1-${at}`,
}));

/** Every figure that the tables of the units show or withhold, with what it counts. */
const figures = ({ inputs, tables }: { inputs: TableInput[]; tables: ReleasedTable[] }) =>
  inputs.flatMap((input, index) => compared(input, tables[index]!));

describe('tables of units beside those of the province', () => {
  it('count what was heard in the unit, and show nothing that fewer than three reported', () => {
    fc.assert(
      fc.property(anyMonth, (items) => {
        for (const { id, figure, count, reporters } of figures(released(items))) {
          if (figure.value !== null) expect([id, figure.value]).toEqual([id, count]);
          if (id.includes('"area"') && count > 0 && reporters < 3)
            expect([id, figure.value]).toEqual([id, null]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('leave open what they withhold, by linear programming over the reports of all of them', () => {
    fc.assert(
      fc.property(anyMonth, fc.boolean(), (items, provinceFirst) => {
        const month = released(items, provinceFirst ? provinceAlone(items) : []);
        const published = [...month.province, ...units.flatMap(({ code }) => month.of(code))];
        const known = new Map(published.flatMap(shownIn));
        // How everything adds up, of every unit, with what was published of it.
        const structure = unitTables(units, everyUnitTold(items), labels).inputs;
        const additive = published.filter((table) => table.additive?.rows !== false);
        const ranges = outsiderRanges(...additive, ...structure.map((input) => withFigures(input, known)));
        for (const input of structure)
          for (const { id, count, reporters } of compared(input, withFigures(input, known))) {
            if (count === 0 || reporters >= 3 || !id.includes('"area"') || id.includes('"*"')) continue;
            const { low, high } = ranges.get(id)!;
            expect([id, high - low >= 1 - 1e-3]).toEqual([id, true]);
          }
      }),
      { numRuns: 40, examples: [[allInOneUnit, true]] },
    );
  });

  it('come from one plan whichever is asked for, and show no more where the province was issued before', () => {
    fc.assert(
      fc.property(anyMonth, (items) => {
        const province = provinceAlone(items);
        const [one, other] = [released(items, province), released(items, province)];
        expect(planOf(one.all)).toBe(planOf(other.all));
        expect(one.province).toEqual(province);
        const later = released(items, [...province, ...one.of('A')]);
        expect(later.of('A')).toEqual(one.of('A'));
      }),
      { numRuns: 40 },
    );
  });

  it('are shown by topic, and by area where the unit has some within it', () => {
    const heard = (area: string, times: number): Heard[] =>
      Array.from({ length: times }, (_, at) => ({
        area,
        topic: 'economy',
        tendency: 'oppose',
        reporter: `${area}-${at}`,
      }));
    const month = released([...heard('A1', 6), ...heard('A2', 6), ...heard('B1', 6), ...heard('C', 6)]);
    const keys = (unit: string) => shownUnitTables([month.of(unit)], labels).map(({ key }) => key);
    expect([keys('A'), keys('B'), keys('C')]).toEqual([
      ['tendency', 'area'],
      ['tendency', 'area'],
      ['tendency'],
    ]);
    const [topics, within] = shownUnitTables([month.of('A')], labels);
    expect(topics!.total).toEqual({ value: 12 });
    expect(within!.rows.map(({ key }) => key)).toEqual(['A', 'A1', 'A2']);
    const quarter = shownUnitTables([month.of('A'), month.of('A'), month.of('A')], labels);
    expect(quarter[0]!.total).toEqual({ value: 36 });
    expect(month.of('A').every((table) => reopenRelease(structuredClone(table)))).toBe(true);
    expect([tellUnits(month.province), tellUnits(month.of('C'))]).toEqual([false, true]);
  });
});
