import { afterAll, beforeAll, expect, it } from 'vitest';
import { langSonSuccessions, langSonUnits } from '#apps/standalone/src/demo-data/index';
import type { OrganisationRow } from '#contracts/organisations';
import type { Appointment } from '#contracts/people';
import type { RosterRenewal, RosterRows } from '#contracts/rosters';
import { eventually } from '#testing/eventually';
import { everyPage } from '../areas/units.fixture.js';
import { appointments, Office } from '../people/office.fixture.js';
import { decision, renewals, RosterDesk, succeeded } from './roster.fixture.js';

/** The day on which districts ended and 194 communes became 65. */
const reform = '2025-07-01';
const perDistrict = 45;

const districts = langSonUnits.filter(({ type }) => type === 'district' || type === 'city');
const committeeOf = (districtCode: string): string => `HU-${districtCode}`;
/** The communes of today that a district's communes went into. */
const heirsOf = (districtCode: string): string[] => {
  const communes = langSonUnits.filter(
    ({ parentCode, validTo }) => parentCode === districtCode && validTo === reform,
  );
  const codes = new Set(communes.map(({ code }) => code));
  const into = langSonSuccessions.filter(
    ({ effective, fromCode }) => effective === reform && codes.has(fromCode),
  );
  return [...new Set(into.map(({ toCode }) => toCode))];
};

let office: Office;
beforeAll(async () => {
  office = await Office.open();
  const organisations = districts.map(({ code, name }): OrganisationRow => ({
    code: committeeOf(code),
    name: `Ban Tuyên giáo cấp ủy ${name}`,
    kind: 'party-board',
    level: 'district',
    parentCode: 'TU',
    areaCode: code,
    validFrom: '2020-01-01',
    validTo: reform,
  }));
  const answer = await office.registrar.post('/v1/registry/organisations/imports', { organisations });
  expect(succeeded(answer)).toMatchObject({ applied: true, problems: [] });
});
afterAll(() => office?.service.close());

const desk = new RosterDesk(() => office);
const inForceOn = (day: string): Promise<Appointment[]> =>
  everyPage(office.registrar, `${appointments}?limit=100&asOf=${day}`);

async function renewed(effective: string, rows: object[], start: string): Promise<RosterRenewal> {
  const body = { levels: ['district'], effective, start };
  const renewal = succeeded(await office.registrar.post(renewals, body));
  succeeded(await desk.put(renewal, rows));
  return renewal;
}

it('the reform of 2025: by one renewal the people of the districts move to communes and the province, or leave', async () => {
  const before = districts.flatMap(({ code }) =>
    Array.from({ length: perDistrict }, (_, index) => ({
      fullName: `Cộng tác viên ${code} số ${index + 1}`,
      newPerson: true,
      organisationCode: committeeOf(code),
      level: 'district',
      areaCodes: [code],
      position: `Chuyên viên ${index + 1}`,
    })),
  );
  succeeded(await desk.apply(await renewed('2024-01-01', before, 'empty')));
  expect(await inForceOn('2025-06-30')).toHaveLength(districts.length * perDistrict);

  // Left as they are, they stand at bodies and in units that are no more.
  const renewal = succeeded(
    await office.registrar.post(renewals, { levels: ['district'], effective: reform }),
  );
  const { items } = succeeded(await office.registrar.get(`${desk.at(renewal)}/rows`)) as RosterRows;
  expect(items).toHaveLength(districts.length * perDistrict);
  const { problems } = await desk.difference(renewal);
  expect(problems).toHaveLength(2 * items.length);
  expect(problems[0]!.message).toMatch(/^the organisation HU-\d+ does not exist on 2025-07-01$/);

  // One of each district goes to the province, one to each commune that followed, the others leave.
  const rows = districts.flatMap(({ code }) => {
    const people = items.filter(({ organisationCode }) => organisationCode === committeeOf(code));
    const places = [
      { organisationCode: 'BTGDV', level: 'province', areaCodes: ['20'] },
      ...heirsOf(code).map((heir) => ({
        organisationCode: `BXDD-${heir}`,
        level: 'commune',
        areaCodes: [heir],
      })),
    ];
    return places.map((place, index) => {
      const { line: _, ...row } = people[index]!;
      return { ...row, ...place };
    });
  });
  succeeded(await desk.put(renewal, rows));
  const difference = await desk.difference(renewal);
  expect(difference.problems).toEqual([]);
  const leavers = items.length - rows.length;
  expect(difference.counts).toEqual({ stays: 0, new: 0, changed: rows.length, leaves: leavers });
  const started = performance.now();
  succeeded(await desk.act(renewal, 'apply', { ...decision, fingerprint: difference.fingerprint }));
  expect(performance.now() - started, 'milliseconds for 495 people').toBeLessThan(10_000);

  const after = await inForceOn(reform);
  expect(after.map(({ level }) => level)).not.toContain('district');
  expect(after).toHaveLength(rows.length);
  const standing = new Set(
    (await everyPage(office.registrar, `/v1/registry/areas?asOf=${reform}&limit=100`)).map(
      ({ id }: { id: string }) => id,
    ),
  );
  expect(after.filter(({ areaId }) => !standing.has(areaId))).toEqual([]);
  const ended = (await inForceOn('2025-06-30')).filter(({ to }) => to === reform);
  expect(ended).toHaveLength(items.length);
  expect(ended.filter(({ endReason }) => endReason === 'transferred')).toHaveLength(rows.length);
  expect(ended.filter(({ endReason }) => endReason === 'replaced')).toHaveLength(leavers);
  expect(new Set(ended.map(({ endDecisionNumber }) => endDecisionNumber))).toEqual(
    new Set([decision.decisionNumber]),
  );

  // The districts are gone, so nobody can be put back into them.
  const undo = await desk.act(renewal, 'undo', { ...decision, on: '2025-08-01' });
  expect(undo).toMatchObject({ status: 422, body: { code: 'renewal.cannot-be-undone' } });
  await eventually(async () => {
    const [row] = await office.service.database.query<{ waiting: number }>(
      'SELECT count(*)::int AS waiting FROM registry.outbox',
    );
    expect(row!.waiting).toBe(0);
  });
});
