import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SurveyRelease } from '#contracts/releases';
import type { SurveyMicrodata } from '#contracts/survey-microdata';
import { readSheets, sheetTypes } from '#documents/sheets';
import { seededRandom } from '#statistics/random';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import { invented, PlayedSurvey, variables } from '../estimates/played-survey.fixture.js';
import { survey } from '../survey.service-definition.js';
import { disclosureFaults, type Person, rowsOf } from './microdata.rules.js';

const people = (count: number, ...categories: string[]): Person[] =>
  Array.from({ length: count }, (_, at) => ({ categories, weight: 1 + at }));
const check = { variables: ['sex', 'answer'], identifying: ['sex'], minPeople: 10 };

describe('the disclosure check', () => {
  it('finds rows that too few share, and groups that have answered alike', () => {
    const enough = [...people(10, 'm', 'yes'), ...people(10, 'm', 'no'), ...people(10, 'f', 'yes')];
    expect(disclosureFaults([...enough, ...people(10, 'f', 'no')], check)).toEqual([]);
    expect(disclosureFaults([...enough, ...people(9, 'f', 'no')], check)).toEqual([
      { path: 'variables', message: 'rows that fewer than 10 people share: 1' },
    ]);
    expect(disclosureFaults(enough, check)).toEqual([
      { path: 'variables.1', message: 'answer: groups that have answered alike: 1' },
    ]);
    expect(disclosureFaults([], check)).toMatchObject([{ path: 'variables' }]);
    // Nobody could be known by sex, then.
    expect(disclosureFaults(enough, { ...check, identifying: [] })).toEqual([]);
  });

  it('lets no table of the variables have a cell of fewer people, whatever was answered', () => {
    const answer = fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 2 }), fc.nat({ max: 1 }));
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 120 }), (given) => {
        const all = given.map((codes): Person => ({ categories: codes.map(String), weight: 1 }));
        const names = ['a', 'b', 'c'];
        if (disclosureFaults(all, { variables: names, identifying: ['a'], minPeople: 5 }).length > 0) return;
        for (const places of [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]) {
          const cells = new Map<string, number>();
          for (const { categories } of all) {
            const cell = places.map((place) => categories[place]).join();
            cells.set(cell, (cells.get(cell) ?? 0) + 1);
          }
          expect(Math.min(...cells.values())).toBeGreaterThanOrEqual(5);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the rows', () => {
  it('stand by their categories, and share their weight with those who are alike', () => {
    const { rows, patterns } = rowsOf([
      ...people(2, 'm', 'yes'),
      ...people(3, 'f', 'no'),
      ...people(1, 'm', 'no'),
    ]);
    expect(patterns).toBe(3);
    expect(rows.map(({ categories, weight }) => [...categories, weight])).toEqual([
      ['f', 'no', 2],
      ['f', 'no', 2],
      ['f', 'no', 2],
      ['m', 'no', 1],
      ['m', 'yes', 1.5],
      ['m', 'yes', 1.5],
    ]);
  });
});

