import { expect, it } from 'vitest';
import { releaseTables, type TableInput } from '#disclosure/gate';
import { anyItems, reportsTable } from '../../../../test/fixtures/disclosure/outsider.js';
import fc from 'fast-check';
import { ReleasePlans } from './release-plans.js';

const tableOf = (seed: number): TableInput =>
  reportsTable(fc.sample(anyItems, { numRuns: 1, seed })[0]!, 5, 4);

it('a plan is made once for the same tables, and is what the gate decides', async () => {
  const plans = new ReleasePlans();
  const first = plans.release([tableOf(1)], {});
  expect(plans.release([tableOf(1)], {})).toBe(first);
  expect(await first).toEqual(releaseTables([tableOf(1)]));
  expect(plans.release([tableOf(2)], {})).not.toBe(first);
  // Held against another release it is another plan.
  const earlier = releaseTables([tableOf(3)]);
  expect(plans.release([tableOf(1)], { earlier })).not.toBe(first);
  expect(await plans.release([tableOf(1)], { earlier })).toEqual(releaseTables([tableOf(1)], { earlier }));
  expect(plans.release([tableOf(1)], { minReporters: 4 })).not.toBe(first);
});

it('keeps those that were made last, and none that failed', async () => {
  const plans = new ReleasePlans();
  const first = plans.release([tableOf(1)], {});
  for (let seed = 2; seed <= 13; seed += 1) await plans.release([tableOf(seed)], {});
  expect(plans.release([tableOf(13)], {})).toBe(plans.release([tableOf(13)], {}));
  expect(plans.release([tableOf(1)], {})).not.toBe(first);
  const wrong = { minReporters: 1 };
  await expect(plans.release([tableOf(1)], wrong)).rejects.toThrow(RangeError);
  await expect(plans.release([tableOf(1)], wrong)).rejects.toThrow('minReporters');
});
