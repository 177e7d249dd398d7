import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter, isWithin, lastDayOf, refuseUnlessAllowed, stateOn } from './contracts.rules.js';

describe('the last day of a term', () => {
  it.each([
    ['2026-01-01', 24, '2027-12-31'],
    ['2026-01-15', 1, '2026-02-14'],
    ['2026-10-01', 6, '2027-03-31'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2025-08-31', 6, '2026-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2025-12-31', 12, '2026-12-30'],
  ])('that begins on %s and takes %d months is %s', (startsOn, months, last) => {
    expect(lastDayOf(startsOn, months)).toBe(last);
  });

  it('is later the longer the term, and never earlier for a later start', () => {
    const start = fc.integer({ min: 0, max: 5000 });
    const day = (number: number): string =>
      new Date(Date.UTC(2020, 0, 1 + number)).toISOString().slice(0, 10);
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 119 }), (number, months) => {
        expect(lastDayOf(day(number), months) < lastDayOf(day(number), months + 1)).toBe(true);
        expect(lastDayOf(day(number), months) <= lastDayOf(day(number + 1), months)).toBe(true);
        expect(lastDayOf(day(number), months) >= day(number)).toBe(true);
      }),
    );
  });
});

it('a signed contract is in force from its first day on', () => {
  const signed = { state: 'signed', startsOn: '2026-01-01' } as const;
  expect(stateOn('2025-12-31', signed)).toBe('signed');
  expect(stateOn('2026-01-01', signed)).toBe('in-force');
  expect(stateOn('2026-01-01', { ...signed, state: 'settled' })).toBe('settled');
});

it('a term lies within its appointment to the day', () => {
  const appointment = { state: 'appointed', from: '2026-01-01', to: '2027-01-01' } as const;
  const term = { startsOn: '2026-01-01', lastOn: '2026-12-31' };
  expect(isWithin(term, appointment)).toBe(true);
  expect(isWithin({ ...term, startsOn: '2025-12-31' }, appointment)).toBe(false);
  expect(isWithin({ ...term, lastOn: '2027-01-01' }, appointment)).toBe(false);
  expect(isWithin({ ...term, lastOn: '2030-01-01' }, { ...appointment, to: null })).toBe(true);
  expect(isWithin(term, { ...appointment, state: 'nominated' })).toBe(false);
});

it('what is over stays as it is', () => {
  for (const action of ['sign', 'discard', 'terminate', 'settle'] as const) {
    expect(() => refuseUnlessAllowed(action, 'settled')).toThrow('not in a state');
    expect(() => refuseUnlessAllowed(action, 'terminated')).toThrow('not in a state');
  }
  expect(dayAfter('2027-12-31')).toBe('2028-01-01');
});
