import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { QualityFlag } from '#contracts/quality-flags';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { Field } from '../assignments/interviewers.fixture.js';
import { type Fielded, fielded } from '../plans/field.fixture.js';
import { survey } from '../survey.service-definition.js';

const scale = ['q1', 'q2', 'q3', 'q4', 'q5'];
const asked = {
  languages: [{ code: 'vi', name: 'Tiếng Việt' }],
  defaultLanguage: 'vi',
  items: scale.map((name) => ({ name, type: 'select_one', list: 'scale', label: { vi: 'Mức nào?' } })),
  lists: [
    { name: 'scale', choices: ['1', '2', '3'].map((name) => ({ name, label: { vi: `Mức ${name}` } })) },
  ],
};

let service: TestService;
let plan: Fielded;
let field: Field;
type Interviewer = { personId: string; client: TestClient };
let [careful, hasty, fresh] = [] as unknown as [Interviewer, Interviewer, Interviewer];

const flags = async (client = field.editor, more = ''): Promise<QualityFlag[]> =>
  (await client.get(`${field.at}/quality-flags${more}`)).body.items;
const check = (client = field.editor) => client.post(`${field.at}/quality-checks`);

beforeAll(async () => {
  service = await startTestService(survey);
  plan = await fielded(service, { units: 20, asked });
  field = await Field.staffed(service, plan.id, 40);
  const ids = (await field.cases()).map(({ id }) => id);
  const send = async (cases: string[], answersOf: (at: number) => object, minutes: number) => {
    const who = await field.interviewer(cases);
    const interviews = cases.map((caseId, at) => ({
      caseId,
      questionnaireId: plan.questionnaireId,
      answers: answersOf(at),
      minutes,
      heldOn: '2026-04-02',
      partOfDay: 'morning',
      mode: 'visit',
    }));
    const { body } = await who.client.post(`${field.at}/interviews`, { interviews });
    expect(body.results.every(({ result }: { result: string }) => result === 'stored')).toBe(true);
    return who;
  };
  const varied = (at: number) =>
    Object.fromEntries(scale.map((name, place) => [name, String(1 + ((at + place) % 3))]));
  careful = await send(ids.slice(0, 20), varied, 25);
  hasty = await send(ids.slice(20, 32), () => Object.fromEntries(scale.map((name) => [name, '2'])), 6);
  fresh = await send(ids.slice(32, 35), () => Object.fromEntries(scale.map((name) => [name, '2'])), 1);
});
afterAll(() => service?.close());

it('a look raises flags of what one interviewer’s interviews have in common, once', async () => {
  const { status, body } = await check();
  expect([status, body]).toEqual([200, { interviewers: 2, tooFew: 1, raised: 7 }]);
  const raised = await flags();
  expect(new Set(raised.map(({ personId }) => personId))).toEqual(new Set([hasty.personId]));
  expect(raised.map(({ kind, item }) => item ?? kind).sort()).toEqual([...scale, 'speed', 'straight-lining']);
  expect(raised.every((flag) => flag.interviews === 12 && flag.outcome === null)).toBe(true);
  expect((await check()).body.raised).toBe(0);
});

it('tells neither a case nor a response nor an answer', async () => {
  const text = JSON.stringify(await flags());
  for (const { id } of await field.cases()) expect(text).not.toContain(id);
  const responses = await service.database.query<{ id: string }>('SELECT id FROM vault.response');
  for (const { id } of responses) expect(text).not.toContain(id);
  expect(Object.keys((await flags())[0]!).sort()).toEqual(
    ['id planId personId kind item interviews noticed raisedOn outcome reviewedOn version'.split(' ')]
      .flat()
      .sort(),
  );
});

it('is seen by the interviewer, and by no other', async () => {
  expect((await flags(hasty.client)).length).toBe(7);
  expect(await flags(careful.client)).toEqual([]);
  expect(await flags(fresh.client)).toEqual([]);
  expect((await check(hasty.client)).status).toBe(403);
});

it('is reviewed by a person, not by the one it is about, with an outcome', async () => {
  const [flag] = (await flags(undefined, '?filter[kind][eq]=speed')) as [QualityFlag];
  const review = (client: TestClient, version = flag.version) =>
    client.post(`/v1/survey/quality-flags/${flag.id}/review`, { outcome: 'explained' }, ifMatch(version));
  expect((await review(hasty.client)).status).toBe(403);
  const both = service.as('editor', { personId: hasty.personId });
  expect((await review(both)).body.code).toBe('quality-flag.own');
  expect((await review(field.editor)).body).toMatchObject({ outcome: 'explained', version: 2 });
  expect((await review(field.editor)).status).toBe(412);
  expect((await flags(undefined, '?unreviewed=true')).length).toBe(6);
  // A later look leaves what was reviewed.
  await check();
  expect((await flags()).find(({ id }) => id === flag.id)!.outcome).toBe('explained');
});

it('looks at nothing when fieldwork is closed, and keeps what was raised', async () => {
  await plan.close();
  expect((await check()).body.code).toBe('response.not-taken');
  expect((await flags()).length).toBe(7);
  expect((await field.editor.post(`/v1/survey/plans/${randomUUID()}/quality-checks`)).status).toBe(404);
});
