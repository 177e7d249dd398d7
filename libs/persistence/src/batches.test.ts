import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Batches } from './batches.js';

it('what comes alone is done at once, what comes meanwhile is done together, in the order of coming', async () => {
  const seen: number[][] = [];
  const batches = new Batches<number, number>(
    async (items) => {
      seen.push([...items]);
      await setImmediate();
      return items.map((item) => item * 10);
    },
    { running: 1, items: 3 },
  );
  const outcomes = await Promise.all([1, 2, 3, 4, 5].map((item) => batches.add(item)));
  expect(outcomes).toEqual([10, 20, 30, 40, 50]);
  expect(seen).toEqual([[1], [2, 3, 4], [5]]);
});

it('one that fails takes nobody along', async () => {
  const batches = new Batches<number, number>(
    async (items) => {
      await setImmediate();
      if (items.includes(3)) throw new Error('three');
      return items.map((item) => item);
    },
    { running: 1, items: 10 },
  );
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map((item) => batches.add(item)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});
