import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { langSonUnits } from '#apps/standalone/src/demo-data/index';
import type { SuccessionRow } from '#contracts/dated-trees';
import { days, forests, type Grown } from '../dated-trees/forests.fixture.js';
import { type NumberedTree, numberedFrom, renumber, treesOf, type TreeUnit } from './numbering.rules.js';

const lasting = '9999-12-31';
const standsOn = (unit: TreeUnit, day: string): boolean =>
  unit.validFrom <= day && day < (unit.validTo ?? lasting);

const inForceOn = (trees: NumberedTree[], day: string): NumberedTree[] =>
  trees.filter(({ from, to }) => from <= day && day < (to ?? lasting));

/** Codes of a unit and of all above it on a day. */
function lineage(alive: TreeUnit[], unit: TreeUnit): Set<string> {
  const byCode = new Map(alive.map((one) => [one.code, one]));
  const codes = new Set<string>();
  for (let up: TreeUnit | undefined = unit; up; up = byCode.get(up.parentCode ?? '')) codes.add(up.code);
  return codes;
}

/** Every unit that stands has one number on the day, and in its range all that stand below it and no other. */
function expectGoodNumbers(units: TreeUnit[], trees: NumberedTree[], on: string[]): void {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  for (const day of on) {
    const alive = units.filter((unit) => standsOn(unit, day));
    const nodes = inForceOn(trees, day).flatMap((tree) => tree.nodes);
    const standing = nodes.filter(([id]) => standsOn(byId.get(id)!, day));
    expect(standing.map(([id]) => id).sort()).toEqual(alive.map(({ id }) => id).sort());
    const above = new Map(alive.map((unit) => [unit.id, lineage(alive, unit)]));
    for (const [id, lo, hi] of standing) {
      const inRange = standing.filter(([, other]) => lo <= other && other <= hi).map(([other]) => other);
      const below = alive.filter((unit) => above.get(unit.id)!.has(byId.get(id)!.code));
      expect(inRange.sort()).toEqual(below.map((unit) => unit.id).sort());
    }
  }
}

/** Trees one after the other, as they would be numbered in an empty registry. */
function numbered(trees: NumberedTree[], first: number): NumberedTree[] {
  let next = first;
  return trees.map((tree) => {
    const one = numberedFrom(tree, next);
    next = 1 + Math.max(...one.nodes.map(([, , hi]) => hi));
    return one;
  });
}

const numbersOf = ({ units, successions }: Grown): NumberedTree[] => numbered(treesOf(units, successions), 1);

