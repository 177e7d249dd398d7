import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reached } from './reminders.rules.js';

it('a reminder covers every number of days that has been reached and not been said', () => {
  const days = [60, 30, 7];
  expect(reached({ daysLeft: 61, reminded: [] }, days)).toEqual([]);
  expect(reached({ daysLeft: 60, reminded: [] }, days)).toEqual([60]);
  expect(reached({ daysLeft: 25, reminded: [] }, days)).toEqual([60, 30]);
  expect(reached({ daysLeft: 25, reminded: [60] }, days)).toEqual([30]);
  expect(reached({ daysLeft: -3, reminded: [60, 30] }, days)).toEqual([7]);
  expect(reached({ daysLeft: 0, reminded: [60, 30, 7] }, days)).toEqual([]);
});

it('however often and seldom it is looked at, each number of days is said once', () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { maxLength: 5 });
  const looks = fc.array(fc.integer({ min: -20, max: 100 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(days, looks, (numbers, on) => {
      const reminded: number[] = [];
      for (const daysLeft of on.toSorted((a, b) => b - a)) {
        const said = reached({ daysLeft, reminded }, numbers);
        expect(said.every((number) => !reminded.includes(number))).toBe(true);
        reminded.push(...said);
      }
      const least = Math.min(...on);
      expect(reminded.toSorted()).toEqual(numbers.filter((number) => least <= number).toSorted());
    }),
  );
});
