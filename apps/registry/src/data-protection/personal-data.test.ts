import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonalData, PersonalDataUse } from '#contracts/data-protection';
import type { Person } from '#contracts/people';
import { readSheets, sheetTypes } from '#documents/sheets';
import { ifMatch, type TestClient } from '#testing/test-service';
import { Office, people } from '../people/office.fixture.js';

const own = '/v1/registry/me/data';
const password = 'mot-mat-khau-rat-dai';

let office: Office;
let hoa: Person;
let herself: TestClient;
let account: { id: string };
beforeAll(async () => {
  office = await Office.open();
  hoa = await office.person('Hoàng Thị Hòa');
  await office.appointed(hoa);
  await office.appointed(await office.person('Nông Văn Bình'), { position: 'Phó phòng Văn hóa' });
  const body = { username: 'hoa', personId: hoa.id, initialPassword: password, grants: [] };
  account = (await office.service.as('administrator').post('/v1/registry/accounts', body)).body;
  herself = office.service.as('collaborator', { accountId: account.id, personId: hoa.id });
  const contact = { workPhone: '0205 3812 345', email: null, officeAddress: null };
  await herself.put('/v1/registry/me/contact', contact, ifMatch(0));
  await office.service.anonymous.post('/v1/registry/sessions', { username: 'hoa', password });
  await office.registrar.get(`${people}/${hoa.id}/contact?purpose=meeting`);
});
afterAll(() => office?.service.close());

const rowsOf = ({ tables }: PersonalData, name: string) => tables.find(({ table }) => table === name)!.rows;

describe('the register of processing', () => {
  it('tells everyone who has signed in what is held, what for, by what right and how long', async () => {
    const { status, body } = await office.service.as([]).get('/v1/registry/personal-data-register');
    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThan(100);
    for (const { purpose, legalBasis, retention } of body.items as PersonalDataUse[])
      expect([purpose, legalBasis, retention].every((text) => text.length > 10)).toBe(true);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        service: 'registry',
        table: 'person_contact',
        column: 'work_phone',
        retentionCategory: 'contact',
        onErasure: 'deleted',
      }),
    );
    expect((await office.service.anonymous.get('/v1/registry/personal-data-register')).status).toBe(401);
  });
});

describe('the export of one’s own data', () => {
  it('holds everything: name, contact data, appointments, account, sessions, and who read what', async () => {
    const { status, body } = await herself.get(own);
    expect(status).toBe(200);
    expect(body.person).toEqual(hoa);
    expect(rowsOf(body, 'person_contact')).toMatchObject([{ work_phone: '0205 3812 345' }]);
    expect(rowsOf(body, 'appointment')).toMatchObject([{ position: 'Cộng tác viên dư luận xã hội' }]);
    expect(rowsOf(body, 'account')).toMatchObject([{ id: account.id, username: 'hoa' }]);
    expect(rowsOf(body, 'session')).toMatchObject([
      { account_id: account.id, started_at: expect.any(String) },
    ]);
    expect(rowsOf(body, 'audit_entry')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'person-contact.read', details: { purpose: 'meeting' } }),
        expect.objectContaining({ action: 'account.create' }),
        expect.objectContaining({ action: 'appointment.appoint' }),
        expect.objectContaining({ action: 'session.begin', actor: account.id }),
      ]),
    );
  });

  it('tells no secret, but that there are some, and what other services hold', async () => {
    const { body } = await herself.get(own);
    expect(JSON.stringify(body)).not.toMatch(/argon2|refresh_hash":/);
    expect(body.withheld).toEqual(expect.arrayContaining(['account.password_hash', 'session.refresh_hash']));
    expect(body.elsewhere).toContainEqual(
      expect.objectContaining({ service: 'reporting', table: 'opinion_report', column: 'person_id' }),
    );
  });

  it('holds nothing of anyone else', async () => {
    expect(JSON.stringify((await herself.get(own)).body)).not.toMatch(/Bình|Phó phòng/);
  });

  it('comes as a workbook too', async () => {
    const { status, headers, body } = await herself.get(`${own}.xlsx`);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: sheetTypes.xlsx });
    const sheets = await readSheets(body, sheetTypes.xlsx);
    expect(sheets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['about', 'person', 'person_contact', 'appointment', 'account', 'elsewhere']),
    );
    expect(sheets[0]!.rows).toContainEqual(['fullName', 'Hoàng Thị Hòa']);
    expect(sheets.find(({ name }) => name === 'person_contact')!.rows[1]).toContain('0205 3812 345');
  });

  it('is made by a registrar for who asks on paper; the person sees that', async () => {
    const { status, body } = await office.registrar.get(`${people}/${hoa.id}/data`);
    expect(status).toBe(200);
    expect(rowsOf(body, 'person')).toMatchObject([{ full_name: 'Hoàng Thị Hòa' }]);
    const { reads } = (await herself.get('/v1/registry/me/record')).body;
    expect(reads[0]).toMatchObject({ what: 'data' });
    for (const role of ['editor', 'reviewer', 'collaborator'] as const) {
      const client = office.service.as(role, { personId: hoa.id });
      expect((await client.get(`${people}/${hoa.id}/data`)).status, role).toBe(403);
    }
  });
});
