import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '#contracts/analyses';
import { MethodsItem, type SurveyRelease } from '#contracts/releases';
import { surveyReleasePublished, surveyReleaseWithdrawn } from '#contracts/survey-events';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import { type PlayedSurvey, twoStageSurvey, variables } from '../estimates/played-survey.fixture.js';
import { survey } from '../survey.service-definition.js';

let service: TestService;
let worker: { stop(): Promise<void> };
let played: PlayedSurvey;
let editor: TestClient;
let approver: TestClient;
let analysis: Analysis;

beforeAll(async () => {
  service = await startTestService(survey);
  worker = await startTestWorker(survey, service);
  editor = service.as('editor');
  approver = service.as('approver', { secondFactor: true });
  played = await twoStageSurvey(service);
  analysis = await analysed();
}, 180_000);
afterAll(async () => {
  await worker?.stop();
  await service?.close();
});

const analysed = (more: object = {}) =>
  played.analysed({
    title: 'Kết quả chính',
    variables,
    tables: [{ variable: 'satisfied' }, { variable: 'satisfied', by: 'sex' }],
    headlines: ['satisfied'],
    ...more,
  });
const written = {
  processing: 'Kiểm tra logic theo phiếu; không có phiếu bị loại',
  limitations: 'Không phỏng vấn người đi làm ăn xa',
};
const begin = (of: Analysis, methods: object = written) =>
  editor.post(`${played.path}/releases`, { analysisId: of.id, title: 'Mức độ hài lòng 2026', methods });
const at = ({ id }: { id: string }) => `/v1/survey/releases/${id}`;
const approve = (of: SurveyRelease, { contentHash } = of) =>
  approver.post(`${at(of)}/approve`, { contentHash }, ifMatch(of));
const publish = (of: SurveyRelease) => editor.post(`${at(of)}/publish`, undefined, ifMatch(of));
const published = async (of: Analysis): Promise<SurveyRelease> => {
  const approved = await approve((await begin(of)).body);
  const answer = await publish(approved.body);
  if (answer.status !== 200) throw new Error(JSON.stringify([approved.body, answer.body]));
  return answer.body;
};

describe('a release', () => {
  let draft: SurveyRelease;

  it('begins with what is known of the methods, and names what is not', async () => {
    const { status, body } = await begin(analysis, {});
    expect(status).toBe(201);
    draft = body;
    expect(draft.missing).toEqual(['processing', 'limitations']);
    expect(Object.keys(draft.content.methods).sort()).toEqual([...MethodsItem.options].sort());
    const { methods } = draft.content;
    expect(methods['sponsor-and-conductor']).toContain('Ban Tuyên giáo và Dân vận Tỉnh ủy');
    expect(methods.sample).toContain('giai đoạn 1 chọn 10 đơn vị');
    expect(methods.wording).toContain(
      'Ông (bà) có hài lòng không? (Hài lòng / Không hài lòng / Khó trả lời)',
    );
    expect(methods.modes).toBe('Tự trả lời theo giấy mời');
    expect(methods['sizes-and-precision']).toContain('khoảng tin cậy 95%');
  });

  it('is not approved while one of the eleven items is empty: the problem names it', async () => {
    const refused = await approve(draft);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'survey-release.methods-incomplete', detail: 'processing, limitations' },
    });
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'methods.processing',
      'methods.limitations',
    ]);
    const changed = await editor.put(at(draft), { title: draft.title, methods: written }, ifMatch(draft));
    expect(changed.body).toMatchObject({ missing: [], version: 2 });
    for (const item of MethodsItem.options) {
      const emptied = await editor.put(
        at(draft),
        { title: draft.title, methods: { ...changed.body.content.methods, [item]: '' } },
        ifMatch((await editor.get(at(draft))).body),
      );
      expect((await approve(emptied.body)).body).toMatchObject({
        code: 'survey-release.methods-incomplete',
        detail: item,
      });
    }
    const again = { title: draft.title, methods: changed.body.content.methods };
    draft = (await editor.put(at(draft), again, ifMatch((await editor.get(at(draft))).body))).body;
    expect(draft.missing).toEqual([]);
  });

  it('takes no text that leads to a person', async () => {
    const methods = { limitations: 'Hỏi ông Nguyễn Văn Thử, số 0912 345 678' };
    expect(await editor.put(at(draft), { title: draft.title, methods }, ifMatch(draft))).toMatchObject({
      status: 422,
      body: { code: 'survey-release.personal-data' },
    });
    expect((await begin(analysis, methods)).status).toBe(422);
  });

  it('is approved as it was read, with a second factor, by an approver', async () => {
    const other = { ...draft, contentHash: 'a'.repeat(64) };
    expect((await approve(draft, other)).body.code).toBe('survey-release.content-changed');
    const { contentHash } = draft;
    const path = `${at(draft)}/approve`;
    expect((await service.as('approver').post(path, { contentHash }, ifMatch(draft))).body.code).toBe(
      'auth.second-factor-required',
    );
    expect((await editor.post(path, { contentHash }, ifMatch(draft))).status).toBe(403);
    expect((await publish(draft)).body.code).toBe('survey-release.wrong-state');
    const approved = await approve(draft);
    expect(approved.body).toMatchObject({ state: 'approved', number: null });
    draft = approved.body;
    const late = await editor.put(at(draft), { title: 'Khác', methods: {} }, ifMatch(draft));
    expect(late.body.code).toBe('survey-release.wrong-state');
  });

  it('is seen outside once it is published, and reporting is told its headlines', async () => {
    const reviewer = service.as('reviewer');
    const client = service.asClient('survey-release.read');
    expect((await reviewer.get(at(draft))).status).toBe(404);
    expect((await client.get(at(draft))).status).toBe(404);
    const { status, body } = await publish(draft);
    expect([status, body.state, body.number]).toEqual([200, 'published', 1]);
    expect((await client.get(at(draft))).body.content).toEqual(body.content);
    expect((await reviewer.get(`${played.path}/releases`)).body.items).toHaveLength(1);
    expect((await editor.get(played.path)).body.state).toBe('released');
    const [told] = await eventually(async () => {
      const all = service.sent(surveyReleasePublished);
      if (all.length === 0) throw new Error('nothing was sent');
      return all;
    });
    expect(told!.data).toMatchObject({ id: draft.id, planId: played.id, release: 1, probability: true });
    const [satisfied] = draft.content.result.tables;
    expect(told!.data.headlines).toEqual(
      satisfied!.rows.map(({ label }, row) => ({
        item: 'satisfied',
        wording: 'Ông (bà) có hài lòng không?',
        category: label,
        estimate: satisfied!.shares[row]!.value,
        reason: null,
        low: satisfied!.shares[row]!.low,
        high: satisfied!.shares[row]!.high,
        base: satisfied!.people.total.value,
      })),
    );
  });
});

