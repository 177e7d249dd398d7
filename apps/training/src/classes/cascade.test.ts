import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NewTrainingClass, TrainingClass } from '#contracts/training';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { reform, ReformedProvince, type UnitName } from '../coverage/units.fixture.js';
import { added, appointment, classes, classText, held, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

const [hoaBinh, anPhu, tanLap] = [randomUUID(), randomUUID(), randomUUID()].sort() as [
  string,
  string,
  string,
];

let service: TestService;
let editor: TestClient;
beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
});
afterAll(() => service?.close());

const below = (parent: TrainingClass, areaId: string, changes: Partial<NewTrainingClass> = {}) =>
  planned(editor, { parentId: parent.id, level: 'commune', areaId, ...changes });
const cascade = async ({ id }: TrainingClass, reader = editor) => reader.get(`${classes}/${id}/cascade`);

it('what follows from a class is added up by level and unit, with how many of those it trained teach on', async () => {
  const [an, binh, chi] = [randomUUID(), randomUUID(), randomUUID()];
  await service.publish(...[an, binh, chi].map((personId) => appointment({ personId, role: 'speaker' })));
  const course = await added(editor, { audience: ['speaker'] });
  const top = await planned(editor, { areaId: hoaBinh }, course);
  await editor.post(`${classes}/${top.id}/participants`, {
    personIds: [an, binh, chi],
    reason: 'Giảng viên nguồn',
  });
  await editor.post(
    `${classes}/${top.id}/attendance`,
    { attended: [an, binh, chi], passed: [an, binh] },
    ifMatch(2),
  );

  const first = await below(top, anPhu);
  await editor.put(`${classes}/${first.id}/schedule`, { sessions: [], trainerIds: [an, chi] }, ifMatch(1));
  await held(editor, { ...first, version: 2 }, { invited: 30, attended: 25, passed: 20 });
  const again = await below(top, anPhu);
  await held(editor, again, { invited: 10, attended: 8 });
  const called = await below(top, tanLap);
  await editor.post(`${classes}/${called.id}/cancel`, { reason: 'Mưa lũ' }, ifMatch(1));
  await below(top, tanLap);
  await planned(editor, { areaId: anPhu });

  const communes = { classes: 3, held: 2, attended: 33, passed: 20 };
  const province = { classes: 1, held: 1, attended: 3, passed: 2 };
  expect((await cascade(top, service.as('collaborator'))).body).toMatchObject({
    classId: top.id,
    trained: 2,
    teaching: 1,
    levels: [
      { level: 'province', ...province },
      { level: 'commune', ...communes },
    ],
    units: [
      { level: 'province', areaId: hoaBinh, ...province },
      { level: 'commune', areaId: anPhu, classes: 2, held: 2, attended: 33, passed: 20 },
      { level: 'commune', areaId: tanLap, classes: 1, held: 0, attended: 0, passed: 0 },
    ],
  });
  // Nothing was told of these units.
  expect((await cascade(top)).body.rolledUp).toMatchObject([{ areaId: null, name: null, classes: 4 }]);
  const { body } = await editor.get(`${classes}?filter[parentId][eq]=${top.id}&filter[state][eq]=assessed`);
  expect(body.items.map(({ id }: TrainingClass) => id)).toEqual([first.id]);
});

it('goes down more than one step', async () => {
  const top = await planned(editor);
  const middle = await planned(editor, { parentId: top.id, level: 'district' });
  await held(editor, await below(middle, anPhu), { invited: 5, attended: 4, passed: 4 });
  const { body } = await cascade(top);
  expect(
    body.levels.map(({ level, attended }: { level: string; attended: number }) => [level, attended]),
  ).toEqual([
    ['province', 0],
    ['district', 0],
    ['commune', 4],
  ]);
});

it('is rolled up by the units of a day, over a reform', async () => {
  const province = new ReformedProvince();
  const { areas } = province;
  await service.publish(...province.events());
  const top = await planned(editor, { areaId: areas.province });
  const taught = async (unit: UnitName, startsOn: string, attended: number) =>
    held(editor, await below(top, areas[unit], { startsOn, endsOn: startsOn }), { invited: 40, attended });
  await taught('anPhu', '2025-06-02', 20);
  await taught('binhMinh', '2025-06-03', 5);
  await taught('hoaBinh', '2025-08-04', 30);
  const by = async (asOf: string) => {
    const { body } = await editor.get(`${classes}/${top.id}/cascade?asOf=${asOf}`);
    expect(body.asOf).toBe(asOf);
    return body.rolledUp.map(({ name, classes: all, attended }: Record<string, unknown>) => [
      name,
      all,
      attended,
    ]);
  };
  expect(await by(reform)).toEqual([
    ['Tỉnh Mẫu', 4, 55],
    ['Xã Hòa Bình', 2, 50],
  ]);
  // The unit of the last class did not stand yet.
  expect(await by('2025-06-30')).toEqual([
    ['Tỉnh Mẫu', 3, 25],
    ['Huyện Hòa An', 2, 25],
    ['Xã An Phú', 1, 20],
    ['Xã Bình Minh', 1, 5],
    [null, 1, 30],
  ]);
  expect((await editor.get(`${classes}/${top.id}/cascade?asOf=x`)).status).toBe(400);
});

it('a class follows only from one above it that there is', async () => {
  const top = await planned(editor, { level: 'district' });
  const course = await added(editor);
  const plan = (changes: Partial<NewTrainingClass>) => editor.post(classes, classText(course, changes));
  expect((await plan({ parentId: randomUUID(), level: 'commune' })).body.code).toBe('class.no-parent');
  for (const level of ['province', 'district'] as const)
    expect(await plan({ parentId: top.id, level })).toMatchObject({
      status: 422,
      body: { code: 'class.not-below' },
    });
  await editor.post(`${classes}/${top.id}/cancel`, { reason: 'Mưa lũ' }, ifMatch(top));
  expect((await plan({ parentId: top.id, level: 'commune' })).body.code).toBe('class.no-parent');
  expect((await cascade({ ...top, id: randomUUID() })).status).toBe(404);
  expect((await service.as([]).get(`${classes}/${top.id}/cascade`)).status).toBe(403);
});
