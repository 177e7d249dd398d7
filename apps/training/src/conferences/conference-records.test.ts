import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionItem, ConferenceEntry } from '#contracts/conference-entries';
import {
  aggregateDiscussed,
  contractsSignedAtConference,
  guidanceAgreed,
} from '#contracts/conference-events';
import type { Conference, ConferencePlan } from '#contracts/conferences';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { appointment } from '../training.fixture.js';
import { training } from '../training.service-definition.js';
import { conferences, heldConference, plannedConference } from './conferences.fixture.js';

const items = '/v1/training/action-items';
const [areaId, organisationId, personId, appointmentId] = Array.from({ length: 4 }, () => randomUUID());

let service: TestService;
let editor: TestClient;

beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
  await service.publish(appointment({ id: appointmentId!, personId: personId! }));
});
afterAll(() => service?.close());

const at = ({ id }: { id: string }, verb: string) => `${conferences}/${id}/${verb}`;
const record = (of: Conference, entry: object) => editor.post(at(of, 'entries'), entry);
const statement = (changes: object = {}) => ({
  kind: 'statement',
  topic: 'economy',
  areaId,
  text: 'Người dân băn khoăn về giá vật tư nông nghiệp',
  answer: null,
  ...changes,
});
const entriesOf = async (of: Conference, more = ''): Promise<ConferenceEntry[]> =>
  (await editor.get(`${at(of, 'entries')}${more}`)).body.items;
const close = (of: Conference, more: object = {}) =>
  editor.post(
    at(of, 'close'),
    { conclusion: 'Thống nhất các nội dung', signing: null, ...more },
    ifMatch(of),
  );
const agree = (of: Conference, changes: object = {}) =>
  editor.post(at(of, 'action-items'), {
    text: 'Kiểm tra giá vật tư tại các chợ',
    ownerOrganisationId: organisationId,
    ownerAppointmentId: null,
    dueOn: '2025-05-01',
    ...changes,
  });
const carriedTo = async (to: Conference, reader = editor): Promise<string[]> => {
  const { body } = await reader.get(at(to, 'action-items'));
  return body.items.map(({ id }: ActionItem) => id);
};
const done = (item: ActionItem, conference: Conference, outcome = 'Đã kiểm tra 12 chợ') =>
  editor.post(`${items}/${item.id}/close`, { conferenceId: conference.id, outcome }, ifMatch(item));

/** A briefing of a month, by its number in 2025, which is being held. */
const ofMonth = (month: number, changes: Partial<ConferencePlan> = {}) => {
  const day = `2025-${String(month).padStart(2, '0')}-02`;
  return heldConference(editor, {
    startsAt: `${day}T00:30:00Z`,
    endsAt: `${day}T04:00:00Z`,
    ...changes,
  });
};

