import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organisationRecorded } from '#contracts/organisations';
import type { ReportingPeriod } from '#contracts/periods';
import { recommendationOverdue } from '#contracts/recommendation-events';
import type { Recommendation } from '#contracts/recommendations';
import { reportingReminders, reportsDue, reportsOverdue } from '#contracts/report-reminders';
import { Transactions } from '#persistence/transactions';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { type Collaborator, muchLater, periods, Province, startWorker } from '../province.fixture.js';

const settings = '/v1/reporting/report-reminder-settings';
const usual = {
  daysBefore: [3, 1],
  daysAfter: [1, 4],
  escalateAfter: 7,
  recommendationsAfter: [],
  quietHours: null,
};

let province: Province;
let worker: { stop(): Promise<void> };
beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
});
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});
// What one test has left open is nothing that the next is reminded of.
beforeEach(async () => {
  await province.service.database.query(`UPDATE reporting.appointment SET role = 'interviewer'`);
  await province.service.database.query('DELETE FROM reporting.period_due');
  await province.service.database.query(`UPDATE reporting.reporting_period SET due_at = '${muchLater}'`);
  await set({});
});

async function set(changes: object): Promise<void> {
  const { body } = await province.editor.get(settings);
  const answer = await province.editor.put(settings, { ...usual, ...changes }, ifMatch(body));
  expect(answer).toMatchObject({ status: 200, body: { ...usual, ...changes } });
}

/** Moves the due day of a period, as if days had gone by. */
async function dueIn(period: ReportingPeriod, days: number): Promise<void> {
  await province.service.database.query(
    `UPDATE reporting.reporting_period
        SET due_at = ((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + $2::integer + time '17:00') AT TIME ZONE 'Asia/Ho_Chi_Minh'
      WHERE id = $1`,
    [period.id, days],
  );
}

/** Lets the worker do what it does every hour; gives back what the job says. */
async function hour(): Promise<object | null> {
  const jobId = await province.service.app
    .get(Transactions)
    .run(async (unit) => unit.enqueue(reportingReminders, {}));
  const job = await province.finished(jobId);
  expect(job).toMatchObject({ state: 'completed' });
  return job.result;
}

/** Each time something was said of a period: how many days were left, and whose reports were owed. */
const said = (period: ReportingPeriod, count: number) =>
  eventually(() => {
    const told = [
      ...province.service.sent(reportsDue).map(({ subject, data }) => ({ subject, to: 'them', data })),
      ...province.service.sent(reportsOverdue).map(({ subject, data }) => ({
        subject,
        to: 'superiors',
        data: { ...data, daysLeft: -data.daysLate },
      })),
    ].filter(({ subject }) => subject === period.id);
    expect(told).toHaveLength(count);
    return told.map(({ to, data }) => [to, data.daysLeft, data.appointmentIds] as const);
  });
const idsOf = (...people: Collaborator[]): string[] => people.map(({ appointment }) => appointment.id).sort();
const effectOf = async (period: ReportingPeriod, query = '') =>
  (await province.editor.get(`${periods}/${period.id}/reminder-effect${query}`)).body;

