import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClassClash } from '#contracts/class-schedules';
import { personMerged } from '#contracts/people';
import type { TrainingClass } from '#contracts/training';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { appointment, classes, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

let service: TestService;
let editor: TestClient;
let an: string, binh: string;

beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
});
beforeEach(async () => {
  [an, binh] = [randomUUID(), randomUUID()];
  await service.publish(...[an, binh].map((personId) => appointment({ personId })));
});
afterAll(() => service?.close());

const session = (day: string, from: string, to: string, place: string | null = null) => ({
  from: `${day}T${from}:00+07:00`,
  to: `${day}T${to}:00+07:00`,
  place,
});
const morning = session('2025-03-03', '08:00', '11:30', 'Hội trường tầng 2');
const afternoon = session('2025-03-03', '13:30', '17:00');
const schedule = (plan: TrainingClass, sessions: object[], trainerIds: string[] = [], by = editor) =>
  by.put(`${classes}/${plan.id}/schedule`, { sessions, trainerIds }, ifMatch(plan));
const invite = async ({ id }: TrainingClass, personIds: string[]): Promise<ClassClash[]> =>
  (await editor.post(`${classes}/${id}/participants`, { personIds, reason: 'Mới được bổ nhiệm' })).body
    .clashes;

describe('the schedule of a class', () => {
  it('says when and where it meets and who teaches; whoever teaches sees themselves only', async () => {
    const plan = await planned(editor);
    const path = `${classes}/${plan.id}/schedule`;
    expect((await editor.get(path)).body).toEqual({
      classId: plan.id,
      sessions: [],
      trainerIds: [],
      version: 1,
    });
    const { status, body } = await schedule(plan, [morning, afternoon], [an, binh]);
    const sessions = [
      { from: '2025-03-03T01:00:00.000Z', to: '2025-03-03T04:30:00.000Z', place: 'Hội trường tầng 2' },
      { from: '2025-03-03T06:30:00.000Z', to: '2025-03-03T10:00:00.000Z', place: null },
    ];
    const written = { classId: plan.id, sessions, trainerIds: [an, binh].sort(), version: 2 };
    expect([status, body]).toEqual([200, { ...written, clashes: [] }]);
    expect((await editor.get(path)).body).toEqual(written);
    expect((await service.as([], { personId: an }).get(path)).body.trainerIds).toEqual([an]);
    expect((await service.as('reviewer').get(path)).body).toEqual({ ...written, trainerIds: [] });
    const reads = await service.database.query<{ details: { personIds: string[] } }>(
      `SELECT details FROM training.audit_entry WHERE action = 'class-schedule.read' AND entity = $1`,
      [`class:${plan.id}`],
    );
    expect(reads.map(({ details }) => details.personIds)).toEqual([[an, binh].sort()]);
    expect((await schedule(plan, [morning])).status).toBe(412);
    expect((await schedule({ ...plan, version: 2 }, [])).body).toMatchObject({
      sessions: [],
      trainerIds: [],
    });
  });

  it('is refused outside of its days, out of order, and to strangers; and leaves what stood', async () => {
    const plan = await planned(editor);
    const late = session('2025-03-06', '00:00', '01:00');
    expect(await schedule(plan, [late])).toMatchObject({
      status: 422,
      body: { code: 'class.session-outside' },
    });
    const toMidnight = { ...session('2025-03-05', '22:00', '23:00'), to: '2025-03-06T00:00:00+07:00' };
    expect(await schedule(plan, [], [randomUUID()])).toMatchObject({
      status: 422,
      body: { code: 'class.no-person' },
    });
    for (const wrong of [[afternoon, morning], [session('2025-03-03', '09:00', '09:00')]])
      expect((await schedule(plan, wrong)).status).toBe(400);
    expect((await schedule(plan, [], [], service.as('reviewer'))).status).toBe(403);
    const { body } = await schedule(plan, [toMidnight]);
    expect(body.version).toBe(2);
    await editor.post(`${classes}/${plan.id}/cancel`, { reason: 'Mưa lũ' }, ifMatch(2));
    expect(await schedule({ ...plan, version: 3 }, [])).toMatchObject({
      status: 409,
      body: { code: 'class.not-planned' },
    });
  });
});

describe('a clash', () => {
  const clash = (other: TrainingClass, personId: string, as: ClassClash['as']): ClassClash => ({
    personId,
    classId: other.id,
    as,
    startsOn: other.startsOn,
    endsOn: other.endsOn,
  });

  it('is named where another class needs somebody on the same days', async () => {
    const [first, second, later] = [
      await planned(editor),
      await planned(editor, { startsOn: '2025-03-05', endsOn: '2025-03-06' }),
      await planned(editor, { startsOn: '2025-03-06', endsOn: '2025-03-07' }),
    ];
    await schedule(first, [], [binh]);
    expect(await invite(first, [an])).toEqual([]);
    expect(await invite(second, [an, binh])).toEqual(
      [clash(first, an, 'participant'), clash(first, binh, 'trainer')].sort((one, other) =>
        one.personId.localeCompare(other.personId),
      ),
    );
    expect(await invite(later, [an])).toEqual([clash(second, an, 'participant')]);
    expect((await schedule({ ...later, version: 2 }, [], [an])).body.clashes).toEqual([
      clash(second, an, 'participant'),
      clash(later, an, 'participant'),
    ]);
  });

  it('is none between hours that do not meet, after no, and with a class that was cancelled', async () => {
    const [first, second] = [await planned(editor), await planned(editor)];
    await schedule(first, [morning]);
    await schedule(second, [afternoon]);
    await invite(first, [an, binh]);
    expect(await invite(second, [an])).toEqual([]);
    const third = await planned(editor);
    expect(await invite(third, [an])).toHaveLength(2);
    await service
      .as([], { personId: an })
      .post(`${classes}/${first.id}/reply`, { comes: false, reason: 'Bận' });
    await editor.post(`${classes}/${second.id}/cancel`, { reason: 'Mưa lũ' }, ifMatch(3));
    expect(await invite(third, [an, binh])).toEqual([clash(first, binh, 'participant')]);
  });

  it('follows a trainer whose two records became one', async () => {
    const plan = await planned(editor);
    await schedule(plan, [], [an, binh]);
    await service.publish(personMerged.of(an, 2, { id: an, duplicateId: binh }));
    expect((await editor.get(`${classes}/${plan.id}/schedule`)).body.trainerIds).toEqual([an]);
    expect(await invite(await planned(editor), [an])).toEqual([clash(plan, an, 'trainer')]);
  });
});
