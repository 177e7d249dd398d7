import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Inspection, inspectionChanged, inspectionRequestDue } from '#contracts/inspections';
import { reportingReminders } from '#contracts/report-reminders';
import { reviewerRecorded } from '#contracts/review';
import { Transactions } from '#persistence/transactions';
import { eventually } from '#testing/eventually';
import { ifMatch, type TestClient } from '#testing/test-service';
import { numbers, Province, startWorker } from '../province.fixture.js';

const inspections = '/v1/reporting/inspections';

let province: Province;
let organisationId: string;
let unit: TestClient;
/** Who reviews Kỳ Lừa. */
const accountId = randomUUID();
beforeAll(async () => {
  province = await Province.open();
  organisationId = await province.organisation('Ban Tuyên giáo và Dân vận Tỉnh ủy');
  unit = province.reviewer('kyLua');
  const spans = [{ areaId: province.areas.kyLua, from: '2001-01-01', to: null }];
  await province.service.publish(reviewerRecorded.of(accountId, 1, { accountId, personId: null, spans }));
});
afterAll(() => province?.close());

const plan = (changes: object = {}) => ({
  areaId: province.areas.kyLua,
  subject: 'Công tác nắm bắt dư luận xã hội',
  scope: 'Việc gửi báo cáo định kỳ và đột xuất năm 2025',
  decision: '12-QĐ/BTGDVTU',
  startsOn: '2026-03-02',
  endsOn: '2026-03-04',
  team: [
    { role: 'head', organisationId, position: 'Phó Trưởng ban' },
    { role: 'member', organisationId, position: 'Chuyên viên phòng Khoa giáo' },
  ],
  checklist: ['Gửi báo cáo đúng hạn', 'Có sổ theo dõi ý kiến'],
  ...changes,
});
async function planned(changes: object = {}): Promise<Inspection> {
  const { status, body } = await province.editor.post(inspections, plan(changes));
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}
const step = (of: Inspection, name: string, body?: object, by?: TestClient): Promise<Inspection> =>
  province.step(inspections, of, name, body, by);
const attempt = (of: Inspection, name: string, body?: object, by = province.editor) =>
  by.post(`${inspections}/${of.id}/${name}`, body, ifMatch(of));

/** Concluded, with a request of the unit. */
async function followedUp(dueOn = '2190-01-01'): Promise<Inspection> {
  let one = await step(await planned(), 'start');
  one = await step(one, 'checks', { check: 0, result: 'not-met', note: 'Hai kỳ gửi chậm' });
  one = await step(one, 'checks', { check: 1, result: 'met' });
  one = await step(one, 'findings', { text: 'Chưa phân công người theo dõi', check: 0 });
  const findingId = one.findings[0]!.id;
  one = await step(one, 'requests', { text: 'Phân công người theo dõi', dueOn, findingId });
  return step(one, 'conclude', { conclusion: 'Đơn vị thực hiện khá nghiêm túc' });
}
const told = (of: Inspection, count: number) =>
  eventually(() => {
    const events = province.service.sent(inspectionChanged).filter(({ subject }) => subject === of.id);
    expect(events).toHaveLength(count);
    return events.map(({ data }) => data);
  });

