import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Participant } from '#contracts/participants';
import { personMerged } from '#contracts/people';
import type { TrainingClass } from '#contracts/training';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { appointment, classes, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

let service: TestService;
let editor: TestClient;
let today: string;
let an: string, binh: string;

beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
  const [row] = await service.database.query<{ today: string }>(
    `SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS today`,
  );
  today = row!.today;
});
beforeEach(async () => {
  [an, binh] = [randomUUID(), randomUUID()];
  await service.publish(...[an, binh].map((personId) => appointment({ personId })));
});
afterAll(() => service?.close());

/** A class of two days that ends today, to which both are invited. */
async function meeting(): Promise<TrainingClass> {
  const [row] = await service.database.query<{ yesterday: string }>(
    'SELECT ($1::date - 1)::text AS yesterday',
    [today],
  );
  const plan = await planned(editor, { startsOn: row!.yesterday, endsOn: today });
  await editor.post(`${classes}/${plan.id}/participants`, {
    personIds: [an, binh],
    reason: 'Mới được bổ nhiệm',
  });
  return { ...plan, version: 2 };
}

const show = async ({ id }: TrainingClass): Promise<string> => {
  const { status, body, headers } = await editor.post(`${classes}/${id}/attendance-codes`);
  expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
  return body.code;
};
const checkIn = ({ id }: TrainingClass, personId: string, code: string) =>
  service.as([], { personId }).post(`${classes}/${id}/check-in`, { code });
const send = ({ id }: TrainingClass, lines: [string, string][], dryRun = false) =>
  editor.post(
    `${classes}/${id}/attendance/files?dryRun=${dryRun}`,
    ['personId\tday', ...lines.map((line) => line.join('\t'))].join('\n'),
    { 'content-type': 'text/tab-separated-values' },
  );
const presentDays = async ({ id }: TrainingClass): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await editor.get(`${classes}/${id}/participants`)).body.items.map((one: Participant) => [
      one.personId,
      one.daysPresent,
    ]),
  );
const other = (code: string): string => (code.startsWith('A') ? 'B' : 'A') + code.slice(1);

describe('a code on the screen', () => {
  it('notes who is there, once a day, however it is typed', async () => {
    const plan = await meeting();
    const code = await show(plan);
    expect((await checkIn(plan, an, code)).status).toBe(204);
    expect((await checkIn(plan, an, code.toLowerCase().replace('-', ''))).status).toBe(204);
    expect(await presentDays(plan)).toEqual({ [an]: 1, [binh]: 0 });
  });

  it('changes; the one before counts until it ends, and no other class takes it', async () => {
    const [plan, neighbour] = [await meeting(), await meeting()];
    const [first, second] = [await show(plan), await show(plan)];
    expect(first).not.toBe(second);
    expect(await checkIn(neighbour, an, second)).toMatchObject({
      status: 422,
      body: { code: 'class.wrong-code' },
    });
    expect((await checkIn(plan, an, first)).status).toBe(204);
    await service.database.query(
      `UPDATE training.attendance_code SET expires_at = now() - interval '1 second' WHERE class_id = $1`,
      [plan.id],
    );
    expect(await checkIn(plan, binh, second)).toMatchObject({
      status: 422,
      body: { code: 'class.wrong-code' },
    });
    await show(plan);
    const kept = await service.database.query<{ fingerprint: Buffer; seconds: number }>(
      `SELECT fingerprint, extract(epoch FROM expires_at - now())::int AS seconds
         FROM training.attendance_code WHERE class_id = $1`,
      [plan.id],
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]!.fingerprint).toHaveLength(32);
    expect(kept[0]!.seconds).toBeLessThanOrEqual(90);
  });

  it('cannot be guessed: after five wrong ones not even the right one is taken, for ten minutes', async () => {
    const plan = await meeting();
    const code = await show(plan);
    const guesses = await Promise.all(Array.from({ length: 6 }, () => checkIn(plan, an, other(code))));
    expect(guesses.map(({ status }) => status).sort()).toEqual([422, 422, 422, 422, 422, 429]);
    expect(await checkIn(plan, an, code)).toMatchObject({ status: 429, body: { code: 'request.too-many' } });
    expect((await checkIn(plan, binh, code)).status).toBe(204);
    await service.database.query(
      `UPDATE training.wrong_attendance_code SET since = since - interval '10 minutes' WHERE person_id = $1`,
      [an],
    );
    expect((await checkIn(plan, an, other(code))).status).toBe(422);
    expect((await checkIn(plan, an, code)).status).toBe(204);
  });

  it('is shown by the office and for whoever was invited, on the days of the class, until it was held', async () => {
    const past = await planned(editor);
    expect(await editor.post(`${classes}/${past.id}/attendance-codes`)).toMatchObject({
      status: 422,
      body: { code: 'class.not-today' },
    });
    const plan = await meeting();
    const code = await show(plan);
    expect(
      (await service.as([], { personId: an }).post(`${classes}/${plan.id}/attendance-codes`)).status,
    ).toBe(403);
    expect((await checkIn(plan, randomUUID(), code)).status).toBe(404);
    expect((await checkIn(plan, an, '0000-0000')).status).toBe(400);
    await checkIn(plan, an, code);
    expect((await editor.post(`${classes}/${plan.id}/attendance`, {}, ifMatch(plan))).body).toMatchObject({
      state: 'held',
      attendance: { invited: 2, attended: 1, passed: null },
    });
    for (const late of [
      await checkIn(plan, binh, code),
      await editor.post(`${classes}/${plan.id}/attendance-codes`),
    ])
      expect(late).toMatchObject({ status: 409, body: { code: 'class.not-planned' } });
    const left = await service.database.query(`SELECT FROM training.attendance_code WHERE class_id = $1`, [
      plan.id,
    ]);
    expect(left).toEqual([]);
  });
});

describe('a table of who was there', () => {
  it('adds days to those that are noted, each once', async () => {
    const plan = await meeting();
    await checkIn(plan, an, await show(plan));
    const lines: [string, string][] = [
      [an, plan.startsOn],
      [an, today],
      [binh, plan.startsOn],
    ];
    expect((await send(plan, lines, true)).body).toEqual({
      applied: false,
      counts: { attendance: 3 },
      problems: [],
    });
    expect(await presentDays(plan)).toEqual({ [an]: 1, [binh]: 0 });
    expect((await send(plan, lines)).body.applied).toBe(true);
    expect((await send(plan, lines)).body.applied).toBe(true);
    expect(await presentDays(plan)).toEqual({ [an]: 2, [binh]: 1 });
  });

  it('is refused whole, with the line of each problem', async () => {
    const plan = await meeting();
    const { status, body } = await send(plan, [
      [an, today],
      [randomUUID(), today],
      [binh, '2025-03-03'],
      [binh, 'hôm qua'],
    ]);
    expect([status, body.applied]).toEqual([200, false]);
    expect(
      body.problems.map(({ line, message }: { line: number; message: string }) => [
        line,
        message.split(':')[0],
      ]),
    ).toEqual([
      [3, 'personId'],
      [4, 'day'],
      [5, 'day'],
    ]);
    expect(await presentDays(plan)).toEqual({ [an]: 0, [binh]: 0 });
  });

  it('follows two records that became one', async () => {
    const plan = await meeting();
    await send(plan, [
      [an, today],
      [binh, today],
    ]);
    await service.publish(personMerged.of(an, 2, { id: an, duplicateId: binh }));
    expect(await presentDays(plan)).toEqual({ [an]: 1 });
  });
});
