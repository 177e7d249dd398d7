import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Attempt, failureOf, judge, RETRY_SECONDS } from './webhook-retry.rules.js';

const now = Date.UTC(2026, 9, 1) / 1_000;
const answered = (status: number, retryAfter?: string): Attempt => ({
  status,
  error: null,
  milliseconds: 12,
  retryAfter,
});
const unanswered: Attempt = { status: null, error: 'connect ECONNREFUSED', milliseconds: 3 };
const first = { attempts: 1, once: false, now };

describe('an attempt', () => {
  it.each([200, 201, 202, 204, 299])('answered with %i has delivered', (status) => {
    expect(judge(answered(status), first, 0)).toEqual({ state: 'delivered' });
    expect(failureOf(answered(status))).toBeNull();
  });

  it.each([100, 199, 300, 301, 302, 308, 400, 401, 404, 409, 422, 429, 500, 503])(
    'answered with %i is made again',
    (status) => {
      expect(judge(answered(status), first, 0)).toMatchObject({ state: 'waiting', afterSeconds: 5 });
      expect(failureOf(answered(status))).toBe(`The receiver answered ${status}`);
    },
  );

  it('without an answer is made again', () => {
    expect(judge(unanswered, first, 0)).toEqual({ state: 'waiting', afterSeconds: 5, pauseSeconds: null });
    expect(failureOf(unanswered)).toBe('connect ECONNREFUSED');
  });

  it('waits longer each time, for more than three days, until it is the last', () => {
    const waits = RETRY_SECONDS.map((_, index) => judge(unanswered, { ...first, attempts: index + 1 }, 0));
    expect(waits.map((verdict) => 'afterSeconds' in verdict && verdict.afterSeconds)).toEqual([
      ...RETRY_SECONDS,
    ]);
    expect(RETRY_SECONDS.reduce((sum, seconds) => sum + seconds, 0) / 86_400).toBeGreaterThan(3);
    const last = { ...first, attempts: RETRY_SECONDS.length + 1 };
    expect(judge(unanswered, last, 0)).toEqual({ state: 'dead', gone: false });
  });

  it('is never early, and late by a fifth at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: RETRY_SECONDS.length }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, chance) => {
          const verdict = judge(unanswered, { ...first, attempts }, chance);
          const planned = RETRY_SECONDS[attempts - 1]!;
          expect(verdict).toMatchObject({ state: 'waiting' });
          const { afterSeconds } = verdict as { afterSeconds: number };
          expect(afterSeconds).toBeGreaterThanOrEqual(planned);
          expect(afterSeconds).toBeLessThanOrEqual(planned * 1.2);
        },
      ),
    );
  });

  it('that finds the receiver gone is the last, whichever it is', () => {
    expect(judge(answered(410), first, 0)).toEqual({ state: 'dead', gone: true });
  });

  it('that is a trial is not made again', () => {
    expect(judge(answered(500), { ...first, once: true }, 0)).toEqual({ state: 'dead', gone: false });
  });

  it.each([
    ['429', answered(429, '120'), 120],
    ['503', answered(503, '120'), 120],
    ['a date', answered(503, new Date((now + 90) * 1_000).toUTCString()), 90],
    ['more than a day', answered(429, '999999'), 86_400],
  ])('waits as long as the receiver asks: %s', (_, attempt, seconds) => {
    expect(judge(attempt, first, 0)).toEqual({
      state: 'waiting',
      afterSeconds: seconds,
      pauseSeconds: seconds,
    });
  });

  it('does not come sooner than planned because the receiver would allow it', () => {
    const verdict = judge(answered(429, '1'), { ...first, attempts: 2 }, 0);
    expect(verdict).toEqual({ state: 'waiting', afterSeconds: 300, pauseSeconds: 1 });
  });

  it.each([answered(500, '120'), answered(429, 'soon'), answered(503, 'Thu, 01 Jan 1970 00:00:00 GMT')])(
    'takes no pause from an answer that asks for none',
    (attempt) => {
      expect(judge(attempt, first, 0)).toMatchObject({ afterSeconds: 5, pauseSeconds: null });
    },
  );
});
