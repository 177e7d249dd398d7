import { expect, it } from 'vitest';

import { dominance } from './dominance.js';

it('warns when the second largest reporter could work out the largest one', () => {
  // 20 - 15 - 4 = 1, less than 10 % of 15
  expect(dominance([15, 4, 1], 10)).toEqual({ dominated: true, share: 0.75 });
  expect(dominance([15, 4, 1, 1], 10).dominated).toBe(false);
});

it('takes a single reporter as dominating, and nobody as not', () => {
  expect(dominance([7], 10)).toEqual({ dominated: true, share: 1 });
  expect(dominance([], 10)).toEqual({ dominated: false, share: 0 });
});

it('refuses a percentage or a contribution that makes no sense', () => {
  expect(() => dominance([1], 0)).toThrow(RangeError);
  expect(() => dominance([-1], 10)).toThrow(RangeError);
});
