import { expect, it } from 'vitest';
import { isQuiet, stagesOf } from './reminders.rules.js';

it('quiet hours begin and end on the minute, and may span midnight', () => {
  const quietAt = (from: string, to: string) =>
    ['00:00', '06:59', '07:00', '12:00', '19:59', '20:00', '23:59'].filter((time) =>
      isQuiet(time, { from, to }),
    );
  expect(quietAt('20:00', '07:00')).toEqual(['00:00', '06:59', '20:00', '23:59']);
  expect(quietAt('07:00', '20:00')).toEqual(['07:00', '12:00', '19:59']);
  expect(isQuiet('03:00', null)).toBe(false);
});

it('days after the due day count below 0', () => {
  expect(stagesOf({ daysBefore: [3, 0], daysAfter: [1, 5] })).toEqual([3, 0, -1, -5]);
});
