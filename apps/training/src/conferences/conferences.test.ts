import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conference, ConferencePlan } from '#contracts/conferences';
import { personMerged } from '#contracts/people';
import { eventually } from '#testing/eventually';
import {
  idempotencyKey,
  ifMatch,
  startTestService,
  type TestClient,
  type TestService,
} from '#testing/test-service';
import { appointment } from '../training.fixture.js';
import { training } from '../training.service-definition.js';
import { conferencePlan, conferences, heldConference, plannedConference } from './conferences.fixture.js';

const reason = 'Thành viên tổ dư luận xã hội';
const [an, binh, chi] = [randomUUID(), randomUUID(), randomUUID()];

let service: TestService;
let editor: TestClient;

beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
  await service.publish(
    appointment({ personId: an, role: 'speaker' }),
    appointment({ personId: binh, role: 'speaker', level: 'commune' }),
    appointment({ personId: binh, role: 'speaker' }),
    appointment({ personId: chi, role: 'speaker', level: 'commune', to: '2025-04-02', state: 'ended' }),
  );
});
afterAll(() => service?.close());

const at = ({ id }: { id: string }, verb: string) => `${conferences}/${id}/${verb}`;
const invite = (to: Conference, personIds: string[], why = reason) =>
  editor.post(at(to, 'participants'), { personIds, reason: why });
const attend = (of: Conference, sites: object[], by = editor) =>
  by.post(at(of, 'attendance'), { sites }, ifMatch(of));
const cancel = (of: Conference, why = 'Bão số 3') =>
  editor.post(at(of, 'cancel'), { reason: why }, ifMatch(of));
const read = async ({ id }: Conference): Promise<Conference> =>
  (await editor.get(`${conferences}/${id}`)).body;
const participantsOf = async (of: Conference, reader = editor) =>
  (await reader.get(at(of, 'participants'))).body.items;
const update = (of: Conference, changes: Partial<ConferencePlan>) =>
  editor.put(`${conferences}/${of.id}`, conferencePlan(changes), ifMatch(of));