describe('a report that is owed', () => {
  it('is reminded of once at each number of days, until it has come, and told to the superior once', async () => {
    const [hoa, binh] = [await province.collaborator(), await province.collaborator('tamThanh')];
    const month = await province.month();
    await dueIn(month, 4);
    expect(await hour()).toMatchObject({ reminded: 0, escalated: 0 });
    await dueIn(month, 3);
    expect(await hour()).toMatchObject({ reminded: 2, escalated: 0 });
    expect(await hour()).toMatchObject({ reminded: 0, escalated: 0 });
    await dueIn(month, 2);
    expect(await hour()).toMatchObject({ reminded: 0, escalated: 0 });
    await province.filed(hoa, month);
    // No worker on the day before, nor on the day after.
    await dueIn(month, -2);
    expect(await hour()).toMatchObject({ reminded: 1, escalated: 0 });
    await dueIn(month, -6);
    expect(await hour()).toMatchObject({ reminded: 1, escalated: 0 });
    await dueIn(month, -9);
    expect(await hour()).toMatchObject({ reminded: 0, escalated: 1 });
    await dueIn(month, -30);
    expect(await hour()).toMatchObject({ reminded: 0, escalated: 0 });
    expect(await said(month, 4)).toEqual([
      ['them', 3, idsOf(hoa, binh)],
      ['them', -2, idsOf(binh)],
      ['them', -6, idsOf(binh)],
      ['superiors', -9, idsOf(binh)],
    ]);
  });

  it('is reminded of by the day that was told to its level', async () => {
    const [early, late] = [
      await province.collaborator(),
      await province.collaborator('kyLua', { level: 'province' }),
    ];
    const month = await province.month();
    await dueIn(month, 3);
    await province.service.database.query(
      `INSERT INTO reporting.period_due (period_id, level, due_at, on_time_until)
       SELECT id, 'commune', due_at - interval '2 days', due_at FROM reporting.reporting_period WHERE id = $1`,
      [month.id],
    );
    expect(await hour()).toMatchObject({ reminded: 2 });
    expect(await said(month, 2)).toEqual([
      ['them', 1, idsOf(early)],
      ['them', 3, idsOf(late)],
    ]);
  });

  it('is no secret: who owes it reads what was said of it, and nobody else does', async () => {
    const [hoa, binh] = [await province.collaborator(), await province.collaborator()];
    const month = await province.month();
    for (const days of [1, -8]) {
      await dueIn(month, days);
      await hour();
    }
    const address = `${periods}/${month.id}/reminders`;
    const mine = { appointmentId: hoa.appointment.id, saidAt: expect.any(String) };
    const { body } = await hoa.client.get(address);
    expect(body.items).toHaveLength(3);
    expect(body.items).toEqual(
      expect.arrayContaining([
        { ...mine, saidTo: 'collaborator', days: 1 },
        { ...mine, saidTo: 'collaborator', days: -4 },
        { ...mine, saidTo: 'superior', days: -7 },
      ]),
    );
    const { body: other } = await binh.client.get(address);
    expect(other.items.map((said: { appointmentId: string }) => said.appointmentId)).toEqual(
      Array.from({ length: 3 }, () => binh.appointment.id),
    );
    expect((await province.reviewer('kyLua').get(address)).status).toBe(403);
    expect((await province.editor.get(address)).status).toBe(403);
    expect((await hoa.client.get(`${periods}/${randomUUID()}/reminders`)).status).toBe(404);
  });

  it('is said once for all days that have passed when it is first seen late; new settings repeat nothing', async () => {
    const who = await province.collaborator();
    const month = await province.month();
    await dueIn(month, -5);
    expect(await hour()).toMatchObject({ reminded: 1, escalated: 0 });
    await set({ daysBefore: [30, 10, 0], daysAfter: [2, 3], escalateAfter: 5 });
    expect(await hour()).toMatchObject({ reminded: 0, escalated: 1 });
    await set({ daysAfter: [5], escalateAfter: 4 });
    expect(await hour()).toMatchObject({ reminded: 1, escalated: 0 });
    const them = idsOf(who);
    expect((await said(month, 3)).map(([, , ids]) => ids)).toEqual([them, them, them]);
  });

  it('is nobody’s who is suspended all the while, nor one of a period that is closed or yet to begin', async () => {
    await province.collaborator('kyLua', { suspensions: [{ from: '2001-01-01', to: null }] });
    const [closed, future] = [
      await province.month(),
      await province.month({ kind: 'custom', code: 'mai-sau', startsOn: '2190-01-01', endsOn: '2190-01-31' }),
    ];
    await dueIn(closed, 1);
    await dueIn(future, 1);
    expect(await hour()).toMatchObject({ reminded: 0, escalated: 0 });
    await province.collaborator();
    await province.closed(closed);
    expect(await hour()).toMatchObject({ reminded: 0, escalated: 0 });
  });

  it('is not told to superiors where that is switched off', async () => {
    await province.collaborator();
    const month = await province.month();
    await dueIn(month, -60);
    await set({ escalateAfter: null });
    expect(await hour()).toMatchObject({ reminded: 1, escalated: 0 });
  });
});

