import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExpectedReport, ReportingPeriod } from '#contracts/periods';
import { eventually } from '#testing/eventually';
import { type Answer, ifMatch } from '#testing/test-service';
import { type Collaborator, periods, Province, reports } from '../province.fixture.js';

let province: Province;
let people: Collaborator[];

beforeAll(async () => {
  province = await Province.open();
  people = [];
  for (let count = 0; count < 6; count += 1) people.push(await province.collaborator());
});
afterAll(() => province?.close());

const close = (month: ReportingPeriod) =>
  province.editor.post(`${periods}/${month.id}/close`, undefined, ifMatch(month));
const file = (by: Collaborator, month: ReportingPeriod) => by.client.post(reports, province.report(month));

/** Every report that was taken counts as received, and no other does. */
async function expectCounted(month: ReportingPeriod, filed: Map<Collaborator, Answer>): Promise<void> {
  const { body } = await province.editor.get(`${periods}/${month.id}/expected-reports?limit=100`);
  const received = new Map(body.items.map((row: ExpectedReport) => [row.appointmentId, row.received]));
  for (const [{ appointment }, { status, body: answer }] of filed) {
    if (status !== 201) expect({ status, code: answer.code }).toEqual({ status: 409, code: 'period.closed' });
    expect(received.get(appointment.id)).toBe(status === 201);
  }
}

/** Holds up every close just before it freezes who was expected. */
async function holdTheClose(): Promise<{ waiting(count: number): Promise<void>; release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: province.service.database.adminUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE reporting.expected_report IN EXCLUSIVE MODE');
  const waiting = (count: number) =>
    eventually(async () => {
      const [found] = await province.service.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity
          WHERE datname = current_database() AND usename = 'reporting_app' AND wait_event_type = 'Lock'`,
      );
      expect(found!.n).toBe(count);
    });
  return { waiting, release: () => client.query('ROLLBACK').then(() => client.end()) };
}

it('a report that is filed while the period closes is counted or refused', async () => {
  for (let round = 0; round < 8; round += 1) {
    const month = await province.month();
    const closing = close(month);
    const filed = await Promise.all(people.map(async (by) => [by, await file(by, month)] as const));
    expect((await closing).status).toBe(200);
    await expectCounted(month, new Map(filed));
  }
});

it('a report that has to wait for a close comes too late', async () => {
  const month = await province.month();
  const hold = await holdTheClose();
  const closing = close(month);
  await hold.waiting(1);
  const filing = file(people[0]!, month);
  await hold.waiting(2);
  await hold.release();
  expect((await closing).status).toBe(200);
  expect(await filing).toMatchObject({ status: 409, body: { code: 'period.closed' } });
  await expectCounted(month, new Map([[people[0]!, await filing]]));
});

it('a draft that is sent in while the period closes comes too late as well', async () => {
  const month = await province.month();
  const draft = await province.filed(people[0]!, month, { submit: false });
  const hold = await holdTheClose();
  const closing = close(month);
  await hold.waiting(1);
  const submitting = people[0]!.client.post(`${reports}/${draft.id}/submit`, undefined, ifMatch(draft));
  await hold.waiting(2);
  await hold.release();
  expect((await closing).status).toBe(200);
  expect(await submitting).toMatchObject({ status: 409, body: { code: 'period.closed' } });
});
