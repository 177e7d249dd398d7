import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  idempotencyKey,
  ifMatch,
  startTestService,
  type TestClient,
  type TestService,
} from '#testing/test-service';
import { courses, courseText } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

const nowhere = '0b9f6a1e-5a0c-4b52-9d0b-2f4f6b1f1a11';

let service: TestService;
let registrar: TestClient;

beforeAll(async () => {
  service = await startTestService(training);
  registrar = service.as('registrar');
});
afterAll(() => service?.close());

describe('the training service', () => {
  it('is live and ready', async () => {
    expect(await service.anonymous.get('/health/live')).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
    expect(await service.anonymous.get('/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
  });

  it('shows its jobs and dead letters to the administrator, not to collaborators', async () => {
    for (const path of ['/v1/training/jobs', '/v1/training/dead-letters']) {
      expect(await service.as('administrator').get(path)).toMatchObject({
        status: 200,
        body: { items: [], next: null },
      });
      expect((await service.as('collaborator').get(path)).status).toBe(403);
    }
  });
});

describe('a course', () => {
  it('is added by the office and read by everyone', async () => {
    const objectives = ['Đặt câu hỏi không dẫn dắt', 'Ghi đúng lời người dân'];
    const text = courseText({ audience: ['interviewer', 'field-supervisor'], objectives });
    const added = await registrar.post(courses, text);
    expect(added).toMatchObject({ status: 201, headers: { etag: '"v1"' }, body: { ...text, version: 1 } });
    for (const reader of [
      service.as('collaborator'),
      service.as('recipient'),
      service.asClient('course.read'),
    ]) {
      expect(await reader.get(`${courses}/${added.body.id}`)).toMatchObject({
        status: 200,
        body: added.body,
      });
    }
  });

  it('is rewritten by whoever has read its present version', async () => {
    const { body: course } = await registrar.post(courses, courseText());
    const path = `${courses}/${course.id}`;
    const text = courseText({ code: course.code, modality: 'written', certificateMonths: null });
    expect(await registrar.put(path, text)).toMatchObject({
      status: 428,
      body: { code: 'resource.match-required' },
    });
    expect(await registrar.put(path, text, ifMatch(course))).toMatchObject({
      status: 200,
      body: { ...text, version: 2 },
    });
    expect(await registrar.put(path, text, ifMatch(course))).toMatchObject({
      status: 412,
      body: { code: 'resource.stale' },
    });
  });

  it('has a code of its own', async () => {
    const { body: course } = await registrar.post(courses, courseText());
    expect(await registrar.post(courses, courseText({ code: course.code }))).toMatchObject({ status: 409 });
  });

  it('is listed by code, page by page', async () => {
    for (const code of ['Z-2', 'Z-1', 'Z-3'])
      await registrar.post(courses, courseText({ code, modality: 'online' }));
    const first = await registrar.get(`${courses}?filter[modality][eq]=online&limit=2`);
    const second = await registrar.get(
      `${courses}?filter[modality][eq]=online&limit=2&cursor=${first.body.next}`,
    );
    expect([...first.body.items, ...second.body.items].map(({ code }) => code)).toEqual([
      'Z-1',
      'Z-2',
      'Z-3',
    ]);
    expect(second.body.next).toBeNull();
  });

  it('is added once, however often the request is repeated', async () => {
    const key = idempotencyKey('first-course');
    const text = courseText();
    const [first, again] = [
      await registrar.post(courses, text, key),
      await registrar.post(courses, text, key),
    ];
    expect(again).toMatchObject({ status: 201, body: first.body });
    const other = await registrar.post(courses, courseText(), key);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency.key-reused' } });
  });

  it('is refused to those who may not write it, and when it is not right', async () => {
    expect(await service.anonymous.get(courses)).toMatchObject({
      status: 401,
      body: { code: 'auth.missing' },
    });
    for (const role of ['collaborator', 'reviewer', 'approver', 'administrator'] as const) {
      expect(await service.as(role).post(courses, courseText())).toMatchObject({
        status: 403,
        body: { code: 'auth.forbidden' },
      });
    }
    const wrong = await registrar.post(courses, {
      ...courseText({ certificateMonths: 0 }),
      audience: ['minister'],
      modality: 'tv',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'audience.0',
      'certificateMonths',
      'modality',
    ]);
    const twice = await registrar.post(courses, courseText({ audience: ['speaker', 'speaker'] }));
    expect(twice).toMatchObject({ status: 400, body: { errors: [{ path: 'audience' }] } });
  });

  it('that does not exist is not found', async () => {
    expect(await registrar.get(`${courses}/${nowhere}`)).toMatchObject({
      status: 404,
      body: { code: 'resource.not-found' },
    });
    expect((await registrar.put(`${courses}/${nowhere}`, courseText(), ifMatch(1))).status).toBe(404);
  });
});
