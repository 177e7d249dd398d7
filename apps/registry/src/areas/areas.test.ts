import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { langSonSuccessions, langSonUnits } from '#apps/standalone/src/demo-data/index';
import { areaRecorded, areaTreeNumbered } from '#contracts/areas';
import { eventually } from '#testing/eventually';
import { idempotencyKey, type TestClient, type TestService } from '#testing/test-service';
import { areas, everyPage, rangesOf, startRegistry, unitOf } from './units.fixture.js';

const langSon = { areas: langSonUnits, successions: langSonSuccessions };
const nowhere = '0b9f6a1e-5a0c-4b52-9d0b-2f4f6b1f1a11';

let service: TestService;
let registrar: TestClient;

beforeAll(async () => {
  service = await startRegistry();
  registrar = service.as('registrar');
});
afterAll(() => service?.close());

const named = async (query: string): Promise<string[]> =>
  (await everyPage(registrar, `${areas}?limit=100&${query}`)).map(({ name }: { name: string }) => name);
const provinceNumbers = async () => rangesOf(service, await unitOf(registrar, '20'));

describe('the units of Lạng Sơn', () => {
  it('are looked through without being stored, when only a check is asked for', async () => {
    const answer = await registrar.post(`${areas}/imports`, { ...langSon, dryRun: true });
    expect(answer).toMatchObject({
      status: 200,
      body: { applied: false, counts: { areas: 278, successions: 198 }, problems: [] },
    });
    expect(await named('')).toEqual([]);
  });

  it('are imported whole, and told to the other services', async () => {
    const answer = await registrar.post(`${areas}/imports`, langSon);
    expect(answer.body).toEqual({
      applied: true,
      counts: { areas: 278, successions: 198 },
      problems: [],
    });
    expect(await named('')).toHaveLength(278);
    await eventually(() => expect(service.sent(areaRecorded)).toHaveLength(278));
    const days = service.sent(areaTreeNumbered).map(({ data }) => [data.from, data.to]);
    expect(days).toEqual([
      ['2020-01-01', '2025-01-01'],
      ['2025-01-01', '2025-07-01'],
      ['2025-07-01', null],
    ]);
  });

  it('are nothing new when imported again', async () => {
    const { body } = await registrar.post(`${areas}/imports`, langSon);
    expect(body).toEqual({ applied: true, counts: { areas: 0, successions: 0 }, problems: [] });
    expect(await named('')).toHaveLength(278);
  });

  it('keep their numbers when imported again', async () => {
    const before = await provinceNumbers();
    await registrar.post(`${areas}/imports`, langSon);
    // Ranges of area numbers stand in tokens: to number anew without need would blind whoever holds one.
    expect(await provinceNumbers()).toEqual(before);
  });

  it('are 65 communes and wards under the province today, and 11 districts with theirs before', async () => {
    const province = await unitOf(registrar, '20');
    const today = await everyPage(
      registrar,
      `${areas}?limit=100&asOf=2025-07-01&filter[parentCode][eq]=${province.code}`,
    );
    expect(today).toHaveLength(65);
    expect(await named('asOf=2025-07-01')).toHaveLength(66);
    const districts = await named('asOf=2025-06-30&filter[type][in]=city,district');
    expect(districts).toHaveLength(11);
    expect(districts).toContain('Thành phố Lạng Sơn');
    expect(await named('asOf=2025-07-01&filter[type][in]=city,district')).toEqual([]);
    expect(await named('asOf=2019-12-31')).toEqual([]);
  });

  it('are listed by code, page by page, none twice and none left out', async () => {
    const first = await registrar.get(`${areas}?limit=7&total=true&asOf=2024-06-01`);
    const all = await everyPage(registrar, `${areas}?limit=7&asOf=2024-06-01`);
    expect(first.body.total).toBe(all.length);
    expect(new Set(all.map(({ id }: { id: string }) => id)).size).toBe(all.length);
    const codes = all.map(({ code }: { code: string }) => code);
    const inForce = langSonUnits.filter(
      ({ validFrom, validTo }) => validFrom <= '2024-06-01' && '2024-06-01' < (validTo ?? '9999'),
    );
    expect(new Set(codes)).toEqual(new Set(inForce.map(({ code }) => code)));
  });

  it('know what Bính Xá was split into, and where the parts came from', async () => {
    const split = await unitOf(registrar, '06622', '2025-06-30');
    const { body } = await registrar.get(`${areas}/${split.id}/successors`);
    const parts = langSonSuccessions.filter(({ fromCode }) => fromCode === '06622');
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(parts.map(() => 'split'));
    const became = body.items.map(({ to }: { to: { code: string; validFrom: string } }) => to);
    expect(became.map(({ code }: { code: string }) => code).sort()).toEqual(
      parts.map(({ toCode }) => toCode).sort(),
    );
    for (const { from, effective, to } of body.items) {
      expect(from).toEqual(split);
      expect(to.validFrom <= effective).toBe(true);
      const { body: back } = await registrar.get(`${areas}/${to.id}/predecessors`);
      expect(back.items).toContainEqual({ effective, kind: 'split', share: null, from, to });
    }
  });

  it('are found however the accents of their name are written', async () => {
    const withHoa = (await named('search=hoa')).toSorted();
    expect(withHoa).toContain('Xã Quý Hòa');
    expect(withHoa).toContain('Xã Hoàng Đồng');
    for (const spelling of ['Hòa', 'Hoà', 'HOA', ' hoa ', 'Hòa'.normalize('NFD'), 'Hoà'.normalize('NFD')]) {
      expect((await named(`search=${encodeURIComponent(spelling)}`)).toSorted(), spelling).toEqual(withHoa);
    }
    expect(await named(`search=${encodeURIComponent('dong dang')}`)).toEqual(
      await named(`search=${encodeURIComponent('Đồng Đăng')}`),
    );
    expect(await named(`search=${encodeURIComponent('Đồng Đăng')}`)).not.toEqual([]);
    expect(await named('search=%25')).toEqual([]);
    expect(await named('search=_')).toEqual([]);
  });
});

