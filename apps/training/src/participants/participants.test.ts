import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attendanceRecorded, type Certificate, certificateChanged } from '#contracts/certificates';
import { classTold, type Participant } from '#contracts/participants';
import { personMerged } from '#contracts/people';
import type { Course, NewTrainingClass, TrainingClass } from '#contracts/training';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { added, appointment, classes, courses, held, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

const reason = 'Chưa qua lớp nào từ năm 2023';
const unanswered = {
  reply: null,
  replyReason: null,
  daysPresent: 0,
  readOn: null,
  attended: null,
  passed: null,
};

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

const invite = ({ id }: TrainingClass, personIds: string[], why = reason) =>
  editor.post(`${classes}/${id}/participants`, { personIds, reason: why });
const now = async ({ id }: TrainingClass): Promise<TrainingClass> =>
  (await editor.get(`${classes}/${id}`)).body;
const attend = async (plan: TrainingClass, attended: string[], passed?: string[]) =>
  editor.post(
    `${classes}/${plan.id}/attendance`,
    { attended, ...(passed && { passed }) },
    ifMatch(await now(plan)),
  );
const certify = ({ id }: TrainingClass) => editor.post(`${classes}/${id}/certificates`);
const participantsOf = async ({ id }: TrainingClass, reader = editor) =>
  (await reader.get(`${classes}/${id}/participants`)).body.items;

/** A class to which all three were invited. */
async function invited(changes: Partial<NewTrainingClass> = {}, course?: Course): Promise<TrainingClass> {
  const plan = await planned(editor, changes, course);
  expect((await invite(plan, [an, binh, chi])).body).toEqual({ invited: 3, clashes: [] });
  return plan;
}

describe('an invitation', () => {
  it('says why, and stays as it was first given', async () => {
    const plan = await planned(editor);
    await invite(plan, [an]);
    await invite(plan, [an, binh], 'Mới được bổ nhiệm');
    expect(await participantsOf(plan)).toEqual(
      [
        { personId: an, reason, ...unanswered },
        { personId: binh, reason: 'Mới được bổ nhiệm', ...unanswered },
      ].sort((one, other) => one.personId.localeCompare(other.personId)),
    );
  });

  it('goes only to people of the network, for a reason that names nobody, while the class is planned', async () => {
    const plan = await planned(editor);
    const stranger = randomUUID();
    expect(await invite(plan, [an, stranger])).toMatchObject({
      status: 422,
      body: { code: 'class.no-person', detail: stranger },
    });
    expect(await invite(plan, [an], 'Gọi số 0912 345 678')).toMatchObject({
      status: 422,
      body: { code: 'class.personal-data' },
    });
    expect(await participantsOf(plan)).toEqual([]);
    await held(editor, await now(plan), { invited: 0, attended: 0, passed: 0 });
    expect(await invite(plan, [an])).toMatchObject({ status: 409, body: { code: 'class.not-planned' } });
  });

  it('is seen by whom it concerns and the office; what the office sees is recorded', async () => {
    const plan = await invited();
    const own = await participantsOf(plan, service.as([], { personId: binh }));
    expect(own.map(({ personId }: { personId: string }) => personId)).toEqual([binh]);
    expect(await participantsOf(plan, service.as('reviewer'))).toEqual([]);
    await participantsOf(plan);
    const [read] = await service.database.query<{ details: { personIds: string[] } }>(
      `SELECT details FROM training.audit_entry WHERE action = 'class-participant.list' AND entity = $1`,
      [`class:${plan.id}`],
    );
    expect(read!.details.personIds.sort()).toEqual([an, binh, chi].sort());
  });
});

describe('a reply', () => {
  const reply = ({ id }: TrainingClass, personId: string, comes: boolean, why?: string) =>
    service
      .as([], { personId })
      .post(`${classes}/${id}/reply`, { comes, ...(why !== undefined && { reason: why }) });
  const told = ({ id }: TrainingClass, what: string) =>
    service
      .sent(classTold)
      .flatMap(({ data }) => (data.classId === id && data.what === what ? data.personIds : []));

  it('takes a seat while there is one, then waits; a seat given back goes to who has waited longest', async () => {
    const plan = await invited({ capacity: 1 });
    await eventually(() => expect(told(plan, 'invited').sort()).toEqual([an, binh, chi].sort()));
    expect(await reply(plan, an, true)).toMatchObject({
      status: 200,
      body: { personId: an, reply: 'accepted' },
    });
    expect((await reply(plan, chi, true)).body.reply).toBe('waiting');
    expect((await reply(plan, binh, true)).body.reply).toBe('waiting');
    expect((await reply(plan, chi, true)).body.reply).toBe('waiting');
    expect((await reply(plan, an, false, 'Trùng lịch công tác')).body).toMatchObject({
      reply: 'declined',
      replyReason: 'Trùng lịch công tác',
    });
    const replies = new Map(
      (await participantsOf(plan)).map((one: Participant) => [one.personId, one.reply]),
    );
    expect([an, binh, chi].map((id) => replies.get(id))).toEqual(['declined', 'waiting', 'accepted']);
    await eventually(() => expect(told(plan, 'placed')).toEqual([chi]));
    expect((await reply(plan, an, true)).body.reply).toBe('waiting');
    expect((await reply(plan, chi, false, 'Bận')).status).toBe(200);
    await eventually(() => expect(told(plan, 'placed')).toEqual([chi, binh]));
    const { body } = await editor.get(`${classes}/${plan.id}/participants?filter[reply][eq]=waiting`);
    expect(body.items.map(({ personId }: Participant) => personId)).toEqual([an]);
  });

  it('gives one seat to one person, however many ask at once', async () => {
    const plan = await invited({ capacity: 2 });
    const answers = await Promise.all([an, binh, chi].map((personId) => reply(plan, personId, true)));
    expect(answers.map(({ body }) => body.reply).sort()).toEqual(['accepted', 'accepted', 'waiting']);
  });

  it('that is no needs a reason that names nobody; only who was invited replies, while the class is planned', async () => {
    const plan = await invited();
    expect(await reply(plan, an, false)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'reason' }] },
    });
    expect(await reply(plan, an, false, 'Gọi số 0912 345 678')).toMatchObject({
      status: 422,
      body: { code: 'class.personal-data' },
    });
    expect((await reply(plan, randomUUID(), true)).status).toBe(404);
    expect((await editor.post(`${classes}/${plan.id}/reply`, { comes: true })).status).toBe(404);
    expect(
      (await service.asClient('class.read').post(`${classes}/${plan.id}/reply`, { comes: true })).status,
    ).toBe(403);
    await reply(plan, chi, false, 'Bận');
    await editor.post(`${classes}/${plan.id}/cancel`, { reason: 'Mưa lũ' }, ifMatch(await now(plan)));
    await eventually(() => expect(told(plan, 'cancelled').sort()).toEqual([an, binh].sort()));
    expect(await reply(plan, an, true)).toMatchObject({ status: 409, body: { code: 'class.not-planned' } });
  });
});

