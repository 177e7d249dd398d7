import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CoverageGap, UnitCoverage } from '#contracts/coverage';
import { areaTreeNumbered } from '#contracts/areas';
import { personMerged } from '#contracts/people';
import type { Course } from '#contracts/training';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { added, appointment, classes, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';
import { numbers, reform, ReformedProvince, type UnitName } from './units.fixture.js';

const before = '2025-06-30';
const coverage = '/v1/training/coverage';

let service: TestService;
let editor: TestClient;
let course: Course;
let province: ReformedProvince;
beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
  province = new ReformedProvince();
  await service.publish(...province.events());
});
beforeEach(async () => {
  await service.database.query(`UPDATE training.appointment SET "to" = "from", state = 'ended'`);
  course = await added(editor, { audience: ['speaker'] });
});
afterAll(() => service?.close());

/** Somebody who is appointed in a unit. */
async function appointed(unit: UnitName, changes: Parameters<typeof appointment>[0] = {}) {
  const event = appointment({ role: 'speaker', level: 'commune', areaId: province.areas[unit], ...changes });
  await service.publish(event);
  return { id: event.subject, personId: event.data['personId'] as string };
}
const certified = async ({ personId }: { personId: string }, validFrom = '2025-01-01') => {
  const { status, body } = await editor.post('/v1/training/certificates', {
    personId,
    courseId: course.id,
    validFrom,
  });
  expect(status).toBe(201);
  return body;
};
const query = (asOf: string, more = '') => `courseId=${course.id}&asOf=${asOf}${more}`;
async function units(asOf: string, more = '', reader = editor): Promise<Record<string, [number, number]>> {
  const { status, body } = await reader.get(`${coverage}/units?${query(asOf, more)}`);
  expect(status).toBe(200);
  return Object.fromEntries(
    (body as UnitCoverage).units.map(({ name, appointed: all, trained }) => [name ?? '–', [all, trained]]),
  );
}
async function gaps(asOf: string, more = '', reader = editor): Promise<string[]> {
  const { status, body } = await reader.get(`${coverage}/gaps?${query(asOf, more)}`);
  expect(status).toBe(200);
  return body.items.map(({ id }: CoverageGap) => id);
}
const sorted = (...people: { id: string }[]) => people.map(({ id }) => id).sort();

