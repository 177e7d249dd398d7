import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateReport } from '#contracts/aggregates';
import type { NewOpinionItem } from '#contracts/opinion';
import {
  type NewThematicRequest,
  type ThematicRequest,
  thematicRequestOpened,
} from '#contracts/thematic-requests';
import { eventually } from '#testing/eventually';
import { idempotencyKey, type TestClient } from '#testing/test-service';
import {
  aggregates,
  type Collaborator,
  heardIn,
  muchLater,
  periods,
  Province,
  reports,
  startWorker,
} from '../province.fixture.js';

const requests = '/v1/reporting/thematic-requests';

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

const asking = (changes: Partial<NewThematicRequest> = {}): NewThematicRequest => ({
  code: `CD-${(number += 1)}`,
  startsOn: '2011-01-10',
  endsOn: '2011-01-20',
  dueAt: muchLater,
  topic: 'economy',
  subject: 'việc thu mua nông sản vụ đông',
  note: 'Theo chỉ đạo của Thường trực',
  questions: ['Bà con bán cho ai?', 'Giá so với năm trước thế nào?'],
  levels: [],
  areaIds: [],
  ...changes,
});
const open = (changes: Partial<NewThematicRequest> = {}, by = province.editor) =>
  by.post(requests, asking(changes));
async function opened(changes: Partial<NewThematicRequest> = {}): Promise<ThematicRequest> {
  const { status, body } = await open(changes);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}
const read = async ({ id }: { id: string }, by = province.editor): Promise<ThematicRequest> =>
  (await by.get(`${requests}/${id}`)).body;
const answer = (by: Collaborator, to: { id: string }, item: Partial<NewOpinionItem> = {}, more = {}) =>
  by.client.post(reports, { periodId: to.id, kind: 'thematic', items: [province.item(item)], ...more });
const askedOf = async (client: TestClient): Promise<string[]> =>
  (await client.get(`${requests}?asked=me`)).body.items.map(({ id }: { id: string }) => id);