describe('a rule', () => {
  const choose = ({ id }: TrainingClass, rule: object) =>
    editor.post(`${classes}/${id}/participants/by-rule`, { role: 'speaker', ...rule });
  const reasons = async (plan: TrainingClass) =>
    new Map((await participantsOf(plan)).map((one: Participant) => [one.personId, one.reason]));

  it('chooses who holds the role and came to no class since, with the reason of each', async () => {
    const former = randomUUID();
    await service.publish(
      ...[an, binh, chi].map((personId) => appointment({ personId, role: 'speaker' })),
      appointment({ personId: former, role: 'speaker', to: '2024-06-01', state: 'ended' }),
      appointment({ personId: former, role: 'speaker', state: 'nominated' }),
    );
    const past = await invited();
    await attend(past, [an, binh], []);
    const plan = await planned(editor, { startsOn: '2025-04-01', endsOn: '2025-04-02' });
    await invite(plan, [chi]);
    expect(await choose(plan, { rule: 'no-class-since', since: '2025-03-05' })).toMatchObject({
      status: 200,
      body: { chosen: 1, invited: 0, clashes: [] },
    });
    expect((await choose(plan, { rule: 'no-class-since', since: '2025-03-06' })).body).toEqual({
      chosen: 3,
      invited: 2,
      clashes: [],
    });
    const last = 'Không dự lớp nào từ ngày 06/03/2025: lớp gần nhất kết thúc ngày 05/03/2025';
    expect(await reasons(plan)).toEqual(
      new Map([...[an, binh].map((id) => [id, last]), [chi, reason]] as never),
    );
  });

  it('chooses who was appointed since, at a level', async () => {
    await service.publish(
      appointment({ personId: an, role: 'field-supervisor', from: '2025-02-05', level: 'commune' }),
      appointment({ personId: binh, role: 'field-supervisor', from: '2025-02-05' }),
      appointment({ personId: chi, role: 'field-supervisor', from: '2024-12-31', level: 'commune' }),
    );
    const plan = await planned(editor);
    const rule = { rule: 'appointed-since', role: 'field-supervisor', since: '2025-01-01' };
    expect((await choose(plan, { ...rule, level: 'commune' })).body).toEqual({
      chosen: 1,
      invited: 1,
      clashes: [],
    });
    expect(await reasons(plan)).toEqual(new Map([[an, 'Được bổ nhiệm từ ngày 05/02/2025']]));
    expect((await choose(plan, rule)).body).toEqual({ chosen: 2, invited: 1, clashes: [] });
    await held(editor, await now(plan), { invited: 0, attended: 0, passed: 0 });
    expect(await choose(plan, rule)).toMatchObject({ status: 409, body: { code: 'class.not-planned' } });
  });
});