describe('coverage by unit', () => {
  it('adds up from the communes, and goes over the reform to the units that follow', async () => {
    const [an, binh, chi, dung, em] = [
      await appointed('anPhu'),
      await appointed('tanLap'),
      await appointed('binhMinh'),
      await appointed('province', { level: 'province' }),
      await appointed('yenSon', { from: reform }),
    ];
    for (const one of [an, chi, em]) await certified(one);
    expect(await units(before)).toEqual({
      'Tỉnh Mẫu': [4, 2],
      'Huyện Hòa An': [3, 2],
      'Xã An Phú': [1, 1],
      'Xã Tân Lập': [1, 0],
      'Xã Bình Minh': [1, 1],
    });
    // Where Bình Minh went is not said of a person, so that it counts in the province alone.
    expect(await units(reform)).toEqual({
      'Tỉnh Mẫu': [5, 3],
      'Xã Hòa Bình': [2, 1],
      'Xã Yên Sơn': [1, 1],
    });
    expect((await gaps(reform)).sort()).toEqual(sorted(binh, dung));
    expect(await gaps(reform, `&under=${province.areas.hoaBinh}`)).toEqual([binh.id]);
    expect(await units(reform, `&under=${province.areas.hoaBinh}`)).toEqual({ 'Xã Hòa Bình': [2, 1] });
  });

  it('follows a certificate from its first day to its last, and until it is revoked', async () => {
    const an = await appointed('yenSon', { from: reform });
    const certificate = await certified(an, '2025-08-01');
    const trained = async (day: string) => (await units(day))['Xã Yên Sơn'];
    expect(await trained('2025-07-31')).toEqual([1, 0]);
    expect(await trained('2025-08-01')).toEqual([1, 1]);
    expect(await trained('2027-07-31')).toEqual([1, 1]);
    expect(await trained('2027-08-01')).toEqual([1, 0]);
    const revoke = { reason: 'Cấp nhầm chương trình' };
    await editor.post(`/v1/training/certificates/${certificate.id}/revoke`, revoke, ifMatch(certificate));
    expect(await trained('2025-08-01')).toEqual([1, 0]);
    expect(await gaps('2025-08-01')).toEqual([an.id]);
  });

  it('of a course without certificates follows who came to a class and did not fail', async () => {
    course = await added(editor, { audience: ['speaker'], certificateMonths: null });
    const people = [await appointed('anPhu'), await appointed('anPhu'), await appointed('anPhu')] as const;
    const [came, failed, away] = people;
    const plan = await planned(editor, {}, course);
    const personIds = people.map(({ personId }) => personId);
    await editor.post(`${classes}/${plan.id}/participants`, { personIds, reason: 'Mới được bổ nhiệm' });
    const list = { attended: [came.personId, failed.personId], passed: [came.personId] };
    await editor.post(`${classes}/${plan.id}/attendance`, list, ifMatch(2));
    expect((await units(before))['Xã An Phú']).toEqual([3, 1]);
    expect((await gaps(before)).sort()).toEqual(sorted(failed, away));
    expect((await units('2025-03-04'))['Xã An Phú']).toEqual([3, 0]);
    expect((await units('2027-03-06'))['Tỉnh Mẫu']).toEqual([3, 0]);
    expect((await units('2027-03-06', '&since=2025-03-05'))['Tỉnh Mẫu']).toEqual([3, 1]);
  });

  it('on a topic follows any of its courses that is for the role', async () => {
    const topic = 'ethics' as const;
    const [certifying, sat, elsewhere] = [
      await added(editor, { topic, audience: ['speaker'] }),
      await added(editor, { topic, audience: ['speaker', 'interviewer'], certificateMonths: null }),
      await added(editor, { topic, audience: ['interviewer'] }),
    ];
    const people = [await appointed('anPhu'), await appointed('anPhu'), await appointed('anPhu')] as const;
    const [an, binh, chi] = people;
    const asked = `topic=${topic}&asOf=${before}`;
    const trained = async () => {
      const { body } = await editor.get(`${coverage}/units?${asked}`);
      expect(body).toMatchObject({ courseId: null, topic });
      const commune = (body as UnitCoverage).units.find(({ name }) => name === 'Xã An Phú');
      return [commune!.appointed, commune!.trained];
    };
    const left = async () =>
      (await editor.get(`${coverage}/gaps?${asked}`)).body.items.map(({ id }: CoverageGap) => id).sort();
    course = certifying;
    await certified(an);
    course = elsewhere;
    await certified(chi);
    expect([await trained(), await left()]).toEqual([[3, 1], sorted(binh, chi)]);
    const plan = await planned(editor, {}, sat);
    await editor.post(`${classes}/${plan.id}/participants`, { personIds: [binh.personId], reason: 'Mới' });
    const list = { attended: [binh.personId], passed: [binh.personId] };
    await editor.post(`${classes}/${plan.id}/attendance`, list, ifMatch(2));
    expect([await trained(), await left()]).toEqual([[3, 2], [chi.id]]);
    for (const wrong of ['', `topic=${topic}&courseId=${sat.id}`, 'topic=weather'])
      for (const what of ['units', 'gaps'])
        expect((await editor.get(`${coverage}/${what}?${wrong}`)).status).toBe(400);
  });

  it('counts a person once in a unit, only while they are appointed, and says who stands nowhere', async () => {
    const personId = randomUUID();
    await appointed('anPhu', { personId });
    await appointed('anPhu', { personId });
    await appointed('tanLap', { personId, to: '2025-06-01' });
    await appointed('anPhu', { role: 'collaborator' });
    await appointed('anPhu', { areaId: randomUUID() });
    expect(await units(before)).toEqual({
      'Tỉnh Mẫu': [1, 0],
      'Huyện Hòa An': [1, 0],
      'Xã An Phú': [1, 0],
      '–': [1, 0],
    });
    expect((await units('2025-05-31'))['Xã Tân Lập']).toEqual([1, 0]);
    expect(await gaps(before)).toHaveLength(3);
    expect(await gaps(before, `&filter[personId][eq]=${personId}`)).toHaveLength(2);
  });

  it('follows the newest numbering, and two records that became one', async () => {
    const [an, binh] = [await appointed('anPhu'), await appointed('anPhu')];
    await certified(binh);
    const nodes = Object.entries(numbers.before).map(([name, [lo, hi]]): [string, number, number] => [
      province.areas[name as UnitName],
      lo + 100,
      hi + 100,
    ]);
    const tree = { root: '20', from: '2000-01-01', to: reform };
    await service.publish(
      areaTreeNumbered.of('20.2000-01-01', 3, { ...tree, nodes }),
      areaTreeNumbered.of('20.2000-01-01', 2, { ...tree, nodes: [] }),
    );
    expect((await units(before))['Tỉnh Mẫu']).toEqual([2, 1]);
    const facts = { role: 'speaker', level: 'commune', areaId: province.areas.anPhu } as const;
    await service.publish(
      personMerged.of(an.personId, 2, { id: an.personId, duplicateId: binh.personId }),
      appointment({ id: binh.id, personId: an.personId, ...facts }, 2),
    );
    expect((await units(before))['Tỉnh Mẫu']).toEqual([1, 1]);
    expect(await gaps(before)).toEqual([]);
  });

  it('shows reviewers what lies in their areas; whom it names is recorded', async () => {
    const [an, binh] = [await appointed('anPhu'), await appointed('tanLap')];
    await appointed('anPhu', { areaId: randomUUID() });
    const [row] = await service.database.query<{ lo: number }>(
      'SELECT lo FROM training.area_node WHERE area_id = $1',
      [province.areas.tanLap],
    );
    const reviewer = service.as('reviewer', { ranges: [[row!.lo, row!.lo]] });
    expect(await units(before, '', reviewer)).toEqual({ 'Xã Tân Lập': [1, 0] });
    expect(await gaps(before, '', reviewer)).toEqual([binh.id]);
    expect(await gaps(before, `&under=${province.areas.anPhu}`, reviewer)).toEqual([]);
    expect(await gaps(before, `&under=${province.areas.anPhu}`)).toEqual([an.id]);
    const entries = await service.database.query<{ details: { ids: string[] } }>(
      `SELECT details FROM training.audit_entry WHERE action = 'coverage-gap.list'`,
    );
    expect(entries.map(({ details }) => details.ids)).toEqual(expect.arrayContaining([[binh.id], [an.id]]));
  });

  it('is refused to collaborators, for a course that there is not, and for a span turned round', async () => {
    for (const path of ['units', 'gaps']) {
      const ask = (more: string, reader = editor) => reader.get(`${coverage}/${path}?${more}`);
      expect((await ask(query(before), service.as('collaborator'))).status).toBe(403);
      expect((await ask(query(before), service.anonymous)).status).toBe(401);
      expect(await ask(`courseId=${randomUUID()}`)).toMatchObject({
        status: 422,
        body: { code: 'coverage.no-course' },
      });
      expect(await ask(query(before, '&since=2025-07-01'))).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'since' }] },
      });
    }
  });
});
