import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areaRecorded, areaTreeNumbered } from '#contracts/areas';
import type { OpinionReport } from '#contracts/opinion';
import { appointmentRecorded } from '#contracts/people';
import type { ReportingPeriod } from '#contracts/periods';
import { reviewerRecorded, type ReviewPath } from '#contracts/review';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { heardIn, periods, reports, reviewSettings } from '../province.fixture.js';
import { reporting } from '../reporting.service-definition.js';

const reform = '2025-07-01';
/** The province before and after the reform that took the district away: the numbers are never used twice. */
const units = {
  province: { code: '20', type: 'province', parentCode: null, before: [1, 9], since: [11, 15] },
  district: { code: '183', type: 'district', parentCode: '20', before: [2, 5], since: null },
  oldCommune: { code: '06300', type: 'commune', parentCode: '183', before: [3, 3], since: null },
  commune: { code: '06301', type: 'commune', parentCode: '20', before: null, since: [12, 12] },
} as const;
type Unit = keyof typeof units;

let service: TestService;
let editor: TestClient;
const ids = Object.fromEntries(Object.keys(units).map((unit) => [unit, randomUUID()])) as Record<
  Unit,
  string
>;

beforeAll(async () => {
  service = await startTestService(reporting);
  editor = service.as('editor');
  const nodes = (when: 'before' | 'since') =>
    Object.entries(units).flatMap(([unit, { [when]: range }]): [string, number, number][] =>
      range ? [[ids[unit as Unit], range[0], range[1]]] : [],
    );
  for (const [unit, { code, type, parentCode, before, since }] of Object.entries(units)) {
    const validFrom = before ? '2000-01-01' : reform;
    const facts = { id: ids[unit as Unit], code, name: `Đơn vị ${code}`, type, parentCode, validFrom };
    await service.publish(areaRecorded.of(facts.id, 1, { ...facts, validTo: since ? null : reform }));
  }
  await service.publish(
    areaTreeNumbered.of('20.2000', 1, { root: '20', from: '2000-01-01', to: reform, nodes: nodes('before') }),
    areaTreeNumbered.of('20.2025', 1, { root: '20', from: reform, to: null, nodes: nodes('since') }),
  );
});
afterAll(() => service?.close());

/** Lets it be known that an account reviews a unit on some days; it may say so again. */
const reviews = (unit: Unit, accountId = randomUUID(), changes: object = {}, version = 1) => {
  const spans = [{ areaId: ids[unit], from: '2020-01-01', to: null, ...changes }];
  return service.publish(reviewerRecorded.of(accountId, version, { accountId, personId: null, spans }));
};
const reviewer = (unit: Unit, rights: object = {}) => {
  const { before, since } = units[unit];
  const ranges = [before, since].flatMap((range): [number, number][] => (range ? [[...range]] : []));
  return service.as('reviewer', { ranges, ...rights });
};

async function period(month: string): Promise<ReportingPeriod> {
  const [startsOn, endsOn] = [`${month}-01`, `${month}-28`];
  const code = `ky-${randomUUID().slice(0, 8)}`;
  const fields = { code, kind: 'custom', startsOn, endsOn, dueAt: '2199-01-01T00:00:00Z' };
  return (await editor.post(periods, fields)).body;
}

const item = (areaId: string, summary: string) => heardIn(areaId, { summary, proposals: [] });

/** A report of two items by somebody new at a unit in a month. */
async function filed(
  unit: Unit,
  month: string,
): Promise<{ report: OpinionReport; author: TestClient; personId: string }> {
  const [id, personId] = [randomUUID(), randomUUID()];
  const where = {
    role: 'collaborator',
    level: 'commune',
    organisationId: randomUUID(),
    areaId: ids[unit],
  } as const;
  const held = { id, personId, ...where, from: '2001-01-01', to: null, state: 'appointed' } as const;
  await service.publish(appointmentRecorded.of(id, 1, held));
  const author = service.as('collaborator', { personId });
  const items = [item(ids[unit], 'Giá vật tư tăng'), item(ids[unit], 'Đường liên thôn hỏng')];
  const { body } = await author.post(reports, { periodId: (await period(month)).id, items });
  return { report: body, author, personId };
}
const step = (by: TestClient, report: OpinionReport, verb: string, body?: unknown) =>
  by.post(`${reports}/${report.id}/${verb}`, body, ifMatch(report));
