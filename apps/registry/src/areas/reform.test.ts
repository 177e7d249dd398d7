import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { langSonSuccessions, langSonUnits } from '#apps/standalone/src/demo-data/index';
import type { AreaOperation, AreaRow, Crosswalk, Succession } from '#contracts/areas';
import { areaReorganised } from '#contracts/areas';
import { eventually } from '#testing/eventually';
import type { TestClient, TestService } from '#testing/test-service';
import { areas, everyPage, importUnits, startRegistry, unitOf } from './units.fixture.js';

/** Units that ended on 2025-01-01 and of which no source says what became of them. */
const unknown = ['06007', '06295', '06301', '06454', '06574'];
const reforms = ['2025-01-01', '2025-07-01'];

let replayed: TestService;
let imported: TestService;

beforeAll(async () => {
  [replayed, imported] = await Promise.all([startRegistry(), startRegistry()]);
  await importUnits(imported.as('registrar'), langSonUnits, langSonSuccessions);
});
afterAll(() => Promise.all([replayed?.close(), imported?.close()]));

const factsOf = ({ code, name, type, parentCode }: AreaRow) => ({ code, name, type, parentCode });

/** The decision of a day: what became of what, group by group, and what was abolished. */
function decisionOf(day: string): { effective: string; operations: AreaOperation[] } {
  const links = langSonSuccessions.filter(({ effective }) => effective === day);
  const begun = new Map(
    langSonUnits.filter(({ validFrom }) => validFrom === day).map((row) => [row.code, factsOf(row)]),
  );
  const groups: (typeof links)[] = [];
  for (const link of links) {
    const touches = (group: typeof links) =>
      group.some(({ fromCode, toCode }) => fromCode === link.fromCode || toCode === link.toCode);
    const joined = groups.filter(touches);
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push([...joined.flat(), link]);
  }
  const reorganised = groups.map((group): AreaOperation => {
    const into = [...new Set(group.map(({ toCode }) => toCode))].map((code) => begun.get(code)!);
    if (into.length === 1 && group.length > 1)
      return { operation: 'merge', fromCodes: group.map(({ fromCode }) => fromCode), into: into[0]! };
    const parts = group.map(({ fromCode, toCode }) => ({ fromCode, toCode, share: null }));
    return { operation: 'reorganise', into, links: parts };
  });
  const followed = new Set(links.map(({ fromCode }) => fromCode));
  const closed = langSonUnits
    .filter(({ code, validTo }) => validTo === day && !followed.has(code))
    .map(({ code }): AreaOperation => ({ operation: 'close', code }));
  return { effective: day, operations: [...closed, ...reorganised] };
}

const versionsIn = async (client: TestClient): Promise<string[]> =>
  (await everyPage(client, `${areas}?limit=100`)).map(({ id: _, ...row }) => JSON.stringify(row)).sort();
const lowestOn = async (client: TestClient, day: string) =>
  (await everyPage(client, `${areas}?limit=100&asOf=${day}`)).filter(({ type }) =>
    ['commune', 'ward', 'township'].includes(type),
  );
const successionsOf = async (client: TestClient, direction: string, id: string) => {
  const { body } = await client.get(`${areas}/${id}/${direction}`);
  return (body.items as Succession[]).map(({ from, to, effective, kind }) => [
    effective,
    from.code,
    to.code,
    kind,
  ]);
};