describe('de-identified answers', () => {
  let service: TestService;
  let worker: { stop(): Promise<void> };
  let editor: TestClient;
  let approver: TestClient;
  let played: PlayedSurvey;
  let release: SurveyRelease;
  beforeAll(async () => {
    service = await startTestService(survey);
    worker = await startTestWorker(survey, service);
    editor = service.as('editor');
    approver = service.as('approver', { secondFactor: true });
    played = await PlayedSurvey.inField(service, 'opt-in', { method: 'opt-in' });
    const draw = seededRandom(11);
    await played.answerPoll(Array.from({ length: 250 }, () => invented(draw)));
    await played.advance('closed');
  }, 60_000);
  afterAll(async () => {
    await worker?.stop();
    await service?.close();
  });

  async function begun(): Promise<SurveyRelease> {
    const analysis = await played.analysed({
      title: 'Kết quả',
      variables: variables.slice(0, 4),
      tables: [{ variable: 'satisfied', by: 'sex' }],
    });
    const methods = { processing: 'Kiểm tra logic', limitations: 'Ai muốn thì trả lời' };
    const text = { analysisId: analysis.id, title: 'Kết quả', methods };
    return (await editor.post(`${played.path}/releases`, text)).body;
  }
  async function published(draft: SurveyRelease): Promise<SurveyRelease> {
    const at = `/v1/survey/releases/${draft.id}`;
    const { contentHash } = draft;
    const approved = await approver.post(`${at}/approve`, { contentHash }, ifMatch(draft));
    return (await editor.post(`${at}/publish`, undefined, ifMatch(approved.body))).body;
  }
  const wish = { variables: ['sex', 'satisfied'], identifying: ['sex'] };
  const draw = (body: object = wish, of = release, by = editor) =>
    by.post(`/v1/survey/releases/${of.id}/microdata`, body, ifMatch(of));
  const approve = (of: SurveyMicrodata, contentHash = of.contentHash, by = approver) =>
    by.post(`/v1/survey/microdata/${of.id}/approve`, { contentHash }, ifMatch(of));
  const file = (of: SurveyMicrodata, by: TestClient = editor) =>
    by.get(`/v1/survey/microdata/${of.id}/file.csv`);
  const list = async (by: TestClient): Promise<SurveyMicrodata[]> =>
    (await by.get(`/v1/survey/releases/${release.id}/microdata`)).body.items;

  it('are drawn up of a published release alone, and only where nobody is found by them', async () => {
    const draft = await begun();
    expect(await draw(wish, draft)).toMatchObject({
      status: 409,
      body: { code: 'survey-release.wrong-state' },
    });
    release = await published(draft);
    const all = { variables: ['sex', 'age', 'satisfied', 'channels'], identifying: ['sex', 'age'] };
    const refused = await draw(all);
    expect(refused).toMatchObject({ status: 422, body: { code: 'microdata.disclosure' } });
    expect(refused.body.errors[0].message).toMatch(/^rows that fewer than 10 people share: [1-9]/);
    const unknown = { variables: ['sex', 'trips'], identifying: [] };
    expect(await draw(unknown)).toMatchObject({
      status: 422,
      body: { code: 'microdata.no-variable', detail: 'trips' },
    });
    for (const wrong of [
      { variables: [], identifying: [] },
      { variables: ['sex'], identifying: ['age'] },
    ])
      expect((await draw(wrong)).status).toBe(400);
    expect((await draw(wish, release, service.as('reviewer'))).status).toBe(403);
    expect(await list(editor)).toEqual([]);
  });

  it('hold the answers as they were counted, and come out when they were approved with a second factor', async () => {
    const { status, body: draft } = await draw();
    expect(status).toBe(201);
    expect(draft).toMatchObject({
      state: 'draft',
      people: 250,
      patterns: 6,
      minPeople: 10,
      approvedAt: null,
    });
    const [sheet] = await readSheets((await file(draft)).body, sheetTypes.csv);
    const [titles, ...rows] = sheet!.rows;
    expect(titles).toEqual(['sex', 'satisfied', 'weight']);
    const { people, rows: levels, columns } = release.content.result.tables[0]!;
    levels.forEach(({ key }, i) =>
      columns.forEach((column, j) =>
        expect(rows.filter(([sex, satisfied]) => sex === column.key && satisfied === key)).toHaveLength(
          people.cells[i]![j]!.value!,
        ),
      ),
    );
    const reader = service.asClient('survey-release.read');
    expect((await file(draft, reader)).status).toBe(404);
    expect(await list(reader)).toEqual([]);
    expect((await approve(draft, draft.contentHash, service.as('approver'))).body.code).toBe(
      'auth.second-factor-required',
    );
    expect((await approve(draft, draft.contentHash, editor)).status).toBe(403);
    expect((await approve(draft, 'f'.repeat(64))).body.code).toBe('microdata.content-changed');
    const approved = await approve(draft);
    expect(approved).toMatchObject({ status: 200, body: { state: 'published', version: 2 } });
    expect((await approve(approved.body)).body.code).toBe('microdata.wrong-state');
    expect((await file(draft, reader)).body.equals((await file(draft)).body)).toBe(true);
    expect(await list(reader)).toEqual([approved.body]);
  });

  it('are one file of a survey, and go with their release', async () => {
    const { body: second } = await draw({ variables: ['satisfied'], identifying: [] });
    expect(await approve(second)).toMatchObject({ status: 409, body: { code: 'microdata.another' } });
    const [first] = await list(editor);
    const withdraw = `/v1/survey/releases/${release.id}/withdraw`;
    expect((await editor.post(withdraw, { reason: 'Sai phiếu' }, ifMatch(release))).status).toBe(200);
    for (const by of [editor, service.asClient('survey-release.read')])
      expect((await file(first!, by)).status).toBe(404);
    expect(await draw()).toMatchObject({ status: 412 });
    const now = (await editor.get(`/v1/survey/releases/${release.id}`)).body;
    expect(await draw(wish, now)).toMatchObject({
      status: 409,
      body: { code: 'survey-release.wrong-state' },
    });
    expect(await approve(second)).toMatchObject({
      status: 409,
      body: { code: 'survey-release.wrong-state' },
    });
  });
});
