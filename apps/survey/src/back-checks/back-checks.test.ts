import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BackCheck } from '#contracts/back-checks';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { Field } from '../assignments/interviewers.fixture.js';
import { type Fielded, fielded } from '../plans/field.fixture.js';
import { survey } from '../survey.service-definition.js';

let service: TestService;
let plan: Fielded;
let field: Field;
let an: { personId: string; client: TestClient };
let binh: { personId: string; client: TestClient };

const draw = (more: object = { share: 0.1 }, client = field.editor) =>
  client.post(`${field.at}/back-checks`, more);
const checks = async (client = field.editor, more = ''): Promise<BackCheck[]> =>
  (await client.get(`${field.at}/back-checks?limit=100${more}`)).body.items;
const record = (check: BackCheck, more: object = {}, client = field.editor) =>
  client.post(
    `/v1/survey/back-checks/${check.id}/result`,
    { result: 'confirmed', checkedOn: '2026-04-10', ...more },
    ifMatch(check),
  );

beforeAll(async () => {
  service = await startTestService(survey);
  plan = await fielded(service, { units: 20 });
  field = await Field.staffed(service, plan.id, 40);
  const ids = (await field.cases()).map(({ id }) => id);
  const interviewed = async (cases: string[]) => {
    const who = await field.interviewer(cases);
    const interviews = cases.slice(1).map((caseId) => ({
      caseId,
      questionnaireId: plan.questionnaireId,
      answers: { times: 1 },
      heldOn: '2026-04-02',
      partOfDay: 'morning',
      mode: 'visit',
    }));
    await who.client.post(`${field.at}/interviews`, { interviews });
    return who;
  };
  an = await interviewed(ids.slice(0, 21));
  binh = await interviewed(ids.slice(21, 32));
});
afterAll(() => service?.close());

it('draws among interviewed cases, and draws the same again by the seed', async () => {
  const first = await draw({ share: 0.1, seed: 7, personId: an.personId });
  expect([first.status, first.body]).toMatchObject([
    201,
    { seed: 7, share: 0.1, personId: an.personId, eligible: 20, cases: 2 },
  ]);
  const drawn = await checks();
  expect(drawn.map(({ personId, result }) => [personId, result])).toEqual([
    [an.personId, null],
    [an.personId, null],
  ]);
  const casesOf = async (drawId: string) =>
    (await checks(undefined, `&filter[drawId][eq]=${drawId}`)).map(({ caseId }) => caseId).sort();
  const before = await casesOf(first.body.id);
  // As if nothing had been drawn yet.
  await service.database.query('DELETE FROM survey.back_check');
  const again = await draw({ share: 0.1, seed: 7, personId: an.personId });
  expect(await casesOf(again.body.id)).toEqual(before);
});

it('draws no case twice, and none where there is nothing', async () => {
  const all = await draw({ share: 1 });
  expect(all.body).toMatchObject({ personId: null, eligible: 28, cases: 28 });
  expect((await draw({ share: 1 })).body.code).toBe('back-check.nothing');
  const cases = (await checks()).map(({ caseId }) => caseId);
  expect(new Set(cases).size).toBe(30);
  expect((await draw({ share: 0 })).status).toBe(400);
  expect((await draw(undefined, an.client)).status).toBe(403);
});

it('keeps what came of it, told by somebody else, on a day that has been', async () => {
  const [check] = (await checks()).filter(({ personId }) => personId === an.personId) as [BackCheck];
  expect((await record(check, {}, an.client)).status).toBe(403);
  const both = service.as('editor', { personId: an.personId });
  expect((await record(check, {}, both)).body.code).toBe('back-check.own');
  expect((await record(check, { checkedOn: '2199-01-01' })).body.code).toBe('back-check.not-yet');
  expect((await record({ ...check, id: randomUUID() })).status).toBe(404);
  const done = await record(check, { result: 'differs' });
  expect(done.body).toMatchObject({ result: 'differs', checkedOn: '2026-04-10', version: 2 });
  expect((await record(check)).status).toBe(412);
});

it('shows interviewers theirs once they were checked', async () => {
  expect((await checks(an.client)).map(({ result }) => result)).toEqual(['differs']);
  expect(await checks(binh.client)).toEqual([]);
});

it('forgets which case it was when fieldwork is closed, and takes nothing more', async () => {
  const [open] = (await checks()).filter(({ result }) => result === null) as [BackCheck];
  await plan.close();
  const left = await checks();
  expect(left.length).toBe(30);
  expect(new Set(left.map(({ caseId }) => caseId))).toEqual(new Set([null]));
  expect((await record(open)).body.code).toBe('field-case.closed');
  expect((await draw()).body.code).toBe('field-case.closed');
});
