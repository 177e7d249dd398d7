import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldCase } from '#contracts/field-cases';
import type { InterviewResult, InterviewSave } from '#contracts/interviews';
import { fieldworkCounted } from '#contracts/survey-events';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { Field } from '../assignments/interviewers.fixture.js';
import { type Fielded, fielded } from '../plans/field.fixture.js';
import { survey } from '../survey.service-definition.js';

let service: TestService;
let plan: Fielded;
let field: Field;
let ids: string[];
let an: { personId: string; client: TestClient };

beforeAll(async () => {
  service = await startTestService(survey);
  plan = await fielded(service, { units: 30 });
  field = await Field.staffed(service, plan.id, 60);
  ids = (await field.cases()).map(({ id }) => id);
  an = await field.interviewer(ids.splice(0, 30));
  own = (await field.cases(an.client)).map(({ id }) => id);
});
afterAll(() => service?.close());

let own: string[];
const free = (): string => own.pop()!;
const saved = (caseId: string, more: Partial<InterviewSave> = {}): InterviewSave => ({
  caseId,
  save: 1,
  questionnaireId: plan.questionnaireId,
  answers: { times: 2 },
  complete: true,
  heldOn: '2026-04-02',
  partOfDay: 'evening',
  mode: 'visit',
  ...more,
});
const post = (interviews: InterviewSave[], client = an.client) =>
  client.post(`${field.at}/interviews`, { interviews });
const send = async (...interviews: InterviewSave[]): Promise<InterviewResult[]> => {
  const { status, body } = await post(interviews);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.results;
};
const whatOf = (results: InterviewResult[]): string[] =>
  results.map(({ result, problem }) => problem?.code ?? result);
const stored = () =>
  service.database.query<{ answers: object; complete: boolean; mode: string }>(
    `SELECT answers, complete, mode FROM vault.response WHERE plan_id = $1 ORDER BY answers::text`,
    [plan.id],
  );
const read = async (id: string): Promise<FieldCase & { attempts: { outcome: string }[] }> =>
  (await an.client.get(`/v1/survey/field-cases/${id}`)).body;

describe('an interview', () => {
  it('is asked by the frozen version, which who has cases can read', async () => {
    const { body } = await an.client.get(`${field.at}/interview-form`);
    expect(body).toMatchObject({ planId: plan.id, questionnaireId: plan.questionnaireId });
    expect(body.form.items[0].name).toBe('times');
    const nobody = service.as([], { personId: randomUUID() });
    expect((await nobody.get(`${field.at}/interview-form`)).status).toBe(404);
  });

  it('that is complete sets the disposition, and repeats safely', async () => {
    const id = free();
    const before = (await stored()).length;
    const [first] = await send(saved(id));
    expect(first).toEqual({ caseId: id, save: 1, result: 'stored', dropped: [], problem: null });
    expect(await read(id)).toMatchObject({
      disposition: 'complete',
      settled: true,
      version: 2,
      attempts: [{}],
    });
    expect(whatOf(await send(saved(id)))).toEqual(['stored']);
    expect(await read(id)).toMatchObject({ version: 2, attempts: [{ outcome: 'complete' }] });
    expect((await stored()).length).toBe(before + 1);
    expect(whatOf(await send(saved(id, { save: 2, answers: { times: 3 } })))).toEqual(['response.differs']);
    expect((await stored()).length).toBe(before + 1);
    await eventually(() => {
      const told = service.sent(fieldworkCounted).filter(({ data }) => data.personId === an.personId);
      expect(told.at(-1)!.data).toMatchObject({ assigned: 30, completed: 1 });
    });
  });

  it('can be saved in parts, which come in any order: the latest stands', async () => {
    const id = free();
    const part = (save: number, times: number) => saved(id, { save, answers: { times }, complete: false });
    expect(whatOf(await send(part(2, 20)))).toEqual(['stored']);
    expect(whatOf(await send(part(1, 10)))).toEqual(['superseded']);
    expect(await read(id)).toMatchObject({ disposition: 'partial', settled: false });
    expect(whatOf(await send(part(4, 40), part(3, 30), part(5, 50)))).toEqual([
      'superseded',
      'superseded',
      'stored',
    ]);
    expect(whatOf(await send(saved(id, { save: 6, answers: { times: 60 } })))).toEqual(['stored']);
    expect(whatOf(await send(part(5, 50)))).toEqual(['superseded']);
    const those = (await stored()).filter(({ answers }) => /"times":\s*[1-6]0/.test(JSON.stringify(answers)));
    expect(those).toEqual([{ answers: { times: 60 }, complete: true, mode: 'interviewer' }]);
    expect((await read(id)).attempts.map(({ outcome }) => outcome)).toEqual(['complete']);
  });

  it('counts with contacts that were told otherwise', async () => {
    const [again, refused] = [free(), free()];
    const attempt = (id: string, more: object) =>
      an.client.post(
        `/v1/survey/field-cases/${id}/attempts`,
        { heldOn: '2026-04-01', partOfDay: 'morning', mode: 'visit', outcome: 'refusal', ...more },
        ifMatch(1),
      );
    await attempt(again, {});
    await attempt(refused, { firm: true });
    expect(whatOf(await send(saved(again), saved(refused)))).toEqual(['stored', 'field-case.settled']);
    expect(await read(again)).toMatchObject({ disposition: 'complete', attempts: [{}, {}] });
    expect((await read(refused)).disposition).toBe('refusal');
  });
});

