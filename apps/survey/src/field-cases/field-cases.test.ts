import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContactAttemptText, FieldCase } from '#contracts/field-cases';
import { ifMatch, startTestService, type TestService } from '#testing/test-service';
import { type Fielded, fielded } from '../plans/field.fixture.js';
import { survey } from '../survey.service-definition.js';

let service: TestService;
let plan: Fielded;
let sampleId: string;

const at = () => `/v1/survey/plans/${plan.id}`;
const editor = () => service.as('editor');
const add = (cases: object[], sample = sampleId) =>
  editor().post(`${at()}/field-cases`, { sampleId: sample, cases });
const casesOf = async (): Promise<FieldCase[]> =>
  (await editor().get(`/v1/survey/field-cases?filter[planId][eq]=${plan.id}`)).body.items;
const attempt = (one: Pick<FieldCase, 'id' | 'version'>, more: Partial<ContactAttemptText>) =>
  editor().post(
    `/v1/survey/field-cases/${one.id}/attempts`,
    { heldOn: '2026-04-02', partOfDay: 'morning', mode: 'visit', outcome: 'non-contact', ...more },
    ifMatch(one.version),
  );

beforeAll(async () => {
  service = await startTestService(survey);
  plan = await fielded(service);
  sampleId = (await editor().get(`${at()}/samples`)).body.items[0].id;
});
afterAll(() => service?.close());

describe('the case book', () => {
  it('takes units that were drawn, once each, and nothing in their place', async () => {
    const cases = Array.from({ length: 6 }, (_, index) => ({
      unit: index + 1,
      label: `Số ${index + 1}, khối 5`,
    }));
    const added = await add(cases);
    expect([added.status, added.body]).toEqual([201, { added: 6 }]);
    expect((await add([{ unit: 6, label: 'Số 6' }])).body.code).toBe('resource.conflict');
    expect((await add([{ unit: 11, label: 'Số 11' }])).body.code).toBe('field-case.not-drawn');
    expect((await add([{ unit: 7, label: 'Số 7' }], randomUUID())).body.code).toBe('field-case.not-drawn');
    const twice = await add([
      { unit: 7, label: 'Số 7' },
      { unit: 7, label: 'Số 8' },
    ]);
    expect(twice.status).toBe(400);
    expect((await casesOf()).map(({ unit, disposition }) => [unit, disposition])).toEqual(
      cases.map(({ unit }) => [unit, 'not-attempted']),
    );
  });

  it('says where to go, not to whom', async () => {
    const named = await add([{ unit: 7, label: 'Nhà ông Nguyễn Văn Thử, 0912 345 678' }]);
    expect([named.status, named.body.code]).toEqual([422, 'field-case.personal-data']);
    expect(JSON.stringify(named.body)).not.toContain('0912');
  });

  it('keeps contacts, and says what is still owed', async () => {
    const [one] = (await casesOf()) as [FieldCase];
    const first = await attempt(one, {});
    expect(first).toMatchObject({
      status: 201,
      body: {
        disposition: 'non-contact',
        settled: false,
        owed: ['more-attempts', 'evening', 'weekend'],
        version: 2,
      },
    });
    const evening = await attempt(first.body, { partOfDay: 'evening' });
    expect(evening.body.owed).toEqual(['more-attempts', 'weekend']);
    const done = await attempt(evening.body, { heldOn: '2026-04-04', outcome: 'complete' });
    expect(done.body).toMatchObject({ disposition: 'complete', settled: true, owed: [] });
    expect((await attempt(done.body, { heldOn: '2026-04-05' })).body.code).toBe('field-case.settled');
    const late = await attempt(done.body, { heldOn: '2026-04-01', outcome: 'refusal' });
    expect(late.body).toMatchObject({ disposition: 'complete', settled: true });
    expect(late.body.attempts.map(({ heldOn }: { heldOn: string }) => heldOn)).toEqual([
      '2026-04-01',
      '2026-04-02',
      '2026-04-02',
      '2026-04-04',
    ]);
    expect((await attempt(one, {})).status).toBe(412);
  });

  it('refuses contacts that are still to come, and what only a refusal can be', async () => {
    const [, two] = (await casesOf()) as [FieldCase, FieldCase];
    expect((await attempt(two, { heldOn: '2199-01-01' })).body.code).toBe('field-case.not-yet');
    expect((await attempt(two, { firm: true })).body.code).toBe('field-case.firm');
    expect((await attempt(two, { firm: true, outcome: 'refusal' })).body.settled).toBe(true);
  });

  it('shows how far fieldwork is, with the rates of a probability design', async () => {
    const { body } = await editor().get(`${at()}/field-progress?e=0.5`);
    expect(body.counts).toEqual({ I: 1, P: 0, R: 1, NC: 0, O: 0, UH: 4, UO: 0, NE: 0 });
    expect(body.cells.map(({ cases }: { cases: number }) => cases)).toEqual([5, 1]);
    expect(body.cells[0]).toMatchObject({ cases: 5, attempted: 2, settled: 2 });
    expect(body.rates).toMatchObject({ e: 0.5, RR1: 1 / 6, RR3: 1 / 4, RR5: 1 / 2, CON2: 1 / 2 });
    const poll = await fielded(service, { design: 'opt-in' });
    const shown = await editor().get(`/v1/survey/plans/${poll.id}/field-progress`);
    expect(shown.body).toMatchObject({ probability: false, rates: null, cells: [] });
  });

  it('records who was shown cases', async () => {
    const [one] = (await casesOf()) as [FieldCase];
    await editor().get(`/v1/survey/field-cases/${one.id}`);
    const entries = await service.database.query<{ action: string }>(
      `SELECT DISTINCT action FROM survey.audit_entry WHERE entity IN ('field-case:*', $1) ORDER BY 1`,
      [`field-case:${one.id}`],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'field-case.attempt',
      'field-case.list',
      'field-case.read',
    ]);
  });

  it('forgets when fieldwork is closed which case is which, and keeps the counts', async () => {
    const [one] = (await casesOf()) as [FieldCase];
    const progress = async () => (await editor().get(`${at()}/field-progress?e=0.5`)).body;
    const before = await progress();
    await plan.close();
    expect(await casesOf()).toEqual([]);
    expect((await editor().get(`/v1/survey/field-cases/${one.id}`)).status).toBe(404);
    expect((await attempt(one, {})).status).toBe(404);
    expect((await add([{ unit: 8, label: 'Số 8' }])).body.code).toBe('field-case.closed');
    expect(await progress()).toEqual(before);
    expect(await service.database.query('SELECT FROM survey.contact_attempt')).toEqual([]);
  });
});
