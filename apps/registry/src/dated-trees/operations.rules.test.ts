import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SuccessionRow } from '#contracts/dated-trees';
import { crosswalk } from '../areas/crosswalk.rules.js';
import { byCode, type DatedRow, isValidOn, keyOf, predecessorOf, versionOn } from './dated-tree.rules.js';
import { carryOut, type UnitOperation } from './operations.rules.js';

interface Row extends DatedRow {
  name: string;
}
type Operation = UnitOperation<Row>;

interface State {
  rows: Row[];
  successions: SuccessionRow[];
}

/** Carries a decision out and takes over what it comes to, unless it is refused. */
function decided({ rows, successions }: State, effective: string, operations: Operation[]): State {
  const { steps, problems } = carryOut<Row>(operations, effective, rows, successions);
  if (problems.length > 0) return { rows, successions };
  const ended = steps.flatMap((step) => step.ended);
  const over = new Set(ended.map(keyOf));
  return {
    rows: [...rows.filter((row) => !over.has(keyOf(row))), ...ended, ...steps.flatMap((step) => step.begun)],
    successions: [...successions, ...steps.flatMap((step) => step.successions)],
  };
}

const days = ['2020-01-01', '2021-01-01', '2022-01-01', '2023-01-01', '2024-01-01', '2025-01-01'];
const codes = ['P', 'Q', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** What a decision is made from: which day, which operation on which units. */
const draws = fc.record({
  day: fc.nat(days.length - 1),
  operation: fc.nat(6),
  picks: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
  share: fc.constantFrom(0.25, 0.5, null),
});
type Draw = typeof draws extends fc.Arbitrary<infer Value> ? Value : never;
const decisions = fc.array(draws, { minLength: 5, maxLength: 40 });

/** An operation mostly on units that stand, into codes that are free; and now and then on any. */
function drawnOperation({ rows }: State, day: string, { operation, picks, share }: Draw): Operation {
  const standing = rows.filter((row) => row.validFrom < day && (row.validTo ?? '9999') >= day);
  const names = new Set(standing.map(({ code }) => code));
  const any = (list: string[], pick: number): string =>
    list.length === 0 || pick % 10 === 0 ? codes[pick % codes.length]! : list[pick % list.length]!;
  const [one, other] = [any([...names], picks[0]!), any([...names], picks[1]!)];
  const free = codes.filter((code) => !names.has(code) || code === one);
  const tops = standing.filter(({ parentCode }) => parentCode === null).map(({ code }) => code);
  const unit = (pick: number) => ({
    code: any(free, pick),
    name: ['Xã Một', 'Xã Hai'][pick % 2]!,
    parentCode: pick % 5 === 0 ? null : any(pick % 3 === 0 ? [...names] : tops, pick),
  });
  const rest = share === null ? null : 1 - share;
  const [first, second] = [unit(picks[2]!), unit(picks[3]!)];
  const goesOn = picks[5]! % 2 === 0;
  const target = goesOn ? any([...names], picks[3]!) : second.code;
  const all: Operation[] = [
    { operation: 'create', unit: first },
    { operation: 'rename', code: one, name: `Xã ${picks[4]! % 4}` },
    { operation: 'move', code: one, parentCode: unit(picks[2]!).parentCode },
    { operation: 'close', code: one },
    { operation: 'merge', fromCodes: [one, other], into: first },
    {
      operation: 'split',
      code: one,
      into: [
        { ...first, share },
        { ...second, share: rest },
      ],
    },
    {
      operation: 'reorganise',
      into: goesOn ? [first] : [first, second],
      links: [
        { fromCode: one, toCode: first.code, share },
        { fromCode: one, toCode: target, share: rest },
        { fromCode: other, toCode: target },
      ],
    },
  ];
  return all[operation]!;
}

const beginning: State = {
  rows: [
    { code: 'P', name: 'Tỉnh', parentCode: null, validFrom: '2000-01-01', validTo: null },
    ...['a', 'b', 'c'].map((code) => ({
      code,
      name: 'Xã Một',
      parentCode: 'P',
      validFrom: '2000-01-01',
      validTo: null,
    })),
  ],
  successions: [],
};

/** One version of a code on a day at most, and above each unit exactly one parent, up to a root. */
function expectTree(rows: Row[], day: string): void {
  const standing = rows.filter((row) => isValidOn(row, day));
  expect(new Set(standing.map(({ code }) => code)).size).toBe(standing.length);
  for (const row of standing) {
    const above = new Set([row.code]);
    for (let up = row; up.parentCode !== null;) {
      const parents = standing.filter(({ code }) => code === up.parentCode);
      expect(parents).toHaveLength(1);
      up = parents[0]!;
      expect(above.has(up.code)).toBe(false);
      above.add(up.code);
    }
  }
}

function expectShares({ rows, successions }: State, from: string, to: string): void {
  const versions = byCode(rows);
  const steps = successions.map((row) => ({
    fromId: keyOf(predecessorOf(versions, row)!),
    toId: keyOf(versionOn(versions, row.toCode, row.effective)!),
    share: row.share,
  }));
  const starting = rows.filter((row) => isValidOn(row, from)).map(keyOf);
  const parts = crosswalk(
    starting,
    rows.map((row) => ({ id: keyOf(row), validTo: row.validTo })),
    steps,
    to,
  );
  const standing = new Set(rows.filter((row) => isValidOn(row, to)).map(keyOf));
  for (const id of starting) {
    const own = parts.filter(({ fromId }) => fromId === id);
    expect(own.length).toBeGreaterThan(0);
    for (const { toId } of own) if (toId !== null) expect(standing).toContain(toId);
    if (own.every((part) => part.share !== null))
      expect(own.reduce((sum, part) => sum + part.share!, 0)).toBeCloseTo(1, 9);
  }
}

describe('any sequence of operations', () => {
  const everyState = (look: (state: State) => void) =>
    fc.assert(
      fc.property(decisions, (drawn) => {
        let state = beginning;
        for (const draw of drawn) {
          state = decided(state, days[draw.day]!, [drawnOperation(state, days[draw.day]!, draw)]);
          look(state);
        }
      }),
      { numRuns: 150 },
    );

  it('leaves one parent to every unit on every day, and no two versions of a code', () => {
    everyState(({ rows }) => {
      for (const row of rows) expect(row.validFrom < (row.validTo ?? '9999')).toBe(true);
      for (const day of ['2000-01-01', '2019-12-31', ...days, '2030-01-01']) expectTree(rows, day);
    });
  });

  it('leaves a crosswalk between any two days whose shares add up to 1 where they are known', () => {
    everyState((state) => {
      expectShares(state, '2000-01-01', '2030-01-01');
      expectShares(state, '2021-01-01', '2023-06-01');
    });
  });

  it('rewrites nothing: what stood on an earlier day stands there still', () => {
    fc.assert(
      fc.property(decisions, (drawn) => {
        let state = beginning;
        for (const draw of drawn) {
          const day = days[draw.day]!;
          const before = state.rows.filter((row) => row.validFrom < day);
          state = decided(state, day, [drawnOperation(state, day, draw)]);
          for (const row of before) {
            const now = state.rows.find((one) => keyOf(one) === keyOf(row))!;
            expect({ ...now, validTo: null }).toEqual({ ...row, validTo: null });
            if (now.validTo !== row.validTo) expect(now.validTo).toBe(day);
          }
        }
      }),
    );
  });

  it('is often accepted, whatever the operation, so that the above says something', () => {
    const accepted: Record<string, number> = {};
    fc.assert(
      fc.property(decisions, (drawn) => {
        let state = beginning;
        for (const draw of drawn) {
          const operation = drawnOperation(state, days[draw.day]!, draw);
          const next = decided(state, days[draw.day]!, [operation]);
          if (next.rows !== state.rows)
            accepted[operation.operation] = (accepted[operation.operation] ?? 0) + 1;
          state = next;
        }
      }),
      { numRuns: 300, seed: 1 },
    );
    for (const operation of ['create', 'rename', 'move', 'close', 'merge', 'split', 'reorganise'])
      expect(accepted[operation], operation).toBeGreaterThan(30);
  });
});

describe('an operation', () => {
  const on = (day: string, ...operations: Operation[]) =>
    carryOut<Row>(operations, day, beginning.rows, beginning.successions);
  const reasons = (day: string, ...operations: Operation[]): string[] =>
    on(day, ...operations).problems.map(({ operation, message }) => `${operation} ${message}`);
  const unit = (code: string, parentCode: string | null = 'P') => ({ code, name: 'Xã Mới', parentCode });

  it('names every successor with the share of what went to it', () => {
    const { steps } = on('2021-01-01', {
      operation: 'split',
      code: 'a',
      into: [
        { ...unit('a'), share: 0.4 },
        { ...unit('d'), share: 0.6 },
      ],
    });
    expect(steps[0]!.successions).toEqual([
      { effective: '2021-01-01', fromCode: 'a', toCode: 'a', kind: 'split', share: 0.4 },
      { effective: '2021-01-01', fromCode: 'a', toCode: 'd', kind: 'split', share: 0.6 },
    ]);
  });

  it.each<[string, Operation[], string[]]>([
    [
      'a unit that there is not',
      [{ operation: 'close', code: 'x' }],
      ['0 x does not exist before 2021-01-01'],
    ],
    [
      'the same unit twice',
      [
        { operation: 'close', code: 'a' },
        { operation: 'rename', code: 'a', name: 'Xã Mới' },
      ],
      ['1 another operation ends a already'],
    ],
    ['what is so already', [{ operation: 'rename', code: 'a', name: 'Xã Một' }], ['0 a is so already']],
    [
      'a unit that others stand under',
      [{ operation: 'close', code: 'P' }],
      ['a', 'b', 'c'].map((code) => `0 ${code} outlives its parent P, which ends on 2021-01-01`),
    ],
    [
      'a parent that there is not',
      [{ operation: 'move', code: 'a', parentCode: 'x' }],
      ['0 the parent x of a does not exist on 2021-01-01'],
    ],
    [
      'a unit under itself',
      [
        { operation: 'move', code: 'a', parentCode: 'b' },
        { operation: 'move', code: 'b', parentCode: 'a' },
      ],
      ['0 a is its own ancestor on 2021-01-01', '1 b is its own ancestor on 2021-01-01'],
    ],
    [
      'a code that is in use',
      [{ operation: 'create', unit: unit('a') }],
      ['0 a from 2021-01-01 overlaps its version from 2000-01-01'],
    ],
    [
      'a unit that nothing becomes',
      [{ operation: 'reorganise', into: [unit('d'), unit('e')], links: [{ fromCode: 'a', toCode: 'd' }] }],
      ['0 nothing becomes e'],
    ],
    [
      'shares that do not add up',
      [
        {
          operation: 'split',
          code: 'a',
          into: [
            { ...unit('d'), share: 0.5 },
            { ...unit('e'), share: 0.4 },
          ],
        },
      ],
      ['0 the shares of a on 2021-01-01 add up to 0.9, not to 1'],
    ],
  ])('is refused for %s', (_, operations, expected) => {
    expect(reasons('2021-01-01', ...operations)).toEqual(expected);
  });

  it('is judged by what the decision comes to: units may change places on one day', () => {
    const swapped: Operation[] = [
      { operation: 'create', unit: unit('Q', null) },
      { operation: 'merge', fromCodes: ['a', 'b'], into: unit('b', 'Q') },
      { operation: 'reorganise', into: [unit('a', 'Q')], links: [{ fromCode: 'c', toCode: 'a' }] },
      { operation: 'close', code: 'P' },
    ];
    expect(reasons('2021-01-01', ...swapped)).toEqual([]);
    expect(reasons('2021-01-01', ...swapped.toReversed())).toEqual([]);
  });

  describe('on a day before others that are stored', () => {
    const renamed = decided(beginning, '2024-01-01', [{ operation: 'rename', code: 'a', name: 'Xã Hai' }]);
    const moved = decided(beginning, '2024-01-01', [
      { operation: 'create', unit: unit('Q', null) },
      { operation: 'move', code: 'a', parentCode: 'Q' },
    ]);
    const merged = decided(beginning, '2024-01-01', [
      { operation: 'merge', fromCodes: ['a', 'b'], into: unit('b') },
    ]);
    const absorbed = decided(beginning, '2024-01-01', [
      { operation: 'reorganise', into: [], links: [{ fromCode: 'a', toCode: 'b' }] },
    ]);
    const saidOn = (day: string, { rows, successions }: State, ...operations: Operation[]) =>
      carryOut<Row>(operations, day, rows, successions).problems.map(({ message }) => message);
    const said = (state: State, ...operations: Operation[]) => saidOn('2023-01-01', state, ...operations);

    it('may come in between when nothing later says otherwise', () => {
      const between = { operation: 'rename', code: 'a', name: 'Xã Ba' } as const;
      for (const state of [renamed, merged]) {
        expect(said(state, between)).toEqual([]);
        const versions = decided(state, '2023-01-01', [between]).rows.filter(({ code }) => code === 'a');
        const lives = versions.map(({ validFrom, validTo }) => [validFrom, validTo]);
        expect(lives).toContainEqual(['2000-01-01', '2023-01-01']);
        expect(lives).toContainEqual(['2023-01-01', '2024-01-01']);
      }
    });

    it('is refused with what it contradicts', () => {
      expect(said(moved, { operation: 'rename', code: 'a', name: 'Xã Ba' })).toEqual([
        'a is stored with the name Xã Một from 2024-01-01 on too',
      ]);
      expect(said(renamed, { operation: 'close', code: 'a' })).toEqual(['a is stored to end on 2024-01-01']);
      expect(said(merged, { operation: 'merge', fromCodes: ['b', 'c'], into: unit('c') })).toEqual([
        'b is stored to end on 2024-01-01',
      ]);
      expect(said(absorbed, { operation: 'close', code: 'b' })).toEqual(['b does not exist on 2024-01-01']);
      const below = decided(beginning, '2024-01-01', [{ operation: 'move', code: 'b', parentCode: 'a' }]);
      expect(said(below, { operation: 'move', code: 'a', parentCode: 'b' })).toEqual([
        'a is its own ancestor on 2024-01-01',
        'b is its own ancestor on 2024-01-01',
      ]);
      // Also when what is stored is of the same day.
      expect(saidOn('2024-01-01', absorbed, { operation: 'close', code: 'b' })).toEqual([
        'b does not exist on 2024-01-01',
      ]);
      expect(said(moved, { operation: 'create', unit: unit('Q', null) })).toEqual([
        'Q from 2023-01-01 overlaps its version from 2024-01-01',
      ]);
      expect(
        carryOut<Row>([{ operation: 'rename', code: 'a', name: 'Xã Ba' }], '2024-01-01', renamed.rows, [])
          .problems[0]!.message,
      ).toBe('a is stored to end on 2024-01-01');
      expect(
        carryOut<Row>([{ operation: 'close', code: 'Q' }], '2024-01-01', moved.rows, []).problems[0]!.message,
      ).toBe('Q begins on 2024-01-01 itself');
    });
  });
});