it('nothing is said in quiet hours; the first run after them says it', async () => {
  await province.collaborator();
  await dueIn(await province.month(), 1);
  const [clock] = await province.service.database.query<{ from: string; to: string }>(
    `SELECT to_char(at - interval '1 hour', 'HH24:MI') AS from, to_char(at + interval '1 hour', 'HH24:MI') AS to
       FROM (SELECT now() AT TIME ZONE 'Asia/Ho_Chi_Minh' AS at) AS clock`,
  );
  await set({ quietHours: clock });
  expect(await hour()).toEqual({ quiet: true });
  await set({ quietHours: { from: clock!.to, to: clock!.from } });
  expect(await hour()).toMatchObject({ reminded: 1, escalated: 0 });
});

describe('the effect of reminders', () => {
  it('counts by level who filed within the days asked for, and names nobody', async () => {
    const province1 = { level: 'province' } as const;
    const [quick, slow, silent, unasked] = [
      await province.collaborator(),
      await province.collaborator(),
      await province.collaborator('province', province1),
      await province.collaborator('province', province1),
    ];
    const month = await province.month();
    await province.filed(unasked, month);
    await dueIn(month, 3);
    await hour();
    await province.filed(quick, month);
    await dueIn(month, -1);
    await hour();
    const { id } = await province.filed(slow, month);
    await province.service.database.query(
      `UPDATE reporting.opinion_report SET filed_at = now() + interval '5 days' WHERE id = $1`,
      [id],
    );
    await dueIn(month, -7);
    await hour();
    const none = { filedWithin: 0 };
    expect(await effectOf(month)).toEqual({
      within: 3,
      items: [
        {
          level: 'province',
          reminded: 1,
          ...none,
          filed: 0,
          escalated: 1,
          byDay: [3, -1, -4].map((days) => ({ days, reminded: 1, ...none })),
        },
        {
          level: 'commune',
          reminded: 2,
          filedWithin: 1,
          filed: 2,
          escalated: 0,
          byDay: [
            { days: 3, reminded: 2, filedWithin: 1 },
            { days: -1, reminded: 1, filedWithin: 0 },
          ],
        },
      ],
    });
    const wide = await effectOf(month, '?within=6');
    expect(wide.items[1]).toMatchObject({ filedWithin: 2, byDay: [{ filedWithin: 2 }, { filedWithin: 1 }] });
    const all = JSON.stringify(wide);
    for (const { appointment } of [quick, slow, silent, unasked]) {
      expect(all).not.toContain(appointment.id);
      expect(all).not.toContain(appointment.personId);
    }
  });

  it('is nothing where nobody was reminded, and not found for a period that is not there', async () => {
    expect(await effectOf(await province.month())).toEqual({ within: 3, items: [] });
    expect((await province.editor.get(`${periods}/${randomUUID()}/reminder-effect`)).status).toBe(404);
  });
});

