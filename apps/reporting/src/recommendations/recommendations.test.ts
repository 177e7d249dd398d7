import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explanationChanged } from '#contracts/explanations';
import { recommendationChanged } from '#contracts/recommendation-events';
import type { Recommendation } from '#contracts/recommendations';
import { eventually } from '#testing/eventually';
import { ifMatch, type TestClient } from '#testing/test-service';
import { Province } from '../province.fixture.js';

const recommendations = '/v1/reporting/recommendations';
const signer = { position: 'TRƯỞNG BAN', name: null };
let province: Province;
let department: string;
let recipient: TestClient;

beforeAll(async () => {
  province = await Province.open();
  department = await province.organisation('Sở Nông nghiệp và Môi trường');
  recipient = province.service.as('recipient', { organisationId: department });
});
afterAll(() => province?.close());

async function recorded(changes: object = {}): Promise<Recommendation> {
  const input = { subject: 'Giá phân bón', text: 'Sớm bình ổn giá phân bón trước vụ xuân', ...changes };
  const { status, body } = await province.editor.post(recommendations, input);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}
const step = (by: TestClient, of: Recommendation, verb: string, body?: object) =>
  by.post(`${recommendations}/${of.id}/${verb}`, body, ifMatch(of));
const forward = (of: Recommendation, changes: object = {}) =>
  step(province.editor, of, 'forward', {
    organisationId: department,
    dueOn: '2190-01-01',
    signer,
    ...changes,
  });
const forwarded = async (changes: object = {}): Promise<Recommendation> =>
  (await forward(await recorded(changes))).body;

