import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { classTold, type Participant } from '#contracts/participants';
import { personMerged } from '#contracts/people';
import type { Course, TrainingClass } from '#contracts/training';
import type { GuidanceQuestion } from '#contracts/written-guidance';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { added, appointment, classes, courses, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

let service: TestService;
let editor: TestClient;
let an: string, binh: string, chi: string;
beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
});
beforeEach(async () => {
  [an, binh, chi] = [randomUUID(), randomUUID(), randomUUID()].sort() as [string, string, string];
  await service.publish(...[an, binh, chi].map((personId) => appointment({ personId })));
});
afterAll(() => service?.close());

const as = (personId: string) => service.as([], { personId });
const path = ({ id }: TrainingClass) => `${classes}/${id}`;
const now = async (one: TrainingClass): Promise<TrainingClass> => (await editor.get(path(one))).body;
const invite = (one: TrainingClass, personIds: string[]) =>
  editor.post(`${path(one)}/participants`, { personIds, reason: 'Thành viên mới' });
const send = async (one: TrainingClass, by = editor) =>
  by.post(`${path(one)}/guidance`, undefined, ifMatch(await now(one)));
const guidance = async (one: TrainingClass, by: TestClient) => by.get(`${path(one)}/guidance`);
const read = (one: TrainingClass, personId: string) => as(personId).post(`${path(one)}/guidance/reading`);
const ask = (one: TrainingClass, personId: string, text: string) =>
  as(personId).post(`${path(one)}/guidance/questions`, { text });
const answer = (question: GuidanceQuestion, text: string, by = editor) =>
  by.post(`/v1/training/guidance-questions/${question.id}/answer`, { answer: text }, ifMatch(question));
const told = ({ id }: TrainingClass) =>
  service
    .sent(classTold)
    .flatMap(({ data }) => (data.classId === id ? [[data.what, data.personIds] as const] : []));

/** A course in writing, with so many texts to read. */
async function written(texts = 2): Promise<Course> {
  const course = await added(editor, { modality: 'written' });
  for (let number = 1; number <= texts; number += 1)
    await editor.post(`${courses}/${course.id}/materials`, {
      kind: 'text',
      title: `Hướng dẫn ${number}`,
      body: 'Ghi đúng lời người dân.',
    });
  return course;
}

/** A guidance that An and Bình got. */
async function sent(): Promise<TrainingClass> {
  const plan = await planned(editor, {}, await written());
  await invite(plan, [an, binh]);
  expect((await send(plan)).status).toBe(200);
  return plan;
}

async function open(plan: TrainingClass, personId: string): Promise<void> {
  const { body } = await guidance(plan, as(personId));
  for (const id of body.own.unopenedIds) await as(personId).get(`/v1/training/materials/${id}`);
}

describe('a guidance in writing', () => {
  it('is sent once to those who were invited and have not declined, as the course stands then', async () => {
    const course = await written();
    const plan = await planned(editor, {}, course);
    await invite(plan, [an, binh, chi]);
    await as(chi).post(`${path(plan)}/reply`, { comes: false, reason: 'Nghỉ phép' });
    const { status, body } = await send(plan);
    expect(status).toBe(200);
    expect(body).toMatchObject({ classId: plan.id, dueOn: plan.endsOn, recipients: 2, read: 0, own: null });
    expect(body.materials.map(({ title }: { title: string }) => title)).toEqual([
      'Hướng dẫn 1',
      'Hướng dẫn 2',
    ]);
    expect(body.version).toBe((await now(plan)).version);
    expect(await send(plan)).toMatchObject({ status: 409, body: { code: 'guidance.sent' } });

    const later = { kind: 'text', title: 'Hướng dẫn 3', body: 'Thêm sau.' };
    await editor.post(`${courses}/${course.id}/materials`, later);
    expect((await guidance(plan, as(an))).body.materials).toHaveLength(2);
    const late = randomUUID();
    await service.publish(appointment({ personId: late }));
    await invite(plan, [late]);
    await eventually(() =>
      expect(told(plan)).toEqual([
        ['invited', [an, binh, chi]],
        ['sent', [an, binh]],
        ['sent', [late]],
      ]),
    );
  });

  it('is not sent of another kind of course, with nothing to read, to nobody, or by anyone else', async () => {
    const plans: [Course, string[], string][] = [
      [await added(editor), [an], 'guidance.not-written'],
      [await written(0), [an], 'guidance.no-material'],
      [await written(), [], 'guidance.no-recipients'],
    ];
    for (const [course, personIds, code] of plans) {
      const plan = await planned(editor, {}, course);
      if (personIds.length > 0) await invite(plan, personIds);
      expect(await send(plan)).toMatchObject({ status: 422, body: { code } });
      expect((await guidance(plan, editor)).status).toBe(404);
    }
    const plan = await planned(editor, {}, await written());
    await invite(plan, [an]);
    expect((await send(plan, service.as('reviewer'))).status).toBe(403);
    expect(await read(plan, an)).toMatchObject({ status: 409, body: { code: 'guidance.not-sent' } });
    expect(await ask(plan, an, 'Ghi thế nào?')).toMatchObject({ status: 409 });
    await editor.post(`${path(plan)}/cancel`, { reason: 'Bão số 3' }, ifMatch(await now(plan)));
    expect(await send(plan)).toMatchObject({ status: 409, body: { code: 'class.not-planned' } });
  });

  it('is read by whoever has opened all of it and says so, who then came to the class', async () => {
    const plan = await sent();
    const unopened = await read(plan, an);
    expect(unopened).toMatchObject({ status: 422, body: { code: 'guidance.unopened' } });
    const { body: before } = await guidance(plan, as(an));
    expect(unopened.body.detail).toBe(before.own.unopenedIds.join(', '));
    expect(before.own).toEqual({
      readOn: null,
      unopenedIds: before.materials.map((one: { id: string }) => one.id),
    });
    await open(plan, an);
    const { body } = await read(plan, an);
    expect(body).toMatchObject({ recipients: 2, read: 1, own: { unopenedIds: [] } });
    expect((await read(plan, an)).body).toEqual(body);

    const held = await editor.post(`${path(plan)}/attendance`, {}, ifMatch(await now(plan)));
    expect(held.body.attendance).toEqual({ invited: 2, attended: 1, passed: null });
    const { body: list } = await editor.get(`${path(plan)}/participants`);
    const came = list.items.map(({ personId, readOn, attended }: Participant) => [
      personId,
      readOn !== null,
      attended,
    ]);
    expect(came).toEqual([
      [an, true, true],
      [binh, false, false],
    ]);
    await open(plan, binh);
    expect(await read(plan, binh)).toMatchObject({ status: 409, body: { code: 'class.not-planned' } });
  });

  it('is shown to the office and to those who were invited alone', async () => {
    const plan = await sent();
    for (const caller of [editor, service.as('approver'), as(an)])
      expect((await guidance(plan, caller)).status).toBe(200);
    for (const caller of [as(chi), service.as('reviewer'), service.as('collaborator', { personId: chi })])
      for (const what of ['guidance', 'guidance/questions'])
        expect((await caller.get(`${path(plan)}/${what}`)).status).toBe(404);
    expect((await read(plan, chi)).status).toBe(404);
    expect((await ask(plan, chi, 'Ghi thế nào?')).status).toBe(404);
    expect((await service.asClient('class.read').get(`${path(plan)}/guidance`)).status).toBe(403);
  });
});