describe('a conference', () => {
  it('is planned with its sites and agenda in their order', async () => {
    const aggregateId = randomUUID();
    const material = { title: 'Đề cương', link: 'https://tailieu.example.vn/de-cuong.pdf' };
    const agenda = [
      { title: 'Báo cáo tháng', aggregateId, speakerPersonId: null, materials: [] },
      { title: 'Chuyên đề chuyển đổi số', aggregateId: null, speakerPersonId: an, materials: [material] },
    ];
    const plan = conferencePlan({ kind: 'speakers', agenda });
    const answer = await editor.post(conferences, plan);
    expect(answer).toMatchObject({ status: 201, headers: { etag: '"v1"' } });
    expect(answer.body).toEqual({
      ...plan,
      id: answer.body.id,
      startsAt: '2025-04-02T00:30:00.000Z',
      endsAt: '2025-04-02T04:00:00.000Z',
      sites: plan.sites.map((site, index) => ({ number: index + 1, ...site, attended: null })),
      agenda: agenda.map((item, index) => ({ number: index + 1, ...item })),
      state: 'planned',
      cancelReason: null,
      conclusion: null,
      signing: null,
      version: 1,
    });
    expect(await read(answer.body)).toEqual(answer.body);
  });

  it('is planned again as long as it was not held, and keeps whom it invites', async () => {
    const plan = await plannedConference(editor);
    await invite(plan, [an]);
    const invited = await read(plan);
    expect(invited).toMatchObject({ state: 'invited', version: 2 });
    const [site] = conferencePlan().sites;
    const moved = await update(invited, {
      title: 'Giao ban quý I',
      sites: [site!],
      agenda: [],
      period: null,
    });
    expect(moved).toMatchObject({
      status: 200,
      body: { title: 'Giao ban quý I', period: null, state: 'invited', version: 3, agenda: [] },
    });
    expect(moved.body.sites).toHaveLength(1);
    expect(await participantsOf(plan)).toHaveLength(1);
    expect((await update(invited, {})).status).toBe(412);
    const held = await attend(moved.body, [{ number: 1, personIds: [an], guests: 0 }]);
    expect(await update(held.body, {})).toMatchObject({
      status: 409,
      body: { code: 'conference.not-planned' },
    });
  });

  it('is cancelled with a reason as long as it was not held', async () => {
    const cancelled = await cancel(await plannedConference(editor));
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', cancelReason: 'Bão số 3' } });
    const held = await heldConference(editor);
    for (const late of [await cancel(cancelled.body), await cancel(held)])
      expect(late).toMatchObject({ status: 409, body: { code: 'conference.not-planned' } });
    expect(await attend(cancelled.body, [{ number: 1, personIds: [], guests: 1 }])).toMatchObject({
      status: 409,
      body: { code: 'conference.over' },
    });
    expect(await cancel(await plannedConference(editor), 'Báo bà Lò Thị Thử, 0912 345 678')).toMatchObject({
      status: 422,
      body: { code: 'conference.personal-data' },
    });
  });

  it('is refused with the places of what is wrong', async () => {
    const wrong = async (changes: object) => {
      const { status, body } = await editor.post(conferences, { ...conferencePlan(), ...changes });
      return [status, body.errors.map(({ path }: { path: string }) => path)];
    };
    const [site] = conferencePlan().sites;
    const [item] = conferencePlan().agenda;
    expect(await wrong({ endsAt: '2025-04-02T00:30:00Z' })).toEqual([400, ['endsAt']]);
    expect(await wrong({ startsAt: '0000-01-01T00:00:00Z' })).toEqual([400, ['startsAt']]);
    expect(await wrong({ startsAt: '2025-04-02' })).toEqual([400, ['startsAt']]);
    expect(await wrong({ sites: [] })).toEqual([400, ['sites']]);
    expect(await wrong({ sites: [{ ...site, place: null }] })).toEqual([400, ['sites.0.place']]);
    expect(await wrong({ sites: [{ ...site, link: 'javascript:alert(1)' }] })).toEqual([
      400,
      ['sites.0.link'],
    ]);
    expect(await wrong({ kind: 'party', chair: '' })).toEqual([400, ['kind', 'chair']]);
    expect(await wrong({ agenda: [{ ...item, title: 'Gọi ông Nguyễn Văn Mẫu' }] })).toEqual([
      422,
      ['agenda.0.title'],
    ]);
    const stranger = randomUUID();
    expect(
      await editor.post(conferences, conferencePlan({ agenda: [{ ...item!, speakerPersonId: stranger }] })),
    ).toMatchObject({
      status: 422,
      body: { code: 'conference.no-person', detail: stranger },
    });
  });

  it('is listed with its filters, latest first', async () => {
    const areaId = randomUUID();
    for (const day of ['2025-01-10', '2025-03-10', '2025-02-10'])
      await plannedConference(editor, {
        areaId,
        startsAt: `${day}T01:00:00Z`,
        endsAt: `${day}T04:00:00Z`,
      });
    const starts = async (more: string) => {
      const { body } = await editor.get(`${conferences}?filter[areaId][eq]=${areaId}${more}`);
      return body.items.map(({ startsAt }: Conference) => startsAt.slice(0, 10));
    };
    expect(await starts('')).toEqual(['2025-03-10', '2025-02-10', '2025-01-10']);
    expect(await starts('&filter[startsAt][gte]=2025-02-01T00:00:00Z&filter[kind][eq]=briefing')).toEqual([
      '2025-03-10',
      '2025-02-10',
    ]);
    const first = await editor.get(`${conferences}?filter[areaId][eq]=${areaId}&limit=2`);
    expect(await starts(`&cursor=${first.body.next}`)).toEqual(['2025-01-10']);
    expect((await editor.get(`${conferences}?filter[startsAt][gte]=soon`)).status).toBe(400);
  });

  it('is planned once under one key', async () => {
    const key = idempotencyKey('briefing-of-march');
    const plan = conferencePlan();
    const answers = await Promise.all([1, 2, 3].map(() => editor.post(conferences, plan, key)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect((await editor.post(conferences, { ...plan, chair: 'Trưởng Ban' }, key)).status).toBe(409);
  });
});

describe('an invitation to a conference', () => {
  it('says why, and stays as it was first given', async () => {
    const plan = await plannedConference(editor);
    expect((await invite(plan, [an])).status).toBe(204);
    await invite(plan, [an, binh], 'Báo cáo viên mới');
    expect(
      new Map((await participantsOf(plan)).map((one: { personId: string }) => [one.personId, one])),
    ).toEqual(
      new Map([
        [an, { personId: an, reason, attended: null, site: null }],
        [binh, { personId: binh, reason: 'Báo cáo viên mới', attended: null, site: null }],
      ]),
    );
  });

  it('goes to everyone who holds a role on the day of the conference, each once', async () => {
    const plan = await plannedConference(editor);
    const byRole = (to: Conference, body: object) => editor.post(at(to, 'participants/by-role'), body);
    expect(await byRole(plan, { role: 'speaker', level: 'province' })).toMatchObject({
      status: 200,
      body: { chosen: 2, invited: 2 },
    });
    expect((await byRole(plan, { role: 'speaker' })).body).toEqual({ chosen: 2, invited: 0 });
    expect(await read(plan)).toMatchObject({ state: 'invited' });
    expect((await participantsOf(plan)).map((one: { reason: string }) => one.reason)).toEqual([
      'Báo cáo viên cấp tỉnh',
      'Báo cáo viên cấp tỉnh',
    ]);
    const earlier = await plannedConference(editor, {
      startsAt: '2025-04-01T07:30:00+07:00',
      endsAt: '2025-04-01T11:00:00+07:00',
    });
    expect((await byRole(earlier, { role: 'speaker', level: 'commune' })).body).toEqual({
      chosen: 2,
      invited: 2,
    });
    const empty = await plannedConference(editor);
    expect((await byRole(empty, { role: 'interviewer' })).body).toEqual({ chosen: 0, invited: 0 });
    expect(await read(empty)).toMatchObject({ state: 'planned', version: 1 });
  });

  it('goes to people of the network, for a reason that names nobody, until the conference is held', async () => {
    const plan = await plannedConference(editor);
    const stranger = randomUUID();
    expect(await invite(plan, [an, stranger])).toMatchObject({
      status: 422,
      body: { code: 'conference.no-person', detail: stranger },
    });
    expect(await invite(plan, [an], 'Gọi số 0912 345 678')).toMatchObject({
      status: 422,
      body: { code: 'conference.personal-data', errors: [{ path: 'reason' }] },
    });
    expect(await participantsOf(plan)).toEqual([]);
    const held = await heldConference(editor);
    expect(await invite(held, [an])).toMatchObject({
      status: 409,
      body: { code: 'conference.not-planned' },
    });
  });

  it('is seen by whom it concerns and the office; what the office sees is recorded', async () => {
    const plan = await plannedConference(editor);
    await invite(plan, [an, binh]);
    const own = await participantsOf(plan, service.as('collaborator', { personId: binh }));
    expect(own.map(({ personId }: { personId: string }) => personId)).toEqual([binh]);
    expect((await service.as('recipient').get(at(plan, 'participants'))).status).toBe(403);
    await participantsOf(plan);
    const [entry] = await service.database.query<{ details: { personIds: string[] } }>(
      `SELECT details FROM training.audit_entry WHERE action = 'conference-participant.list' AND entity = $1`,
      [`conference:${plan.id}`],
    );
    expect(entry!.details.personIds.sort()).toEqual([an, binh].sort());
  });
});

describe('attendance', () => {
  it('is counted site by site, and corrected until the conference is closed', async () => {
    const plan = await plannedConference(editor);
    await invite(plan, [an, binh, chi]);
    const first = await attend(await read(plan), [
      { number: 1, personIds: [an, binh], guests: 10 },
      { number: 2, personIds: [chi], guests: 0 },
    ]);
    expect(first).toMatchObject({ status: 200, body: { state: 'held', version: 3 } });
    expect(first.body.sites.map(({ attended }: { attended: number }) => attended)).toEqual([12, 1]);
    const second = await attend(first.body, [{ number: 2, personIds: [binh], guests: 4 }]);
    expect(second.body.sites.map(({ attended }: { attended: number }) => attended)).toEqual([0, 5]);
    expect(
      new Map(
        (await participantsOf(plan)).map((one: { personId: string; attended: boolean; site: number }) => [
          one.personId,
          [one.attended, one.site],
        ]),
      ),
    ).toEqual(
      new Map([
        [an, [false, null]],
        [binh, [true, 2]],
        [chi, [false, null]],
      ]),
    );
  });

  it('is refused before the conference, for who was not invited, where there is no site, and twice in one list', async () => {
    const hours = (from: number) => new Date(Date.now() + from * 3_600_000).toISOString();
    const ahead = await plannedConference(editor, { startsAt: hours(1), endsAt: hours(2) });
    expect(await attend(ahead, [{ number: 1, personIds: [], guests: 1 }])).toMatchObject({
      status: 422,
      body: { code: 'conference.not-begun' },
    });
    const plan = await plannedConference(editor);
    const cases: [sites: object[], status: number, code: string][] = [
      [[{ number: 1, personIds: [an], guests: 0 }], 422, 'conference.not-invited'],
      [[{ number: 3, personIds: [], guests: 0 }], 422, 'conference.no-site'],
      [[1, 1].map((number) => ({ number, personIds: [], guests: 0 })), 400, 'request.invalid'],
      [[1, 2].map((number) => ({ number, personIds: [an], guests: 0 })), 400, 'request.invalid'],
      [[{ number: 1, personIds: [], guests: -1 }], 400, 'request.invalid'],
    ];
    for (const [sites, status, code] of cases)
      expect(await attend(plan, sites)).toMatchObject({ status, body: { code } });
    expect(await read(plan)).toEqual(plan);
  });
});

it('follows two records of one person into one', async () => {
  const [kept, duplicate] = [randomUUID(), randomUUID()];
  await service.publish(appointment({ personId: kept }), appointment({ personId: duplicate }));
  const [, item] = conferencePlan().agenda;
  const plan = await plannedConference(editor, { agenda: [{ ...item!, speakerPersonId: duplicate }] });
  await invite(plan, [kept, duplicate]);
  await attend(await read(plan), [{ number: 2, personIds: [duplicate], guests: 0 }]);
  await service.publish(personMerged.of(kept, 1, { id: kept, duplicateId: duplicate }));
  await eventually(async () =>
    expect(await participantsOf(plan)).toEqual([{ personId: kept, reason, attended: true, site: 2 }]),
  );
  expect((await read(plan)).agenda[0]).toMatchObject({ speakerPersonId: kept });
});

it('is refused to who may not, and without the version that is changed', async () => {
  const plan = await plannedConference(editor);
  expect((await service.anonymous.get(conferences)).status).toBe(401);
  expect((await service.asClient('class.read').get(conferences)).status).toBe(403);
  for (const role of ['collaborator', 'reviewer', 'recipient', 'approver', 'administrator'] as const) {
    const other = service.as(role);
    expect((await other.get(`${conferences}/${plan.id}`)).status).toBe(200);
    expect((await other.post(conferences, conferencePlan())).status).toBe(403);
    expect((await attend(plan, [{ number: 1, personIds: [], guests: 1 }], other)).status).toBe(403);
  }
  expect((await editor.post(at(plan, 'cancel'), { reason: 'Bão số 3' })).status).toBe(428);
  expect((await editor.get(`${conferences}/${randomUUID()}`)).status).toBe(404);
});