describe('a list of those who came', () => {
  it('holds the class and gives its numbers', async () => {
    const plan = await invited();
    expect(await attend(plan, [an, binh], [an])).toMatchObject({
      status: 200,
      body: { state: 'assessed', attendance: { invited: 3, attended: 2, passed: 1 }, version: 3 },
    });
    const facts = new Map(
      (await participantsOf(plan)).map((one: { personId: string; attended: boolean; passed: boolean }) => [
        one.personId,
        [one.attended, one.passed],
      ]),
    );
    expect([an, binh, chi].map((id) => facts.get(id))).toEqual([
      [true, true],
      [true, false],
      [false, null],
    ]);
    expect(await attend(plan, [], [])).toMatchObject({
      status: 409,
      body: { code: 'class.not-planned' },
    });
  });

  it('is refused whole when it names somebody who was not invited, or more than there are seats', async () => {
    const plan = await invited({ capacity: 1 });
    expect(await attend(plan, [an, randomUUID()], [])).toMatchObject({
      status: 422,
      body: { code: 'class.not-invited' },
    });
    expect(await attend(plan, [an, binh], [])).toMatchObject({
      status: 422,
      body: { code: 'class.over-capacity' },
    });
    expect((await attend(plan, [], [an])).status).toBe(400);
    expect(await now(plan)).toMatchObject({ state: 'invited', version: 2 });
    expect((await participantsOf(plan)).every((one: { attended: unknown }) => one.attended === null)).toBe(
      true,
    );
  });

  it('may leave open who passed, until the class is assessed', async () => {
    const plan = await invited();
    const assess = async (passed: string[]) =>
      editor.post(`${classes}/${plan.id}/assess`, { passed }, ifMatch(await now(plan)));
    expect(await assess([])).toMatchObject({ status: 409, body: { code: 'class.not-held' } });
    expect((await attend(plan, [an, binh])).body).toMatchObject({
      state: 'held',
      attendance: { invited: 3, attended: 2, passed: null },
    });
    expect(await certify(plan)).toMatchObject({ status: 409, body: { code: 'class.not-assessed' } });
    expect(await assess([chi])).toMatchObject({
      status: 422,
      body: { code: 'class.not-present', detail: chi },
    });
    expect((await assess([binh])).body).toMatchObject({
      state: 'assessed',
      attendance: { attended: 2, passed: 1 },
    });
    expect(await assess([an])).toMatchObject({ status: 409, body: { code: 'class.not-held' } });
    const results = await eventually(() => {
      const told = service.sent(attendanceRecorded).filter(({ subject }) => subject === plan.id);
      expect(told).toHaveLength(5);
      return told.map(({ data, sequence }) => [data.personId, sequence, data.passed]);
    });
    expect(results).toEqual(
      expect.arrayContaining([
        [an, 2, null],
        [an, 3, false],
        [binh, 3, true],
      ]),
    );
  });

  it('tells the registry of everyone who was invited', async () => {
    const plan = await invited();
    await attend(plan, [an, binh], [an]);
    const told = await eventually(() => {
      const events = service.sent(attendanceRecorded).filter(({ subject }) => subject === plan.id);
      expect(events).toHaveLength(3);
      return new Map(events.map(({ data }) => [data.personId, data]));
    });
    const title = (await editor.get(`${courses}/${plan.courseId}`)).body.title;
    expect(told.get(an)).toEqual({
      classId: plan.id,
      personId: an,
      courseTitle: title,
      startsOn: plan.startsOn,
      attended: true,
      passed: true,
    });
    expect(told.get(chi)).toMatchObject({ attended: false, passed: null });
  });

  it('is one for two records that became one', async () => {
    const plan = await invited();
    await attend(plan, [an], [an]);
    const [kept, duplicate] = [randomUUID(), an];
    await service.publish(personMerged.of(kept, 2, { id: kept, duplicateId: duplicate }));
    await service.publish(personMerged.of(kept, 3, { id: kept, duplicateId: chi }));
    const people = await participantsOf(plan);
    expect(people).toHaveLength(2);
    expect(people).toContainEqual({ ...unanswered, personId: kept, reason, attended: true, passed: true });
  });
});

describe('certificates of a class', () => {
  it('go once to those who passed, valid from its last day on', async () => {
    const plan = await invited({}, await added(editor, { certificateMonths: 12 }));
    expect(await certify(plan)).toMatchObject({ status: 409, body: { code: 'class.not-assessed' } });
    await attend(plan, [an, binh, chi], [an, chi]);
    const { status, body } = await certify(plan);
    const given = body.certificates as Certificate[];
    expect([status, given.map(({ personId }) => personId).sort()]).toEqual([200, [an, chi].sort()]);
    expect(given[0]).toMatchObject({
      source: 'class',
      classId: plan.id,
      validFrom: '2025-03-05',
      validTo: '2026-03-04',
    });
    expect(await now(plan)).toMatchObject({ state: 'certified', version: 4 });
    expect((await certify(plan)).body).toEqual({ certificates: [] });
    expect((await now(plan)).version).toBe(4);
    await eventually(() => {
      const told = service.sent(certificateChanged).map(({ subject }) => subject);
      expect(told).toEqual(expect.arrayContaining(given.map(({ id }) => id)));
    });
  });

  it('are none where the course gives none', async () => {
    const plan = await invited({}, await added(editor, { certificateMonths: null }));
    await attend(plan, [an], [an]);
    expect(await certify(plan)).toMatchObject({ status: 422, body: { code: 'certificate.not-given' } });
  });
});
