import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Appointment, Person } from '#contracts/people';
import type { TestClient } from '#testing/test-service';
import { regulation, regulations, versions } from '../regulations/regulations.fixture.js';
import { appointments, Office, people } from './office.fixture.js';

const accounts = '/v1/registry/accounts';

let office: Office;
let hoa: Person;
let held: Appointment;
let account: { id: string };
/** Somebody whose reading is looked at. */
let reader: { id: string; client: TestClient };
beforeAll(async () => {
  office = await Office.open();
  hoa = await office.person('Hoàng Thị Hòa');
  held = await office.appointed(hoa);
  const opened = { username: 'hoa', personId: hoa.id, grants: [] };
  account = (await office.service.as('administrator').post(accounts, opened)).body;
  const id = randomUUID();
  reader = { id, client: office.service.as('administrator', { accountId: id }) };
});
afterAll(() => office?.service.close());

interface Entry {
  action: string;
  entity: string;
  details: { ids?: string[]; personId?: string };
}
const recordedOf = (actor: string): Promise<Entry[]> =>
  office.service.database.query<Entry>(
    'SELECT action, entity, details FROM registry.audit_entry WHERE actor = $1 ORDER BY seq',
    [actor],
  );
/** What was recorded while something was read. */
async function recordedBy(read: () => Promise<{ status: number }>): Promise<Entry[]> {
  const before = (await recordedOf(reader.id)).length;
  expect((await read()).status).toBe(200);
  return (await recordedOf(reader.id)).slice(before);
}

describe('a read of somebody else’s data', () => {
  it('is recorded once for a list, by the ids it showed, and without the name that was searched for', async () => {
    const { client } = reader;
    const search = encodeURIComponent('Hoàng Thị');
    expect(await recordedBy(() => client.get(`${people}?search=${search}`))).toEqual([
      { action: 'person.list', entity: 'person:*', details: { ids: [hoa.id] } },
    ]);
    expect(await recordedBy(() => client.get(`${accounts}?filter[username][eq]=hoa`))).toEqual([
      { action: 'account.list', entity: 'account:*', details: { ids: [account.id] } },
    ]);
    expect(await recordedBy(() => client.get(appointments))).toEqual([
      { action: 'appointment.list', entity: 'appointment:*', details: { ids: [held.id] } },
    ]);
    expect(await recordedBy(() => client.get(`${people}/${hoa.id}/posts`))).toEqual([
      { action: 'post.list', entity: `person:${hoa.id}`, details: {} },
    ]);
    expect(JSON.stringify(await recordedOf(reader.id))).not.toMatch(/Hoàng|"hoa"/);
  });

  it('is recorded where something else lists people: regulations, signings, erasures, mail', async () => {
    const all = office.service.as(['administrator', 'registrar'], { accountId: reader.id });
    const person = await office.person('Lộc Thị Căn');
    const based = await office.appointed(person, { role: 'speaker', legalBasis: 'Quy chế 8-QC/TU' });
    const audience = { roles: ['speaker' as const], levels: [], organisationId: null };
    const basis = await regulation(office, '8-QC/TU', { audience });
    const [erasure, mail, signing] = [randomUUID(), randomUUID(), randomUUID()];
    const sql = office.service.database;
    await sql.query(
      `INSERT INTO registry.erasure (id, person_id, reason, decision_number, decision_date, state, requested_by, version)
       VALUES ($1, $2, 'asked-by-person', '1-QĐ/BTGDV', '2026-05-04', 'requested', 'somebody', 1)`,
      [erasure, person.id],
    );
    await sql.query(
      `INSERT INTO registry.mail (id, account_id, purpose, urgent, state, finished_at)
       VALUES ($1, $2, 'notice', false, 'dead', now())`,
      [mail, account.id],
    );
    await sql.query(
      `INSERT INTO registry.contract_signing (id, signed_on, place, signer)
       VALUES ($1, '2026-01-20', 'Lạng Sơn', '{"position": "Trưởng Ban", "name": "Hoàng Văn Mẫu"}')`,
      [signing],
    );
    const lists: [path: string, noun: string, id: string][] = [
      [`${regulations}/${basis.id}/appointments`, 'appointment', based.id],
      [`${versions}/${basis.versions[0]!.id}/readers?asOf=2026-02-01`, 'regulation-reader', person.id],
      ['/v1/registry/erasures', 'erasure', erasure],
      ['/v1/registry/mail-failures', 'mail-failure', mail],
      ['/v1/registry/contract-signings', 'contract-signing', signing],
    ];
    for (const [path, noun, id] of lists)
      expect(await recordedBy(() => all.get(path)), path).toEqual([
        { action: `${noun}.list`, entity: `${noun}:*`, details: { ids: [id] } },
      ]);
    for (const noun of ['erasure', 'contract-signing']) {
      const id = noun === 'erasure' ? erasure : signing;
      expect(await recordedBy(() => all.get(`/v1/registry/${noun}s/${id}`)), noun).toEqual([
        expect.objectContaining({ action: `${noun}.read`, entity: `${noun}:${id}` }),
      ]);
    }
  });

  it('is recorded for each thing that is read', async () => {
    const [person, opened, appointment] = [hoa, account, held].map(({ id }) => id);
    const reads = [
      [`${people}/${person}`, `person:${person}`, 'person.read'],
      [`${accounts}/${opened}`, `account:${opened}`, 'account.read'],
      [`${accounts}/${opened}/access`, `account:${opened}`, 'account.read'],
      [`${appointments}/${appointment}`, `appointment:${appointment}`, 'appointment.read'],
      [`${appointments}/${appointment}/suspensions`, `appointment:${appointment}`, 'appointment.read'],
    ];
    for (const [path, entity, action] of reads)
      expect(await recordedBy(() => reader.client.get(path!)), path).toEqual([
        expect.objectContaining({ action, entity }),
      ]);
  });

  it('is not recorded when nothing was shown', async () => {
    expect(await recordedBy(() => reader.client.get(`${people}?search=khong-ai-ca`))).toEqual([]);
    const before = (await recordedOf(reader.id)).length;
    expect((await reader.client.get(`${people}/${randomUUID()}`)).status).toBe(404);
    expect(await recordedOf(reader.id)).toHaveLength(before);
  });

  it('is not recorded of one’s own', async () => {
    const own = office.service.as('collaborator', { accountId: account.id, personId: hoa.id });
    for (const path of [people, `${people}/${hoa.id}`, appointments, `${appointments}/${held.id}`])
      expect((await own.get(path)).status, path).toBe(200);
    const shown = (await recordedOf(account.id)).filter(({ action }) => /\.(list|read)$/.test(action));
    expect(shown).toEqual([]);
  });

  it('stands in the person’s export', async () => {
    await reader.client.get(`${people}/${hoa.id}`);
    const own = office.service.as('collaborator', { accountId: account.id, personId: hoa.id });
    const { body } = await own.get('/v1/registry/me/data');
    const entries = body.tables.find(({ table }: { table: string }) => table === 'audit_entry').rows;
    expect(entries).toContainEqual(expect.objectContaining({ action: 'person.read', actor: reader.id }));
  });
});
