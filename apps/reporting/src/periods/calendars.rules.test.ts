import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, duesOf, spanOf } from './calendars.rules.js';

const calendar = { months: 1, startMonth: 1, startDay: 15 } as const;
const anyDay = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const next = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

describe('the span of a calendar', () => {
  it.each([
    ['2026-10-14', '2026-09-15', '2026-10-14', '2026-10'],
    ['2026-10-15', '2026-10-15', '2026-11-14', '2026-11'],
    ['2027-01-02', '2026-12-15', '2027-01-14', '2027-01'],
  ])('from the 15th to the 14th has %s in %s to %s', (day, startsOn, endsOn, code) => {
    const span = spanOf(calendar, day);
    expect(span).toEqual({ startsOn, endsOn });
    expect(codeOf({ code: 'GIUA', kind: 'monthly' }, span)).toBe(code);
  });

  it('of a quarter and a year begins in the month that is said, every third and every twelfth', () => {
    const quarter = spanOf({ months: 3, startMonth: 12, startDay: 15 }, '2026-02-01');
    expect(quarter).toEqual({ startsOn: '2025-12-15', endsOn: '2026-03-14' });
    expect(codeOf({ code: 'Q', kind: 'quarterly' }, quarter)).toBe('2026-Q1');
    const year = spanOf({ months: 12, startMonth: 7, startDay: 1 }, '2026-06-30');
    expect(year).toEqual({ startsOn: '2025-07-01', endsOn: '2026-06-30' });
    expect(codeOf({ code: 'N', kind: 'yearly' }, year)).toBe('2026');
    expect(codeOf({ code: 'RIENG', kind: 'custom' }, year)).toBe('RIENG-2025-07-01');
  });

  it('holds its day, and the next one follows on it, whatever the rule', () => {
    const rule = fc.record({
      months: fc.constantFrom(1 as const, 3 as const, 12 as const),
      startMonth: fc.integer({ min: 1, max: 12 }),
      startDay: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(rule, anyDay, (each, day) => {
        const { startsOn, endsOn } = spanOf(each, day);
        expect(startsOn <= day && day <= endsOn).toBe(true);
        expect(spanOf(each, startsOn)).toEqual({ startsOn, endsOn });
        expect(spanOf(each, next(endsOn)).startsOn).toBe(next(endsOn));
        expect(Number(startsOn.slice(8))).toBe(each.startDay);
        expect(Math.abs(Number(startsOn.slice(5, 7)) - each.startMonth) % each.months).toBe(0);
      }),
    );
  });
});

describe('the due times of a calendar', () => {
  const terms = { dueDays: 3, graceDays: 2, dueTime: '17:00', workingDays: true, exceptions: [] };
  const off = (day: string, worked = false) => ({ day, worked, note: 'Nghỉ lễ' });

  it('move over weekends and holidays, and stay on a Saturday that is worked', () => {
    // 2026-08-31 is a Monday; the 2nd of September is a holiday.
    expect(duesOf(terms, '2026-08-30', [off('2026-09-02')])).toEqual([
      {
        level: null,
        organisationId: null,
        dueAt: '2026-09-03T10:00:00.000Z',
        onTimeUntil: '2026-09-07T10:00:00.000Z',
      },
    ]);
    const [due] = duesOf(terms, '2026-08-30', [off('2026-09-02'), off('2026-09-05', true)]);
    expect(due!.onTimeUntil).toBe('2026-09-05T10:00:00.000Z');
  });

  it('stay where they are when working days do not matter', () => {
    const [due] = duesOf({ ...terms, workingDays: false }, '2026-08-30', [off('2026-09-02')]);
    expect(due).toMatchObject({
      dueAt: '2026-09-02T10:00:00.000Z',
      onTimeUntil: '2026-09-04T10:00:00.000Z',
    });
  });

  it('differ for whoever has an exception', () => {
    const exceptions = [{ level: 'commune' as const, organisationId: null, dueDays: 0, graceDays: 0 }];
    expect(duesOf({ ...terms, exceptions }, '2026-08-31', [])).toMatchObject([
      { level: null },
      { level: 'commune', dueAt: '2026-08-31T10:00:00.000Z', onTimeUntil: '2026-08-31T10:00:00.000Z' },
    ]);
  });
});
