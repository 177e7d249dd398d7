import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type NewReportingCalendar,
  periodOpening,
  type ReportingCalendar,
  type UpcomingPeriods,
} from '#contracts/calendars';
import { periodOpened, type ReportingPeriod } from '#contracts/periods';
import { Transactions } from '#persistence/transactions';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { periods, Province, startWorker } from '../province.fixture.js';
import { spansFrom } from './calendars.rules.js';

const calendars = '/v1/reporting/reporting-calendars';

let province: Province;
let worker: { stop(): Promise<void> };
let number = 0;
beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
});
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});
// Each calendar is looked at alone.
afterEach(() =>
  province.service.database.query('UPDATE reporting.reporting_calendar SET opens_days_before = NULL'),
);

const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const inDays = (days: number) => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);

/** A rule by which a period begins so many days from today, within the next month. */
const beginningIn = (days: number): Pick<NewReportingCalendar, 'startMonth' | 'startDay'> => ({
  startMonth: Number(inDays(days).slice(5, 7)),
  startDay: Math.min(Number(inDays(days).slice(8)), 28),
});

async function made(changes: Partial<NewReportingCalendar> = {}): Promise<ReportingCalendar> {
  const { status, body } = await province.editor.post(calendars, {
    code: `LICH-${(number += 1)}`,
    kind: 'custom',
    months: 1,
    startMonth: 1,
    startDay: 1,
    dueDays: 3,
    graceDays: 2,
    dueTime: '17:00',
    workingDays: false,
    exceptions: [],
    ...changes,
  });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}

/** Lets the worker do what it does every hour; gives back what it opened. */
async function hour(): Promise<string[]> {
  const jobId = await province.service.app
    .get(Transactions)
    .run(async (unit) => unit.enqueue(periodOpening, {}));
  const job = await province.finished(jobId);
  expect(job).toMatchObject({ state: 'completed' });
  return (job.result as { opened: string[] }).opened;
}
const openOf = async ({ id }: ReportingCalendar): Promise<ReportingPeriod[]> => {
  const { body } = await province.editor.get(`${periods}?limit=100`);
  return body.items.filter((period: ReportingPeriod) => period.calendarId === id);
};
const upcoming = async ({ id }: ReportingCalendar): Promise<UpcomingPeriods['items']> =>
  (await province.editor.get(`${calendars}/${id}/upcoming`)).body.items;

describe('a calendar', () => {
  it('opens by itself the period in which today lies, with its due times, and tells of it', async () => {
    const exceptions = [{ level: 'province' as const, organisationId: null, dueDays: 5, graceDays: 0 }];
    const calendar = await made({ exceptions });
    const [span] = spansFrom(calendar, today(), 1);
    expect(await upcoming(calendar)).toMatchObject([
      { ...span, opensOn: span.startsOn, periodId: null, blockedBy: null },
      { periodId: null },
      { periodId: null },
    ]);
    expect(await hour()).toEqual([`${calendar.code}-${span.startsOn}`]);
    const [period, ...others] = await openOf(calendar);
    expect(others).toEqual([]);
    expect(period).toMatchObject({ ...span, kind: 'custom', state: 'open' });
    const { body } = await province.editor.get(`${periods}/${period!.id}/dues`);
    expect(body.items).toHaveLength(2);
    expect((await upcoming(calendar))[0]).toMatchObject({ periodId: period!.id, dueAt: period!.dueAt });
    await eventually(() =>
      expect(
        province.service.sent(periodOpened).filter(({ subject }) => subject === period!.id),
      ).toHaveLength(1),
    );
    const [entry] = await province.service.database.query<{ actor: string }>(
      'SELECT actor FROM reporting.audit_entry WHERE action = $1 AND entity = $2',
      ['reporting-period.open', `reporting-period:${period!.id}`],
    );
    expect(entry!.actor).toMatch(/^job:/);
    expect(await hour()).toEqual([]);
  });

  it('opens the next one so many days before its first', async () => {
    const first = inDays(9);
    const rule = { ...beginningIn(9), months: 12 as const };
    const days = (Date.parse(spansFrom(rule, inDays(12), 1)[0].startsOn) - Date.parse(today())) / 86_400_000;
    const calendar = await made({ ...rule, opensDaysBefore: days - 1 });
    expect(await hour()).toHaveLength(1);
    const [, next] = await upcoming(calendar);
    expect(next).toMatchObject({ opensOn: inDays(1), periodId: null });
    const { id, version, ...fields } = calendar;
    const sooner = { ...fields, opensDaysBefore: days };
    expect((await province.editor.put(`${calendars}/${id}`, sooner, ifMatch(version))).status).toBe(200);
    expect(await hour()).toEqual([next!.code]);
    expect((await openOf(calendar)).map(({ startsOn }) => startsOn)).toContain(next!.startsOn);
    expect(next!.startsOn <= first).toBe(true);
  });

  it('opens nothing by itself where only people are to', async () => {
    const calendar = await made({ opensDaysBefore: null });
    expect(await hour()).toEqual([]);
    expect((await upcoming(calendar)).map(({ opensOn }) => opensOn)).toEqual([null, null, null]);
  });

  it('passes over what another period is in the way of, and says which', async () => {
    const [span] = spansFrom({ months: 12, startMonth: 1, startDay: 1 }, today(), 1);
    const code = today().slice(0, 4);
    const byHand = await province.month({ code, kind: 'yearly', ...span });
    const calendar = await made({ kind: 'yearly', months: 12 });
    expect(await hour()).toEqual([]);
    expect((await upcoming(calendar))[0]).toMatchObject({ periodId: null, blockedBy: byHand.code });
  });

  it('has no period twice, whoever opens it at the same moment', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => made()));
    const byHand = ({ id }: ReportingCalendar) =>
      province.editor.post(`${calendars}/${id}/periods`, { on: today() });
    const [, , ...answers] = await Promise.all([hour(), hour(), ...all.map(byHand)]);
    for (const { status } of answers) expect([201, 409]).toContain(status);
    for (const calendar of all) expect(await openOf(calendar)).toHaveLength(1);
  });

  it('shows what is to come to whoever works with periods, and of no other calendar', async () => {
    const calendar = await made();
    const path = `${calendars}/${calendar.id}/upcoming`;
    expect((await province.service.as('collaborator').get(path)).status).toBe(200);
    expect((await province.service.anonymous.get(path)).status).toBe(401);
    expect((await province.editor.get(`${calendars}/${province.areas.kyLua}/upcoming`)).status).toBe(404);
  });

  it.each([-1, 32, 1.5, 'soon'])('does not open %s days before', async (opensDaysBefore) => {
    const { code: _, id: __, version: ___, ...fields } = await made();
    const answer = await province.editor.post(calendars, { ...fields, code: 'LICH', opensDaysBefore });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'opensDaysBefore' }] } });
  });
});
