import { afterAll, beforeAll, expect, it } from 'vitest';
import { SurveyDesign, type SurveyPlanText } from '#contracts/survey';
import { startTestService, type TestClient, type TestService } from '#testing/test-service';
import { survey } from '../survey.service-definition.js';

const text: Omit<SurveyPlanText, 'code' | 'design'> = {
  title: 'Thăm dò về chuyển đổi số',
  kind: 'quick-survey',
  aims: 'Biết người dân dùng dịch vụ công trực tuyến đến đâu',
  population: 'Hộ gia đình trong tỉnh',
  method: 'Phiếu giấy',
  sponsor: 'Tỉnh ủy',
  conductor: 'Ban Tuyên giáo và Dân vận',
  fieldStartsOn: '2026-06-01',
  fieldEndsOn: '2026-06-15',
  budgetVnd: 40_000_000,
};
const counts = { I: 5, P: 3, R: 2, NC: 1, O: 2, UH: 1, UO: 1, NE: 1 };
const none = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 };

let service: TestService;
let reviewer: TestClient;
const plans = new Map<SurveyDesign, string>();

beforeAll(async () => {
  service = await startTestService(survey);
  reviewer = service.as('reviewer');
  for (const design of SurveyDesign.options) {
    const { body } = await service.as('editor').post('/v1/survey/plans', { ...text, code: design, design });
    plans.set(design, `/v1/survey/plans/${body.id}`);
  }
});
afterAll(() => service?.close());

const outcomeRates = (design: SurveyDesign, question: unknown) =>
  reviewer.post(`${plans.get(design)}/outcome-rates`, question);
const sampleSize = (design: SurveyDesign, question: unknown) =>
  reviewer.post(`${plans.get(design)}/sample-size`, question);

it("gives a probability design AAPOR's rates", async () => {
  const { status, body } = await outcomeRates('multi-stage-cluster', { counts, e: 0.5 });
  expect(status).toBe(200);
  const expected = {
    e: 1 / 2,
    RR1: 1 / 3,
    RR2: 8 / 15,
    RR3: 5 / 14,
    RR4: 4 / 7,
    RR5: 5 / 13,
    RR6: 8 / 13,
    COOP1: 5 / 12,
    COOP2: 2 / 3,
    COOP3: 1 / 2,
    COOP4: 4 / 5,
    REF1: 2 / 15,
    REF2: 1 / 7,
    REF3: 2 / 13,
    CON1: 4 / 5,
    CON2: 6 / 7,
    CON3: 12 / 13,
  };
  expect(Object.keys(body).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, rate] of Object.entries(expected)) expect(body[name], name).toBeCloseTo(rate, 12);
});

it('takes the share among the known cases for e when it is not said', async () => {
  const { body } = await outcomeRates('stratified', { counts });
  expect(body.e).toBeCloseTo(13 / 14, 12);
});

it('calls a rate without cases undefined, never nought', async () => {
  const { status, body } = await outcomeRates('simple-random', { counts: none });
  expect(status).toBe(200);
  expect(new Set(Object.values(body))).toEqual(new Set([null]));
});

it('says how large a sample must be', async () => {
  expect(await sampleSize('simple-random', { margin: 0.05 })).toMatchObject({
    status: 200,
    body: { completes: 385, sampled: 385 },
  });
  const design = await sampleSize('multi-stage-cluster', {
    margin: 0.05,
    designEffect: 2,
    population: 10_000,
    responseRate: 0.5,
  });
  expect(design).toMatchObject({ status: 200, body: { completes: 714, sampled: 1428 } });
});

it.each(['quota', 'convenience', 'opt-in'] as const)(
  'prints neither a response rate nor a margin of error for %s',
  async (design) => {
    expect((await reviewer.get(plans.get(design)!)).body.probability).toBe(false);
    expect(await outcomeRates(design, { counts })).toMatchObject({
      status: 422,
      body: { code: 'survey-plan.no-outcome-rates' },
    });
    expect(await sampleSize(design, { margin: 0.05 })).toMatchObject({
      status: 422,
      body: { code: 'survey-plan.no-margin-of-error' },
    });
  },
);

it('refuses counts that are none, and wishes that cannot be fulfilled, with their paths', async () => {
  const rates = await outcomeRates('stratified', { counts: { ...counts, I: -1, P: 0.5 }, e: 2 });
  expect(rates.status).toBe(400);
  expect(rates.body.errors.map(({ path }: { path: string }) => path)).toEqual(['counts.I', 'counts.P', 'e']);
  const size = await sampleSize('stratified', { margin: 0, confidence: 1, responseRate: 0 });
  expect(size.status).toBe(400);
  expect(size.body.errors.map(({ path }: { path: string }) => path)).toEqual([
    'margin',
    'confidence',
    'responseRate',
  ]);
});

it('answers at the ends of what may be asked', async () => {
  const largest = { margin: 0.0001, confidence: 0.9999, designEffect: 50, responseRate: 0.01 };
  expect((await sampleSize('stratified', largest)).status).toBe(200);
  const smallest = { margin: 0.5, confidence: 0.5, proportion: 0.001, designEffect: 0.1, population: 1 };
  expect(await sampleSize('stratified', smallest)).toMatchObject({
    status: 200,
    body: { completes: 1, sampled: 1 },
  });
});

it('tells figures only to those who may read plans', async () => {
  const path = `${plans.get('stratified')}/outcome-rates`;
  expect((await service.anonymous.post(path, { counts })).status).toBe(401);
  expect((await service.as('collaborator').post(path, { counts })).status).toBe(403);
});