describe('a recommendation that is not answered', () => {
  const register = '/v1/reporting/recommendations';
  /** An organisation below another, or on its own. */
  async function organisation(parentCode: string | null, validTo: string | null = null) {
    const id = randomUUID();
    const code = `TC-${id.slice(0, 8)}`;
    const facts = { name: 'Sở Nông nghiệp', kind: 'department', level: 'province', areaCode: null } as const;
    const dates = { validFrom: '2000-01-01', validTo };
    await province.service.publish(
      organisationRecorded.of(id, 1, { id, code, parentCode, ...facts, ...dates }),
    );
    return { id, code, client: province.service.as('recipient', { organisationId: id }) };
  }
  async function forwarded(organisationId: string): Promise<Recommendation> {
    const input = { subject: 'Giá phân bón', text: 'Sớm bình ổn giá phân bón trước vụ xuân' };
    const { body: made } = await province.editor.post(register, input);
    const letter = { organisationId, dueOn: '2190-01-01', signer: { position: 'TRƯỞNG BAN', name: null } };
    return province.step(register, made, 'forward', letter);
  }
  const late = (made: Recommendation, days: number) =>
    province.service.database.query(
      `UPDATE reporting.recommendation SET due_on = (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - $2::integer WHERE id = $1`,
      [made.id, days],
    );
  const told = (made: Recommendation, count: number) =>
    eventually(() => {
      const events = province.service
        .sent(recommendationOverdue)
        .filter(({ subject }) => subject === made.id);
      expect(events).toHaveLength(count);
      return events.map(({ data }) => [data.daysLate, data.superiorId]);
    });

  it('is told above once at each number of days, where it can be read and answered from then on', async () => {
    await set({ recommendationsAfter: [1, 15] });
    const above = await organisation(null);
    const below = await organisation(above.code);
    const made = await forwarded(below.id);
    expect(await hour()).toMatchObject({ recommendations: 0 });
    expect((await above.client.get(`${register}/${made.id}`)).status).toBe(404);
    await late(made, 3);
    expect(await hour()).toMatchObject({ recommendations: 1 });
    expect(await hour()).toMatchObject({ recommendations: 0 });
    await late(made, 40);
    expect(await hour()).toMatchObject({ recommendations: 1 });
    expect(await hour()).toMatchObject({ recommendations: 0 });
    expect(await told(made, 2)).toEqual([
      [3, above.id],
      [40, above.id],
    ]);
    const { body: seen } = await above.client.get(`${register}/${made.id}`);
    expect(seen).toMatchObject({ overdue: true, itemIds: [], steps: [] });
    await province.step(register, seen, 'answer', { text: 'Đã chỉ đạo giải quyết' }, above.client);
    await late(made, 90);
    expect(await hour()).toMatchObject({ recommendations: 0 });
  });

  it('is told to the office alone where nothing stands above on that day, and anew when it is forwarded anew', async () => {
    await set({ recommendationsAfter: [5] });
    const former = await organisation(null, '2020-01-01');
    const below = await organisation(former.code);
    const made = await forwarded(below.id);
    await late(made, 4);
    expect(await hour()).toMatchObject({ recommendations: 0 });
    await late(made, 5);
    expect(await hour()).toMatchObject({ recommendations: 1 });
    const answered = await province.step(register, made, 'answer', { text: 'Không thuộc thẩm quyền' });
    const again = await province.step(register, answered, 'reopen', { reason: 'Trả lời chưa rõ' });
    const letter = { organisationId: below.id, dueOn: '2190-01-01', signer: { position: 'X', name: null } };
    await province.step(register, again, 'forward', letter);
    await late(made, 6);
    expect(await hour()).toMatchObject({ recommendations: 1 });
    expect(await told(made, 2)).toEqual([
      [5, null],
      [6, null],
    ]);
  });
});

describe('the settings of reminders', () => {
  it('are read by the office and reviewers, and changed by the editor on their newest version alone', async () => {
    const { body } = await province.editor.get(settings);
    expect((await province.reviewer('kyLua').get(settings)).body).toEqual(body);
    expect((await (await province.collaborator()).client.get(settings)).status).toBe(403);
    const change = (changes: object, version = body.version, client = province.editor) =>
      client.put(settings, { ...usual, ...changes }, ifMatch(version));
    expect((await change({}, body.version + 1)).status).toBe(412);
    expect((await change({}, body.version, province.approver)).status).toBe(403);
    for (const wrong of [
      { daysBefore: [3, 3] },
      { daysBefore: [-1] },
      { daysAfter: [0] },
      { escalateAfter: 0 },
      { quietHours: { from: '07:00', to: '07:00' } },
      { quietHours: { from: '7 giờ', to: '08:00' } },
    ])
      expect((await change(wrong)).status, JSON.stringify(wrong)).toBe(400);
    expect((await province.editor.get(settings)).body).toEqual(body);
  });
});
