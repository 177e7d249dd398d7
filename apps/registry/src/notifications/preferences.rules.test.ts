import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterQuietHours, channelOf } from './preferences.rules.js';

describe('quiet hours', () => {
  const night = { from: '21:00', to: '06:00' };
  // The office is seven hours ahead.
  const office = (time: string): Date => new Date(`2026-05-10T${time}:00+07:00`);

  it.each([
    ['in the evening, until the next morning', '22:30', '2026-05-11T06:00:00+07:00'],
    ['after midnight, until the same morning', '00:10', '2026-05-10T06:00:00+07:00'],
    ['from their first minute', '21:00', '2026-05-11T06:00:00+07:00'],
    ['not any more in the minute in which they end', '06:00', '2026-05-10T06:00:00+07:00'],
    ['not in the day', '12:00', '2026-05-10T12:00:00+07:00'],
  ])('hold mail up %s', (_, time, until) => {
    expect(afterQuietHours(office(time), night)).toEqual(new Date(until));
  });

  it('can lie in the middle of the day, or not be at all', () => {
    expect(afterQuietHours(office('12:30'), { from: '12:00', to: '13:30' })).toEqual(office('13:30'));
    expect(afterQuietHours(office('23:00'), null)).toEqual(office('23:00'));
  });

  it('end at the time they say, within a day, and not in quiet hours', () => {
    const time = fc
      .integer({ min: 0, max: 24 * 60 - 1 })
      .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16));
    const now = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(now, time, time, (at, from, to) => {
        fc.pre(from !== to);
        const until = afterQuietHours(at, { from, to });
        expect(until.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(until.getTime() - at.getTime()).toBeLessThan(86_400_000);
        expect(afterQuietHours(until, { from, to })).toEqual(until);
        if (until > at)
          expect(new Date(until.getTime() + 7 * 3_600_000).toISOString().slice(11, 16)).toBe(to);
      }),
    );
  });
});

describe('the channel of a kind', () => {
  it('is the one that was chosen, or else the usual one', () => {
    expect(channelOf('opinion-report.returned', undefined)).toBe('at-once');
    expect(channelOf('opinion-report.returned', 'off')).toBe('off');
  });

  it('cannot be chosen for what its reader must hear of', () => {
    expect(channelOf('account.security', 'off')).toBe('at-once');
  });
});