describe('what is on record', () => {
  it('is statements with their answers, decisions, guidance and comments, in their order', async () => {
    const aggregateId = randomUUID();
    const agenda = [{ title: 'Báo cáo tháng', aggregateId, speakerPersonId: null, materials: [] }];
    const held = await heldConference(editor, { agenda });
    const answer = { organisationId, text: 'Sở sẽ công khai giá trước ngày 15' };
    const said = await record(held, statement());
    expect(said).toMatchObject({ status: 201, body: { ...statement(), number: 1, version: 1 } });
    const answered = await editor.put(
      `${at(held, 'entries')}/${said.body.id}`,
      statement({ answer }),
      ifMatch(said.body),
    );
    expect(answered).toMatchObject({ status: 200, body: { answer, number: 1, version: 2 } });
    await record(held, { kind: 'decision', text: 'Giao các phường rà soát' });
    await record(held, { kind: 'guidance', topic: null, text: 'Dư luận về giá phân bón' });
    await record(held, { kind: 'comment', aggregateId, section: 'economy', text: 'Nêu rõ nguyên nhân' });
    const all = await entriesOf(held);
    expect(all.map(({ number, kind }) => [number, kind])).toEqual([
      [1, 'statement'],
      [2, 'decision'],
      [3, 'guidance'],
      [4, 'comment'],
    ]);
    expect(await entriesOf(held, '?filter[kind][eq]=statement&filter[topic][eq]=economy')).toEqual([
      answered.body,
    ]);
    const [, decision] = all;
    const path = `${at(held, 'entries')}/${decision!.id}`;
    expect((await editor.delete(path)).status).toBe(428);
    expect((await editor.delete(path, ifMatch(decision!))).status).toBe(204);
    expect((await entriesOf(held)).map(({ number }) => number)).toEqual([1, 3, 4]);
  });

  it('names nobody, speaks of what was read, and stays of its kind', async () => {
    const held = await heldConference(editor);
    expect(await record(held, statement({ text: 'Theo bà Lò Thị Thử, giá tăng' }))).toMatchObject({
      status: 422,
      body: { code: 'conference.personal-data', errors: [{ path: 'text' }] },
    });
    const answer = { organisationId, text: 'Hỏi số 0912 345 678' };
    expect((await record(held, statement({ answer }))).body.errors).toMatchObject([{ path: 'answer.text' }]);
    const comment = { kind: 'comment', aggregateId: randomUUID(), section: null, text: 'Nêu rõ hơn' };
    expect(await record(held, comment)).toMatchObject({
      status: 422,
      body: { code: 'conference.not-on-agenda' },
    });
    expect((await record(held, statement({ speaker: 'Bí thư chi bộ' }))).status).toBe(400);
    expect(await entriesOf(held)).toEqual([]);
    const { body } = await record(held, statement());
    const decision = { kind: 'decision', text: 'Giao rà soát' };
    expect(await editor.put(`${at(held, 'entries')}/${body.id}`, decision, ifMatch(body))).toMatchObject({
      status: 409,
      body: { code: 'conference.other-kind' },
    });
    const other = await heldConference(editor);
    expect((await editor.delete(`${at(other, 'entries')}/${body.id}`, ifMatch(body))).status).toBe(404);
  });

  it('is written while the conference is held, not before and not after', async () => {
    const plan = await plannedConference(editor);
    const held = await heldConference(editor);
    const { body } = await record(held, statement());
    const closed = await close(held);
    const path = `${at(held, 'entries')}/${body.id}`;
    for (const late of [
      await record(plan, statement()),
      await record(closed.body, statement()),
      await editor.put(path, statement({ topic: 'culture' }), ifMatch(body)),
      await editor.delete(path, ifMatch(body)),
      await agree(closed.body),
      await close(closed.body),
      await close(plan),
    ])
      expect(late).toMatchObject({ status: 409, body: { code: 'conference.not-held' } });
    expect(await entriesOf(held)).toEqual([body]);
  });

  it('takes as much guidance as one event can carry', async () => {
    const held = await heldConference(editor);
    await service.database.query(
      `INSERT INTO training.conference_entry (id, conference_id, number, kind, text, version)
       SELECT gen_random_uuid(), $1, n, 'guidance', 'Theo dõi', 1 FROM generate_series(1, 100) AS n`,
      [held.id],
    );
    expect(await record(held, { kind: 'guidance', topic: null, text: 'Thêm' })).toMatchObject({
      status: 422,
      body: { code: 'conference.too-many' },
    });
    expect((await close(held)).status).toBe(200);
  });
});