describe('a question about a guidance', () => {
  it('is answered for all who got it, without saying who asked, who is told', async () => {
    const plan = await sent();
    const { status, body: question } = await ask(plan, an, 'Tin đồn có phải ghi không?');
    expect(status).toBe(201);
    expect(question).toMatchObject({
      text: 'Tin đồn có phải ghi không?',
      answer: null,
      own: true,
      version: 1,
    });
    const list = async (by: TestClient, query = '') =>
      (await by.get(`${path(plan)}/guidance/questions${query}`)).body.items;
    expect(await list(editor, '?answered=false')).toHaveLength(1);
    const { body: answered } = await answer(question, 'Có, và đánh dấu là tin đồn.');
    expect(answered).toMatchObject({ answer: 'Có, và đánh dấu là tin đồn.', own: false, version: 2 });
    expect(await answer(question, 'Không.')).toMatchObject({ status: 412 });
    await answer(answered, 'Có, đánh dấu là tin đồn.');
    const seen = await list(as(binh));
    expect(seen).toMatchObject([{ answer: 'Có, đánh dấu là tin đồn.', own: false, version: 3 }]);
    for (const by of [editor, as(binh)]) expect(JSON.stringify(await list(by))).not.toContain(an);
    expect(await list(editor, '?answered=false')).toEqual([]);
    expect((await guidance(plan, editor)).body).toMatchObject({ questions: 1, answered: 1 });
    await eventually(() =>
      expect(told(plan).slice(2)).toEqual([
        ['answered', [an]],
        ['answered', [an]],
      ]),
    );
  });

  it('names nobody, nor does its answer, which the office alone gives', async () => {
    const plan = await sent();
    const phone = 'Gọi 0912 345 678 để hỏi';
    const code = 'class.personal-data';
    expect(await ask(plan, an, phone)).toMatchObject({ status: 422, body: { code } });
    const { body: question } = await ask(plan, an, 'Ghi thế nào?');
    expect(await answer(question, phone)).toMatchObject({ status: 422, body: { code } });
    for (const by of [as(an), service.as('approver')])
      expect((await answer(question, 'Ghi đúng lời.', by)).status).toBe(403);
    expect((await answer({ ...question, id: randomUUID() }, 'Ghi đúng lời.')).status).toBe(404);
  });

  it('follows two records that became one, as does what was read', async () => {
    const plan = await sent();
    await open(plan, binh);
    await read(plan, binh);
    await ask(plan, binh, 'Ghi thế nào?');
    await service.publish(personMerged.of(an, 2, { id: an, duplicateId: binh }));
    const { body } = await guidance(plan, as(an));
    expect(body).toMatchObject({ recipients: 1, read: 1, questions: 1, own: { unopenedIds: [] } });
    expect(body.own.readOn).not.toBeNull();
    const { body: asked } = await as(an).get(`${path(plan)}/guidance/questions`);
    expect(asked.items).toMatchObject([{ own: true }]);
  });
});
