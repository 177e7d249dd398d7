import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainingClassChanged } from '#contracts/training';
import { eventually } from '#testing/eventually';
import {
  idempotencyKey,
  ifMatch,
  startTestService,
  type TestClient,
  type TestService,
} from '#testing/test-service';
import { added, classes, classText, courses, courseText, held, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

const nowhere = '0b9f6a1e-5a0c-4b52-9d0b-2f4f6b1f1a11';
const full = { invited: 45, attended: 38, passed: 36 };

let service: TestService;
let editor: TestClient;

beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
});
afterAll(() => service?.close());

const hold = (plan: { id: string; version: number }, attendance: unknown = full, by = editor) =>
  by.post(`${classes}/${plan.id}/hold`, attendance, ifMatch(plan));
const cancel = (plan: { id: string; version: number }, by = editor) =>
  by.post(`${classes}/${plan.id}/cancel`, { reason: 'Mưa lũ' }, ifMatch(plan));

describe('a class', () => {
  it('is planned for the audience of its course', async () => {
    const course = await added(editor, { audience: ['collaborator', 'interviewer'] });
    const text = classText(course);
    const answer = await editor.post(classes, text);
    expect(answer).toMatchObject({
      status: 201,
      headers: { etag: '"v1"' },
      body: {
        ...text,
        audience: ['collaborator', 'interviewer'],
        state: 'planned',
        attendance: null,
        cancelReason: null,
      },
    });
    expect((await service.as('collaborator').get(`${classes}/${answer.body.id}`)).body).toEqual(answer.body);
  });

  it('keeps its audience when the course is rewritten', async () => {
    const course = await added(editor, { audience: ['speaker'] });
    const plan = await planned(editor, {}, course);
    await editor.put(
      `${courses}/${course.id}`,
      courseText({ code: course.code, audience: ['collaborator'] }),
      ifMatch(course),
    );
    expect((await editor.get(`${classes}/${plan.id}`)).body.audience).toEqual(['speaker']);
  });

  it('is held, with the numbers of those who came', async () => {
    const answer = await hold(await planned(editor));
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"v2"' },
      body: { state: 'assessed', attendance: full, version: 2 },
    });
    const { passed: _, ...numbers } = full;
    expect((await hold(await planned(editor), numbers)).body).toMatchObject({
      state: 'held',
      attendance: { ...numbers, passed: null },
    });
  });

  it('may be held on its last day, not before', async () => {
    const [{ today, tomorrow }] = (await service.database.query<{ today: string; tomorrow: string }>(
      `SELECT today::text, (today + 1)::text AS tomorrow FROM (SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS day(today)`,
    )) as [{ today: string; tomorrow: string }];
    expect((await hold(await planned(editor, { startsOn: '2025-03-03', endsOn: today }))).status).toBe(200);
    const early = await hold(await planned(editor, { startsOn: today, endsOn: tomorrow }));
    expect(early).toMatchObject({ status: 422, body: { code: 'class.not-over' } });
  });

  it('cannot seat more than it has seats', async () => {
    const answer = await hold(await planned(editor, { capacity: 37 }));
    expect(answer).toMatchObject({ status: 422, body: { code: 'class.over-capacity' } });
  });

  it('cannot have more graduates than guests', async () => {
    const plan = await planned(editor);
    const impossible = await hold(plan, { invited: 10, attended: 11, passed: 12 });
    expect(impossible.status).toBe(400);
    expect(impossible.body.errors.map(({ path }: { path: string }) => path)).toEqual(['attended', 'passed']);
    expect(await hold(plan, { invited: 10, attended: -1, passed: 0 })).toMatchObject({ status: 400 });
    expect(await hold(plan, { invited: 0, attended: 0, passed: 0 })).toMatchObject({ status: 200 });
  });

  it('is cancelled with a reason, as long as it is planned', async () => {
    const answer = await cancel(await planned(editor));
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'cancelled', cancelReason: 'Mưa lũ', attendance: null },
    });
    const past = await held(editor, await planned(editor), full);
    for (const late of [
      await cancel(past),
      await hold(past),
      await hold(answer.body),
      await cancel(answer.body),
    ]) {
      expect(late).toMatchObject({ status: 409, body: { code: 'class.not-planned' } });
    }
  });

  it('needs a course', async () => {
    expect(await editor.post(classes, classText({ id: nowhere }))).toMatchObject({
      status: 422,
      body: { code: 'class.no-course' },
    });
  });

  it('tells the other services of every change', async () => {
    const { id } = await held(editor, await planned(editor, { level: 'commune' }), full);
    const events = await eventually(() => {
      const told = service.sent(trainingClassChanged).filter(({ subject }) => subject === id);
      expect(told).toHaveLength(2);
      return told;
    });
    expect(events.map(({ sequence, data }) => [sequence, data.level, data.state, data.attendance])).toEqual([
      [1, 'commune', 'planned', null],
      [2, 'commune', 'assessed', full],
    ]);
  });

  it('is listed with its filters, latest first', async () => {
    const course = await added(editor);
    for (const day of ['2025-01-10', '2025-03-10', '2025-02-10'])
      await planned(editor, { startsOn: day, endsOn: day }, course);
    const { body } = await editor.get(
      `${classes}?filter[courseId][eq]=${course.id}&filter[startsOn][gte]=2025-02-01&total=true`,
    );
    expect(body.items.map(({ startsOn }: { startsOn: string }) => startsOn)).toEqual([
      '2025-03-10',
      '2025-02-10',
    ]);
    expect(body.total).toBe(2);
  });
});

