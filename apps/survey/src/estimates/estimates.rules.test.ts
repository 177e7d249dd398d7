import { expect, it } from 'vitest';
import { releaseTable } from '#disclosure/gate';
import { probabilityDesign } from '#statistics/estimation';
import { countPeople, rowsOfNumbers } from './counts.rules.js';
import { estimateNumbers } from './estimates.rules.js';

it('a mean that everybody gave alike is withheld, as a row that stands in one category is', () => {
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
  const meanOf = (value: (at: number) => number) => {
    const values = Float64Array.from({ length: people }, (_, at) => value(at));
    const item = { key: 'trips', label: 'Mấy lần?' };
    const wanted = {
      statistic: 'mean',
      item,
      denominator: null,
      p: null,
      values,
      below: null,
      by: null,
    } as const;
    const counted = releaseTable(countPeople(rowsOfNumbers('~trips', values), null, people));
    return estimateNumbers(maker, wanted, counted)[0]!.estimate;
  };
  expect(meanOf(() => 3)).toEqual({ value: null, reason: 'protected' });
  expect(meanOf((at) => 2 + (at % 4))).toMatchObject({
    value: expect.closeTo(3.67, 1),
    se: expect.any(Number),
  });
});