describe('an inspection', () => {
  it('goes from its plan over checklist, findings and requests to its close, and the unit hears of each step', async () => {
    let one = await followedUp();
    expect(one).toMatchObject({
      state: 'following-up',
      checklist: [
        { text: 'Gửi báo cáo đúng hạn', result: 'not-met', note: 'Hai kỳ gửi chậm' },
        { text: 'Có sổ theo dõi ý kiến', result: 'met', note: null },
      ],
      findings: [{ text: 'Chưa phân công người theo dõi', check: 0 }],
      requests: [{ state: 'open', overdue: false, answer: null }],
    });
    expect((await unit.get(`${inspections}/${one.id}`)).body).toEqual(one);
    const request = `requests/${one.requests[0]!.id}`;
    expect(await attempt(one, 'close')).toMatchObject({
      status: 409,
      body: { code: 'inspection.unfinished' },
    });
    one = await step(one, `${request}/answer`, { text: 'Đã phân công một chuyên viên' }, unit);
    one = await step(one, `${request}/return`, { dueOn: '2190-02-01', reason: 'Chưa có văn bản phân công' });
    one = await step(one, `${request}/answer`, { text: 'Đã có văn bản phân công số 5' }, unit);
    one = await step(one, `${request}/settle`, { outcome: 'fulfilled' });
    one = await step(one, 'close');
    expect(one).toMatchObject({ state: 'closed', requests: [{ state: 'fulfilled', dueOn: '2190-02-01' }] });
    expect(one.requests[0]!.steps.map(({ state, text }) => [state, text])).toEqual([
      ['open', null],
      ['answered', 'Đã phân công một chuyên viên'],
      ['open', 'Chưa có văn bản phân công'],
      ['answered', 'Đã có văn bản phân công số 5'],
      ['fulfilled', null],
    ]);
    const events = await told(one, 8);
    expect(events.map(({ what }) => what)).toEqual([
      'planned',
      'started',
      'concluded',
      'request-answered',
      'request-returned',
      'request-answered',
      'request-settled',
      'closed',
    ]);
    for (const event of events) expect(event.accountIds).toEqual([accountId]);
    expect(JSON.stringify(events)).not.toContain('phân công');
  });

  it('is changed while it is planned, and cancelled before it is concluded, with a reason', async () => {
    const made = await planned();
    const address = `${inspections}/${made.id}`;
    const changed = await province.editor.put(address, plan({ endsOn: '2026-03-09' }), ifMatch(made));
    expect(changed).toMatchObject({ status: 200, body: { endsOn: '2026-03-09', version: 2 } });
    expect((await province.editor.put(address, plan(), ifMatch(made))).status).toBe(412);
    const started = await step(changed.body as Inspection, 'start');
    expect((await province.editor.put(address, plan(), ifMatch(started))).body.code).toBe(
      'inspection.wrong-state',
    );
    expect(await step(started, 'cancel', { reason: 'Đơn vị vừa sáp nhập' })).toMatchObject({
      state: 'cancelled',
      cancelReason: 'Đơn vị vừa sáp nhập',
    });
    expect((await attempt(await followedUp(), 'cancel', { reason: 'Muộn' })).status).toBe(409);
  });

  it('is seen and answered by those who review its unit, and conducted by the office alone', async () => {
    const one = await followedUp();
    const other = province.reviewer('tamThanh');
    const request = `requests/${one.requests[0]!.id}`;
    expect((await other.get(`${inspections}/${one.id}`)).status).toBe(404);
    expect((await attempt(one, `${request}/answer`, { text: 'Đã xong' }, other)).status).toBe(404);
    expect((await attempt(one, `${request}/settle`, { outcome: 'fulfilled' }, unit)).status).toBe(403);
    expect((await attempt(one, `requests/${randomUUID()}/answer`, { text: 'Đã xong' }, unit)).status).toBe(
      404,
    );
    expect((await other.get(inspections)).body.items).toEqual([]);
    const { body } = await unit.get(`${inspections}?filter[state][eq]=following-up`);
    expect(body.items.map(({ id }: Inspection) => id)).toContain(one.id);
    expect((await (await province.collaborator()).client.get(inspections)).status).toBe(403);
  });

  it('moves with its unit when the tree of its first day is numbered anew', async () => {
    const one = await planned();
    await province.number({ province: [11, 14], kyLua: [12, 12], dongDang: [13, 13], tamThanh: [14, 14] }, 2);
    const moved = province.service.as('reviewer', { ranges: [[12, 12]] });
    expect((await moved.get(`${inspections}/${one.id}`)).status).toBe(200);
    await province.number(numbers, 3);
    expect((await unit.get(`${inspections}/${one.id}`)).status).toBe(200);
  });

  it('refuses steps that do not follow, texts that lead to a person, and what there is not', async () => {
    const made = await planned();
    const refusals = async (of: Inspection, list: readonly (readonly [string, object, string])[]) => {
      for (const [name, body, code] of list)
        expect([name, (await attempt(of, name, body)).body.code]).toEqual([name, code]);
    };
    for (const [changes, path] of [
      [{ areaId: randomUUID() }, 'areaId'],
      [{ startsOn: '1990-01-01' }, 'areaId'],
      [
        { team: [{ role: 'head', organisationId: randomUUID(), position: 'Trưởng ban' }] },
        'team.0.organisationId',
      ],
      [{ checklist: ['Gửi báo cáo', 'Gọi 0912 345 678'] }, 'checklist.1'],
      [{ team: [{ role: 'head', organisationId, position: 'ông Nguyễn Văn An' }] }, 'team.0.position'],
    ] as const) {
      const { status, body } = await province.editor.post(inspections, plan(changes));
      expect({ status, path: body.errors[0].path }).toEqual({ status: 422, path });
    }
    expect((await province.editor.post(inspections, plan({ endsOn: '2026-03-01' }))).status).toBe(400);
    expect((await province.editor.post(inspections, plan({ team: [] }))).status).toBe(400);
    await refusals(made, [
      ['checks', { check: 0, result: 'met' }, 'inspection.wrong-state'],
      ['conclude', { conclusion: 'Xong' }, 'inspection.wrong-state'],
    ]);
    const started = await step(made, 'start');
    await refusals(started, [
      ['checks', { check: 2, result: 'met' }, 'inspection.not-fit'],
      ['findings', { text: 'Chậm', check: 2 }, 'inspection.not-fit'],
      ['findings', { text: 'Gọi 0912 345 678' }, 'opinion.personal-data'],
      ['requests', { text: 'Phân công', dueOn: '2020-01-01' }, 'inspection.not-fit'],
      ['requests', { text: 'Phân công', dueOn: '2190-01-01', findingId: randomUUID() }, 'inspection.not-fit'],
      ['conclude', { conclusion: 'Xong' }, 'inspection.unfinished'],
    ]);
    const one = await followedUp();
    const request = `requests/${one.requests[0]!.id}`;
    await refusals(one, [
      [`${request}/settle`, { outcome: 'fulfilled' }, 'inspection.wrong-state'],
      [`${request}/return`, { dueOn: '2020-01-01', reason: 'Gấp' }, 'inspection.not-fit'],
      [`${request}/answer`, { text: 'Liên hệ 0912 345 678' }, 'opinion.personal-data'],
    ]);
    expect(await step(one, `${request}/settle`, { outcome: 'waived', note: 'Không còn cần' })).toMatchObject({
      requests: [{ state: 'waived', answer: null }],
    });
  });
});

