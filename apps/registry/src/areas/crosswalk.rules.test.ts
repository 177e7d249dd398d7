import { describe, expect, it } from 'vitest';
import { crosswalk, type CrosswalkPart } from './crosswalk.rules.js';

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