describe('a later release', () => {
  it('is held against those before: what was withheld is, and other cuts of an item are refused', async () => {
    // Computed before anything else came out: it does not know of what does.
    const [stale, byAge] = [
      await analysed({ headlines: [], tables: [{ variable: 'age' }] }),
      await analysed({
        headlines: [],
        tables: [
          { variable: 'age', by: 'sex' },
          { variable: 'satisfied', by: 'age' },
        ],
      }),
    ];
    const second = await published(byAge);
    expect(second.number).toBe(2);
    const [first] = (await editor.get(`${played.path}/releases?filter[state][eq]=superseded`)).body.items;
    expect(first).toMatchObject({ number: 1, state: 'superseded' });
    const refused = await approve((await begin(stale)).body);
    expect(refused).toMatchObject({ status: 409, body: { code: 'survey-release.overtaken' } });
    const recut = [{ key: 'age', item: 'age', bands: [36, 55] }];
    const text = { title: 'Cắt khác', variables: recut, tables: [{ variable: 'age' }] };
    expect(await editor.post(`${played.path}/analyses`, text)).toMatchObject({
      status: 422,
      body: { code: 'analysis.unsuitable', errors: [{ path: 'variables.0' }] },
    });
    const anew = await analysed({ headlines: [], tables: [{ variable: 'age' }] });
    expect(anew.result!.tables[0]!.people.total.value).toBe(byAge.result!.tables[0]!.people.total.value);
    expect((await published(anew)).number).toBe(3);
  });

  it('is withdrawn with its reason, out of sight but on record', async () => {
    const [current] = (await editor.get(`${played.path}/releases?filter[state][eq]=published`)).body.items;
    const path = `${at(current)}/withdraw`;
    const withdrawn = await editor.post(path, { reason: 'Sai quyền số' }, ifMatch(current));
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', number: 3, withdrawnReason: 'Sai quyền số' });
    expect((await service.as('reviewer').get(at(current))).status).toBe(404);
    expect((await editor.get(played.path)).body.state).toBe('processed');
    await eventually(async () =>
      expect(service.sent(surveyReleaseWithdrawn).map(({ data }) => data)).toEqual([
        { id: current.id, planId: played.id, release: 3 },
      ]),
    );
    expect((await editor.post(path, { reason: 'Lần nữa' }, ifMatch(withdrawn.body))).body.code).toBe(
      'survey-release.wrong-state',
    );
  });

  it('is made of a computed analysis of the same survey', async () => {
    const failed = await analysed({
      weights: {
        calibration: {
          method: 'raking',
          margins: [
            {
              variable: 'sex',
              totals: [
                { category: 'm', total: 1 },
                { category: 'f', total: 1 },
              ],
            },
            { variable: 'place', totals: 'frame' },
          ],
        },
      },
    });
    expect((await begin(failed)).body.code).toBe('analysis.not-computed');
    const unknown = { ...analysis, id: '00000000-0000-4000-8000-000000000000' };
    expect((await begin(unknown)).body.code).toBe('survey-release.no-analysis');
    expect((await service.as('reviewer').post(`${played.path}/releases`, {})).status).toBe(403);
  });
});