describe('an action item', () => {
  it('is carried to the later conferences of its kind and unit until one closes it', async () => {
    const here = { areaId: randomUUID() };
    const [march, april, may] = await Promise.all([3, 4, 5].map((month) => ofMonth(month, here)));
    const speakers = await ofMonth(4, { ...here, kind: 'speakers' });
    const elsewhere = await ofMonth(4, { areaId: randomUUID() });
    const { body: item } = await agree(march!);
    expect(item).toMatchObject({ conferenceId: march!.id, state: 'open', outcome: null });
    const { body: later } = await agree(april!, { dueOn: '2025-04-20' });
    await close(march!);
    expect(await carriedTo(march!)).toEqual([item.id]);
    expect(await carriedTo(april!)).toEqual([later.id, item.id]);
    expect(await carriedTo(may!)).toEqual([later.id, item.id]);
    for (const other of [speakers, elsewhere]) {
      expect(await carriedTo(other)).toEqual([]);
      expect(await done(item, other)).toMatchObject({
        status: 422,
        body: { code: 'action-item.no-conference' },
      });
    }
    expect(await done(later, march!)).toMatchObject({
      status: 422,
      body: { code: 'action-item.no-conference' },
    });
    expect(await done(item, april!, 'Báo cáo ông Nguyễn Văn Mẫu')).toMatchObject({ status: 422 });
    expect(await done(item, april!)).toMatchObject({
      status: 200,
      body: { state: 'closed', closedConferenceId: april!.id, outcome: 'Đã kiểm tra 12 chợ', version: 2 },
    });
    // As it stood before each of them.
    expect(await carriedTo(april!)).toEqual([later.id, item.id]);
    expect(await carriedTo(may!)).toEqual([later.id]);
    expect(await done({ ...item, version: 2 }, may!)).toMatchObject({
      status: 409,
      body: { code: 'action-item.closed' },
    });
    await close(may!);
    expect(await done(later, may!)).toMatchObject({ status: 409, body: { code: 'conference.not-held' } });
  });

  it('has one owner, known to the network, and is corrected while its conference is held', async () => {
    const held = await heldConference(editor);
    const owner = { ownerOrganisationId: null, ownerAppointmentId: appointmentId };
    expect(await agree(held, { ...owner, ownerAppointmentId: randomUUID() })).toMatchObject({
      status: 422,
      body: { code: 'action-item.no-appointment' },
    });
    for (const wrong of [{ ownerAppointmentId: appointmentId }, { ownerOrganisationId: null }])
      expect(await agree(held, wrong)).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'ownerOrganisationId' }] },
      });
    const { body: item } = await agree(held);
    const text = { text: 'Báo cáo lại bằng văn bản', dueOn: '2025-06-01', ...owner };
    const change = (version: number) => editor.put(`${items}/${item.id}`, text, ifMatch(version));
    expect(await change(1)).toMatchObject({ status: 200, body: { ...text, version: 2 } });
    await close(held);
    expect(await change(2)).toMatchObject({ status: 409, body: { code: 'conference.not-held' } });
  });

  it('is seen by the office and by whoever owns it', async () => {
    const held = await heldConference(editor);
    const { body: theirs } = await agree(held, {
      ownerOrganisationId: null,
      ownerAppointmentId: appointmentId,
    });
    const { body: other } = await agree(held);
    const owner = service.as('collaborator', { personId: personId! });
    expect(await carriedTo(held, owner)).toEqual([theirs.id]);
    expect((await owner.get(`${items}/${theirs.id}`)).body).toEqual(theirs);
    expect((await owner.get(`${items}/${other.id}`)).status).toBe(404);
    expect((await service.as('recipient').get(items)).status).toBe(403);
    expect((await owner.get(at(held, 'entries'))).status).toBe(403);
    expect(
      (await editor.get(`${items}?filter[conferenceId][eq]=${held.id}&filter[state][eq]=open`)).body.items,
    ).toHaveLength(2);
    const shown = await service.database.query(
      `SELECT details->'ids' AS ids FROM training.audit_entry WHERE action = 'action-item.list' AND details->'ids' ? $1`,
      [theirs.id],
    );
    expect(shown).toEqual([{ ids: [theirs.id] }]);
  });
});

