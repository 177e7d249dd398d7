import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { surveyPlanChanged, type SurveyPlanText } from '#contracts/survey';
import { eventually } from '#testing/eventually';
import {
  idempotencyKey,
  ifMatch,
  startTestService,
  type TestClient,
  type TestService,
} from '#testing/test-service';
import { survey } from '../survey.service-definition.js';
import { planText } from './plan-text.fixture.js';
import { pretested } from './ready-plan.fixture.js';

const plans = '/v1/survey/plans';
const nowhere = '0b9f6a1e-5a0c-4b52-9d0b-2f4f6b1f1a11';

let service: TestService;
let editor: TestClient;
let approver: TestClient;

beforeAll(async () => {
  service = await startTestService(survey);
  editor = service.as('editor');
  approver = service.as('approver', { secondFactor: true });
});
afterAll(() => service?.close());

async function planned(changes: Partial<SurveyPlanText> = {}) {
  const { status, body } = await editor.post(plans, planText(changes));
  expect(status).toBe(201);
  return body;
}

const ready = async () => pretested(service, await planned());

describe('the survey service', () => {
  it('is live and ready', async () => {
    expect(await service.anonymous.get('/health/live')).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
    expect(await service.anonymous.get('/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
  });

  it('shows its jobs and dead letters to the administrator, not to collaborators', async () => {
    for (const path of ['/v1/survey/jobs', '/v1/survey/dead-letters']) {
      expect(await service.as('administrator').get(path)).toMatchObject({
        status: 200,
        body: { items: [], next: null },
      });
      expect((await service.as('collaborator').get(path)).status).toBe(403);
    }
  });
});

describe('a survey plan', () => {
  it('is made by an editor and read by the office and by other systems', async () => {
    const text = planText();
    const made = await editor.post(plans, text);
    expect(made).toMatchObject({
      status: 201,
      headers: { etag: '"v1"' },
      body: {
        ...text,
        probability: true,
        state: 'planned',
        approvedVersion: null,
        approvedAt: null,
        version: 1,
      },
    });
    const path = `${plans}/${made.body.id}`;
    for (const reader of [
      approver,
      service.as('reviewer'),
      service.as('administrator'),
      service.asClient('survey-plan.read'),
    ]) {
      expect(await reader.get(path)).toMatchObject({ status: 200, body: made.body });
    }
  });

  it('is rewritten by whoever has read its present version', async () => {
    const plan = await planned();
    const text = planText({ code: plan.code, title: 'Mới', budgetVnd: 0 });
    const changed = await editor.put(`${plans}/${plan.id}`, text, ifMatch(plan));
    expect(changed).toMatchObject({
      status: 200,
      headers: { etag: '"v2"' },
      body: { ...text, id: plan.id, version: 2 },
    });
    expect((await approver.get(`${plans}/${plan.id}`)).body).toEqual(changed.body);
  });

  it('has a work plan and a budget, whose lines add up', async () => {
    const workPlan = [
      { title: 'Tập huấn', startsOn: '2026-03-01', endsOn: '2026-03-05', body: 'Phòng Dư luận xã hội' },
    ];
    const budget = [
      { title: 'Điều tra viên', amountVnd: 200_000_000 },
      { title: 'In phiếu', amountVnd: 50_000_000 },
    ];
    const plan = await planned({ workPlan, budget });
    expect((await approver.get(`${plans}/${plan.id}`)).body).toMatchObject({ workPlan, budget });
    expect(await editor.post(plans, planText({ budget, budgetVnd: 1 }))).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'budget' }] },
    });
    const backwards = [{ ...workPlan[0]!, endsOn: '2026-02-01' }];
    expect(await editor.post(plans, planText({ workPlan: backwards }))).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'workPlan' }] },
    });
    const { body } = await editor.put(`${plans}/${plan.id}`, planText({ code: plan.code }), ifMatch(plan));
    expect(body).toMatchObject({ workPlan: [], budget: [] });
  });

  it('tells the other services of every change', async () => {
    const plan = await planned();
    await editor.put(`${plans}/${plan.id}`, planText({ code: plan.code, kind: 'quick-survey' }), ifMatch(1));
    const tried = await pretested(service, { ...plan, version: 2 });
    await approver.post(`${plans}/${plan.id}/approve`, undefined, ifMatch(tried));
    const events = await eventually(() => {
      const told = service.sent(surveyPlanChanged).filter(({ subject }) => subject === plan.id);
      expect(told).toHaveLength(5);
      return told;
    });
    expect(events.map(({ sequence, data }) => [sequence, data.kind, data.state])).toEqual([
      [1, 'full-survey', 'planned'],
      [2, 'quick-survey', 'planned'],
      [3, 'quick-survey', 'designed'],
      [4, 'quick-survey', 'pretested'],
      [5, 'quick-survey', 'approved'],
    ]);
  });

  it('leaves a trace of who did what', async () => {
    const accountId = '3f9d1d1e-9a51-4f5a-8a44-0f8f9d4c2b10';
    const { body } = await service.as('editor', { accountId }).post(plans, planText());
    const trail = await service.database.query(
      'SELECT actor, action FROM survey.audit_entry WHERE entity = $1',
      [`survey-plan:${body.id}`],
    );
    expect(trail).toEqual([{ actor: accountId, action: 'survey-plan.create' }]);
  });

  it('has a code of its own', async () => {
    const plan = await planned();
    expect(await editor.post(plans, planText({ code: plan.code }))).toMatchObject({
      status: 409,
      body: { code: 'resource.conflict' },
    });
  });

  it('is listed page by page, latest fieldwork first, with filters', async () => {
    const days = ['2031-01-05', '2031-02-05', '2031-03-05'];
    for (const fieldStartsOn of days)
      await planned({ fieldStartsOn, fieldEndsOn: '2031-12-31', kind: 'poll', design: 'opt-in' });
    const list = (query: string) =>
      editor.get(`${plans}?filter[design][eq]=opt-in&filter[fieldStartsOn][gte]=2031-01-01&${query}`);
    const first = await list('limit=2&total=true');
    expect(first).toMatchObject({ status: 200, body: { total: 3 } });
    const second = await list(`limit=2&cursor=${first.body.next}`);
    expect(second.body.next).toBeNull();
    const starts = [...first.body.items, ...second.body.items].map(({ fieldStartsOn }) => fieldStartsOn);
    expect(starts).toEqual([...days].reverse());
    expect(await editor.get(`${plans}?filter[budget][eq]=1`)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });
});

