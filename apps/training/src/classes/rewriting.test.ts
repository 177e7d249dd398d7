import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { classTold, type Participant } from '#contracts/participants';
import { personMerged } from '#contracts/people';
import type { RewriteClass, TrainingClass } from '#contracts/training';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { appointment, classes, held, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

const days = { startsOn: '2025-03-03', endsOn: '2025-03-05' };

let service: TestService;
let editor: TestClient;
let an: string, binh: string, chi: string;
beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
});
beforeEach(async () => {
  [an, binh, chi] = [randomUUID(), randomUUID(), randomUUID()];
  await service.publish(...[an, binh, chi].map((personId) => appointment({ personId })));
});
afterAll(() => service?.close());

const now = async ({ id }: TrainingClass): Promise<TrainingClass> =>
  (await editor.get(`${classes}/${id}`)).body;
const rewrite = async (plan: TrainingClass, changes: Partial<RewriteClass>, by = editor) => {
  const present = await now(plan);
  const { capacity } = present;
  return by.put(`${classes}/${plan.id}`, { ...days, capacity, ...changes }, ifMatch(present));
};
const reply = ({ id }: TrainingClass, personId: string, body: object) =>
  service.as([], { personId }).post(`${classes}/${id}/reply`, body);
const told = ({ id }: TrainingClass, what: string) =>
  service
    .sent(classTold)
    .flatMap(({ data }) => (data.classId === id && data.what === what ? [data.personIds] : []));
const replies = async ({ id }: TrainingClass): Promise<Record<string, string | null>> =>
  Object.fromEntries(
    (await editor.get(`${classes}/${id}/participants`)).body.items.map((one: Participant) => [
      one.personId,
      one.reply,
    ]),
  );

/** A class with one seat that all three ask for. */
async function sought(): Promise<TrainingClass> {
  const plan = await planned(editor, { capacity: 1 });
  await editor.post(`${classes}/${plan.id}/participants`, { personIds: [an, binh, chi], reason: 'Mới' });
  for (const personId of [an, binh, chi]) await reply(plan, personId, { comes: true });
  return plan;
}

describe('a class that was not held', () => {
  it('gets more seats, which go to those who have waited longest', async () => {
    const plan = await sought();
    const { status, body } = await rewrite(plan, { capacity: 2 });
    expect([status, body.capacity, body.version]).toEqual([200, 2, 3]);
    expect(await replies(plan)).toEqual({ [an]: 'accepted', [binh]: 'accepted', [chi]: 'waiting' });
    await eventually(() => expect(told(plan, 'placed')).toEqual([[binh]]));
    expect(told(plan, 'changed')).toEqual([]);
    expect(await rewrite(plan, { capacity: 1 })).toMatchObject({
      status: 422,
      body: { code: 'class.over-capacity' },
    });
    expect((await now(plan)).capacity).toBe(2);
  });

  it('moves to other days with its sessions; who comes or teaches is told, who declined is not', async () => {
    const plan = await sought();
    await reply(plan, chi, { comes: false, reason: 'Bận' });
    const teacher = randomUUID();
    await service.publish(appointment({ personId: teacher }));
    const at = (day: string, place: string) => ({
      from: `${day}T08:00:00+07:00`,
      to: `${day}T11:30:00+07:00`,
      place,
    });
    const schedule = `${classes}/${plan.id}/schedule`;
    const sessions = [at('2025-03-03', 'Phòng 1'), at('2025-03-04', 'Phòng 2')];
    await editor.put(schedule, { sessions, trainerIds: [teacher] }, ifMatch(await now(plan)));
    const concerned = [an, binh, teacher].sort();
    await eventually(() => expect(told(plan, 'changed')).toEqual([concerned]));
    await editor.put(schedule, { sessions, trainerIds: [teacher] }, ifMatch(await now(plan)));

    expect(await rewrite(plan, { startsOn: '2025-03-04', endsOn: '2025-03-04' })).toMatchObject({
      status: 422,
      body: { code: 'class.session-outside' },
    });
    const { body } = await rewrite(plan, { startsOn: '2025-03-04', endsOn: '2025-03-05' });
    expect(body).toMatchObject({ startsOn: '2025-03-04', endsOn: '2025-03-05' });
    await eventually(() => expect(told(plan, 'changed')).toEqual([concerned, concerned]));
    expect((await editor.get(schedule)).body.sessions).toEqual([
      { from: '2025-03-04T01:00:00.000Z', to: '2025-03-04T04:30:00.000Z', place: 'Phòng 1' },
      { from: '2025-03-05T01:00:00.000Z', to: '2025-03-05T04:30:00.000Z', place: 'Phòng 2' },
    ]);
  });

  it('is not changed by others, by a past version, backwards, or once it was held', async () => {
    const plan = await planned(editor);
    expect((await rewrite(plan, {}, service.as('reviewer'))).status).toBe(403);
    const path = `${classes}/${plan.id}`;
    expect((await editor.put(path, { ...days, capacity: 5 })).status).toBe(428);
    expect((await editor.put(path, { ...days, capacity: 5 }, ifMatch(9))).status).toBe(412);
    expect(await rewrite(plan, { endsOn: '2025-03-02' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'endsOn' }] },
    });
    await held(editor, plan, { invited: 1, attended: 1 });
    expect(await rewrite(plan, {})).toMatchObject({ status: 409, body: { code: 'class.not-planned' } });
    const nowhere = `${classes}/${randomUUID()}`;
    expect((await editor.put(nowhere, { ...days, capacity: 5 }, ifMatch(1))).status).toBe(404);
  });
});

it('a seat that two records of one person had is given to who waits', async () => {
  const plan = await sought();
  await rewrite(plan, { capacity: 2 });
  await service.publish(personMerged.of(an, 2, { id: an, duplicateId: binh }));
  expect(await replies(plan)).toEqual({ [an]: 'accepted', [chi]: 'accepted' });
  await eventually(() => expect(told(plan, 'placed')).toEqual([[binh], [chi]]));
});