it('what the unit was asked to do is called to mind in time and once it is late, until it is answered', async () => {
  const worker = await startWorker(province.service);
  const settings = '/v1/reporting/report-reminder-settings';
  const { body: usual } = await province.editor.get(settings);
  const stages = { daysBefore: [3], daysAfter: [1], escalateAfter: null, recommendationsAfter: [] };
  await province.editor.put(settings, { ...stages, quietHours: null }, ifMatch(usual));
  const hour = async () => {
    const transactions = province.service.app.get(Transactions);
    const jobId = await transactions.run(async (work) => work.enqueue(reportingReminders, {}));
    return (await province.finished(jobId)).result;
  };
  const left = (of: Inspection, days: number) =>
    province.service.database.query(
      `UPDATE reporting.inspection_request
          SET due_on = (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + $2::integer WHERE inspection_id = $1`,
      [of.id, days],
    );
  const overdue = async () =>
    (await unit.get(`${inspections}?overdue=true`)).body.items.map(({ id }: Inspection) => id);
  try {
    const one = await followedUp();
    expect(await hour()).toMatchObject({ requests: 0 });
    await left(one, 2);
    expect(await hour()).toMatchObject({ requests: 1 });
    expect(await hour()).toMatchObject({ requests: 0 });
    expect(await overdue()).toEqual([]);
    await left(one, -5);
    expect(await hour()).toMatchObject({ requests: 1 });
    expect(await hour()).toMatchObject({ requests: 0 });
    expect(await overdue()).toEqual([one.id]);
    const request = `requests/${one.requests[0]!.id}`;
    const again = await step(one, `${request}/return`, { dueOn: '2190-01-01', reason: 'Gia hạn' });
    await left(one, -1);
    expect(await hour()).toMatchObject({ requests: 1 });
    await step(again, `${request}/answer`, { text: 'Đã phân công' }, unit);
    await left(one, -9);
    expect(await hour()).toMatchObject({ requests: 0 });
    const due = await eventually(() => {
      const events = province.service.sent(inspectionRequestDue);
      expect(events).toHaveLength(3);
      return events.map(({ data }) => data);
    });
    expect(due.map(({ daysLeft }) => daysLeft)).toEqual([2, -5, -1]);
    expect(due[0]).toMatchObject({ id: one.id, requestId: one.requests[0]!.id, accountIds: [accountId] });
  } finally {
    await worker.stop();
  }
});
