import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#contracts/people';
import type { PersonContactText } from '#contracts/person-contacts';
import { idempotencyKey, ifMatch, type TestClient } from '#testing/test-service';
import { Office, people } from './office.fixture.js';

const own = '/v1/registry/me/contact';
const reached: PersonContactText = {
  workPhone: '0205 3812 345',
  email: 'hoa@bantg.example',
  officeAddress: 'Số 1 đường Hùng Vương, Lạng Sơn',
};

let office: Office;
let hoa: Person;
let herself: TestClient;
beforeAll(async () => {
  office = await Office.open();
  hoa = await office.person('Hoàng Thị Hòa');
  await office.appointed(hoa);
  herself = office.service.as('collaborator', { personId: hoa.id });
});
afterAll(() => office?.service.close());

const contactOf = ({ id }: { id: string }) => `${people}/${id}/contact`;
const entries = (action: string, id: string) =>
  office.service.database.query<{ actor: string; details: unknown }>(
    `SELECT actor, details FROM registry.audit_entry WHERE action = $1 AND entity = 'person:' || $2 ORDER BY seq`,
    [action, id],
  );

describe('contact data', () => {
  it('is empty at first, recorded by the registrar, and corrected by the person', async () => {
    const nothing = { personId: hoa.id, workPhone: null, email: null, officeAddress: null, version: 0 };
    expect(await office.registrar.get(contactOf(hoa))).toMatchObject({ status: 200, body: nothing });
    const recorded = await office.registrar.put(contactOf(hoa), reached, ifMatch(0));
    expect(recorded).toMatchObject({ status: 200, headers: { etag: '"v1"' } });
    expect(recorded.body).toEqual({ personId: hoa.id, version: 1 });
    expect((await herself.get(own)).body).toEqual({ personId: hoa.id, ...reached, version: 1 });
    const corrected = { ...reached, workPhone: '0205.3812.346', email: null };
    expect((await herself.put(own, corrected, ifMatch(1))).body.version).toBe(2);
    expect((await office.registrar.get(contactOf(hoa))).body).toMatchObject({ ...corrected, version: 2 });
  });

  it('is changed at the version that was read, and once when two begin at the same moment', async () => {
    const binh = await office.person('Nông Văn Bình');
    const put = () => office.registrar.put(contactOf(binh), reached, ifMatch(0));
    const answers = await Promise.all([put(), put()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await office.registrar.put(contactOf(binh), reached)).status).toBe(428);
    expect((await office.registrar.put(contactOf({ id: randomUUID() }), reached, ifMatch(0))).status).toBe(
      404,
    );
  });

  it('has the form of what it is', async () => {
    const wrong = [
      { workPhone: 'gọi Hòa' },
      { workPhone: '12' },
      { email: 'hoa' },
      { officeAddress: '' },
      { homeAddress: 'x' },
    ];
    for (const fault of wrong)
      expect(
        (await herself.put(own, { ...reached, ...fault }, ifMatch(2))).status,
        JSON.stringify(fault),
      ).toBe(400);
  });

  it('is read by registrars and administrators only; not by reviewers, nor by collaborators of each other', async () => {
    const { service } = office;
    const [everywhere] = await service.database.query<{ lo: number; hi: number }>(
      'SELECT min(lo) AS lo, max(hi) AS hi FROM registry.area_node',
    );
    const ranges: [number, number][] = [[everywhere!.lo, everywhere!.hi]];
    for (const role of ['reviewer', 'editor', 'approver', 'recipient', 'collaborator'] as const) {
      const client = service.as(role, { personId: hoa.id, ranges });
      expect((await client.get(contactOf(hoa))).status, role).toBe(403);
      expect((await client.put(contactOf(hoa), reached, ifMatch(2))).status, role).toBe(403);
    }
    expect((await service.as('administrator').get(contactOf(hoa))).status).toBe(200);
    expect((await service.asClient('area.read').get(own)).status).toBe(403);
  });

  it('is nobody’s when the account stands for nobody', async () => {
    expect(await office.registrar.get(own)).toMatchObject({
      status: 404,
      body: { code: 'resource.not-found' },
    });
  });

  it('is also the own for who holds no appointment', async () => {
    const editor = await office.person('Biên tập viên');
    const client = office.service.as('editor', { personId: editor.id });
    expect((await client.put(own, reached, ifMatch(0))).status).toBe(200);
    expect((await client.get(own)).body).toMatchObject(reached);
  });

  it('tells in the audit log who read it and why, never what it said', async () => {
    const an = await office.person('Lý An');
    const accountId = randomUUID();
    const reader = office.service.as('registrar', { accountId });
    await reader.put(contactOf(an), reached, ifMatch(0));
    await reader.get(`${contactOf(an)}?purpose=meeting`);
    await reader.get(contactOf(an));
    await office.service.as('registrar', { personId: an.id }).get(contactOf(an));
    expect(await entries('person-contact.read', an.id)).toEqual([
      { actor: accountId, details: { purpose: 'meeting' } },
      { actor: accountId, details: {} },
    ]);
    expect(await entries('person-contact.record', an.id)).toEqual([
      { actor: accountId, details: { version: 1 } },
    ]);
  });

  it('is not kept in the answers that are stored for repetition', async () => {
    const giang = await office.person('Lộc Văn Giang');
    const key = { ...idempotencyKey('contact-of-giang'), ...ifMatch(0) };
    const unusual = { ...reached, workPhone: '0999 111 222' };
    const first = await office.registrar.put(contactOf(giang), unusual, key);
    expect((await office.registrar.put(contactOf(giang), unusual, key)).body).toEqual(first.body);
    const stored = await office.service.database.query(
      `SELECT FROM registry.idempotency WHERE response::text ~ '0999 111 222'`,
    );
    expect(stored).toEqual([]);
  });
});

describe('the name of a person', () => {
  const rename = (person: Person, fullName: string, version = person.version) =>
    office.registrar.put(`${people}/${person.id}/name`, { fullName, reason: 'change' }, ifMatch(version));

  it('changes, is found under the new one, and the one before stays on record', async () => {
    const mai = await office.person('Vi Thị Mai');
    const renamed = await rename(mai, 'Vi Thị Mai Lan');
    expect(renamed).toMatchObject({ status: 200, body: { fullName: 'Vi Thị Mai Lan', version: 2 } });
    const { body } = await office.registrar.get(`${people}?search=mai lan`);
    expect(body.items.map(({ id }: Person) => id)).toEqual([mai.id]);
    const record = await office.registrar.get(`${people}/${mai.id}/record`);
    expect(record.body.formerNames).toEqual([
      { fullName: 'Vi Thị Mai', reason: 'change', replacedAt: expect.any(String) },
    ]);
    expect(await entries('person.rename', mai.id)).toMatchObject([
      { details: { version: 2, reason: 'change' } },
    ]);
  });

  it('changes at the version that was read, and only for the registrar', async () => {
    const person = await office.person('Chu Văn Nam');
    expect((await rename(person, 'Chu Văn Bắc', 2)).status).toBe(412);
    const by = office.service.as('collaborator', { personId: person.id });
    const body = { fullName: 'Chu Văn Bắc', reason: 'correction' };
    expect((await by.put(`${people}/${person.id}/name`, body, ifMatch(1))).status).toBe(403);
    expect((await office.registrar.get(`${people}/${person.id}`)).body.fullName).toBe('Chu Văn Nam');
  });
});