describe('a list of units', () => {
  it.each([
    ['a cursor that is none', 'cursor=abc'],
    ['a cursor of other values', `cursor=${Buffer.from('["a",7]').toString('base64url')}`],
    ['a cursor with an id that is none', `cursor=${Buffer.from('["a","b"]').toString('base64url')}`],
    ['a filter that it does not know', 'filter[name][eq]=x'],
    ['an operator that it does not know', 'filter[code][like]=x'],
    ['a page of none', 'limit=0'],
    ['a day that is none', 'asOf=2025-02-30'],
  ])('refuses %s', async (_, query) => {
    expect(await registrar.get(`${areas}?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  it('does not know a unit that there is not', async () => {
    for (const path of ['', '/ancestors', '/descendants', '/successors', '/predecessors']) {
      expect(await registrar.get(`${areas}/${nowhere}${path}`)).toMatchObject({
        status: 404,
        body: { code: 'resource.not-found' },
      });
    }
  });
});

describe('an import of units', () => {
  it('is for the registrar and the administrator, reading for all who have signed in', async () => {
    for (const role of ['editor', 'collaborator', 'reviewer', 'approver', 'recipient'] as const) {
      expect((await service.as(role).post(`${areas}/imports`, langSon)).status, role).toBe(403);
      expect((await service.as(role).get(areas)).status, role).toBe(200);
    }
    expect((await service.asClient('area.read').get(areas)).status).toBe(200);
    expect((await service.anonymous.get(areas)).status).toBe(401);
  });

  it('can be sent twice at the same moment under one key', async () => {
    const key = idempotencyKey('units-of-lang-son');
    const [one, other] = await Promise.all(
      [1, 2].map(() => registrar.post(`${areas}/imports`, langSon, key)),
    );
    expect(one).toMatchObject({ status: 200, body: other!.body });
    expect(await named('')).toHaveLength(278);
  });

  it('is on record with who did it', async () => {
    const trail = await service.database.query(
      `SELECT DISTINCT action FROM registry.audit_entry WHERE entity = 'area:*'`,
    );
    expect(trail).toEqual([{ action: 'area.import' }]);
  });
});