describe('the approval of a survey plan', () => {
  const approve = (plan: { id: string; version: number }, by = approver) =>
    by.post(`${plans}/${plan.id}/approve`, undefined, ifMatch(plan));

  it('holds for the version that was read', async () => {
    const answer = await approve(await ready());
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'approved', approvedVersion: 4, version: 4 },
    });
    expect(answer.body.approvedAt).toMatch(/^\d{4}-/);
    expect(answer.body).not.toHaveProperty('approvedBy');
  });

  it('is given once', async () => {
    const { body } = await approve(await ready());
    expect(await approve(body)).toMatchObject({
      status: 409,
      body: { code: 'survey-plan.already-approved' },
    });
  });

  it('is not given to a plan that has changed since it was read', async () => {
    const plan = await planned();
    await editor.put(`${plans}/${plan.id}`, planText(), ifMatch(plan));
    expect(await approve(plan)).toMatchObject({ status: 412, body: { code: 'resource.stale' } });
  });

  it('lapses when the plan is rewritten', async () => {
    const { body: approved } = await approve(await ready());
    const { body } = await editor.put(
      `${plans}/${approved.id}`,
      planText({ code: approved.code }),
      ifMatch(approved),
    );
    expect(body).toMatchObject({ state: 'planned', approvedVersion: null, approvedAt: null, version: 5 });
  });

  it('needs an approver, and a second factor', async () => {
    const plan = await planned();
    expect(await approve(plan, service.as('approver'))).toMatchObject({
      status: 403,
      body: { code: 'auth.second-factor-required' },
    });
    expect(await approve(plan, service.as('editor', { secondFactor: true }))).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
    expect((await approver.get(`${plans}/${plan.id}`)).body.state).toBe('planned');
  });

  it('cannot be given behind the back of the service to another version', async () => {
    const { body } = await approve(await ready());
    const forged = service.database.query(
      'UPDATE survey.survey_plan SET version = version + 1 WHERE id = $1',
      [body.id],
    );
    await expect(forged).rejects.toThrow(/violates check constraint/);
  });
});

