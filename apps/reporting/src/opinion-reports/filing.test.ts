import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type NewOpinionItem, opinionReportChanged } from '#contracts/opinion';
import type { ReportingPeriod } from '#contracts/periods';
import { eventually } from '#testing/eventually';
import { idempotencyKey, startTestService } from '#testing/test-service';
import { type Collaborator, Province, reports } from '../province.fixture.js';
import { reporting } from '../reporting.service-definition.js';

let province: Province;
let hoa: Collaborator;
let month: ReportingPeriod;

beforeAll(async () => {
  province = await Province.open();
  hoa = await province.collaborator();
  month = await province.month();
});
afterAll(() => province?.close());

const file = (by: Collaborator, changes: object = {}) =>
  by.client.post(reports, province.report(month, changes));
const refusal = (code: string, ...errors: { path: string; message?: unknown }[]) => ({
  status: 422,
  body: { code, ...(errors.length > 0 && { errors }) },
});
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const inDays = (days: number) => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);

/** Everything the service has stored, as text. */
async function everythingStored(): Promise<string> {
  const { query } = province.service.database;
  const tables = await query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'reporting'`,
  );
  const contents = tables.map(({ name }) => query(`SELECT t::text FROM reporting.${name} t`));
  return JSON.stringify(await Promise.all(contents));
}

describe('a report', () => {
  it('is filed by a collaborator, counts at once, and is told without a word of opinion', async () => {
    const by = await province.collaborator();
    const answer = await file(by);
    expect(answer).toMatchObject({
      status: 201,
      headers: { etag: '"v1"' },
      body: {
        periodId: month.id,
        appointmentId: by.appointment.id,
        kind: 'periodic',
        channel: 'web',
        state: 'submitted',
        onTime: true,
        itemCount: 1,
        version: 1,
        items: [{ ...province.item(), state: 'pending', returnReason: null }],
      },
    });
    expect((await by.client.get(`${reports}/${answer.body.id}`)).body).toEqual(answer.body);
    const [event] = await eventually(() => {
      const told = province.service
        .sent(opinionReportChanged)
        .filter(({ subject }) => subject === answer.body.id);
      expect(told).toHaveLength(1);
      return told;
    });
    expect(JSON.stringify(event)).not.toContain('nông');
  });

  it('is late after the day on which it was due', async () => {
    const past = await province.month({ dueAt: '2019-01-01T00:00:00+07:00' });
    const report = await province.filed(await province.collaborator(), past);
    expect(report).toMatchObject({ state: 'submitted', onTime: false });
  });

  it('is one of its kind in a period; others may follow', async () => {
    const by = await province.collaborator();
    expect((await file(by)).status).toBe(201);
    expect(await file(by)).toMatchObject({ status: 409, body: { code: 'resource.conflict' } });
    expect((await file(by, { kind: 'ad-hoc' })).status).toBe(201);
    expect((await file(by, { kind: 'ad-hoc' })).status).toBe(201);
  });

  it('is one also when it is sent twice at the same moment', async () => {
    const by = await province.collaborator();
    const answers = await Promise.all([file(by), file(by), file(by)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('is the same one when it is sent again under its key', async () => {
    const by = await province.collaborator();
    const send = () => by.client.post(reports, province.report(month), idempotencyKey('report-of-the-month'));
    const [one, ...others] = await Promise.all(Array.from({ length: 10 }, send));
    expect(one!.status).toBe(201);
    for (const other of others) expect(other).toMatchObject({ status: 201, body: one!.body });
  });
});

describe('words that lead to a person', () => {
  const name = 'đồng chí Nguyễn Văn Toàn';
  const phone = '0912 345 678';
  const leading = (): NewOpinionItem[] => [
    province.item(),
    province.item({
      summary: `Bà con nói ${name} hứa mà không làm`,
      proposals: ['Sửa đường', `Gọi số ${phone} để hỏi`],
      assessment: 'Phản ánh có cơ sở',
    }),
  ];

  it('are refused with the place of each', async () => {
    const answer = await file(hoa, { items: leading() });
    expect(answer).toMatchObject(refusal('opinion.personal-data'));
    const errors: { path: string; message: string }[] = answer.body.errors;
    expect(errors.map(({ path }) => path)).toEqual(['items.1.summary', 'items.1.proposals.1']);
    const texts = [leading()[1]!.summary, leading()[1]!.proposals[1]!];
    const named = errors.map(({ message }, index) => {
      const [, kind, start, end] = /^([\w-]+) at characters (\d+) to (\d+):/.exec(message)!;
      return [kind, texts[index]!.slice(Number(start), Number(end))];
    });
    expect(named).toEqual([
      ['named-person', expect.stringContaining('Nguyễn Văn Toàn')],
      ['phone', phone],
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(/Toàn|0912/);
  });

  it('are not stored anywhere, not even under a key', async () => {
    const answer = await hoa.client.post(
      reports,
      province.report(month, { items: leading() }),
      idempotencyKey('words-about-a-person'),
    );
    expect(answer.status).toBe(422);
    expect(await everythingStored()).not.toMatch(/Toàn|0912 345/);
  });

  it('are not logged', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const service = await startTestService(reporting, { logLevel: 'debug' });
    try {
      const answer = await service
        .as('collaborator', { personId: randomUUID() })
        .post(reports, province.report(month, { items: leading() }));
      expect(answer.status).toBe(422);
      const log = await eventually(() => {
        const text = written.mock.calls.map(([line]) => String(line)).join('');
        expect(text).toContain(reports);
        return text;
      });
      expect(log).not.toMatch(/Toàn|0912/);
    } finally {
      await service.close();
      written.mockRestore();
    }
  });
});

describe('refused', () => {
  it('is a prevalence that the basis does not carry', async () => {
    const basis = { conversations: 9, meetings: 3, places: 2 };
    const items = [province.item(), province.item({ prevalence: 'majority', basis })];
    const message = expect.stringContaining('10 conversations in 2 places');
    expect(await file(hoa, { items })).toMatchObject(
      refusal('opinion.prevalence-not-earned', { path: 'items.1.prevalence', message }),
    );
  });

  it('is a topic, a stratum or an area that does not exist, all at once', async () => {
    const items = [
      province.item({ topic: 'weather' }),
      province.item({ strata: ['farmers', 'astronauts'], areaId: randomUUID() }),
    ];
    const answer = await file(hoa, { items });
    expect(answer).toMatchObject(refusal('opinion.unknown-reference'));
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'items.0.topic',
      'items.1.strata',
      'items.1.areaId',
    ]);
  });

  it('is a period that does not exist, or is closed', async () => {
    expect(await file(hoa, { periodId: randomUUID() })).toMatchObject(
      refusal('opinion.unknown-reference', { path: 'periodId' }),
    );
    const closed = await province.closed(await province.month());
    expect(await file(hoa, { periodId: closed.id })).toMatchObject({
      status: 409,
      body: { code: 'period.closed' },
    });
  });

  it.each([
    ['without an appointment', async () => province.service.as('collaborator', { personId: randomUUID() })],
    ['without a person', async () => province.service.as('collaborator')],
    [
      'appointed as an interviewer',
      async () => (await province.collaborator('kyLua', { role: 'interviewer' })).client,
    ],
    [
      'appointed after the period',
      async () => (await province.collaborator('kyLua', { from: '2020-01-01' })).client,
    ],
    [
      'whose appointment is over',
      async () => (await province.collaborator('kyLua', { to: '2005-01-01' })).client,
    ],
  ])('is one %s', async (_, someone) => {
    const client = await someone();
    expect(await client.post(reports, province.report(month))).toMatchObject(
      refusal('opinion.not-appointed'),
    );
  });

  it('is a report for the appointment of another, in the words used when there is none', async () => {
    const binh = await province.collaborator();
    const [others, nobodys] = [
      await file(hoa, { appointmentId: binh.appointment.id }),
      await file(hoa, { appointmentId: randomUUID() }),
    ];
    expect(others).toMatchObject(refusal('opinion.not-appointed'));
    const { requestId: _, ...said } = others.body;
    expect(nobodys.body).toMatchObject(said);
  });

  it('is everyone who is neither collaborator nor editor', async () => {
    for (const role of ['reviewer', 'approver', 'recipient', 'registrar', 'administrator'] as const) {
      expect((await province.service.as(role).post(reports, province.report(month))).status, role).toBe(403);
    }
    expect((await province.service.asClient('area.read').post(reports, province.report(month))).status).toBe(
      403,
    );
    expect((await province.service.anonymous.post(reports, province.report(month))).status).toBe(401);
  });

  it('is a report without items, with unknown fields, or with a day on the web', async () => {
    for (const changes of [{ items: [] }, { author: 'Hòa' }, { receivedOn: today() }]) {
      expect((await file(hoa, changes)).status).toBe(400);
    }
  });
});

describe('a report that staff enter for a collaborator', () => {
  const enter = async (by: Collaborator, changes: object) =>
    province.editor.post(reports, province.report(month, { appointmentId: by.appointment.id, ...changes }));

  it('is the collaborator’s, of the day on which it reached the office', async () => {
    const by = await province.collaborator();
    const answer = await enter(by, { channel: 'phone', receivedOn: '2012-05-04' });
    expect(answer).toMatchObject({
      status: 201,
      body: { appointmentId: by.appointment.id, channel: 'phone', onTime: true },
    });
    // Noon in Vietnam, since a day has no hour.
    expect(answer.body.filedAt).toBe('2012-05-04T05:00:00.000Z');
    expect((await by.client.get(`${reports}/${answer.body.id}`)).status).toBe(200);
  });

  it('is late when it reached the office late', async () => {
    const due = await province.month({ dueAt: '2015-01-05T17:00:00+07:00' });
    const by = await province.collaborator();
    const late = { channel: 'meeting', receivedOn: '2015-01-06', periodId: due.id };
    expect((await enter(by, late)).body).toMatchObject({ onTime: false });
    const other = await province.collaborator();
    expect((await enter(other, { ...late, receivedOn: '2015-01-05' })).body).toMatchObject({ onTime: true });
  });

  it('did not come by the web, and names whose it is', async () => {
    expect(await enter(await province.collaborator(), { channel: 'web' })).toMatchObject(
      refusal('opinion.channel-needed', { path: 'channel' }),
    );
    expect(await province.editor.post(reports, province.report(month, { channel: 'phone' }))).toMatchObject(
      refusal('opinion.not-appointed'),
    );
  });

  it('did not come on a day that is still to be; today will do', async () => {
    const by = await province.collaborator();
    for (const receivedOn of [inDays(1), inDays(2), '2150-01-01']) {
      expect(await enter(by, { channel: 'upload', receivedOn }), receivedOn).toMatchObject(
        refusal('opinion.received-in-future', { path: 'receivedOn' }),
      );
    }
    expect((await enter(by, { channel: 'upload', receivedOn: today() })).status).toBe(201);
  });

  it('gets its day from staff only', async () => {
    const by = await province.collaborator();
    expect(await file(by, { channel: 'upload', receivedOn: '2012-05-04' })).toMatchObject(
      refusal('opinion.received-by-staff', { path: 'receivedOn' }),
    );
    expect((await file(by, { channel: 'upload' })).status).toBe(201);
  });
});
