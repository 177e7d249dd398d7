import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClassEvaluation } from '#contracts/evaluations';
import { personMerged } from '#contracts/people';
import type { TrainingClass } from '#contracts/training';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { appointment, classes, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

let service: TestService;
let editor: TestClient;
beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
});
afterAll(() => service?.close());

/** A class that so many came to, and one more was invited to. */
async function heldWith(people: number): Promise<{ held: TrainingClass; came: string[]; absent: string }> {
  const everyone = Array.from({ length: people + 1 }, () => randomUUID());
  await service.publish(...everyone.map((personId) => appointment({ personId })));
  const plan = await planned(editor);
  await editor.post(`${classes}/${plan.id}/participants`, {
    personIds: everyone,
    reason: 'Mới được bổ nhiệm',
  });
  const [absent, ...came] = everyone as [string, ...string[]];
  const { body } = await editor.post(`${classes}/${plan.id}/attendance`, { attended: came }, ifMatch(2));
  return { held: body, came, absent };
}

const alike = { content: 5, teaching: 5, usefulness: 5, organisation: 5 };
const give = ({ id }: TrainingClass, personId: string, changes: object = {}) =>
  service.as([], { personId }).post(`${classes}/${id}/evaluation`, { ...alike, ...changes });
const close = (held: TrainingClass, by = editor) =>
  by.post(`${classes}/${held.id}/evaluation/close`, undefined, ifMatch(held));
const read = async ({ id }: TrainingClass): Promise<ClassEvaluation> =>
  (await editor.get(`${classes}/${id}/evaluation`)).body;
const peopleOf = ({ aspects }: ClassEvaluation, name: string) =>
  aspects.find(({ aspect }) => aspect === name)!.answers.map(({ people }) => people);

describe('the evaluation of a class', () => {
  it('is shown when it is closed, as far as enough people stand behind each number', async () => {
    const { held, came } = await heldWith(30);
    for (const [index, personId] of came.entries()) {
      const answers = {
        content: index < 15 ? 4 : 5,
        teaching: index < 2 ? 1 : 5,
        comment: index === 0 ? 'Cần thêm thực hành' : undefined,
      };
      expect((await give(held, personId, answers)).status).toBe(204);
    }
    expect(await read(held)).toEqual({
      classId: held.id,
      closed: false,
      answered: null,
      aspects: [],
      comments: [],
    });
    const { body } = await close(held);
    expect(body).toMatchObject({
      closed: true,
      answered: { people: 30, withheld: null },
      comments: ['Cần thêm thực hành'],
    });
    expect(peopleOf(body, 'content')).toEqual([0, 0, 0, 15, 15]);
    expect(peopleOf(body, 'teaching')[0]).toBeNull();
    expect(await read(held)).toEqual(body);
  });

  it('of a few shows nothing, not even their words', async () => {
    const { held, came } = await heldWith(9);
    for (const personId of came) await give(held, personId, { comment: 'Lớp hay' });
    const { body } = await close(held);
    expect(body).toMatchObject({ answered: { people: null, withheld: 'small-base' }, comments: [] });
    expect(
      body.aspects
        .flatMap(({ answers }: ClassEvaluation['aspects'][number]) => answers)
        .every(({ people }: { people: unknown }) => people === null),
    ).toBe(true);
  });

  it('is given once by each who came, after it was held and before it is closed', async () => {
    const { held, came, absent } = await heldWith(3);
    const [an, binh, chi] = came as [string, string, string];
    const at = await Promise.all([give(held, an), give(held, an)]);
    expect(at.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await give(held, an)).toMatchObject({ status: 409, body: { code: 'evaluation.given' } });
    for (const stranger of [absent, randomUUID()]) expect((await give(held, stranger)).status).toBe(404);
    expect((await give(held, binh, { content: 6 })).status).toBe(400);
    expect(await give(held, binh, { comment: 'Gọi số 0912 345 678' })).toMatchObject({
      status: 422,
      body: { code: 'evaluation.personal-data', errors: [{ path: 'comment' }] },
    });
    expect((await give(held, binh)).status).toBe(204);
    await service.publish(personMerged.of(chi, 2, { id: chi, duplicateId: an }));
    expect(await give(held, chi)).toMatchObject({ status: 409, body: { code: 'evaluation.given' } });
    expect((await close(held, service.as('reviewer'))).status).toBe(403);
    expect((await close({ ...held, version: 9 })).status).toBe(412);
    expect((await close(held)).status).toBe(200);
    expect(await close(held)).toMatchObject({ status: 409, body: { code: 'evaluation.closed' } });
    expect(await give(held, chi)).toMatchObject({ status: 409, body: { code: 'evaluation.closed' } });
    const plan = await planned(editor);
    await editor.post(`${classes}/${plan.id}/participants`, {
      personIds: [chi],
      reason: 'Mới được bổ nhiệm',
    });
    expect(await give(plan, chi)).toMatchObject({ status: 409, body: { code: 'class.not-over' } });
  });

  it('leaves nothing that ties an answer to a person: one row for all, no audit entry, nothing kept of the request', async () => {
    const { held, came } = await heldWith(2);
    const key = { 'idempotency-key': 'my-own-opinion' };
    const traces = () =>
      service.database.query<{ audits: number; requests: number }>(
        `SELECT (SELECT count(*)::int FROM training.audit_entry) AS audits,
                (SELECT count(*)::int FROM training.idempotency WHERE key = 'my-own-opinion') AS requests`,
      );
    const [before] = await traces();
    for (const personId of came)
      await service
        .as([], { personId })
        .post(`${classes}/${held.id}/evaluation`, { ...alike, comment: 'Lớp hay' }, key);
    expect(await traces()).toEqual([before]);
    const rows = await service.database.query<Record<string, unknown>>(
      `SELECT * FROM training.class_evaluation WHERE class_id = $1`,
      [held.id],
    );
    expect(rows).toHaveLength(1);
    expect(Object.keys(rows[0]!).sort()).toEqual(['class_id', 'comments', 'counts', 'released']);
    const flags = await service.database.query<Record<string, unknown>>(
      `SELECT * FROM training.evaluation_given WHERE class_id = $1`,
      [held.id],
    );
    expect(flags.map((flag) => Object.keys(flag).sort())).toEqual([
      ['class_id', 'person_id'],
      ['class_id', 'person_id'],
    ]);
  });
});

it('the cost of a class is written item by item and added up', async () => {
  const plan = await planned(editor);
  const path = `${classes}/${plan.id}/cost`;
  expect((await editor.get(path)).body).toEqual({ classId: plan.id, lines: [], total: 0, version: 1 });
  const lines = [
    { item: 'Thù lao giảng viên', amount: 6_000_000 },
    { item: 'In tài liệu', amount: 1_250_000 },
  ];
  const written = { classId: plan.id, lines, total: 7_250_000, version: 2 };
  expect((await editor.put(path, { lines }, ifMatch(1))).body).toEqual(written);
  expect((await editor.put(path, { lines: [] }, ifMatch(1))).status).toBe(412);
  expect((await editor.get(path)).body).toEqual(written);
  expect((await editor.put(path, { lines: [{ item: 'In tài liệu', amount: -1 }] }, ifMatch(2))).status).toBe(
    400,
  );
  for (const role of ['collaborator', 'reviewer', 'recipient'] as const)
    expect((await service.as(role).get(path)).status).toBe(403);
  expect((await editor.get(`${classes}/${randomUUID()}/cost`)).status).toBe(404);
});