describe('refused', () => {
  it('is who has not signed in', async () => {
    for (const answer of [
      await service.anonymous.get(plans),
      await service.anonymous.post(plans, planText()),
    ]) {
      expect(answer).toMatchObject({
        status: 401,
        body: { code: 'auth.missing' },
        headers: { 'www-authenticate': 'Bearer' },
      });
    }
  });

  it('is who has another role', async () => {
    const forbidden = { status: 403, body: { code: 'auth.forbidden' } };
    for (const role of ['collaborator', 'recipient'] as const)
      expect(await service.as(role).get(plans)).toMatchObject(forbidden);
    for (const role of ['registrar', 'approver', 'reviewer', 'administrator'] as const) {
      expect(await service.as(role).post(plans, planText())).toMatchObject(forbidden);
    }
    const plan = await planned();
    expect(await approver.put(`${plans}/${plan.id}`, planText(), ifMatch(plan))).toMatchObject(forbidden);
    expect(await service.asClient('course.read').get(plans)).toMatchObject(forbidden);
  });

  it('is a change that names no version, or a past one', async () => {
    const plan = await planned();
    const path = `${plans}/${plan.id}`;
    for (const change of [
      (headers = {}) => editor.put(path, planText(), headers),
      (headers = {}) => approver.post(`${path}/approve`, undefined, headers),
    ]) {
      expect(await change()).toMatchObject({ status: 428, body: { code: 'resource.match-required' } });
      expect(await change(ifMatch(7))).toMatchObject({ status: 412, body: { code: 'resource.stale' } });
    }
  });

  it('is a body that is not right, with the paths of what is wrong', async () => {
    const { status, body } = await editor.post(plans, {
      ...planText({ title: ' ', budgetVnd: -1, fieldEndsOn: '2026-02-30' }),
      kind: 'census',
      secret: true,
    });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
    const paths = body.errors.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['', 'budgetVnd', 'fieldEndsOn', 'kind', 'title']);
  });

  it('is fieldwork that ends before it starts', async () => {
    const answer = await editor.post(plans, planText({ fieldStartsOn: '2026-05-01' }));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'fieldEndsOn' }] } });
  });

  it('is a plan that does not exist', async () => {
    const notFound = { status: 404, body: { code: 'resource.not-found' } };
    expect(await editor.get(`${plans}/${nowhere}`)).toMatchObject(notFound);
    expect(await editor.put(`${plans}/${nowhere}`, planText(), ifMatch(1))).toMatchObject(notFound);
    expect(await approver.post(`${plans}/${nowhere}/approve`, undefined, ifMatch(1))).toMatchObject(notFound);
    expect(await editor.post(`${plans}/${nowhere}/sample-size`, { margin: 0.05 })).toMatchObject(notFound);
    expect(await editor.get(`${plans}/not-an-id`)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });
});

describe('a repeated request', () => {
  it('gets the same answer and makes one plan', async () => {
    const text = planText();
    const key = idempotencyKey('plan-of-april');
    const answers = await Promise.all([1, 2, 3].map(() => editor.post(plans, text, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const { body } = await editor.get(`${plans}?filter[code][eq]=${text.code}&total=true`);
    expect(body.total).toBe(1);
  });

  it('is refused when it asks for something else under the same key', async () => {
    const key = idempotencyKey('plan-of-may');
    await editor.post(plans, planText(), key);
    expect(await editor.post(plans, planText(), key)).toMatchObject({
      status: 409,
      body: { code: 'idempotency.key-reused' },
    });
  });

  it('of another account is another request', async () => {
    const key = idempotencyKey('plan-of-june');
    const [mine, theirs] = [
      await editor.post(plans, planText(), key),
      await service.as('editor').post(plans, planText(), key),
    ];
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(mine.body.id).not.toBe(theirs.body.id);
  });

  it('of an approval is answered as the first was', async () => {
    const plan = await ready();
    const approve = () =>
      approver.post(`${plans}/${plan.id}/approve`, undefined, {
        ...ifMatch(plan),
        ...idempotencyKey('approval-1'),
      });
    const first = await approve();
    expect(await approve()).toMatchObject({ status: 200, headers: { etag: '"v4"' }, body: first.body });
  });
});
