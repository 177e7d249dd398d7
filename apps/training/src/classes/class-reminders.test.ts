import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { classReminders, classTold } from '#contracts/participants';
import type { TrainingClass } from '#contracts/training';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import { dayFromNow, reminded } from '../reminders.fixture.js';
import { added, appointment, classes, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

let service: TestService;
let worker: { stop(): Promise<void> };
let editor: TestClient;
let an: string, binh: string, chi: string;
beforeAll(async () => {
  service = await startTestService(training);
  worker = await startTestWorker(training, service);
  editor = service.as('editor');
});
beforeEach(async () => {
  [an, binh, chi] = [randomUUID(), randomUUID(), randomUUID()].sort() as [string, string, string];
  await service.publish(...[an, binh, chi].map((personId) => appointment({ personId })));
});
afterAll(async () => {
  await worker?.stop();
  await service?.close();
});

const as = (personId: string) => service.as([], { personId });
const path = ({ id }: TrainingClass) => `${classes}/${id}`;
const now = async (one: TrainingClass): Promise<TrainingClass> => (await editor.get(path(one))).body;
const invite = (one: TrainingClass, personIds: string[]) =>
  editor.post(`${path(one)}/participants`, { personIds, reason: 'Mới' });
const told = ({ id }: TrainingClass, what: string) =>
  service
    .sent(classTold)
    .flatMap(({ data }) => (data.classId === id && data.what === what ? [data.personIds] : []));
const morning = () => reminded(service, classReminders.name);
const days = async (from: number, to: number) => ({
  startsOn: await dayFromNow(service, from),
  endsOn: await dayFromNow(service, to),
});

it('whoever has a seat, has not replied or teaches is reminded seven days and one day before, anew when it moves', async () => {
  const near = await planned(editor, { ...(await days(6, 8)), capacity: 1 });
  const far = await planned(editor, await days(8, 9));
  const past = await planned(editor);
  for (const one of [near, far, past]) await invite(one, [an, binh]);
  await as(an).post(`${path(near)}/reply`, { comes: true });
  await as(binh).post(`${path(near)}/reply`, { comes: true });
  const schedule = { sessions: [], trainerIds: [chi] };
  await editor.put(`${path(near)}/schedule`, schedule, ifMatch(await now(near)));

  expect(await morning()).toBe(1);
  await eventually(() => expect(told(near, 'soon')).toEqual([[an, chi]]));
  expect(await morning()).toBe(0);
  const moved = { ...(await days(1, 2)), capacity: 1 };
  expect((await editor.put(path(near), moved, ifMatch(await now(near)))).status).toBe(200);
  expect(await morning()).toBe(1);
  await editor.post(`${path(far)}/cancel`, { reason: 'Bão số 3' }, ifMatch(await now(far)));
  await editor.put(path(past), { ...(await days(-1, 3)), capacity: 40 }, ifMatch(await now(past)));
  expect(await morning()).toBe(0);
  await eventually(() => expect(told(near, 'soon')).toHaveLength(2));
  expect([told(far, 'soon'), told(past, 'soon')]).toEqual([[], []]);
});

it('whoever has not read what was sent is reminded before its last day; before it was sent, nobody', async () => {
  const course = await added(editor, { modality: 'written' });
  const material = { kind: 'text', title: 'Hướng dẫn', body: 'Ghi đúng lời người dân.' };
  await editor.post(`/v1/training/courses/${course.id}/materials`, material);
  const plan = await planned(editor, await days(-1, 5), course);
  await invite(plan, [an, binh, chi]);
  expect(await morning()).toBe(0);
  await editor.post(`${path(plan)}/guidance`, undefined, ifMatch(await now(plan)));
  await as(chi).post(`${path(plan)}/reply`, { comes: false, reason: 'Nghỉ phép' });
  const { body } = await as(an).get(`${path(plan)}/guidance`);
  for (const { id } of body.materials) await as(an).get(`/v1/training/materials/${id}`);
  expect((await as(an).post(`${path(plan)}/guidance/reading`)).status).toBe(200);

  expect(await morning()).toBe(1);
  await eventually(() => expect(told(plan, 'unread')).toEqual([[binh]]));
  expect(await morning()).toBe(0);
});