const pathOf = async (report: { id: string }): Promise<ReviewPath> =>
  (await editor.get(`${reports}/${report.id}/review`)).body;
const awaiting = async (by: TestClient): Promise<string[]> =>
  (await by.get(`${reports}?awaits=me&limit=100`)).body.items.map(({ id }: { id: string }) => id);
const notYourTurn = { status: 409, body: { code: 'opinion-report.not-your-turn' } };
const levelsOf = ({ items }: ReviewPath) => items.map(({ level, staffed }) => [level, staffed]);

describe('the levels of a review', () => {
  it('are those above the unit at the end of the period: with the district before the reform, without it since', async () => {
    const [may, august] = [await filed('oldCommune', '2025-05'), await filed('commune', '2025-08')];
    expect((await pathOf(may.report)).items.map(({ code }) => code)).toEqual(['06300', '183', '20']);
    expect((await pathOf(august.report)).items.map(({ level }) => level)).toEqual(['commune', 'province']);
  });

  it('where nobody reviews today are passed by, up to the office', async () => {
    const { report } = await filed('oldCommune', '2025-04');
    await reviews('oldCommune', randomUUID(), { to: '2025-07-01' });
    await reviews('district', randomUUID(), { from: '2190-01-01' });
    expect(await pathOf(report)).toMatchObject({ waitsAt: 'province' });
    expect(levelsOf(await pathOf(report))).toEqual([
      ['commune', false],
      ['district', false],
      ['province', true],
    ]);
    expect(await awaiting(editor)).toContain(report.id);
    expect(await awaiting(reviewer('district'))).not.toContain(report.id);
    for (const unit of ['oldCommune', 'district'] as const)
      expect(await step(reviewer(unit), report, 'accept')).toMatchObject(notYourTurn);
    expect(await step(editor, report, 'accept')).toMatchObject({ body: { state: 'accepted' } });
  });

  describe('that have reviewers', () => {
    const [atCommune, atDistrict] = [randomUUID(), randomUUID()];
    beforeAll(async () => {
      await reviews('oldCommune', atCommune);
      await reviews('district', atDistrict);
    });
    afterAll(async () => {
      await reviews('oldCommune', atCommune, { to: '2020-01-02' }, 2);
      await reviews('district', atDistrict, { to: '2020-01-02' }, 2);
    });

    it('are passed one after the other', async () => {
      const { report } = await filed('oldCommune', '2025-03');
      expect(await awaiting(reviewer('oldCommune'))).toContain(report.id);
      expect(await awaiting(reviewer('district'))).not.toContain(report.id);
      const { body: atTheDistrict } = await step(reviewer('oldCommune'), report, 'accept');
      expect(atTheDistrict).toMatchObject({
        state: 'submitted',
        items: [
          { state: 'pending', passedLevel: 'commune' },
          { state: 'pending', passedLevel: 'commune' },
        ],
      });
      expect(await step(reviewer('oldCommune'), atTheDistrict, 'accept')).toMatchObject(notYourTurn);
      expect(await awaiting(reviewer('district'))).toContain(report.id);
      const { body: atTheOffice } = await step(reviewer('district'), atTheDistrict, 'accept');
      expect(await pathOf(report)).toMatchObject({
        items: [{ passed: true }, { passed: true }, { passed: false }],
        waitsAt: 'province',
      });
      const { body: accepted } = await step(editor, atTheOffice, 'accept');
      expect(accepted).toMatchObject({
        state: 'accepted',
        items: [{ state: 'accepted' }, { state: 'accepted' }],
      });
      expect((await pathOf(report)).waitsAt).toBeNull();
    });

    it('are passed at once up to the reviewer’s own by whoever is above them', async () => {
      const { report } = await filed('oldCommune', '2025-02');
      const { body } = await step(reviewer('district'), report, 'accept');
      expect(body.items[0]).toMatchObject({ state: 'pending', passedLevel: 'district' });
      const other = await filed('oldCommune', '2025-02');
      expect(await step(reviewer('province'), other.report, 'accept')).toMatchObject({
        body: { state: 'accepted' },
      });
    });

    it('get back one item while the rest has passed, and look at that one again', async () => {
      const { report, author } = await filed('oldCommune', '2025-01');
      const { body: atTheDistrict } = await step(reviewer('oldCommune'), report, 'accept');
      const returned = await step(reviewer('district'), atTheDistrict, 'return', {
        reviseBy: '2026-12-24',
        items: [{ itemId: report.items[1]!.id, reason: 'Cần nói rõ ở đâu' }],
      });
      expect(returned.body).toMatchObject({
        state: 'returned',
        reviseBy: '2026-12-24',
        items: [
          { state: 'pending', passedLevel: 'district' },
          { state: 'returned', returnReason: 'Cần nói rõ ở đâu', passedLevel: null },
        ],
      });
      const address = `${reports}/${report.id}/items/${report.items[1]!.id}`;
      const better = item(ids.oldCommune, 'Đường liên thôn từ đầu làng đến chợ hỏng');
      const { body: revised } = await author.put(address, better, ifMatch(returned.body));
      const { body: again } = await step(author, revised, 'submit');
      expect((await pathOf(report)).waitsAt).toBe('commune');
      const { body: passed } = await step(reviewer('oldCommune'), again, 'accept');
      expect(passed.items).toMatchObject([
        { passedLevel: 'district' },
        { passedLevel: 'commune', revision: 2 },
      ]);
      expect((await pathOf(report)).waitsAt).toBe('district');
    });

    it('are left out when the settings say so, from that moment on', async () => {
      const { report } = await filed('oldCommune', '2024-12');
      const { body: settings } = await editor.get(reviewSettings);
      const skipped = { commune: 'skipped', district: 'required', province: 'skipped' };
      expect((await editor.put(reviewSettings, skipped, ifMatch(settings))).status).toBe(200);
      expect((await pathOf(report)).waitsAt).toBe('district');
      expect(await step(reviewer('oldCommune'), report, 'accept')).toMatchObject(notYourTurn);
      expect(await step(reviewer('district'), report, 'accept')).toMatchObject({
        body: { state: 'accepted' },
      });
      const { version } = (await editor.get(reviewSettings)).body;
      const all = { commune: 'required', district: 'required', province: 'required' };
      await editor.put(reviewSettings, all, ifMatch(version));
    });

    it('have their substitutes by date: who reviews there for some days', async () => {
      const { report } = await filed('commune', '2025-09');
      expect((await pathOf(report)).waitsAt).toBe('province');
      const substitute = randomUUID();
      await reviews('commune', substitute, { from: '2026-11-01', to: '2199-01-01' });
      expect((await pathOf(report)).waitsAt).toBe('commune');
      await reviews('commune', substitute, { from: '2026-11-01', to: '2026-11-02' }, 2);
      // What was said before comes late, and changes nothing.
      await reviews('commune', substitute, { from: '2026-11-01', to: '2199-01-01' }, 1);
      expect((await pathOf(report)).waitsAt).toBe('province');
    });

    it('are not their author’s: nobody reviews their own report', async () => {
      const { report, personId } = await filed('commune', '2025-10');
      const accountId = randomUUID();
      const spans = [{ areaId: ids.commune, from: '2020-01-01', to: null }];
      await service.publish(reviewerRecorded.of(accountId, 1, { accountId, personId, spans }));
      expect(levelsOf(await pathOf(report))[0]).toEqual(['commune', false]);
      for (const self of [reviewer('commune', { personId }), service.as('editor', { personId })]) {
        expect(await step(self, report, 'accept')).toMatchObject({
          status: 409,
          body: { code: 'opinion-report.own-report' },
        });
      }
    });
  });

  it('are set by an editor who has read them', async () => {
    const all = { commune: 'required', district: 'required', province: 'required' };
    expect((await service.as('reviewer').get(reviewSettings)).status).toBe(200);
    expect((await service.as('reviewer').put(reviewSettings, all, ifMatch(1))).status).toBe(403);
    expect((await editor.put(reviewSettings, all, ifMatch(99))).status).toBe(412);
    expect((await editor.put(reviewSettings, { ...all, province: 'perhaps' }, ifMatch(1))).status).toBe(400);
  });
});
