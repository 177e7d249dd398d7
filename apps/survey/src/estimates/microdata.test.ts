import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalysisText } from '#contracts/analyses';
import { Problem } from '#contracts/problem';
import { QuestionnaireForm } from '#contracts/questionnaires';
import { type ReleasedTable, releaseTables } from '#disclosure/gate';
import { type Equation, linearRanges, type Range } from '#disclosure/linear-ranges';
import { anyCount } from '../../../../test/fixtures/disclosure/outsider.js';
import { type Column, columnOf } from './columns.rules.js';
import { countPeople, rowsOf } from './counts.rules.js';
import { mustSuit } from './definition.rules.js';
import { microdataOf, type MicrodataOutcome } from './microdata.rules.js';
import { form, variables } from './played-survey.fixture.js';

/** A variable with so many categories, and what each of the people says of it. */
function variable(key: string, categories: number, answers: readonly number[]): Column {
  const levels = Array.from({ length: categories }, (_, at) => ({
    key: `${key}${at}`,
    label: `${key} ${at}`,
  }));
  return columnOf(
    { key, missing: 'level' },
    { dimension: key, item: key, wording: key, levels, multiple: false, bands: null },
    answers.map((answer) => `${key}${answer}`),
  );
}

/** Columns of people of whom so many stand in each combination of a cube: `counts` in the order of its places. */
function peopleOf(sizes: readonly number[], counts: readonly number[]): Column[] {
  const places = counts.map((_, at) =>
    sizes.map((size, v) => Math.floor(at / sizes.slice(v + 1).reduce((a, b) => a * b, 1)) % size),
  );
  const people = counts.flatMap((count, at) => Array<number[]>(count).fill(places[at]!));
  return sizes.map((size, v) =>
    variable(
      'abcde'[v]!,
      size,
      people.map((one) => one[v]!),
    ),
  );
}

/** The file of these people, published with the tables of the first variable by the second and by the third. */
async function published(columns: readonly Column[]) {
  const people = columns[0]!.factor.codes.length;
  const [a, ...others] = columns;
  const tables = others.slice(0, 2).map((by) => countPeople(rowsOf(a!), by, people));
  const released = releaseTables(tables);
  return {
    released,
    outcome: await microdataOf({ columns, people, tables, released, earlier: [], minPeople: 10 }),
  };
}

/** The range of each combination for somebody who has the two tables and, where there is one, the file. */
function rangesOf(
  sizes: readonly [number, number, number],
  [byB, byC]: readonly ReleasedTable[],
  file: MicrodataOutcome['microdata'] | null,
): Range[] {
  const [as, bs, cs] = sizes.map((size) => Array.from({ length: size }, (_, at) => at)) as [
    number[],
    number[],
    number[],
  ];
  const places = as.flatMap((a) => bs.flatMap((b) => cs.map((c) => ({ a, b, c }))));
  const equations: Equation[] = [];
  /** A figure counts the combinations that have these categories. */
  const add = (sum: number | null, of: Partial<(typeof places)[number]>): void => {
    const { a, b, c } = of;
    const terms = places.flatMap((at, cell) =>
      (a ?? at.a) === at.a && (b ?? at.b) === at.b && (c ?? at.c) === at.c ? [[cell, 1] as const] : [],
    );
    if (sum !== null) equations.push({ sum, terms });
  };
  add(byB!.total.value, {});
  for (const a of as) {
    add(byB!.rowTotals[a]!.value, { a });
    for (const b of bs) add(byB!.cells[a]![b]!.value, { a, b });
    for (const c of cs) add(byC!.cells[a]![c]!.value, { a, c });
  }
  for (const b of bs) add(byB!.columnTotals[b]!.value, { b });
  for (const c of cs) add(byC!.columnTotals[c]!.value, { c });
  for (const { values, people } of file?.records ?? []) {
    const [a, b, c] = values.map((value) => Number(value.slice(1)));
    add(people, { a: a!, b: b!, c: c! });
  }
  return linearRanges(places.length, equations);
}

