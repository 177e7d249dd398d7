import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { langSonUnits } from '#apps/standalone/src/demo-data/index';
import { checkDatedTree, numberTrees, type NumberedTree, type TreeUnit } from './areas.rules.js';

const days = ['2020-01-01', '2021-01-01', '2022-01-01', '2023-01-01', '2024-01-01'];
const lasting = '9999-12-31';
const standsOn = (unit: TreeUnit, day: string): boolean =>
  unit.validFrom <= day && day < (unit.validTo ?? lasting);

/** Dated units, each within the life of its parent, which is drawn from those before it. */
const forests = fc
  .array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.boolean()), { maxLength: 25 })
  .map((draws) => {
    const units: TreeUnit[] = [];
    for (const [index, [above, start, life, isRoot]] of draws.entries()) {
      const parent = isRoot || index === 0 ? undefined : units[above % index]!;
      const possible = days.filter((day) => !parent || standsOn(parent, day));
      const validFrom = possible[start % possible.length]!;
      const ends = [...possible.filter((day) => day > validFrom), parent?.validTo ?? null];
      units.push({
        id: `u${index}`,
        code: `${index}`,
        parentId: parent?.id ?? null,
        validFrom,
        validTo: ends[life % ends.length]!,
      });
    }
    return units;
  });

const treeOn = (trees: NumberedTree[], day: string): NumberedTree | undefined =>
  trees.find(({ from, to }) => from <= day && day < (to ?? lasting));

/** A unit and all above it. */
function lineage(byId: Map<string, TreeUnit>, unit: TreeUnit): Set<string> {
  const ids = new Set<string>();
  for (let up: TreeUnit | undefined = unit; up; up = byId.get(up.parentId ?? '')) ids.add(up.id);
  return ids;
}

function expectGoodNumbers(units: TreeUnit[], trees: NumberedTree[], on: string[]): void {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  for (const day of on) {
    const alive = units.filter((unit) => standsOn(unit, day));
    const nodes = treeOn(trees, day)?.nodes ?? [];
    const lineages = alive.map((unit) => ({ id: unit.id, above: lineage(byId, unit) }));
    expect(nodes.map(([id]) => id).sort()).toEqual(alive.map(({ id }) => id).sort());
    for (const [id, lo, hi] of nodes) {
      const inRange = nodes.filter(([, other]) => lo <= other && other <= hi).map(([other]) => other);
      const below = lineages.filter(({ above }) => above.has(id)).map((unit) => unit.id);
      expect(inRange.sort()).toEqual(below.sort());
      const { parentId } = byId.get(id)!;
      if (parentId !== null) expect(nodes.filter(([other]) => other === parentId)).toHaveLength(1);
    }
  }
}

describe('the numbering of dated trees', () => {
  it('gives a unit the range of its descendants, on every day', () => {
    fc.assert(
      fc.property(forests, (units) =>
        expectGoodNumbers(units, numberTrees(units, 1), [...days, '2030-01-01']),
      ),
    );
  });

  it('uses no number twice, so that a range belongs to one tree', () => {
    fc.assert(
      fc.property(forests, fc.integer({ min: 1, max: 10_000 }), (units, first) => {
        const nodes = numberTrees(units, first).flatMap((tree) => tree.nodes);
        const numbers = nodes.map(([, lo]) => lo);
        expect(numbers).toEqual(numbers.map((_, index) => first + index));
        for (const tree of numberTrees(units, first)) {
          const own = tree.nodes.map(([, lo]) => lo);
          for (const [, lo, hi] of tree.nodes) {
            expect(lo).toBeLessThanOrEqual(hi);
            expect(hi).toBeLessThanOrEqual(Math.max(...own));
          }
        }
      }),
    );
  });

  it('covers time without gaps, from the first unit on', () => {
    fc.assert(
      fc.property(forests, (units) => {
        const trees = numberTrees(units, 1);
        for (const [index, { to }] of trees.entries()) expect(to).toBe(trees[index + 1]?.from ?? null);
      }),
    );
  });

  it('does not depend on the order of the units', () => {
    const shuffled = forests.chain((units) =>
      fc.tuple(fc.constant(units), fc.shuffledSubarray(units, { minLength: units.length })),
    );
    fc.assert(
      fc.property(shuffled, ([units, others]) => {
        expect(numberTrees(others, 1)).toEqual(numberTrees(units, 1));
      }),
    );
  });

  it('holds for Lạng Sơn through both of its reorganisations', () => {
    const parentOf = (row: (typeof langSonUnits)[number]) =>
      langSonUnits.find(
        ({ code, validFrom, validTo }) =>
          code === row.parentCode && validFrom <= row.validFrom && row.validFrom < (validTo ?? lasting),
      );
    const idOf = ({ code, validFrom }: { code: string; validFrom: string }) => `${code} ${validFrom}`;
    const units = langSonUnits.map((row) => {
      const parent = parentOf(row);
      return { ...row, id: idOf(row), parentId: parent ? idOf(parent) : null };
    });
    const trees = numberTrees(units, 1);
    expect(trees).toHaveLength(3);
    expectGoodNumbers(units, trees, ['2019-12-31', '2020-01-01', '2024-12-31', '2025-01-01', '2025-07-01']);
  });
});

describe('the check of dated trees', () => {
  const rowsOf = (units: TreeUnit[]) => {
    const codes = new Map(units.map(({ id, code }) => [id, code]));
    return units.map(({ code, parentId, validFrom, validTo }) => ({
      code,
      validFrom,
      validTo,
      parentCode: parentId && codes.get(parentId)!,
    }));
  };

  it('finds nothing wrong with a forest in which every unit lives within its parent', () => {
    fc.assert(
      fc.property(forests, (units) => {
        expect(checkDatedTree('areas', rowsOf(units), [])).toEqual([]);
      }),
    );
  });

  it('finds the child of a parent that is gone', () => {
    fc.assert(
      fc.property(forests, fc.nat(), (units, draw) => {
        const withParent = units.filter(({ parentId }) => parentId !== null);
        fc.pre(withParent.length > 0);
        const child = withParent[draw % withParent.length]!;
        const orphans = rowsOf(units.filter(({ id }) => id !== child.parentId));
        const line = orphans.findIndex(({ code }) => code === child.code) + 1;
        expect(checkDatedTree('areas', orphans, []).map((problem) => problem.line)).toContain(line);
      }),
    );
  });
});