describe('a batch', () => {
  it('that waits for the plan holds nothing that whoever closes the survey still needs', async () => {
    const closer = new pg.Client({ connectionString: service.database.urlOf('survey') });
    await closer.connect();
    try {
      await closer.query('BEGIN');
      await closer.query('SELECT FROM survey.survey_plan WHERE id = $1 FOR UPDATE', [plan.id]);
      const batch = post([saved(free())]);
      await eventually(async () => {
        const [waiting] = await service.database.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(waiting!.count).toBe(1);
      });
      await closer.query(`SET LOCAL lock_timeout = '500ms'`);
      await closer.query('LOCK TABLE survey.link_key IN ACCESS EXCLUSIVE MODE');
      await closer.query('ROLLBACK');
      expect(whatOf((await batch).body.results)).toEqual(['stored']);
    } finally {
      await closer.end();
    }
  });

  it('with an interview that the vault has otherwise puts down the others, and of that one nothing', async () => {
    const [known, fresh] = [free(), free()];
    await send(saved(known));
    const differing = saved(known, { save: 2, answers: { times: 3 }, heldOn: '2026-04-03' });
    expect(whatOf(await send(differing, saved(fresh)))).toEqual(['response.differs', 'stored']);
    expect(await read(known)).toMatchObject({ version: 2, attempts: [{ outcome: 'complete' }] });
    expect(await read(fresh)).toMatchObject({ version: 2, disposition: 'complete', attempts: [{}] });
  });

  it('has a result for every line, in its order, and one that is refused takes no other with it', async () => {
    const [good, wrong, personal, late] = [free(), free(), free(), free()];
    const nobodys = ids[0]!;
    await field.interviewer([ids[1]!]);
    const before = (await stored()).length;
    const results = await send(
      saved(wrong, { answers: { times: -1 } }),
      saved(good, { answers: { times: 4, why: 'Xa' }, minutes: 12 }),
      saved(personal, { answers: { times: 4, why: 'Gọi 0912 345 678' } }),
      saved(ids[1]!),
      saved(randomUUID()),
      saved(nobodys),
      saved(late, { heldOn: '2199-01-01' }),
      saved(wrong, { save: 2, questionnaireId: randomUUID() }),
      saved(good, { save: 2, answers: { times: 1, why: 'Bỏ' } }),
    );
    expect(whatOf(results)).toEqual([
      'response.refused',
      'superseded',
      'response.refused',
      'resource.not-found',
      'resource.not-found',
      'resource.not-found',
      'interview.not-yet',
      'response.refused',
      'stored',
    ]);
    expect(results[0]!.problem!.errors![0]!.path).toBe('answers.times');
    expect(results[8]!.dropped).toEqual(['why']);
    expect((await stored()).length).toBe(before + 1);
    expect((await read(wrong)).disposition).toBe('not-attempted');
    const byEditor = await post([saved(nobodys)], field.editor);
    expect(whatOf(byEditor.body.results)).toEqual(['interview.not-assigned']);
    const forAn = await post([saved(late)], field.editor);
    expect(whatOf(forAn.body.results)).toEqual(['stored']);
  });

  it('where an earlier save can be taken and the latest cannot, keeps the earlier', async () => {
    const id = free();
    const results = await send(
      saved(id, { save: 2, answers: { times: -5 } }),
      saved(id, { save: 1, complete: false }),
    );
    expect(whatOf(results)).toEqual(['response.refused', 'stored']);
    expect((await read(id)).disposition).toBe('partial');
  });

  it('is of 500 at most', async () => {
    const id = free();
    const many = Array.from({ length: 501 }, (_, at) => saved(id, { save: at + 1 }));
    expect((await post(many)).status).toBe(400);
    const results = await send(...many.slice(1));
    expect(whatOf(results).filter((what) => what === 'stored')).toEqual(['stored']);
    expect(results.at(-1)!.result).toBe('stored');
  });

  it('twice at once leaves one of each', async () => {
    const those = [free(), free(), free()];
    const before = (await stored()).length;
    const batch = those.map((id) => saved(id));
    const answers = await Promise.all([post(batch), post(batch.toReversed()), post(batch)]);
    for (const { body } of answers) expect(whatOf(body.results)).toEqual(['stored', 'stored', 'stored']);
    expect((await stored()).length).toBe(before + 3);
    for (const id of those) expect((await read(id)).attempts.length).toBe(1);
  });

  it('is taken again whole where the case book failed after the vault had it', async () => {
    const id = free();
    const before = (await stored()).length;
    const breakage = `ALTER TABLE survey.contact_attempt ADD CONSTRAINT broken CHECK (held_on <> '2026-04-17')`;
    await service.database.query(breakage);
    const save = saved(id, { heldOn: '2026-04-17' });
    expect((await post([save])).status).toBeGreaterThanOrEqual(400);
    expect((await stored()).length).toBe(before + 1);
    expect((await read(id)).disposition).toBe('not-attempted');
    await service.database.query('ALTER TABLE survey.contact_attempt DROP CONSTRAINT broken');
    expect(whatOf(await send(save))).toEqual(['stored']);
    expect((await stored()).length).toBe(before + 1);
    expect((await read(id)).disposition).toBe('complete');
  });
});

