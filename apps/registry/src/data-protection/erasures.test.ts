import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Erasure, type NewErasure, personErased } from '#contracts/data-protection';
import type { Person } from '#contracts/people';
import { eventually } from '#testing/eventually';
import { idempotencyKey, ifMatch, type TestClient } from '#testing/test-service';
import { Office, people } from '../people/office.fixture.js';

const erasures = '/v1/registry/erasures';

let office: Office;
/** Another registrar than the one who asks. */
let second: TestClient;
/** The office's registrar, as one account. */
let first: TestClient;
beforeAll(async () => {
  office = await Office.open();
  [first, second] = [
    office.service.as('registrar', { accountId: randomUUID() }),
    office.service.as('registrar'),
  ];
});
afterAll(() => office?.service.close());

const request = (person: { id: string }, changes: Partial<NewErasure> = {}, headers = {}) => {
  const decision = { reason: 'asked-by-person', decisionNumber: '9-QĐ/BTGDV', decisionDate: '2026-05-04' };
  return first.post(erasures, { personId: person.id, ...decision, ...changes }, headers);
};
const step = (verb: string, erasure: Erasure, by = second, version = erasure.version) =>
  by.post(`${erasures}/${erasure.id}/${verb}`, undefined, ifMatch(version));

/** Somebody whose last appointment ended long ago. */
async function former(fullName: string): Promise<Person> {
  const person = await office.person(fullName);
  await office.appointed(person, { from: '2020-01-01', to: '2021-01-01' });
  return person;
}

