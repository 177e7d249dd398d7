import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conferenceAttendanceRecorded } from '#contracts/conference-events';
import { attendanceRecorded } from '#contracts/certificates';
import {
  type Appointment,
  appointmentRecorded,
  type MergePerson,
  type Person,
  personMerged,
} from '#contracts/people';
import { reviewerRecorded } from '#contracts/review';
import { fieldworkCounted } from '#contracts/survey-events';
import { eventually } from '#testing/eventually';
import { idempotencyKey, ifMatch, type TestClient } from '#testing/test-service';
import { appointments, Office, people } from './office.fixture.js';

let office: Office;
let administrator: TestClient;
beforeAll(async () => {
  office = await Office.open();
  administrator = office.service.as('administrator');
});
afterAll(() => office?.service.close());

const read = async ({ id }: { id: string }): Promise<Person> =>
  (await office.registrar.get(`${people}/${id}`)).body;
const decision = { decisionNumber: '14-QĐ/BTGDV', decisionDate: '2026-05-04' };
/** Merges two as they stand now. */
async function merge(kept: Person, duplicate: Person, changes: Partial<MergePerson> = {}, headers = {}) {
  const [one, other] = [await read(kept), await read(duplicate)];
  const body = { duplicateId: other.id, duplicateVersion: other.version, ...decision, ...changes };
  return office.registrar.post(`${people}/${one.id}/merge`, body, { ...ifMatch(one), ...headers });
}
const both = async (fullName: string, other = fullName): Promise<[Person, Person]> => [
  await office.person(fullName),
  await office.person(other),
];
const appointmentsOf = async ({ id }: Person): Promise<Appointment[]> =>
  (await office.registrar.get(`${appointments}?filter[personId][eq]=${id}`)).body.items;
const themselves = ({ id }: Person) => office.service.as('collaborator', { personId: id });
const opened = async (username: string, person: Person, grants: object[] = []) => {
  const body = {
    username,
    personId: person.id,
    initialPassword: 'mot-mat-khau-rat-dai',
    mustChangePassword: false,
  };
  const answer = await administrator.post('/v1/registry/accounts', { ...body, grants });
  expect(answer.status).toBe(201);
  return answer.body;
};