it('interviews only who holds a certificate that day', async () => {
  const id = free();
  expect(whatOf(await send(saved(id, { heldOn: '2025-12-31' })))).toEqual(['interviewer.not-certified']);
  expect((await read(id)).disposition).toBe('not-attempted');
});

it('keeps neither the case in the vault nor an answer or its id in the case book', async () => {
  const of = async (schema: string) => {
    const tables = await service.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1 AND table_type = 'BASE TABLE'`,
      [schema],
    );
    const texts = tables.map(({ name }) =>
      service.database.query<{ text: string }>(`SELECT t::text AS text FROM ${schema}.${name} AS t`),
    );
    return (await Promise.all(texts))
      .flat()
      .map(({ text }) => text)
      .join('\n');
  };
  const [inside, outside] = [await of('vault'), await of('survey')];
  const responses = await service.database.query<{ id: string }>('SELECT id FROM vault.response');
  expect(responses.length).toBeGreaterThan(5);
  for (const { id } of responses) expect(outside).not.toContain(id);
  for (const { id } of await field.cases()) expect(inside).not.toContain(id);
  expect(inside).not.toContain(an.personId);
});

it('takes nothing when fieldwork is closed', async () => {
  const id = free();
  await plan.close();
  const { status, body } = await post([saved(id)]);
  expect([status, body.code]).toEqual([409, 'response.not-taken']);
  expect((await an.client.get(`${field.at}/interview-form`)).status).toBe(404);
});