describe('a recommendation', () => {
  it('goes from its record over the letter and the answer to its outcome, which the raiser and the network read', async () => {
    const hoa = await province.collaborator();
    const report = await province.accepted(hoa, await province.month(), [province.item()]);
    const made = await recorded({ itemIds: [report.items[0]!.id], topic: 'economy' });
    const { body: sent } = await forward(made);
    expect(sent).toMatchObject({
      state: 'forwarded',
      organisationId: department,
      symbol: 'CV/BTGDVTU',
      overdue: false,
    });
    const letter = await recipient.get(`${recommendations}/${made.id}/document.docx`);
    expect(letter.status).toBe(200);
    expect((letter.body as Buffer).subarray(0, 2).toString()).toBe('PK');
    const { body: taken } = await step(recipient, sent, 'start');
    const { body: answered } = await step(recipient, taken, 'answer', {
      text: 'Đã có phương án bình ổn giá',
    });
    expect(answered).toMatchObject({ state: 'answered', itemIds: [], steps: [] });
    const explanation = { title: 'Về giá phân bón', text: 'Tỉnh đã có phương án bình ổn giá' };
    const { body: closed } = await step(province.editor, answered, 'close', {
      outcome: 'resolved',
      explanation,
    });
    expect(closed.steps.map(({ state }: { state: string }) => state)).toEqual([
      'recorded',
      'forwarded',
      'in-progress',
      'answered',
      'closed',
    ]);
    expect(await hoa.client.get(`${recommendations}/${made.id}`)).toMatchObject({
      status: 200,
      body: {
        state: 'closed',
        outcome: 'resolved',
        answer: 'Đã có phương án bình ổn giá',
        itemIds: [],
        steps: [],
      },
    });
    const { body: list } = await hoa.client.get('/v1/reporting/explanations');
    expect(list.items).toMatchObject([{ ...explanation, topic: 'economy', recommendationId: made.id }]);
    const told = await eventually(() => {
      const events = province.service
        .sent(recommendationChanged)
        .filter(({ subject }) => subject === made.id);
      expect(events).toHaveLength(5);
      return events;
    });
    expect(told.at(-1)!.data).toMatchObject({ state: 'closed', raisedBy: [hoa.appointment.personId] });
  });

  it('is seen by whom it was forwarded to and by who raised it, and by no other of them', async () => {
    const sent = await forwarded();
    const other = province.service.as('recipient', {
      organisationId: await province.organisation('Sở Y tế'),
    });
    const stranger = await province.collaborator();
    for (const client of [other, stranger.client]) {
      expect((await client.get(`${recommendations}/${sent.id}`)).status).toBe(404);
      expect((await client.get(recommendations)).body.items).toEqual([]);
    }
    expect((await step(other, sent, 'answer', { text: 'Đã xong' })).status).toBe(404);
    expect((await recipient.get(`${recommendations}/${sent.id}`)).status).toBe(200);
  });

  it('is numbered without gaps or doubles, also when many are forwarded at once', async () => {
    const before = (await forwarded()).number!;
    const all = await Promise.all(Array.from({ length: 5 }, recorded.bind(null, {})));
    const answers = await Promise.all(all.map((one) => forward(one)));
    expect(answers.map(({ body }) => body.number).sort((a, b) => a - b)).toEqual(
      [1, 2, 3, 4, 5].map((ahead) => before + ahead),
    );
  });

  it('is overdue once its day has passed, until it is answered', async () => {
    const sent = await forwarded();
    await province.service.database.query(
      `UPDATE reporting.recommendation SET due_on = '2026-01-01' WHERE id = $1`,
      [sent.id],
    );
    const overdue = async () =>
      (await province.editor.get(`${recommendations}?overdue=true`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await overdue()).toEqual([sent.id]);
    expect((await province.editor.get(`${recommendations}/${sent.id}`)).body.overdue).toBe(true);
    await step(province.editor, sent, 'answer', { text: 'Trả lời bằng văn bản' });
    expect(await overdue()).toEqual([]);
  });

  it('is opened again with a reason and forwarded anew; what was answered stays in its steps', async () => {
    const sent = await forwarded();
    const { body: answered } = await step(recipient, sent, 'answer', { text: 'Không thuộc thẩm quyền' });
    const { body: again } = await step(province.editor, answered, 'reopen', {
      reason: 'Chuyển cơ quan khác',
    });
    expect(again).toMatchObject({ state: 'recorded', organisationId: null, answer: null });
    expect(again.steps).toMatchObject([
      {},
      {},
      { note: 'Không thuộc thẩm quyền' },
      { note: 'Chuyển cơ quan khác' },
    ]);
    expect((await recipient.get(`${recommendations}/${sent.id}`)).status).toBe(404);
    expect((await forward(again)).body).toMatchObject({ state: 'forwarded' });
  });

  it('refuses steps that do not follow, texts that lead to a person, and what there is not', async () => {
    const made = await recorded();
    expect((await step(province.editor, made, 'answer', { text: 'Đã xong' })).status).toBe(409);
    expect((await province.editor.get(`${recommendations}/${made.id}/document.docx`)).status).toBe(409);
    expect((await step(recipient, made, 'close', { outcome: 'resolved' })).status).toBe(403);
    for (const [changes, path] of [
      [{ organisationId: randomUUID() }, 'organisationId'],
      [{ dueOn: '2020-01-01' }, 'dueOn'],
    ] as const) {
      expect(await forward(made, changes)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
    }
    for (const [input, code] of [
      [{ subject: 'Gọi 0912 345 678', text: 'x' }, 'opinion.personal-data'],
      [{ subject: 'x', text: 'x', itemIds: [randomUUID()] }, 'recommendation.not-fit'],
    ] as const) {
      expect(await province.editor.post(recommendations, input)).toMatchObject({
        status: 422,
        body: { code },
      });
    }
    const { body: sent } = await forward(made);
    expect(await step(recipient, sent, 'answer', { text: 'Liên hệ 0912 345 678' })).toMatchObject({
      status: 422,
      body: { code: 'opinion.personal-data' },
    });
  });
});

describe('an explanation', () => {
  const explanations = '/v1/reporting/explanations';
  const input = {
    title: 'Về giá điện',
    text: 'Giá điện sinh hoạt không đổi trong quý này',
    topic: 'economy',
  };
  const listed = async (query = '') =>
    (await recipient.get(`${explanations}${query}`)).body.items.map(({ id }: { id: string }) => id);
  const told = (id: string, count: number) =>
    eventually(() => {
      const events = province.service.sent(explanationChanged).filter(({ subject }) => subject === id);
      expect(events).toHaveLength(count);
      return events.map(({ data }) => data);
    });

  it('is published to those who report today, and withdrawn with a reason that all can read', async () => {
    const [now, former] = [
      await province.collaborator(),
      await province.collaborator('kyLua', { to: '2020-01-01', state: 'ended' }),
    ];
    const { id: recommendationId } = await recorded();
    const { status, body } = await province.editor.post(explanations, { ...input, recommendationId });
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...input, recommendationId, withdrawnReason: null, version: 1 });
    expect(await listed(`?filter[recommendationId][eq]=${recommendationId}`)).toEqual([body.id]);
    const address = `${explanations}/${body.id}/withdraw`;
    const reason = { reason: 'Giá điện vừa được điều chỉnh' };
    expect((await province.editor.post(address, reason, ifMatch(2))).status).toBe(412);
    const withdrawn = await province.editor.post(address, reason, ifMatch(body));
    expect(withdrawn.body).toMatchObject({ withdrawnReason: reason.reason, version: 2 });
    expect(await listed()).not.toContain(body.id);
    expect(await listed('?withdrawn=true')).toEqual([body.id]);
    expect((await now.client.get(`${explanations}/${body.id}`)).body).toEqual(withdrawn.body);
    expect(await province.editor.post(address, reason, ifMatch(withdrawn.body))).toMatchObject({
      status: 409,
      body: { code: 'explanation.withdrawn' },
    });
    const [published, gone] = await told(body.id, 2);
    expect([published!.state, gone!.state]).toEqual(['published', 'withdrawn']);
    expect(published!.appointmentIds).toContain(now.appointment.id);
    expect(published!.appointmentIds).not.toContain(former.appointment.id);
    expect(JSON.stringify(published)).not.toContain('Giá điện');
  });

  it('is refused where it leads to a person, answers what there is not, or is not the office’s', async () => {
    for (const [changes, code] of [
      [{ text: 'Gọi 0912 345 678' }, 'opinion.personal-data'],
      [{ recommendationId: randomUUID() }, 'explanation.unknown-recommendation'],
    ] as const) {
      const { status, body } = await province.editor.post(explanations, { ...input, ...changes });
      expect({ status, code: body.code }).toEqual({ status: 422, code });
    }
    expect((await recipient.post(explanations, input)).status).toBe(403);
    expect((await recipient.get(`${explanations}/${randomUUID()}`)).status).toBe(404);
  });
});
