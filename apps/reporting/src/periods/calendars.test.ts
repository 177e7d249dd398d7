import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Holidays, NewReportingCalendar, PeriodDues, ReportingCalendar } from '#contracts/calendars';
import type { ReportingPeriod } from '#contracts/periods';
import { ifMatch } from '#testing/test-service';
import { periods, Province, reports } from '../province.fixture.js';

const calendars = '/v1/reporting/reporting-calendars';
const holidays = '/v1/reporting/holidays';

let province: Province;
let number = 0;
beforeAll(async () => {
  province = await Province.open();
});
afterAll(() => province?.close());

const rule = (changes: Partial<NewReportingCalendar> = {}): NewReportingCalendar => ({
  code: `LICH-${(number += 1)}`,
  kind: 'custom',
  months: 1,
  startMonth: 1,
  startDay: 15,
  dueDays: 3,
  graceDays: 2,
  dueTime: '17:00',
  workingDays: true,
  exceptions: [],
  opensDaysBefore: null,
  ...changes,
});
const made = async (changes: Partial<NewReportingCalendar> = {}): Promise<ReportingCalendar> => {
  const { status, body } = await province.editor.post(calendars, rule(changes));
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
};
const open = (calendar: { id: string }, on: string) =>
  province.editor.post(`${calendars}/${calendar.id}/periods`, { on });
const duesOf = async (period: { id: string }): Promise<PeriodDues['items']> =>
  (await province.editor.get(`${periods}/${period.id}/dues`)).body.items;