describe('the numbering of dated trees', () => {
  it('gives a unit the range of its descendants, on every day', () => {
    fc.assert(
      fc.property(forests, (grown) =>
        expectGoodNumbers(grown.units, numbersOf(grown), [...days, '2030-01-01']),
      ),
    );
  });

  it('uses no number twice, so that a range belongs to one tree', () => {
    fc.assert(
      fc.property(forests, (grown) => {
        const trees = numbersOf(grown);
        const numbers = trees.flatMap((tree) => [...new Set(tree.nodes.map(([, lo]) => lo))]);
        expect(numbers).toEqual(numbers.map((_, index) => 1 + index));
        for (const { nodes } of trees) {
          const last = Math.max(...nodes.map(([, lo]) => lo));
          for (const [, lo, hi] of nodes) expect(lo <= hi && hi <= last).toBe(true);
        }
      }),
    );
  });

  it('gives a unit that goes on under another name the same number by its former ones', () => {
    const unit = (id: string, changes: Partial<TreeUnit> = {}): TreeUnit => ({
      id,
      code: '1',
      parentCode: '20',
      validFrom: '2020-01-01',
      validTo: null,
      ...changes,
    });
    const units = [
      unit('province', { code: '20', parentCode: null }),
      unit('old name', { validTo: '2021-01-01' }),
      unit('new name', { validFrom: '2021-01-01' }),
    ];
    const succession: SuccessionRow = {
      effective: '2021-01-01',
      fromCode: '1',
      toCode: '1',
      kind: 'rename',
      share: null,
    };
    const [before, after] = treesOf(units, [succession]);
    expect(before!.nodes).toEqual([
      ['province', 0, 1],
      ['old name', 1, 1],
    ]);
    expect(after!.nodes).toEqual([
      ['province', 0, 1],
      ['old name', 1, 1],
      ['new name', 1, 1],
    ]);
    // After a merger the code names another unit.
    const [, merged] = treesOf(units, [{ ...succession, kind: 'merge' }]);
    expect(merged!.nodes.map(([id]) => id)).toEqual(['province', 'new name']);
  });

  it('makes trees anew only under the roots where something changes', () => {
    const root = (code: string): TreeUnit => ({
      id: code,
      code,
      parentCode: null,
      validFrom: '2020-01-01',
      validTo: null,
    });
    const commune = { ...root('c'), parentCode: 'A', validFrom: '2021-01-01', validTo: '2022-01-01' };
    const spans = treesOf([root('A'), root('B'), commune], []).map(({ root: top, from, to }) => [
      top,
      from,
      to,
    ]);
    expect(spans).toEqual([
      ['A', '2020-01-01', '2021-01-01'],
      ['B', '2020-01-01', null],
      ['A', '2021-01-01', '2022-01-01'],
      ['A', '2022-01-01', null],
    ]);
  });

  it('does not depend on the order of the units', () => {
    const shuffled = forests.chain((grown) =>
      fc.tuple(fc.constant(grown), fc.shuffledSubarray(grown.units, { minLength: grown.units.length })),
    );
    fc.assert(
      fc.property(shuffled, ([grown, others]) => {
        expect(treesOf(others, grown.successions)).toEqual(treesOf(grown.units, grown.successions));
      }),
    );
  });

  it('leaves the numbers of what stays as it is', () => {
    fc.assert(
      fc.property(forests, fc.constantFrom(...days), (grown, day) => {
        const before = numbersOf(grown);
        expect(renumber(treesOf(grown.units, grown.successions), before)).toEqual({
          anew: [],
          ended: [],
          gone: [],
        });
        // Another root appears: only its own tree is new.
        const more: TreeUnit = { id: 'x', code: 'x', parentCode: null, validFrom: day, validTo: null };
        const after = renumber(treesOf([...grown.units, more], grown.successions), before);
        expect(after.anew.map(({ root, from }) => [root, from])).toEqual([['x', day]]);
        expect([...after.ended, ...after.gone]).toEqual([]);
      }),
    );
  });

  it('tells which trees only end, which are new and which are no more', () => {
    const root: TreeUnit = { id: 'A', code: 'A', parentCode: null, validFrom: '2020-01-01', validTo: null };
    const child = { ...root, id: 'c', code: 'c', parentCode: 'A', validFrom: '2021-01-01' };
    const before = numbered(treesOf([root, child], []), 7);
    const closed = [
      { ...root, validTo: '2021-01-01' },
      { ...child, parentCode: 'B' },
      { ...root, id: 'B', code: 'B' },
    ];
    const { anew, ended, gone } = renumber(treesOf(closed, []), before);
    const spans = (trees: NumberedTree[]) => trees.map(({ root: top, from, to }) => [top, from, to]);
    expect(spans(anew)).toEqual([
      ['B', '2020-01-01', '2021-01-01'],
      ['B', '2021-01-01', null],
    ]);
    expect(ended).toEqual([]);
    expect(spans(gone)).toEqual([['A', '2021-01-01', null]]);
    const [shorter] = renumber(treesOf([{ ...root, validTo: '2020-06-01' }], []), before.slice(0, 1)).ended;
    expect(shorter).toEqual({ ...before[0], to: '2020-06-01' });
  });

  it('holds for Lạng Sơn through both of its reorganisations', () => {
    const units = langSonUnits.map((row) => ({ ...row, id: `${row.code} ${row.validFrom}` }));
    const trees = numbered(treesOf(units, []), 1);
    expect(trees).toHaveLength(3);
    expectGoodNumbers(units, trees, ['2019-12-31', '2020-01-01', '2024-12-31', '2025-01-01', '2025-07-01']);
  });
});