describe('the erasure of a person', () => {
  it('is asked for by one and carried out by another', async () => {
    const hoa = await former('Hoàng Thị Hòa');
    const asked = await request(hoa);
    expect(asked).toMatchObject({
      status: 201,
      headers: { etag: '"v1"' },
      body: { personId: hoa.id, state: 'requested', closedBy: null, version: 1 },
    });
    expect(await step('carry-out', asked.body, first)).toMatchObject({
      status: 409,
      body: { code: 'erasure.second-person-needed' },
    });
    const done = await step('carry-out', asked.body);
    expect(done).toMatchObject({ status: 200, body: { state: 'carried-out', version: 2 } });
    expect((await first.get(`${erasures}/${asked.body.id}`)).body).toEqual(done.body);
    const { body } = await first.get(`${people}/${hoa.id}`);
    expect(body).toMatchObject({ fullName: 'Cựu cộng tác viên', erasedOn: expect.any(String), version: 2 });
    const [event] = await eventually(() => {
      const sent = office.service.sent(personErased).filter(({ subject }) => subject === hoa.id);
      expect(sent).toHaveLength(1);
      return sent;
    });
    expect(event!.data).toEqual({ id: hoa.id, erasedOn: body.erasedOn });
  });

  it('leaves appointments with ids and dates', async () => {
    const binh = await former('Nông Văn Bình');
    const appointmentsOf = async () =>
      (await first.get(`/v1/registry/appointments?filter[personId][eq]=${binh.id}`)).body.items;
    const [before] = await appointmentsOf();
    await step('carry-out', (await request(binh)).body);
    const [after] = await appointmentsOf();
    const gone = { position: '–', decisionNumber: '–', decisionIssuer: '–', legalBasis: null, version: 2 };
    expect(after).toEqual({ ...before, ...gone });
  });

  it('closes the account, its sessions and every way in, for good', async () => {
    const an = await former('Lý An');
    const admin = office.service.as('administrator');
    const body = {
      username: 'ly-an',
      personId: an.id,
      initialPassword: 'mot-mat-khau-rat-dai',
      mustChangePassword: false,
      grants: [],
    };
    const account = (await admin.post('/v1/registry/accounts', body)).body;
    const signIn = (username: string) =>
      office.service.anonymous.post('/v1/registry/sessions', { username, password: body.initialPassword });
    const session = await signIn('ly-an');
    expect(session.status).toBe(201);
    await step('carry-out', (await request(an)).body);
    const refresh = { refreshToken: session.body.refreshToken };
    expect((await office.service.anonymous.post('/v1/registry/sessions/refresh', refresh)).status).toBe(401);
    const closed = (await admin.get(`/v1/registry/accounts/${account.id}`)).body;
    expect(closed).toMatchObject({ username: account.id, state: 'disabled', version: 2 });
    await admin.post(`/v1/registry/accounts/${account.id}/enable`, undefined, ifMatch(closed));
    for (const name of ['ly-an', account.id]) expect((await signIn(name)).status, name).toBe(401);
    expect((await admin.post('/v1/registry/accounts', { ...body, personId: null })).status).toBe(201);
  });

  it('waits while an appointment or a role has no end', async () => {
    const serving = await office.person('Vi Văn Cường');
    await office.appointed(serving);
    const staff = await office.person('Biên tập viên');
    const grants = [{ role: 'editor', areaId: null, organisationId: null, from: '2020-01-01', to: null }];
    const account = {
      username: 'bien-tap',
      personId: staff.id,
      initialPassword: 'mot-mat-khau-rat-dai',
      grants,
    };
    await office.service.as('administrator').post('/v1/registry/accounts', account);
    for (const person of [serving, staff])
      expect(await request(person)).toMatchObject({ status: 409, body: { code: 'erasure.in-service' } });
  });

  it('waits as long as the record must be kept, and says until when', async () => {
    const person = await office.person('Chu Thị Dung');
    await office.appointed(person, { from: '2024-01-01', to: '2025-06-30' });
    expect(await request(person)).toMatchObject({
      status: 409,
      body: { code: 'erasure.retained', detail: 'It may be erased from 2030-06-30 on' },
    });
  });

  it('looks again when it is carried out: who was appointed meanwhile stays', async () => {
    const person = await former('Lộc Văn Giang');
    const asked = (await request(person)).body;
    await office.appointed(person, { from: '2026-01-01' });
    expect(await step('carry-out', asked)).toMatchObject({
      status: 409,
      body: { code: 'erasure.in-service' },
    });
    expect((await first.get(`${people}/${person.id}`)).body.fullName).toBe('Lộc Văn Giang');
  });

  it('needs no wait for who was recorded by mistake and never served', async () => {
    const asked = await request(await office.person('Bế Văn Đức'), { reason: 'recorded-by-mistake' });
    expect((await step('carry-out', asked.body)).status).toBe(200);
  });

  it('is asked for once at a time, may be withdrawn, and then is over', async () => {
    const person = await former('Đinh Thị Hạnh');
    const key = idempotencyKey('erase-dinh-thi-hanh');
    const asked = (await request(person, {}, key)).body;
    expect((await request(person, {}, key)).body).toEqual(asked);
    expect(await request(person)).toMatchObject({ status: 409, body: { code: 'erasure.requested-already' } });
    expect((await step('withdraw', asked, first, 2)).status).toBe(412);
    const withdrawn = (await step('withdraw', asked, first)).body;
    expect(withdrawn).toMatchObject({ state: 'withdrawn', version: 2 });
    for (const verb of ['carry-out', 'withdraw'])
      expect(await step(verb, withdrawn)).toMatchObject({ status: 409, body: { code: 'erasure.closed' } });
    expect((await first.get(`${people}/${person.id}`)).body.fullName).toBe('Đinh Thị Hạnh');
    expect((await request(person)).status).toBe(201);
    const { body } = await first.get(`${erasures}?filter[personId][eq]=${person.id}&total=true`);
    expect(body).toMatchObject({ items: [{ state: 'withdrawn' }, { state: 'requested' }], total: 2 });
  });

  it('takes place once when two carry it out at the same moment', async () => {
    const asked = (await request(await former('Triệu Văn Kim'))).body;
    const answers = await Promise.all([step('carry-out', asked), step('carry-out', asked)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('comes before or after what is done at the same moment, never in between', async () => {
    for (let time = 0; time < 5; time += 1) {
      const person = await former(`Hà Văn Sơn ${time}`);
      const asked = (await request(person)).body;
      const [erased, appointed] = await Promise.all([
        step('carry-out', asked),
        first.post('/v1/registry/appointments', await office.decision(person, { from: '2026-01-01' })),
      ]);
      // Whoever came second was refused.
      expect([
        [200, 422],
        [409, 201],
      ]).toContainEqual([erased.status, appointed.status]);
    }
  });

  it('is the end: nothing is added to who was erased, and nobody is erased who is not there', async () => {
    const person = await former('Dương Thị Lan');
    await step('carry-out', (await request(person)).body);
    const contact = { workPhone: null, email: null, officeAddress: null };
    const award = {
      title: 'Bằng khen',
      awardedBy: 'Tỉnh ủy',
      decisionNumber: '1-QĐ',
      decisionDate: '2026-01-01',
      decisionIssuer: 'Tỉnh ủy',
      correctsId: null,
    };
    const at = `${people}/${person.id}`;
    for (const answer of [
      await first.put(`${at}/contact`, contact, ifMatch(0)),
      await first.put(`${at}/name`, { fullName: 'Lan', reason: 'change' }, ifMatch(2)),
      await first.post(`${at}/commendations`, award),
      await request(person),
    ])
      expect(answer).toMatchObject({ status: 409, body: { code: 'person.erased' } });
    const account = { username: 'duong-lan', personId: person.id, grants: [] };
    for (const answer of [
      await first.post('/v1/registry/appointments', await office.decision(person)),
      await office.service.as('administrator').post('/v1/registry/accounts', account),
    ])
      expect(answer).toMatchObject({ status: 422, body: { detail: 'constraint person_erased' } });
    expect(await request({ id: randomUUID() })).toMatchObject({
      status: 422,
      body: { code: 'erasure.no-person', errors: [{ path: 'personId' }] },
    });
  });

  it('is the registrars’ and administrators’ business only', async () => {
    for (const role of ['editor', 'approver', 'reviewer', 'collaborator', 'recipient'] as const) {
      const client = office.service.as(role);
      expect((await client.get(erasures)).status, role).toBe(403);
      expect((await client.post(erasures, {})).status, role).toBe(403);
    }
  });
});