describe('the reform of 2025, replayed by operations', () => {
  let registrar: TestClient;
  beforeAll(() => {
    registrar = replayed.as('registrar');
  });

  it('begins with the units of 2020', async () => {
    const first = langSonUnits.filter(({ validFrom }) => validFrom === '2020-01-01');
    await importUnits(
      registrar,
      first.map((row) => ({ ...row, validTo: null })),
    );
    expect(await lowestOn(registrar, '2024-12-31')).toHaveLength(200);
  });

  it('makes of 11 districts and 194 communes 65 communes and wards', async () => {
    for (const day of reforms) {
      const decision = decisionOf(day);
      const tried = await registrar.post(`${areas}/operations`, { ...decision, dryRun: true });
      expect(tried).toMatchObject({ status: 200, body: { applied: false } });
      const { status, body } = await registrar.post(`${areas}/operations`, decision);
      expect({ status, applied: body.applied }).toEqual({ status: 200, applied: true });
      expect(body).toEqual({ ...tried.body, applied: true });
    }
    expect(await lowestOn(registrar, '2025-06-30')).toHaveLength(194);
    expect(
      await everyPage(registrar, `${areas}?asOf=2025-06-30&filter[type][in]=city,district`),
    ).toHaveLength(11);
    expect(await lowestOn(registrar, '2025-07-01')).toHaveLength(65);
    expect(await everyPage(registrar, `${areas}?limit=100&asOf=2025-07-01`)).toHaveLength(66);
  });

  it('comes to what the real data say, units and successions', async () => {
    expect(await versionsIn(registrar)).toEqual(await versionsIn(imported.as('registrar')));
    const exported = async (service: TestService) =>
      (await service.as('editor').get(`${areas}/exports?format=tsv&list=successions`)).body.toString();
    expect(await exported(replayed)).toBe(await exported(imported));
    expect((await exported(replayed)).trim().split('\n')).toHaveLength(1 + langSonSuccessions.length);
  });

  it('leaves every unit with its successors and predecessors, through both reforms', async () => {
    for (const code of ['05995', '06622', '06625', ...unknown]) {
      const expected: unknown[] = [];
      for (let codes = [code], from = 0; from < reforms.length; from += 1) {
        const next = langSonSuccessions.filter(
          ({ effective, fromCode }) => effective === reforms[from] && codes.includes(fromCode),
        );
        expected.push(
          ...next.map(({ effective, fromCode, toCode, kind }) => [effective, fromCode, toCode, kind]),
        );
        if (next.length > 0) codes = next.map(({ toCode }) => toCode);
      }
      const { id } = await unitOf(registrar, code, '2024-12-31');
      expect((await successionsOf(registrar, 'successors', id)).sort(), code).toEqual(expected.sort());
    }
    const thatKhe = await unitOf(registrar, '06040', '2026-01-01');
    const sources = await successionsOf(registrar, 'predecessors', thatKhe.id);
    expect(sources).toContainEqual(['2025-01-01', '05995', '06040', 'merge']);
    expect(sources).toContainEqual(['2025-01-01', '06040', '06040', 'merge']);
    const { body } = await registrar.get(`${areas}/${thatKhe.id}/predecessors?asOf=2025-01-01`);
    expect(body.items.map(({ effective }: Succession) => effective)).not.toContain('2025-01-01');
    const before = await unitOf(registrar, '05995', '2024-12-31');
    expect((await registrar.get(`${areas}/${before.id}/successors?asOf=2024-12-31`)).body.items).toEqual([]);
    expect((await registrar.get(`${areas}/${before.id}/successors?asOf=2025-06-30`)).body.items).toHaveLength(
      1,
    );
  });

  it('is told operation by operation, and is on record', async () => {
    const count = reforms.flatMap((day) => decisionOf(day).operations).length;
    await eventually(() => expect(replayed.sent(areaReorganised)).toHaveLength(count));
    const [trail] = await replayed.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM registry.audit_entry WHERE action = 'area.reorganise' AND details ->> 'effective' = ANY ($1)`,
      [reforms],
    );
    expect(trail!.n).toBe(count);
  });
});

describe('the crosswalk of Lạng Sơn', () => {
  const carried = async (query: string): Promise<Crosswalk['pairs']> => {
    const { status, body } = await imported.as('collaborator').get(`${areas}/crosswalk?${query}`);
    expect(status).toBe(200);
    return body.pairs;
  };

  it('from 2020 to today adds up to the units it says, and names the five that nobody knows of', async () => {
    const pairs = await carried('from=2020-01-01&to=2026-01-01');
    const from = new Set(pairs.map((pair) => pair.from.id));
    const to = new Set(pairs.flatMap((pair) => (pair.to ? [pair.to.id] : [])));
    expect(from.size).toBe(200);
    expect(to.size).toBe(65);
    const lost = pairs.filter((pair) => pair.to === null);
    expect(lost.map((pair) => [pair.from.code, pair.share, pair.certainty])).toEqual(
      unknown.map((code) => [code, 1, 'unknown']),
    );
    const divided = pairs.filter((pair) => pair.share === null);
    expect(divided.map((pair) => `${pair.from.code} ${pair.to!.code} ${pair.certainty}`)).toEqual([
      '06622 06613 unknown',
      '06622 06625 unknown',
      '06625 06625 unknown',
      '06625 06637 unknown',
    ]);
    const whole = pairs.filter((pair) => pair.certainty === 'exact');
    expect(whole).toHaveLength(200 - unknown.length - 2);
    expect(whole.every((pair) => pair.share === 1)).toBe(true);
  });

  it('from a day to itself leaves every unit where it is', async () => {
    const pairs = await carried('from=2026-01-01&to=2026-01-01');
    expect(pairs).toHaveLength(65);
    for (const { from, to, certainty } of pairs)
      expect({ to, certainty }).toEqual({ to: from, certainty: 'exact' });
  });

  it('can be asked for what lies below one unit', async () => {
    const city = await carried('from=2025-06-30&to=2025-07-01&under=178');
    const expected = langSonUnits.filter(
      ({ parentCode, validTo }) => parentCode === '178' && validTo === '2025-07-01',
    );
    expect(city.map(({ from }) => from.code).sort()).toEqual(expected.map(({ code }) => code).sort());
    expect(await carried('from=2025-06-30&to=2025-07-01&under=99')).toEqual([]);
  });

  it('from today back to 2020 finds every unit of today, and of each what it came from', async () => {
    const pairs = await carried('from=2026-01-01&to=2020-01-01');
    const forth = await carried('from=2020-01-01&to=2026-01-01');
    expect(new Set(pairs.map((pair) => pair.from.id)).size).toBe(65);
    const both = (list: Crosswalk['pairs'], one: 'from' | 'to', other: 'from' | 'to') =>
      list.flatMap((pair) => (pair.to === null ? [] : [`${pair[one]!.id} ${pair[other]!.id}`])).sort();
    expect(both(pairs, 'to', 'from')).toEqual(both(forth, 'from', 'to'));
    for (const { certainty, share, to } of pairs) {
      if (certainty === 'exact') expect(share).toBe(1);
      else
        expect({ certainty, known: share !== null && to !== null }).toEqual({
          certainty: 'unknown',
          known: false,
        });
    }
  });

  it('back to an earlier day is weighed by people once they are counted', async () => {
    const registrar = imported.as('registrar');
    const counts = '/v1/registry/area-populations';
    const before = await carried('from=2026-01-01&to=2025-06-30');
    const grouped = new Map<string, typeof before>();
    for (const pair of before) grouped.set(pair.from.id, [...(grouped.get(pair.from.id) ?? []), pair]);
    const forth = await carried('from=2025-06-30&to=2026-01-01');
    const whole = new Set(forth.filter(({ share }) => share === 1).map((pair) => pair.from.id));
    const [unit, parts] = [...grouped].find(
      ([, pairs]) => pairs.length === 3 && pairs.every(({ to }) => to && whole.has(to.id)),
    )!;
    expect(parts.every(({ certainty }) => certainty === 'unknown')).toBe(true);
    const populations = parts.map(({ to }, index) => ({
      code: to!.code,
      countedOn: '2024-04-01',
      population: 1_000 * (index + 1),
    }));
    const answer = await registrar.post(counts, { source: 'Điều tra giữa kỳ 2024', populations });
    expect(answer).toMatchObject({ status: 201, body: { recorded: 3 } });
    const listed = (await registrar.get(`${counts}?filter[code][eq]=${populations[0]!.code}`)).body.items;
    expect(listed).toEqual([{ ...populations[0], source: 'Điều tra giữa kỳ 2024' }]);
    const own = (pairs: Crosswalk['pairs']) => pairs.filter((pair) => pair.from.id === unit);
    expect(
      own(await carried('from=2026-01-01&to=2025-06-30')).map(({ to, share, certainty }) => ({
        code: to!.code,
        share,
        certainty,
      })),
    ).toEqual(
      populations.map(({ code, population }) => ({
        code,
        share: population / 6_000,
        certainty: 'estimated',
      })),
    );
    // Counted anew: what was recorded before gives way.
    const anew = [{ ...populations[0]!, population: 5_000 }];
    await registrar.post(counts, { source: 'Đếm lại', populations: anew });
    expect(own(await carried('from=2026-01-01&to=2025-06-30'))[0]!.share).toBe(0.5);
  });

  it('takes counts of units that are there, each once, from those who keep the units', async () => {
    const counts = '/v1/registry/area-populations';
    const body = (...rows: object[]) => ({ source: 'x', populations: rows });
    const one = { code: '20', countedOn: '2024-04-01', population: 800_000 };
    const registrar = imported.as('registrar');
    const nowhere = await registrar.post(counts, body(one, { ...one, code: '99999' }));
    expect(nowhere).toMatchObject({
      status: 422,
      body: { code: 'area.no-such-unit', errors: [{ path: 'populations.1.code' }] },
    });
    expect((await registrar.post(counts, body(one, one))).body).toMatchObject({
      code: 'area.counted-twice',
      errors: [{ path: 'populations.1' }],
    });
    expect((await registrar.post(counts, body({ ...one, population: 0 }))).status).toBe(400);
    for (const role of ['editor', 'reviewer', 'collaborator'] as const)
      expect((await imported.as(role).post(counts, body(one))).status, role).toBe(403);
  });
});