describe('refused', () => {
  it('is who has not signed in, or has another role', async () => {
    expect(await service.anonymous.get(classes)).toMatchObject({
      status: 401,
      body: { code: 'auth.missing' },
    });
    const course = await added(editor);
    const plan = await planned(editor, {}, course);
    for (const role of ['collaborator', 'reviewer', 'recipient', 'approver', 'administrator'] as const) {
      const other = service.as(role);
      for (const answer of [
        await other.post(classes, classText(course)),
        await hold(plan, full, other),
        await cancel(plan, other),
      ]) {
        expect(answer).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
      }
    }
    expect((await editor.get(`${classes}/${plan.id}`)).body).toEqual(plan);
  });

  it('is a change that names no version, or a past one', async () => {
    const plan = await planned(editor);
    for (const [verb, body] of [
      ['hold', full],
      ['cancel', { reason: 'Mưa lũ' }],
    ] as const) {
      const path = `${classes}/${plan.id}/${verb}`;
      expect(await editor.post(path, body)).toMatchObject({
        status: 428,
        body: { code: 'resource.match-required' },
      });
      expect(await editor.post(path, body, ifMatch(9))).toMatchObject({
        status: 412,
        body: { code: 'resource.stale' },
      });
    }
  });

  it('is a body that is not right, with the paths of what is wrong', async () => {
    const course = await added(editor);
    const wrong = await editor.post(classes, {
      ...classText(course, { capacity: 0, endsOn: '2025-02-30' }),
      level: 'village',
    });
    expect(wrong.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'capacity',
      'endsOn',
      'level',
    ]);
    const backwards = await editor.post(classes, classText(course, { endsOn: '2025-03-02' }));
    expect(backwards).toMatchObject({ status: 400, body: { errors: [{ path: 'endsOn' }] } });
  });

  it('is a class that does not exist', async () => {
    expect(await editor.get(`${classes}/${nowhere}`)).toMatchObject({
      status: 404,
      body: { code: 'resource.not-found' },
    });
    expect((await hold({ id: nowhere, version: 1 })).status).toBe(404);
  });
});

describe('a repeated request', () => {
  it('plans one class and gets the same answer', async () => {
    const text = classText(await added(editor));
    const key = idempotencyKey('class-of-march');
    const answers = await Promise.all([1, 2, 3].map(() => editor.post(classes, text, key)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    const other = await editor.post(classes, { ...text, capacity: 41 }, key);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency.key-reused' } });
  });

  it('holds a class once', async () => {
    const plan = await planned(editor);
    const once = () =>
      editor.post(`${classes}/${plan.id}/hold`, full, { ...ifMatch(plan), ...idempotencyKey('hold-once') });
    const first = await once();
    expect(await once()).toMatchObject({ status: 200, body: first.body });
  });
});
