import { describe, expect, it } from 'vitest';
import { crosswalk, crosswalkBack, type CrosswalkPart } from './crosswalk.rules.js';

const END = '2025-01-01';

/** Steps written as `a b 0.5`: of the unit a so much went to b. */
function carried(to: string, ...lines: string[]): string[] {
  const steps = lines.map((line) => {
    const [fromId, toId, share] = line.split(' ');
    return { fromId: fromId!, toId: toId!, share: share === undefined ? null : Number(share) };
  });
  const ended = new Set(steps.map(({ fromId }) => fromId));
  const ids = new Set(['u', 'lost', ...steps.flatMap(({ fromId, toId }) => [fromId, toId])]);
  const versions = [...ids].map((id) => ({ id, validTo: ended.has(id) || id === 'lost' ? END : null }));
  return crosswalk(['u'], versions, steps, to).map(told);
}

const told = ({ toId, share, certainty }: CrosswalkPart): string => `${toId} ${share} ${certainty}`;

describe('a crosswalk', () => {
  it.each<[string, string[], string[]]>([
    ['a unit that still stands', [], ['u 1 exact']],
    ['a unit that went whole', ['u a'], ['a 1 exact']],
    ['through several reforms', ['u a', 'a b', 'b c'], ['c 1 exact']],
    ['a unit that was divided', ['u a 0.25', 'u b 0.75'], ['a 0.25 estimated', 'b 0.75 estimated']],
    [
      'what was divided twice',
      ['u a 0.5', 'u b 0.5', 'b c 0.5', 'b d 0.5'],
      ['a 0.5 estimated', 'c 0.25 estimated', 'd 0.25 estimated'],
    ],
    ['parts that meet again', ['u a 0.6', 'u b 0.4', 'a c', 'b c'], ['c 1 exact']],
    ['parts that meet again, without shares', ['u a', 'u b', 'a c', 'b c'], ['c 1 exact']],
    ['what was divided without shares', ['u a', 'u b'], ['a null unknown', 'b null unknown']],
    [
      'a part that was divided without shares',
      ['u a 0.5', 'u b 0.5', 'b c', 'b d'],
      ['a 0.5 estimated', 'c null unknown', 'd null unknown'],
    ],
    ['what has no known successor', ['u lost'], ['null 1 unknown']],
    [
      'a part that has no known successor',
      ['u a 0.7', 'u lost 0.3'],
      ['a 0.7 estimated', 'null 0.3 unknown'],
    ],
  ])('carries over %s', (_, steps, parts) => expect(carried('2026-01-01', ...steps)).toEqual(parts));

  it('leaves a unit as it is until the day it ends', () => {
    expect(carried('2024-12-31', 'u a')).toEqual(['u 1 exact']);
    expect(carried(END, 'u a')).toEqual(['a 1 exact']);
  });
});

/** Steps as above, and people as `a 300 0.5`: a had so many, of whom so much came to the unit u. */
function carriedBack(lines: string[], people: string[] = []): string[] {
  const steps = lines.map((line) => {
    const [fromId, toId] = line.split(' ');
    return { fromId: fromId!, toId: toId!, share: null };
  });
  const masses = new Map(
    people.map((line) => {
      const [id, population, share = '1'] = line.split(' ');
      return [id!, Number(population) * Number(share)];
    }),
  );
  const old = (id: string): boolean => /^[a-m]$/.test(id);
  return crosswalkBack(['u'], old, steps, (id) => masses.get(id) ?? null).map(told);
}

describe('a crosswalk to an earlier day', () => {
  it.each<[string, string[], string[], string[]]>([
    ['what came out of one', ['a u'], [], ['a 1 exact']],
    ['a part of one that was divided', ['a u', 'a v'], [], ['a 1 exact']],
    ['what came through several reforms', ['a x', 'x y', 'y u'], [], ['a 1 exact']],
    ['what was divided and met again', ['a x', 'a y', 'x u', 'y u'], [], ['a 1 exact']],
    [
      'what came out of several, by their people',
      ['a u', 'b u'],
      ['a 300', 'b 100'],
      ['a 0.75 estimated', 'b 0.25 estimated'],
    ],
    [
      'what came out of parts of several',
      ['a u', 'b u'],
      ['a 300 0.5', 'b 450'],
      ['a 0.25 estimated', 'b 0.75 estimated'],
    ],
    [
      'what came out of several whose people nobody counted',
      ['a u', 'b u'],
      ['a 300'],
      ['a null unknown', 'b null unknown'],
    ],
    ['what came from nowhere', [], [], ['null 1 unknown']],
    ['what came in part from nowhere', ['a u', 'x u'], ['a 300'], ['a null unknown', 'null null unknown']],
  ])('carries back %s', (_, steps, people, parts) => expect(carriedBack(steps, people)).toEqual(parts));

  it('leaves a unit that stood already where it is', () => {
    expect(
      crosswalkBack(
        ['a'],
        () => true,
        [],
        () => null,
      ).map(told),
    ).toEqual(['a 1 exact']);
  });
});
