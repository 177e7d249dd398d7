import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SurveyPlan } from '#contracts/survey';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { survey } from '../survey.service-definition.js';
import { planText } from './plan-text.fixture.js';
import { equip } from './ready-plan.fixture.js';

let service: TestService;
let editor: TestClient;
let approver: TestClient;

beforeAll(async () => {
  service = await startTestService(survey);
  editor = service.as('editor');
  approver = service.as('approver', { secondFactor: true });
});
afterAll(() => service?.close());

const planned = async (): Promise<SurveyPlan> => (await editor.post('/v1/survey/plans', planText())).body;
const at = ({ id }: SurveyPlan) => `/v1/survey/plans/${id}`;
const advance = (plan: SurveyPlan, to: string) => editor.post(`${at(plan)}/advance`, { to }, ifMatch(plan));
const approve = (plan: SurveyPlan) => approver.post(`${at(plan)}/approve`, undefined, ifMatch(plan));

it('leads a plan from its design to the close of its fieldwork', async () => {
  const plan = await planned();
  const { questionnaire } = await equip(service, plan);
  const designed = await advance(plan, 'designed');
  const tried = await advance(designed.body, 'pretested');
  const approved = await approve(tried.body);
  expect(approved.body).toMatchObject({ state: 'approved', approvedVersion: 4, version: 4 });
  expect(await advance(approved.body, 'fielding')).toMatchObject({
    status: 409,
    body: { code: 'survey-plan.not-ready', detail: 'a frozen version of the questionnaire' },
  });
  expect((await editor.post(`${questionnaire}/freeze`, undefined, ifMatch(1))).status).toBe(200);
  const fielding = await advance(approved.body, 'fielding');
  expect(fielding.body).toMatchObject({ state: 'fielding', approvedVersion: 4, version: 5 });
  expect(await editor.put(at(plan), planText(), ifMatch(5))).toMatchObject({
    status: 409,
    body: { code: 'survey-plan.in-field' },
  });
  expect((await advance(fielding.body, 'closed')).body).toMatchObject({ state: 'closed', version: 6 });
});

it('has what each step needs, and names what is missing', async () => {
  const plan = await planned();
  expect(await advance(plan, 'designed')).toMatchObject({
    status: 409,
    body: { code: 'survey-plan.not-ready', detail: 'a questionnaire, a sample or its quotas' },
  });
  expect(await approve(plan)).toMatchObject({
    status: 409,
    body: { code: 'survey-plan.wrong-state', detail: 'it is planned; approved comes after pretested' },
  });
});

it('is approved with the latest version of the questionnaire tried out', async () => {
  const plan = await planned();
  const { questionnaire } = await equip(service, plan);
  const tried = (await advance((await advance(plan, 'designed')).body, 'pretested')).body;
  const { form, title } = (await editor.get(questionnaire)).body;
  expect((await editor.post(`${at(plan)}/questionnaires`, { title, form })).status).toBe(201);
  expect(await approve(tried)).toMatchObject({
    status: 409,
    body: { code: 'survey-plan.not-ready', detail: 'a trial of the latest version of the questionnaire' },
  });
});

it('keeps questionnaire and sample as they were approved, until the plan is rewritten', async () => {
  const plan = await planned();
  const { questionnaire } = await equip(service, plan);
  const tried = (await advance((await advance(plan, 'designed')).body, 'pretested')).body;
  const approved = (await approve(tried)).body;
  const { form, title } = (await editor.get(questionnaire)).body;
  const refused = { status: 409, body: { code: 'questionnaire.plan-approved' } };
  expect(await editor.post(`${at(plan)}/questionnaires`, { title, form })).toMatchObject(refused);
  expect(await editor.put(questionnaire, { title, form }, ifMatch(1))).toMatchObject(refused);
  expect((await editor.put(at(plan), planText(), ifMatch(approved))).body).toMatchObject({
    state: 'planned',
  });
  expect((await editor.put(questionnaire, { title, form }, ifMatch(1))).status).toBe(200);
});