describe('a calendar', () => {
  it('opens the period in which a day lies, and each but once', async () => {
    const calendar = await made();
    const { status, body: period } = await open(calendar, '2004-10-20');
    expect({ status, period }).toMatchObject({
      status: 201,
      period: {
        code: `${calendar.code}-2004-10-15`,
        kind: 'custom',
        startsOn: '2004-10-15',
        endsOn: '2004-11-14',
        // The 17th of November 2004 was a Wednesday.
        dueAt: '2004-11-17T10:00:00.000Z',
        calendarId: calendar.id,
        state: 'open',
      },
    });
    expect(await open(calendar, '2004-11-14')).toMatchObject({
      status: 409,
      body: { code: 'resource.conflict' },
    });
    expect((await open(calendar, '2004-11-15')).body).toMatchObject({ startsOn: '2004-11-15' });
    expect((await province.editor.get(`${periods}/${period.id}`)).body).toEqual(period);
  });

  it('does not open what overlaps its own periods after it was changed, and leaves those as they are', async () => {
    const calendar = await made();
    const { body: period }: { body: ReportingPeriod } = await open(calendar, '2003-03-15');
    const { id, version, ...fields } = calendar;
    const changed = await province.editor.put(
      `${calendars}/${id}`,
      { ...fields, startDay: 1, dueDays: 20 },
      ifMatch(version),
    );
    expect(changed).toMatchObject({ status: 200, body: { startDay: 1, version: 2 } });
    expect((await open(calendar, '2003-03-20')).status).toBe(409);
    expect((await open(calendar, '2003-05-20')).body).toMatchObject({ startsOn: '2003-05-01' });
    expect((await duesOf(period))[0]!.dueAt).toBe(period.dueAt);
    expect((await province.editor.put(`${calendars}/${id}`, fields, ifMatch(version))).status).toBe(412);
  });

  it('is refused where it contradicts itself or names nobody', async () => {
    const exception = { level: 'commune', organisationId: null, dueDays: 1, graceDays: 0 } as const;
    const refused: [Partial<NewReportingCalendar>, string][] = [
      [{ kind: 'monthly', months: 3 }, 'months'],
      [{ startDay: 29 }, 'startDay'],
      [{ exceptions: [exception, exception] }, 'exceptions'],
      [{ exceptions: [{ ...exception, level: null }] }, 'exceptions.0.organisationId'],
    ];
    for (const [changes, path] of refused) {
      const { status, body } = await province.editor.post(calendars, rule(changes));
      expect({ status, path: body.errors?.[0].path }).toEqual({ status: 400, path });
    }
    const nobody = [{ ...exception, level: null, organisationId: province.areas.kyLua }];
    expect(await province.editor.post(calendars, rule({ exceptions: nobody }))).toMatchObject({
      status: 422,
      body: { code: 'reporting-calendar.unknown-organisation' },
    });
    expect((await province.service.as('reviewer').post(calendars, rule())).status).toBe(403);
  });

  it('moves due times over the days that are not worked', async () => {
    const { body: before }: { body: Holidays } = await province.editor.get(holidays);
    const days = [{ day: '2002-09-02', worked: false, note: 'Quốc khánh' }];
    const put = (list: typeof days, version: number) =>
      province.editor.put(holidays, { days: list }, ifMatch(version));
    expect(await put(days, before.version)).toMatchObject({ status: 200, body: { days } });
    expect((await put(days, before.version)).status).toBe(412);
    const named = [{ ...days[0]!, note: 'Nghỉ theo đề nghị của ông Nguyễn Văn An' }];
    expect(await put(named, before.version + 1)).toMatchObject({
      status: 422,
      body: { code: 'holidays.personal-data' },
    });
    const calendar = await made({ startDay: 1, dueDays: 1, graceDays: 0 });
    const { body: period } = await open(calendar, '2002-08-05');
    // The 1st of September 2002 was a Sunday, the 2nd a holiday.
    expect(period.dueAt).toBe('2002-09-03T10:00:00.000Z');
  });

  it('tells who is on time by level, by organisation and with the grace, and measures delay from the own due time', async () => {
    const organisationId = await province.organisation('Ban Dân vận');
    const exceptions = [
      { level: 'commune' as const, organisationId: null, dueDays: 10, graceDays: 0 },
      { level: null, organisationId, dueDays: 0, graceDays: 1 },
    ];
    const calendar = await made({ startDay: 1, workingDays: false, exceptions });
    const { body: period }: { body: ReportingPeriod } = await open(calendar, '2005-05-05');
    expect(await duesOf(period)).toEqual([
      { level: null, organisationId: null, dueAt: at('06-03'), onTimeUntil: at('06-05') },
      { level: 'commune', organisationId: null, dueAt: at('06-10'), onTimeUntil: at('06-10') },
      { level: null, organisationId, dueAt: at('05-31'), onTimeUntil: at('06-01') },
    ]);
    // Filed on the same days, each punctual by their own measure.
    const commune = await province.collaborator('kyLua');
    const provincial = await province.collaborator('kyLua', { level: 'province' });
    const body = await province.collaborator('kyLua', { organisationId });
    const onTime = async ({ appointment }: typeof commune, receivedOn: string) => {
      const input = { appointmentId: appointment.id, channel: 'upload', receivedOn } as const;
      const answer = await province.editor.post(
        reports,
        province.report(period, { ...input, kind: 'ad-hoc' }),
      );
      return answer.body.onTime;
    };
    const days = ['2005-06-01', '2005-06-05', '2005-06-10', '2005-06-11'];
    const seen = async (who: typeof commune) => {
      const found: boolean[] = [];
      for (const day of days) found.push(await onTime(who, day));
      return found;
    };
    expect(await seen(body)).toEqual([true, false, false, false]);
    expect(await seen(provincial)).toEqual([true, true, false, false]);
    expect(await seen(commune)).toEqual([true, true, true, false]);

    await province.filed(commune, period, {});
    const draft = await province.filed(provincial, period, { submit: false });
    expect(await province.step(reports, draft, 'submit', undefined, provincial.client)).toMatchObject({
      onTime: false,
    });
    const { body: discipline } = await province.editor.get(`${periods}/${period.id}/discipline`);
    const delay = (level: string): number =>
      discipline.items.find((row: { level: string }) => row.level === level).medianDelayDays;
    // Both were filed at the same time, the provincial one a week after its own due time.
    expect(delay('province') - delay('commune')).toBeCloseTo(7, 1);
  });

  it('is of no concern to a period opened by hand', async () => {
    const month = await province.month();
    expect(month.calendarId).toBeNull();
    const dueAt = new Date(month.dueAt).toISOString();
    expect(await duesOf(month)).toEqual([{ level: null, organisationId: null, dueAt, onTimeUntil: dueAt }]);
  });
});

const at = (day: string): string => `2005-${day}T10:00:00.000Z`;