describe('a thematic request', () => {
  it('is opened for all, told to them, and read by the network', async () => {
    const [hoa, lan] = [await province.collaborator(), await province.collaborator('dongDang')];
    const request = await opened();
    expect(request).toMatchObject({
      topic: 'economy',
      questions: asking().questions,
      state: 'open',
      received: 0,
    });
    expect(await read(request, hoa.client)).toEqual(request);
    const told = await eventually(() => {
      const event = province.service
        .sent(thematicRequestOpened)
        .find(({ subject }) => subject === request.id);
      expect(event).toBeDefined();
      return event!;
    });
    expect(told.data.appointmentIds).toEqual(
      expect.arrayContaining([hoa.appointment.id, lan.appointment.id]),
    );
    expect(JSON.stringify(told)).not.toContain('nông sản');
    expect(request.expected).toBe(told.data.appointmentIds.length);
  });

  it('asks those of its levels and units, who alone owe and file to it', async () => {
    const [inside, provincial, outside] = [
      await province.collaborator('tamThanh'),
      await province.collaborator('tamThanh', { level: 'province' }),
      await province.collaborator('dongDang'),
    ];
    const request = await opened({ levels: ['commune'], areaIds: [province.areas.tamThanh] });
    expect(request).toMatchObject({ expected: 1, received: 0 });
    expect(await askedOf(inside.client)).toContain(request.id);
    for (const other of [provincial, outside]) {
      expect(await askedOf(other.client)).not.toContain(request.id);
      expect(await answer(other, request)).toMatchObject({
        status: 422,
        body: { code: 'opinion.not-asked' },
      });
    }
    expect((await answer(inside, request)).status).toBe(201);
    expect(await read(request)).toMatchObject({ expected: 1, received: 1 });
    const { body } = await province.editor.get(`${periods}/${request.id}/expected-reports`);
    expect(body.items).toMatchObject([{ appointmentId: inside.appointment.id, received: true }]);
    // A second answer is not another one who was asked.
    expect((await answer(inside, request)).status).toBe(201);
    const discipline = await province.editor.get(`${periods}/${request.id}/discipline`);
    expect(discipline.body.items).toMatchObject([{ level: 'commune', expected: 1, received: 1, onTime: 1 }]);
    expect(discipline.body.items[0].medianDelayDays).not.toBeNull();
  });

  it('is answered by thematic reports on its topic, and by nothing else', async () => {
    const hoa = await province.collaborator();
    const [request, month] = [await opened(), await province.month()];
    const refused = (path: string, code: string) => ({
      status: 422,
      body: { code, errors: [{ path, message: expect.any(String) }] },
    });
    const adHoc = await hoa.client.post(reports, province.report(request, { kind: 'ad-hoc' }));
    expect(adHoc).toMatchObject(refused('kind', 'opinion.other-kind'));
    expect(await answer(hoa, month)).toMatchObject(refused('kind', 'opinion.other-kind'));
    expect(await answer(hoa, request, { topic: 'culture-society' })).toMatchObject(
      refused('items.0.topic', 'opinion.not-asked'),
    );
    const onBehalf = { appointmentId: hoa.appointment.id, channel: 'phone', kind: 'thematic' };
    const byStaff = await province.editor.post(reports, {
      ...province.report(request),
      ...onBehalf,
    });
    expect(byStaff).toMatchObject({ status: 201, body: { kind: 'thematic', channel: 'phone' } });
  });

  it('counts who answered as it was when it was closed, and takes no more', async () => {
    const before = await province.month();
    const [hoa, lan] = [await province.collaborator('kyLua'), await province.collaborator('kyLua')];
    const request = await opened({ areaIds: [province.areas.kyLua] });
    await answer(hoa, request);
    const { expected } = await read(request);
    await province.closed((await province.editor.get(`${periods}/${request.id}`)).body);
    expect(await read(request)).toMatchObject({ state: 'closed', expected, received: 1 });
    expect(await answer(lan, request)).toMatchObject({ status: 409, body: { code: 'period.closed' } });
    const { body } = await province.editor.get(`${requests}?filter[state][eq]=open&limit=100`);
    expect(body.items.map(({ id }: { id: string }) => id)).not.toContain(request.id);
    // What is owed for a month does not change by it.
    const { body: month } = await province.editor.get(`${periods}/${before.id}/expected-reports?limit=100`);
    const row = month.items.find(
      (one: { appointmentId: string }) => one.appointmentId === hoa.appointment.id,
    );
    expect(row).toMatchObject({ received: false });
  });

  it('is refused with words that lead to a person, and with what does not stand', async () => {
    const name = 'đồng chí Nguyễn Văn Toàn';
    const led = await open({ subject: `Việc của ${name}`, questions: ['Được không?', `Hỏi ${name}`] });
    expect(led).toMatchObject({ status: 422, body: { code: 'opinion.personal-data' } });
    expect(led.body.errors.map(({ path }: { path: string }) => path)).toEqual(['subject', 'questions.1']);
    const unfit = async (changes: Partial<NewThematicRequest>) => {
      const { status, body } = await open(changes);
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'thematic-request.not-fit' });
      return body.errors.map(({ path }: { path: string }) => path);
    };
    expect(await unfit({ topic: 'weather' })).toEqual(['topic']);
    expect(await unfit({ areaIds: [province.areas.kyLua, randomUUID()] })).toEqual(['areaIds.1']);
    expect(await unfit({ levels: ['district'] })).toEqual(['levels']);
    expect((await open({ endsOn: '2011-01-09' })).status).toBe(400);
    expect((await open({ levels: ['commune', 'commune'] })).status).toBe(400);
    const { body } = await province.editor.get(`${periods}?filter[kind][eq]=thematic&limit=100`);
    expect(body.items.map(({ code }: { code: string }) => code)).not.toContain(`CD-${number}`);
  });

  it('has a code of its own, and is opened once under its key', async () => {
    const body = asking();
    const send = () => province.editor.post(requests, body, idempotencyKey('request-of-the-day'));
    const answers = await Promise.all([send(), send(), send()]);
    for (const { status, body: made } of answers)
      expect({ status, made }).toEqual({ status: 201, made: answers[0]!.body });
    expect(await province.editor.post(requests, body)).toMatchObject({
      status: 409,
      body: { code: 'resource.conflict' },
    });
  });

  it('is opened by the office alone, and never as a period or by a calendar', async () => {
    const hoa = await province.collaborator();
    expect((await open({}, hoa.client)).status).toBe(403);
    expect((await open({}, province.reviewer('kyLua'))).status).toBe(403);
    expect((await province.service.as('recipient').get(requests)).status).toBe(403);
    expect((await hoa.client.get(`${requests}/${randomUUID()}`)).status).toBe(404);
    const { code, startsOn, endsOn, dueAt } = asking();
    const asPeriod = { code, kind: 'thematic', startsOn, endsOn, dueAt };
    expect((await province.editor.post(periods, asPeriod)).status).toBe(400);
  });
});

