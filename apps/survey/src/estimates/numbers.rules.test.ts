import { describe, expect, it } from 'vitest';
import { releaseTable } from '#disclosure/gate';
import { probabilityDesign } from '#statistics/estimation';
import { countPeople, rowsOfNumbers } from './counts.rules.js';
import { estimateNumbers } from './numbers.rules.js';

describe('what everybody gave alike is withheld, as a row that stands in one category is:', () => {
  const people = 40;
  const weights = Float64Array.from({ length: people }, (_, at) => 1 + (at % 2));
  const design = probabilityDesign({ sampling: 'simple-random', weights, stages: [{}] });
  const maker = {
    design,
    replicates: undefined,
    weights,
    confidence: 0.95,
    interval: 'wald-t',
    minPeople: 10,
  } as const;
  const numberOf = (value: (at: number) => number, under?: (at: number) => number) => {
    const valuesOf = (of: (at: number) => number) => Float64Array.from({ length: people }, (_, at) => of(at));
    const values = valuesOf(value);
    const item = { key: 'trips', label: 'Mấy lần?' };
    const wanted = {
      statistic: under ? 'ratio' : 'mean',
      item,
      denominator: under ? { key: 'hours', label: 'Mấy giờ?' } : null,
      p: null,
      values,
      below: under ? valuesOf(under) : null,
      by: null,
    } as const;
    const counted = releaseTable(countPeople(rowsOfNumbers('~trips', values), null, people));
    return estimateNumbers(maker, wanted, counted)[0]!.estimate;
  };
  const withheld = { value: null, reason: 'protected' };
  const several = (at: number) => 2 + (at % 4);

  it('a mean', () => {
    expect(numberOf(() => 3)).toEqual(withheld);
    expect(numberOf(several)).toMatchObject({ value: expect.closeTo(3.67, 1), se: expect.any(Number) });
  });

  it('a ratio, whatever its numerators are, and those that have nothing of either', () => {
    expect(numberOf(several, (at) => several(at) * 0.1)).toEqual(withheld);
    const some = (at: number) => (at < 5 ? 0 : several(at));
    expect(numberOf(some, (at) => 3 * some(at))).toEqual(withheld);
    expect(numberOf(() => 0, several)).toEqual(withheld);
    expect(numberOf(some, (at) => (at === 39 ? 8 : 3 * some(at)))).toMatchObject({
      value: expect.closeTo(1 / 3, 1),
      se: expect.any(Number),
    });
  });
});
