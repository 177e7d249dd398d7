import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SuccessionRow } from '#contracts/dated-trees';
import { byCode, type DatedRow, defectsOf, defectsOfSuccessions } from './dated-tree.rules.js';
import { forests, type GrownUnit } from './forests.fixture.js';

const row = (code: string, changes: Partial<DatedRow> = {}): DatedRow => ({
  code,
  validFrom: '2020-01-01',
  validTo: null,
  parentCode: null,
  ...changes,
});

const defectsIn = (rows: DatedRow[]): string[] => {
  const versions = byCode(rows);
  return rows.flatMap((one) => defectsOf(one, versions));
};

describe('the check of dated trees', () => {
  it('finds nothing wrong with a forest in which every unit lives within its parent, also when that is renamed', () => {
    fc.assert(
      fc.property(forests, ({ units }) => {
        expect(defectsIn(units)).toEqual([]);
      }),
    );
  });

  it('finds the child of a parent that is gone', () => {
    fc.assert(
      fc.property(forests, fc.nat(), ({ units }, draw) => {
        const withParent = units.filter(({ parentCode }) => parentCode !== null);
        fc.pre(withParent.length > 0);
        const child = withParent[draw % withParent.length]! as GrownUnit;
        const orphans = units.filter(({ code }) => code !== child.parentCode);
        expect(defectsOf(child, byCode(orphans))).toEqual([
          `the parent ${child.parentCode} of ${child.code} does not exist on ${child.validFrom}`,
        ]);
      }),
    );
  });

  it('means by a parent whoever has its code on the day, and finds a gap between two of them', () => {
    const parents = (from: string) => [
      row('P', { validTo: '2021-01-01' }),
      row('P', { validFrom: from, validTo: null }),
    ];
    const child = row('c', { parentCode: 'P' });
    expect(defectsIn([...parents('2021-01-01'), child])).toEqual([]);
    expect(defectsIn([...parents('2021-01-02'), child])).toEqual([
      'c outlives its parent P, which ends on 2021-01-01',
    ]);
  });
});

describe('the check of successions', () => {
  const versions = byCode([
    row('a', { validTo: '2021-01-01' }),
    row('a', { validFrom: '2021-01-01' }),
    row('b', { validTo: '2021-01-01' }),
    row('c', { validFrom: '2021-01-01' }),
    row('d'),
  ]);
  const link = (fromCode: string, toCode: string, changes: Partial<SuccessionRow> = {}): SuccessionRow => ({
    effective: '2021-01-01',
    fromCode,
    toCode,
    kind: 'split',
    share: null,
    ...changes,
  });
  const said = (...rows: SuccessionRow[]) => defectsOfSuccessions(rows, [], versions).flat();

  it.each([
    ['one that leads to a unit that begins', [link('b', 'c')]],
    ['one that leads to a unit that goes on', [link('b', 'd')]],
    ['shares that add up to 1', [link('b', 'c', { share: 0.3 }), link('b', 'd', { share: 0.7 })]],
    ['thirds', ['a', 'c', 'd'].map((to) => link('b', to, { share: 1 / 3 }))],
    ['a unit that goes on as another version', [link('a', 'a', { kind: 'rename' })]],
  ])('accepts %s', (_, rows) => expect(said(...rows)).toEqual([]));

  it.each([
    ['a unit that does not end', [link('d', 'c')], ['d does not end on 2021-01-01']],
    ['a unit that is not there yet', [link('c', 'd')], ['c does not exist before 2021-01-01']],
    ['a successor that is not there', [link('b', 'x')], ['x does not exist on 2021-01-01']],
    [
      'a unit that goes on as another',
      [link('b', 'c', { kind: 'move' })],
      ['b does not go on as c on 2021-01-01'],
    ],
    [
      'shares that do not add up',
      [link('b', 'c', { share: 0.3 }), link('b', 'd', { share: 0.6 })],
      [
        'the shares of b on 2021-01-01 add up to 0.9, not to 1',
        'the shares of b on 2021-01-01 add up to 0.9, not to 1',
      ],
    ],
    [
      'a share that is missing',
      [link('b', 'c', { share: 0.3 }), link('b', 'd')],
      ['the shares of b on 2021-01-01 are not complete', 'the shares of b on 2021-01-01 are not complete'],
    ],
  ])('names %s', (_, rows, defects) => expect(said(...rows)).toEqual(defects));

  it('counts the shares that are stored already', () => {
    const rows = [link('b', 'c', { share: 0.4 })];
    expect(defectsOfSuccessions(rows, [link('b', 'd', { share: 0.6 })], versions)).toEqual([[]]);
    expect(defectsOfSuccessions(rows, [], versions)).toEqual([
      ['the shares of b on 2021-01-01 add up to 0.4, not to 1'],
    ]);
  });
});
