import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Appointment, Person } from '#contracts/people';
import type { TestClient } from '#testing/test-service';
import { importUnits, rangesOf, unit } from '../areas/units.fixture.js';
import { appointments, Office, people } from './office.fixture.js';

let office: Office;
/** Hòa reports from Kỳ Lừa, Bình from Đồng Đăng, An for the whole province. */
let hoa: Person;
let binh: Person;
let an: Person;
let held: Record<'hoa' | 'binh' | 'an', Appointment>;
let kyLua: { id: string };

beforeAll(async () => {
  office = await Office.open();
  [hoa, binh, an] = [
    await office.person('Hoàng Thị Hòa'),
    await office.person('Nông Văn Bình'),
    await office.person('Lý An'),
  ];
  const communes = (
    await office.registrar.get('/v1/registry/areas?asOf=2026-01-01&limit=100&filter[type][in]=commune,ward')
  ).body.items;
  const area = (name: string) => communes.find((one: { name: string }) => one.name.endsWith(name));
  kyLua = area('Kỳ Lừa');
  const dongDang = area('Đồng Đăng');
  held = {
    hoa: await office.appointed(hoa, { level: 'commune', areaId: kyLua.id }),
    binh: await office.appointed(binh, { level: 'commune', areaId: dongDang.id }),
    an: await office.appointed(an),
  };
});
afterAll(() => office?.service.close());

const seenBy = async (client: TestClient): Promise<string[]> =>
  (await client.get(people)).body.items.map(({ fullName }: Person) => fullName);
const reviewerOf = async (area: { id: string }): Promise<TestClient> =>
  office.service.as('reviewer', { ranges: await rangesOf(office.service, area) });

describe('the people of the office and its network', () => {
  it('are all known to the registrar, by name', async () => {
    expect(await seenBy(office.registrar)).toEqual(['Hoàng Thị Hòa', 'Lý An', 'Nông Văn Bình']);
    expect(await seenBy(office.service.as('administrator'))).toHaveLength(3);
  });

  it('are known to a reviewer where they are appointed', async () => {
    const reviewer = await reviewerOf(kyLua);
    expect(await seenBy(reviewer)).toEqual(['Hoàng Thị Hòa']);
    expect((await reviewer.get(`${people}/${hoa.id}`)).status).toBe(200);
    expect((await reviewer.get(`${people}/${binh.id}`)).status).toBe(404);
    expect(await seenBy(await reviewerOf(await office.unit('20')))).toHaveLength(3);
    expect(await seenBy(office.service.as('reviewer'))).toEqual([]);
  });

  it('know themselves, and as collaborators nobody else', async () => {
    const collaborator = office.service.as('collaborator', { personId: binh.id });
    expect(await seenBy(collaborator)).toEqual(['Nông Văn Bình']);
    expect((await collaborator.get(`${people}/${hoa.id}`)).status).toBe(404);
    expect(await seenBy(office.service.as('collaborator'))).toEqual([]);
  });

  it('are nobody’s business otherwise', async () => {
    for (const client of [
      office.service.as('recipient'),
      office.service.as('editor'),
      office.service.asClient('area.read'),
    ]) {
      expect((await client.get(people)).status).toBe(403);
    }
    expect((await office.service.anonymous.get(people)).status).toBe(401);
  });

  it('are found however the accents are written, and may share a name', async () => {
    const other = await office.person('Hoàng Thị Hoà');
    const { body } = await office.registrar.get(
      `${people}?search=${encodeURIComponent('thi hòa'.normalize('NFD'))}`,
    );
    expect(body.items.map(({ id }: Person) => id).sort()).toEqual([hoa.id, other.id].sort());
  });

  it('have a name that is text', async () => {
    for (const fullName of ['', '  ', 'a\u0000b', 'x'.repeat(201)]) {
      expect((await office.registrar.post(people, { fullName })).status).toBe(400);
    }
    const { body } = await office.registrar.post(people, { fullName: ` ${'Hòa'.normalize('NFD')} ` });
    expect(body.fullName).toBe('Hòa');
  });
});

describe('the reach of a reviewer', () => {
  it('holds for appointments as for people', async () => {
    const reviewer = await reviewerOf(kyLua);
    const { body } = await reviewer.get(appointments);
    expect(body.items.map(({ id }: Appointment) => id)).toEqual([held.hoa.id]);
    expect((await reviewer.get(`${appointments}/${held.binh.id}`)).status).toBe(404);
  });

  it('stays where it is when new units are imported and the trees numbered anew', async () => {
    await importUnits(office.registrar, [unit('00001', { parentCode: '20', validFrom: '2025-07-01' })]);
    const reviewer = await reviewerOf(kyLua);
    expect(await seenBy(reviewer)).toEqual(['Hoàng Thị Hòa']);
    expect((await reviewer.get(`${appointments}/${held.hoa.id}`)).status).toBe(200);
  });
});