describe('two records of one person', () => {
  it('become one: what the duplicate held is of the person, who sees it whole', async () => {
    const [kept, duplicate] = await both('Hoàng Thị Hòa', 'Hoàng Thị Hoa');
    const own = await office.appointed(kept, { from: '2026-01-01' });
    const moved = await office.appointed(duplicate, { from: '2024-01-01', to: '2026-01-01' });
    const contact = { workPhone: '0205 3812 345', email: null, officeAddress: null };
    await office.registrar.put(`${people}/${duplicate.id}/contact`, contact, ifMatch(0));
    const award = {
      title: 'Bằng khen',
      awardedBy: 'Tỉnh ủy',
      decisionNumber: '1-QĐ',
      decisionDate: '2025-01-01',
      decisionIssuer: 'Tỉnh ủy',
    };
    const at = `${people}/${duplicate.id}/commendations`;
    const first = (await office.registrar.post(at, { ...award, correctsId: null })).body;
    await office.registrar.post(at, { ...award, title: 'Giấy khen', correctsId: first.id });

    const answer = await merge(kept, duplicate);
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"v2"' },
      body: { id: kept.id, fullName: 'Hoàng Thị Hòa', mergedIntoId: null, version: 2 },
    });
    expect((await appointmentsOf(kept)).map(({ id }) => id)).toEqual([moved.id, own.id]);
    expect(await appointmentsOf(duplicate)).toEqual([]);
    const record = (await themselves(kept).get('/v1/registry/me/record')).body;
    expect(record.appointments).toHaveLength(2);
    expect(record.commendations).toHaveLength(2);
    expect(record.formerNames).toMatchObject([{ fullName: 'Hoàng Thị Hoa', reason: 'correction' }]);
    expect((await office.registrar.get(`${people}/${kept.id}/contact`)).body).toMatchObject(contact);
    expect(await read(duplicate)).toMatchObject({ mergedIntoId: kept.id, version: 2 });
    const listed = (await office.registrar.get(`${people}?search=${encodeURIComponent('Hoàng Thị Ho')}`))
      .body;
    expect(listed.items.map(({ id }: Person) => id)).toEqual([kept.id]);
  });

  it('are told to the other services: every appointment with its new holder, and the merge', async () => {
    const [kept, duplicate] = await both('Nông Văn Bình');
    const moved = await office.appointed(duplicate);
    const rest = { from: '2025-10-01', to: '2025-12-01', reason: 'study', decisionNumber: '31-QĐ' };
    await office.registrar.post(`${appointments}/${moved.id}/suspensions`, rest, ifMatch(moved));
    await merge(kept, duplicate);
    await eventually(() => {
      const told = office.service.sent(appointmentRecorded).filter(({ subject }) => subject === moved.id);
      expect(told.at(-1)).toMatchObject({
        sequence: 3,
        data: { personId: kept.id, suspensions: [{ from: '2025-10-01', to: '2025-12-01' }] },
      });
      const merged = office.service.sent(personMerged).filter(({ subject }) => subject === kept.id);
      expect(merged.map(({ data }) => data)).toEqual([{ id: kept.id, duplicateId: duplicate.id }]);
    });
  });

  it('have what comes later for the duplicate, and once what both have', async () => {
    const [kept, duplicate] = await both('Lý Thị An');
    const [classId, planId] = [randomUUID(), randomUUID()];
    const invited = (person: Person, attended: boolean) => ({
      classId,
      personId: person.id,
      courseTitle: 'Kỹ năng phỏng vấn',
      startsOn: '2026-03-02',
      attended,
      passed: attended ? true : null,
    });
    const fielded = (person: Person, id: string, completed: number) => ({
      planId: id,
      personId: person.id,
      title: 'Điều tra nhanh',
      fieldStartsOn: '2026-04-01',
      fieldEndsOn: '2026-04-20',
      assigned: 48,
      completed,
    });
    await office.service.publish(
      attendanceRecorded.of(classId, 1, invited(kept, false)),
      attendanceRecorded.of(classId, 1, invited(duplicate, true)),
      ...[kept, duplicate].map((person) =>
        conferenceAttendanceRecorded.of(classId, 1, {
          conferenceId: classId,
          personId: person.id,
          title: 'Giao ban',
          heldOn: '2026-03-30',
          attended: person === duplicate,
        }),
      ),
      fieldworkCounted.of(planId, 1, fielded(kept, planId, 5)),
      fieldworkCounted.of(planId, 1, fielded(duplicate, planId, 7)),
    );
    await merge(kept, duplicate);
    const later = randomUUID();
    await office.service.publish(fieldworkCounted.of(later, 1, fielded(duplicate, later, 3)));
    const record = (await themselves(kept).get('/v1/registry/me/record')).body;
    expect(record.training.classes).toEqual([
      expect.objectContaining({ classId, attended: true, passed: true }),
    ]);
    expect(record.conferences).toMatchObject([{ conferenceId: classId, attended: true }]);
    expect(record.fieldwork).toHaveLength(2);
    expect(record.fieldwork).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ planId, assigned: 96, completed: 12 }),
        expect.objectContaining({ planId: later, completed: 3 }),
      ]),
    );
  });

  it('are refused while they held one role at one place on the same days, saying which', async () => {
    const [kept, duplicate] = await both('Vi Văn Cường');
    const one = await office.appointed(kept, { from: '2025-09-01' });
    const other = await office.appointed(duplicate, { from: '2024-01-01', to: '2025-10-01' });
    const refused = await merge(kept, duplicate);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'person.merge-clash',
        errors: [
          { path: 'duplicateId', message: `its appointment ${other.id} overlaps the appointment ${one.id}` },
        ],
      },
    });
    expect(await read(duplicate)).toMatchObject({ mergedIntoId: null, version: 1 });
    const end = { on: '2025-09-01', reason: 'transferred', decisionNumber: '7-QĐ' };
    await office.registrar.post(`${appointments}/${other.id}/end`, end, ifMatch(other));
    expect((await merge(kept, duplicate)).status).toBe(200);
  });

  it('are refused while one stands in for the other', async () => {
    const [kept, duplicate] = await both('Chu Thị Dung');
    const held = await office.appointed(kept);
    const stand = { personId: duplicate.id, from: '2025-10-01', to: '2025-11-01', decisionNumber: '41-QĐ' };
    await office.registrar.post(`${appointments}/${held.id}/substitutions`, stand, ifMatch(held));
    expect((await merge(kept, duplicate)).body).toMatchObject({
      code: 'person.merge-clash',
      errors: [{ message: expect.stringMatching(/one record stands in for the other/) }],
    });
  });

  it('have one open account: while both have, one is to be closed first', async () => {
    const [kept, duplicate] = await both('Bế Văn Đức');
    const one = await opened('duc-mot', kept);
    const other = await opened('duc-hai', duplicate);
    expect((await merge(kept, duplicate)).body.code).toBe('person.two-accounts');
    await administrator.post(`/v1/registry/accounts/${one.id}/disable`, undefined, ifMatch(one));
    const session = { username: 'duc-hai', password: 'mot-mat-khau-rat-dai' };
    const before = (await office.service.anonymous.post('/v1/registry/sessions', session)).body;
    expect((await merge(kept, duplicate)).status).toBe(200);
    const account = (await administrator.get(`/v1/registry/accounts/${other.id}`)).body;
    expect(account).toMatchObject({ personId: kept.id, state: 'active', version: 2 });
    // The session goes on, in the name of the record that is kept.
    const refresh = { refreshToken: before.refreshToken };
    const next = await office.service.anonymous.post('/v1/registry/sessions/refresh', refresh);
    expect(next.status).toBe(200);
    const [, claims] = next.body.accessToken.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ personId: kept.id });
    const revoked = await office.service.database.query('SELECT FROM registry.revoked_access WHERE id = $1', [
      other.id,
    ]);
    expect(revoked).toHaveLength(1);
  });

  it('are one as a reviewer, which reporting is told', async () => {
    const [kept, duplicate] = await both('Lương Văn Khánh');
    const account = await opened('khanh-duyet', duplicate, [
      { role: 'reviewer', areaId: null, organisationId: null, from: '2020-01-01', to: null },
    ]);
    await merge(kept, duplicate);
    await eventually(() => {
      const told = office.service.sent(reviewerRecorded).filter(({ subject }) => subject === account.id);
      expect(told.map(({ sequence, data }) => [sequence, data.personId, data.spans.length])).toEqual([
        [1, duplicate.id, 1],
        [2, kept.id, 1],
      ]);
    });
  });

  it('are exported and erased as one', async () => {
    const [kept, duplicate] = await both('Đinh Thị Hạnh', 'Đinh Hạnh');
    await office.appointed(duplicate, { from: '2020-01-01', to: '2021-01-01' });
    await merge(kept, duplicate);
    const { tables } = (await office.registrar.get(`${people}/${kept.id}/data`)).body;
    const rows = (name: string) => tables.find(({ table }: { table: string }) => table === name).rows;
    expect(
      rows('person')
        .map(({ full_name: name }: { full_name: string }) => name)
        .sort(),
    ).toEqual(['Đinh Hạnh', 'Đinh Thị Hạnh']);
    expect(rows('audit_entry')).toContainEqual(
      expect.objectContaining({ action: 'person.create', entity: `person:${duplicate.id}` }),
    );
    const erasures = '/v1/registry/erasures';
    const first = office.service.as('registrar', { accountId: randomUUID() });
    const why = { reason: 'asked-by-person', decisionNumber: '9-QĐ', decisionDate: '2026-05-04' };
    expect((await first.post(erasures, { personId: duplicate.id, ...why })).body.code).toBe('person.merged');
    const asked = (await first.post(erasures, { personId: kept.id, ...why })).body;
    await office.registrar.post(`${erasures}/${asked.id}/carry-out`, undefined, ifMatch(asked));
    for (const one of [kept, duplicate])
      expect(await read(one)).toMatchObject({ fullName: 'Cựu cộng tác viên', erasedOn: expect.any(String) });
    const named = `SELECT FROM registry.person_name WHERE full_name LIKE 'Đinh%'`;
    expect(await office.service.database.query(named)).toEqual([]);
  });

  it('are not merged while an erasure is open, nor after one', async () => {
    const [kept, duplicate] = await both('Lộc Văn Giang');
    const why = { reason: 'recorded-by-mistake', decisionNumber: '9-QĐ', decisionDate: '2026-05-04' };
    const first = office.service.as('registrar', { accountId: randomUUID() });
    const asked = (await first.post('/v1/registry/erasures', { personId: duplicate.id, ...why })).body;
    expect((await merge(kept, duplicate)).body.code).toBe('person.erasure-open');
    await office.registrar.post(`/v1/registry/erasures/${asked.id}/carry-out`, undefined, ifMatch(asked));
    expect((await merge(kept, duplicate)).body.code).toBe('person.erased');
  });

  it('stay one: nothing is added to the stub, and stubs of a stub follow it', async () => {
    const [kept, duplicate] = await both('Triệu Văn Kim');
    const third = await office.person('Triệu Kim');
    await merge(duplicate, third);
    await merge(kept, duplicate);
    for (const one of [duplicate, third]) expect((await read(one)).mergedIntoId).toBe(kept.id);
    const rename = { fullName: 'Kim', reason: 'change' };
    expect(await office.registrar.put(`${people}/${third.id}/name`, rename, ifMatch(2))).toMatchObject({
      status: 409,
      body: { code: 'person.merged', detail: `It is ${kept.id}` },
    });
    const appoint = await office.registrar.post(appointments, await office.decision(duplicate));
    expect(appoint).toMatchObject({ status: 422, body: { detail: 'constraint person_merged' } });
    expect((await merge(kept, third)).body.code).toBe('person.merged');
    expect((await merge(third, kept)).body.code).toBe('person.merged');
  });

  it('are merged by whoever has read both, once, and not with themselves or nobody', async () => {
    const [kept, duplicate] = await both('Hà Văn Sơn');
    expect((await merge(kept, duplicate, { duplicateVersion: 7 })).status).toBe(412);
    expect((await merge(kept, duplicate, {}, ifMatch(7))).status).toBe(412);
    expect((await merge(kept, kept)).body.code).toBe('person.merge-self');
    expect((await merge(kept, duplicate, { duplicateId: randomUUID() })).body).toMatchObject({
      code: 'person.no-duplicate',
      errors: [{ path: 'duplicateId' }],
    });
    const body = { duplicateId: duplicate.id, duplicateVersion: 1, ...decision };
    const send = (headers: object) =>
      office.registrar.post(`${people}/${kept.id}/merge`, body, { ...ifMatch(1), ...headers });
    const key = idempotencyKey('merge-ha-van-son');
    const [one, again] = [await send(key), await send(key)];
    expect(again.body).toEqual(one.body);
    const trail = await office.service.database.query(
      `SELECT details FROM registry.audit_entry WHERE action = 'person.merge' AND entity = 'person:' || $1`,
      [kept.id],
    );
    expect(trail).toEqual([{ details: { duplicateId: duplicate.id, ...decision, version: 2 } }]);
    for (const role of ['editor', 'reviewer', 'collaborator', 'approver'] as const) {
      const client = office.service.as(role, { personId: kept.id });
      expect((await client.post(`${people}/${kept.id}/merge`, body, ifMatch(1))).status, role).toBe(403);
    }
  });

  it('end as one when two merge them both ways at the same moment', async () => {
    const [kept, duplicate] = await both('Dương Thị Lan');
    const answers = await Promise.all([merge(kept, duplicate), merge(duplicate, kept)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
