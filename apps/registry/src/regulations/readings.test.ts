import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#contracts/people';
import type { ReadingList, Regulation, RegulationReader } from '#contracts/regulations';
import { ifMatch } from '#testing/test-service';
import { Office } from '../people/office.fixture.js';
import { pdf, regulation, regulations, send, versions } from './regulations.fixture.js';

let office: Office;
let people: Record<'province' | 'commune' | 'speaker' | 'late' | 'gone', Person>;

beforeAll(async () => {
  office = await Office.open();
  const person = async (name: string, changes: Parameters<Office['appointed']>[1]) => {
    const one = await office.person(name);
    await office.appointed(one, changes);
    return one;
  };
  people = {
    province: await person('Hoàng Văn Tỉnh', {}),
    commune: await person('Vi Thị Xã', { level: 'commune', organisationId: await organisation('TU') }),
    speaker: await person('Lộc Văn Nói', { role: 'speaker' }),
    late: await person('Bế Thị Muộn', { from: '2026-03-01' }),
    gone: await person('Chu Văn Đi', { to: '2026-02-01' }),
  };
});
afterAll(() => office?.service.close());

async function organisation(code: string): Promise<string> {
  const { body } = await office.registrar.get(
    `/v1/registry/organisations?filter[code][eq]=${code}&asOf=2026-01-01`,
  );
  return body.items[0].id;
}
const self = ({ id }: Person) => office.service.as([], { personId: id });
const readers = async ({ versions: all }: Regulation, query = ''): Promise<RegulationReader[]> =>
  (await office.registrar.get(`${versions}/${all.at(-1)!.id}/readers?${query}`)).body.items;
const names = (list: RegulationReader[]): string[] =>
  Object.entries(people)
    .filter(([, { id }]) => list.some(({ personId }) => personId === id))
    .map(([name]) => name);
const read = ({ versions: all }: Regulation, person: Person) =>
  self(person).post(`${versions}/${all.at(-1)!.id}/acknowledge`);

describe('the readers of a version', () => {
  it('are those appointed on the day who fit its audience', async () => {
    const for_ = (audience: Partial<Regulation['versions'][number]['audience']>) =>
      regulation(office, `${randomUUID().slice(0, 8)}-QC`, {
        audience: { roles: [], levels: [], organisationId: null, ...audience },
      });
    const on = async (audience: object, day: string) =>
      names(await readers(await for_(audience), `asOf=${day}`));
    expect(await on({}, '2026-01-15')).toEqual(['province', 'commune', 'speaker', 'gone']);
    expect(await on({}, '2026-03-01')).toEqual(['province', 'commune', 'speaker', 'late']);
    expect(await on({}, '2025-12-31')).toEqual([]);
    expect(await on({ roles: ['speaker'] }, '2026-03-01')).toEqual(['speaker']);
    expect(await on({ levels: ['commune', 'district'] }, '2026-03-01')).toEqual(['commune']);
    expect(await on({ roles: ['collaborator'], levels: ['province'] }, '2026-03-01')).toEqual([
      'province',
      'late',
    ]);
    const branch = { organisationId: await organisation('BTGDV') };
    expect(await on(branch, '2026-03-01')).toEqual(['province', 'speaker', 'late']);
    expect(await on({ organisationId: await organisation('TU') }, '2026-03-01')).toEqual([
      'province',
      'commune',
      'speaker',
      'late',
    ]);
    const nobody = await regulation(office, 'K-QC', { audience: null });
    expect(await readers(nobody)).toEqual([]);
  });

  it('have so many days, from its first day or from their own appointment', async () => {
    const made = await regulation(office, '21-QC');
    const dueOn = (list: RegulationReader[], { id }: Person) =>
      list.find(({ personId }) => personId === id)?.dueOn;
    const list = await readers(made, 'asOf=2026-04-01');
    expect(dueOn(list, people.province)).toBe('2026-01-11');
    expect(dueOn(list, people.late)).toBe('2026-03-11');
  });

  it('are told apart by whether they have read it, version by version', async () => {
    const made = await regulation(office, '22-QC');
    const answer = await read(made, people.province);
    expect(answer).toMatchObject({ status: 200, body: { personId: people.province.id } });
    expect((await read(made, people.province)).body).toEqual(answer.body);
    const unread = async (of: Regulation) => names(await readers(of, 'acknowledged=false'));
    expect(names(await readers(made, 'acknowledged=true'))).toEqual(['province']);
    expect(await unread(made)).toEqual(['commune', 'speaker', 'late']);
    const { body } = await office.registrar.get(`${versions}/${made.versions[0]!.id}/readers`);
    expect(body).toMatchObject({ readers: 4, acknowledged: 1 });
    const file = await send(office, pdf('22-QC lần 2'));
    const next = {
      inForceFrom: '2026-02-01',
      fileSha256: file.body.sha256,
      audience: made.versions[0]!.audience,
      readWithinDays: 10,
    };
    const revised = await office.registrar.post(`${regulations}/${made.id}/versions`, next, ifMatch(made));
    expect(await unread(revised.body)).toContain('province');
  });

  it('are shown to the registrar only', async () => {
    const made = await regulation(office, '23-QC');
    const address = `${versions}/${made.versions[0]!.id}/readers`;
    for (const role of ['collaborator', 'editor', 'approver', 'reviewer'] as const)
      expect((await office.service.as(role).get(address)).status, role).toBe(403);
    expect((await office.registrar.get(`${versions}/${randomUUID()}/readers`)).status).toBe(404);
  });
});

describe('the reading list', () => {
  it('has what the signed-in person must read, unread first', async () => {
    const own = async (person: Person): Promise<string[]> => {
      const { body } = await self(person).get(`${regulations}/reading-list`);
      return (body as ReadingList).items.map(({ regulation: { symbol } }) => symbol);
    };
    const only = { roles: ['speaker' as const], levels: [], organisationId: null };
    const first = await regulation(office, '31-QC', { audience: only, readWithinDays: 30 });
    await regulation(office, '32-QC', { audience: only, readWithinDays: 20 });
    await regulation(office, '33-QC', { audience: only, inForceFrom: '2190-01-01' });
    const mine = async () => (await own(people.speaker)).filter((symbol) => /^3\d-QC$/.test(symbol));
    expect(await mine()).toEqual(['32-QC', '31-QC']);
    await read(first, people.speaker);
    expect((await own(people.speaker)).at(-1)).toBe('31-QC');
    expect((await own(people.province)).some((symbol) => /^3\d-QC$/.test(symbol))).toBe(false);
    expect((await office.service.as('editor').get(`${regulations}/reading-list`)).body).toEqual({
      items: [],
    });
  });

  it('can be acknowledged only for oneself, and only what one must read', async () => {
    const made = await regulation(office, '34-QC', {
      audience: { roles: ['speaker'], levels: [], organisationId: null },
    });
    expect((await read(made, people.province)).body.code).toBe('regulation.not-a-reader');
    expect((await read(made, people.gone)).body.code).toBe('regulation.not-a-reader');
    const account = office.service.as('registrar');
    const address = `${versions}/${made.versions[0]!.id}/acknowledge`;
    expect((await account.post(address)).body.code).toBe('regulation.not-a-reader');
    expect((await account.post(`${versions}/${randomUUID()}/acknowledge`)).status).toBe(404);
    expect(await readers(made, 'acknowledged=true')).toEqual([]);
  });
});