describe('the report of a request', () => {
  it('is made of its answers, which no other report counts', async () => {
    const quarter = {
      code: '2011-Q2',
      kind: 'quarterly' as const,
      startsOn: '2011-04-01',
      endsOn: '2011-06-30',
    };
    const [whole, april] = [
      await province.month(quarter),
      await province.month({ code: '2011-04', startsOn: '2011-04-01', endsOn: '2011-04-30' }),
    ];
    const request = await opened({ startsOn: '2011-04-05', endsOn: '2011-04-20' });
    const people = await Promise.all(
      Array.from({ length: 4 }, (_, index) => province.collaborator(index < 3 ? 'kyLua' : 'dongDang')),
    );
    const texts = ['Thương lái ép giá', 'Thiếu kho lạnh', 'Giá thấp hơn năm trước', 'Đường khó đi'];
    for (const [index, by] of people.entries()) {
      await province.accepted(by, april, [heardIn(province.areas.kyLua), heardIn(province.areas.kyLua)]);
      const areaId = index < 3 ? province.areas.kyLua : province.areas.dongDang;
      const filed = await answer(by, request, { areaId, summary: texts[index]! });
      await province.step(reports, filed.body, 'accept');
    }
    for (const period of [april, request, whole])
      await province.closed((await province.editor.get(`${periods}/${period.id}`)).body);
    const built = await province.built(request);
    const { body: head } = await province.editor.get(`${aggregates}/${built.id}`);
    expect(head.title).toBe('Dư luận xã hội về việc thu mua nông sản vụ đông');
    const table = (report: AggregateReport, key: string) =>
      report.content!.tables.find((one) => one.key === key)!;
    expect(table(built, 'tendency')).toMatchObject({ rows: [{ key: 'economy' }], total: { value: 4 } });
    expect(table(built, 'trend').columns).toHaveLength(1);
    // Three spoke in Kỳ Lừa, one alone in Đồng Đăng: neither is shown, or the total would tell of the one.
    expect(table(built, 'area').rowTotals.map(({ value }) => value)).toEqual([null, 0, null, 0]);
    const [overview] = built.content!.sections;
    expect(overview!.paragraphs.slice(0, 2)).toEqual([
      expect.stringContaining('về: việc thu mua nông sản vụ đông'),
      '- Bà con bán cho ai?',
    ]);
    const assessment = built.content!.sections.find(({ key }) => key === 'assessment')!;
    expect(assessment.paragraphs).toContain('Không có kỳ trước để so sánh.');

    expect(table(await province.built(april), 'tendency').total.value).toBe(8);
    const ofQuarter = await province.built(whole);
    expect(ofQuarter.content!.parts).toEqual(['2011-04']);
    expect(table(ofQuarter, 'tendency').total.value).toBe(8);
    const rebuild = await province.editor.get(`${aggregates}/${built.id}/rebuild`);
    expect(rebuild).toMatchObject({ status: 200, body: { same: true } });
  });
});