describe('a file of records', () => {
  it('tells of no combination of fewer than ten more than the tables beside it do', async () => {
    const sizes = [2, 3, 3] as const;
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 30, max: 300 }) }, anyCount), {
          minLength: 18,
          maxLength: 18,
        }),
        async (counts) => {
          const people = counts.reduce((sum, count) => sum + count, 0);
          const { released, outcome } = await published(peopleOf(sizes, counts));
          const { records, withheld } = outcome.microdata;
          if (!records) {
            expect(outcome.released).toEqual([]);
            return;
          }
          passed += 1;
          expect(records.reduce((sum, one) => sum + one.people, withheld!)).toBe(people);
          expect(withheld!).toBeLessThanOrEqual(people / 5);
          const before = rangesOf(sizes, released, null);
          const after = rangesOf(sizes, released, outcome.microdata);
          counts.forEach((count, at) => {
            if (count === 0 || count >= 10) return;
            expect(after[at]!.low).toBeCloseTo(before[at]!.low, 3);
            expect(after[at]!.high).toBeGreaterThanOrEqual(Math.min(21, before[at]!.high) - 1e-3);
          });
        },
      ),
      { numRuns: 60, seed: 11 },
    );
    expect(passed).toBeGreaterThan(20);
  });

  it('shows every one of a large group of people', async () => {
    const counts = [40, 30, 25, 35, 60, 20];
    const { microdata, released } = (await published(peopleOf([2, 3], counts))).outcome;
    expect(microdata.records!.map(({ people }) => people)).toEqual(counts);
    expect(microdata.records![1]).toEqual({ values: ['a0', 'b1'], people: 30 });
    expect(microdata.withheld).toBe(0);
    expect(released).toHaveLength(1);
  });

  it('passes or not in whatever order its categories stand', async () => {
    const orders = [
      [900, 30, 1],
      [1, 900, 30],
      [30, 1, 900],
    ];
    const withheld = new Set<number | null>();
    for (const order of orders) {
      const counts = Array.from({ length: 4 }, () => order).flat();
      withheld.add((await published(peopleOf([2, 2, 3], counts))).outcome.microdata.withheld);
    }
    expect([...withheld]).toEqual([expect.any(Number)]);
  });

  it('keeps what was withheld before from coming out by its records', async () => {
    const counts = [4, 30, 36, 50, 40, 30];
    const columns = peopleOf([2, 3], counts);
    const table = countPeople(rowsOf(columns[0]!), columns[1]!, 190);
    const [earlier] = releaseTables([table]);
    const withheld = earlier!.cells.flat().filter(({ value }) => value === null).length;
    expect(withheld).toBeGreaterThanOrEqual(4);
    const small = countPeople(rowsOf(columns[0]!), null, 190);
    const released = releaseTables([small], { earlier: [earlier!] });
    const rest = { tables: [small], released, earlier: [earlier!], minPeople: 10 };
    const { microdata } = await microdataOf({ columns, people: 190, ...rest });
    const shown = earlier!.cells.flat().flatMap(({ value }) => value ?? []);
    for (const { people } of microdata.records ?? []) expect(shown).toContain(people);
  });

  it('does not come out where it would tell of what is common only, nor of groups of one mind', async () => {
    const scattered = (await published(peopleOf([4, 5, 5], Array<number>(100).fill(6)))).outcome;
    expect(scattered.microdata.records).toBeNull();
    // All who are a0 answered b0.
    const oneMind = (await published(peopleOf([2, 3], [90, 0, 0, 30, 30, 40]))).outcome;
    const shown = (oneMind.microdata.records ?? []).map(({ values }) => values.join(' '));
    expect(shown).not.toContain('a0 b0');
  });

  it('has an end: too many combinations are refused before they are counted', async () => {
    const columns = 'abcde'.split('').map((key) => variable(key, 9, [1, 2, 3]));
    await expect(published(columns)).rejects.toThrow('100000 combinations');
  });

  it('has no item that several may be chosen of, no variable twice and no formula', () => {
    const choices = [{ name: '-1', label: { vi: 'Không' } }];
    const asked = { name: 'mood', type: 'select_one', list: 'moods', label: { vi: 'Thế nào?' } };
    const withMood = {
      ...form,
      items: [...form.items, asked],
      lists: [...form.lists, { name: 'moods', choices }],
    };
    const named = [...variables, { key: 'mood', item: 'mood' }];
    const wanted = { title: 'Tệp', variables: named, tables: [{ variable: 'sex' }] };
    const microdata = ['channels', 'sex', 'sex', 'x', 'mood'];
    const definition = AnalysisText.parse({ ...wanted, microdata });
    const ground = {
      design: 'opt-in' as const,
      form: QuestionnaireForm.parse(withMood),
      strata: ['A'],
      cuts: new Map(),
    };
    let refused: unknown;
    try {
      mustSuit(definition, ground);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(Problem);
    expect((refused as Problem).extras.errors!.map(({ path }) => path)).toEqual([
      'microdata.0',
      'microdata.2',
      'microdata.3',
      'microdata.4',
    ]);
    expect(() =>
      mustSuit(AnalysisText.parse({ ...wanted, microdata: ['sex', 'age'] }), ground),
    ).not.toThrow();
  });
});
