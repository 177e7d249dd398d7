import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { Batches } from './batches.js';

it('what comes at the same moment, or while others are done, is done together, in the order of coming', async () => {
  const seen: number[][] = [];
  const later: Promise<number>[] = [];
  const batches = new Batches<number, number>(
    async (items) => {
      seen.push([...items]);
      await setImmediate();
      if (items.includes(1)) later.push(batches.add(6));
      await setImmediate();
      return items.map((item) => item * 10);
    },
    { running: 1, items: 3 },
  );
  const outcomes = await Promise.all([1, 2, 3, 4, 5].map((item) => batches.add(item)));
  expect(outcomes).toEqual([10, 20, 30, 40, 50]);
  expect(await Promise.all(later)).toEqual([60]);
  expect(seen).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
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

it('while some are under way, the next wait to be full, but only for a moment', async () => {
  const seen: number[][] = [];
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const batches = new Batches<number, number>(
    async (items) => {
      seen.push([...items]);
      await held;
      return items;
    },
    { running: 3, items: 2 },
  );
  const first = batches.add(1);
  await vi.waitFor(() => expect(seen).toEqual([[1]]));
  const second = batches.add(2);
  await setImmediate();
  expect(seen).toEqual([[1]]);
  const third = batches.add(3);
  await setImmediate();
  expect(seen).toEqual([[1], [2, 3]]);
  const fourth = batches.add(4);
  await vi.waitFor(() => expect(seen).toEqual([[1], [2, 3], [4]]));
  release();
  expect(await Promise.all([first, second, third, fourth])).toEqual([1, 2, 3, 4]);
});