describe('closing a conference', () => {
  it('tells what it agreed, what it said of each report and what was signed, on the day it met', async () => {
    const [first, second, silent] = [randomUUID(), randomUUID(), randomUUID()];
    const agenda = [first, second, silent].map((aggregateId) => ({
      title: 'Báo cáo',
      aggregateId,
      speakerPersonId: null,
      materials: [],
    }));
    // Late in the evening by UTC it is the next day in Vietnam.
    const held = await heldConference(editor, {
      agenda,
      startsAt: '2025-04-01T22:30:00Z',
      endsAt: '2025-04-02T04:00:00Z',
    });
    await record(held, statement());
    const { body: guided } = await record(held, { kind: 'guidance', topic: 'economy', text: 'Giá phân bón' });
    const { body: said } = await record(held, {
      kind: 'comment',
      aggregateId: first,
      section: 'economy',
      text: 'Nêu rõ nguyên nhân',
    });
    await record(held, { kind: 'comment', aggregateId: second, section: null, text: 'Nhất trí' });
    const signing = {
      contractIds: [randomUUID(), randomUUID()],
      signer: { position: 'Phó Trưởng Ban', organisationId: organisationId! },
    };
    const closed = await close(held, { signing });
    expect(closed).toMatchObject({
      status: 200,
      body: { state: 'closed', conclusion: 'Thống nhất các nội dung', signing, version: 3 },
    });
    expect((await editor.get(`${conferences}/${held.id}`)).body).toEqual(closed.body);
    const told = <Data extends { conferenceId: string }>(events: { data: Data; sequence: number }[]) =>
      events
        .filter(({ data }) => data.conferenceId === held.id)
        .map(({ data, sequence }) => [sequence, data]);
    await eventually(() =>
      expect(told(service.sent(contractsSignedAtConference))).toEqual([
        [3, { conferenceId: held.id, signedOn: '2025-04-02', ...signing }],
      ]),
    );
    expect(told(service.sent(guidanceAgreed))).toEqual([
      [
        3,
        {
          conferenceId: held.id,
          heldOn: '2025-04-02',
          items: [{ id: guided.id, topic: 'economy', text: 'Giá phân bón' }],
        },
      ],
    ]);
    const discussed = service.sent(aggregateDiscussed).filter(({ data }) => data.conferenceId === held.id);
    expect(discussed.map(({ data }) => data.aggregateId)).toEqual([first, second]);
    expect(discussed[0]!.data.comments).toEqual([
      { id: said.id, section: 'economy', text: 'Nêu rõ nguyên nhân' },
    ]);
  });

  it('tells nothing where nothing was agreed', async () => {
    const quiet = await heldConference(editor);
    await record(quiet, statement());
    await close(quiet);
    const after = await heldConference(editor);
    await record(after, { kind: 'guidance', topic: null, text: 'Giá phân bón' });
    await close(after);
    const of = (
      type: typeof guidanceAgreed | typeof aggregateDiscussed | typeof contractsSignedAtConference,
    ) => service.sent(type as typeof guidanceAgreed).map(({ data }) => data.conferenceId);
    await eventually(() => expect(of(guidanceAgreed)).toContain(after.id));
    for (const type of [guidanceAgreed, aggregateDiscussed, contractsSignedAtConference])
      expect(of(type)).not.toContain(quiet.id);
  });

  it('is refused for a conclusion that names somebody, a contract named twice, another version, and to others', async () => {
    const held = await heldConference(editor);
    expect(await close(held, { conclusion: 'Giao ông Nguyễn Văn Mẫu thực hiện' })).toMatchObject({
      status: 422,
      body: { code: 'conference.personal-data', errors: [{ path: 'conclusion' }] },
    });
    const id = randomUUID();
    const signer = { position: 'Trưởng Ban', organisationId };
    expect((await close(held, { signing: { contractIds: [id, id], signer } })).status).toBe(400);
    expect((await close(held, { signing: { contractIds: [], signer } })).status).toBe(400);
    expect((await close({ ...held, version: 1 })).status).toBe(412);
    const body = { conclusion: 'Thống nhất', signing: null };
    expect((await service.as('approver').post(at(held, 'close'), body, ifMatch(held))).status).toBe(403);
    expect((await close(held)).status).toBe(200);
  });
});
