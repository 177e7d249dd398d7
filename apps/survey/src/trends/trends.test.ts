import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SurveyTable } from '#contracts/analyses';
import type { SurveyRelease, SurveyReleaseContent } from '#contracts/releases';
import type { SampleDesign } from '#contracts/samples';
import type { SurveyDesign } from '#contracts/survey';
import { seededRandom } from '#statistics/random';
import { ifMatch, startTestService, type TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import { invented, PlayedSurvey, variables } from '../estimates/played-survey.fixture.js';
import { survey } from '../survey.service-definition.js';
import { type Published, trendOf } from './trends.rules.js';

type Share = SurveyTable['shares'][number];

/** A release that shows one question of two answers. */
function release(
  id: string,
  shares: Share[],
  changes: { label?: string; keys?: string[]; known?: boolean; seed?: number } = {},
) {
  const { label = 'Có hài lòng không?', keys = ['yes', 'no'], known = true, seed = null } = changes;
  const rows = keys.map((key) => ({ key, label: key }));
  const variable = { key: 'satisfied', label };
  const table = { key: 'satisfied', variable, rows, shares, people: { total: { value: 400 } } };
  const result = { representative: known, notice: known ? null : 'Không đại diện', tables: [table] };
  const plan = { fieldStartsOn: '2026-01-01', fieldEndsOn: '2026-01-31', design: 'stratified' };
  const content = { survey: plan, result } as unknown as SurveyReleaseContent;
  return { id, planId: id, number: 1, content, seed } satisfies Published;
}
const share = (value: number | null, se: number | null = 0.02, df = 30): Share => ({ value, se, df });
const asked = { variable: 'satisfied', confidence: 0.95 };

describe('a trend', () => {
  it('says how much a share changed, by the errors of two independent samples', () => {
    const [first, second] = [
      release('a', [share(0.4, 0.02, 30), share(0.6, 0.02, 30)]),
      release('b', [share(0.5, 0.03, 40), share(0.5, 0.03, 40)]),
    ];
    const { changes, waves } = trendOf('S', [first, second], asked)!;
    expect(waves.map(({ otherwise }) => otherwise)).toEqual([null, null]);
    expect(changes).toHaveLength(2);
    // √(0.02² + 0.03²); Satterthwaite: 0.0013² / (0.0004² / 30 + 0.0009² / 40).
    const [yes] = changes;
    expect(yes).toMatchObject({ answer: 'yes', fromReleaseId: 'a', toReleaseId: 'b' });
    const df = 0.0013 ** 2 / (0.0004 ** 2 / 30 + 0.0009 ** 2 / 40);
    expect(yes).toMatchObject({ value: 0.1, se: 0.036, df: Number(df.toPrecision(3)) });
    expect([yes!.low! < 0.1, yes!.high! > 0.1, yes!.p! > 0.005, yes!.p! < 0.01]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('compares with the last wave that asked the same of people with a known chance', () => {
    const waves = [
      release('a', [share(0.4), share(0.6)]),
      release('b', [share(0.4), share(0.6)], { label: 'Ông (bà) thấy thế nào?' }),
      release('c', [share(0.2), share(0.3)], { keys: ['yes', 'dk'] }),
      release('d', [{ value: 0.9 }, { value: 0.1 }], { known: false }),
      release('e', [share(0.45), share(0.55)]),
    ];
    const trend = trendOf('S', waves, asked)!;
    expect(trend.waves.map(({ otherwise }) => otherwise)).toEqual([null, 'wording', 'answers', null, null]);
    expect(trend.waves[3]).toMatchObject({ representative: false, notice: 'Không đại diện' });
    expect(trend.changes.map(({ fromReleaseId, toReleaseId }) => [fromReleaseId, toReleaseId])).toEqual([
      ['a', 'e'],
      ['a', 'e'],
    ]);
  });

  it('does not know the error of a change between samples that one seed drew', () => {
    const waves = [7, 8, 8].map((seed, at) =>
      release(`${at}`, [share(0.4 + at / 10), share(0.6 - at / 10)], { seed }),
    );
    const [apart, , together] = trendOf('S', waves, asked)!.changes;
    expect(apart).toMatchObject({ sameSeed: false, se: 0.028 });
    expect(together).toEqual({
      answer: 'yes',
      fromReleaseId: '1',
      toReleaseId: '2',
      sameSeed: true,
      value: 0.1,
      se: null,
      df: null,
      low: null,
      high: null,
      p: null,
    });
  });

  it('has no change of what was withheld, and is none of what nobody published', () => {
    const hidden: Share = { value: null, reason: 'protected' };
    const trend = trendOf(
      'S',
      [release('a', [hidden, share(0.6)]), release('b', [share(0.5), share(0.5)])],
      asked,
    )!;
    expect(trend.changes.map(({ value, se, p }) => [value === null, se === null, p === null])).toEqual([
      [true, true, true],
      [false, false, false],
    ]);
    expect(trendOf('S', [release('a', [share(0.5), share(0.5)])], { ...asked, variable: 'age' })).toBeNull();
  });
});

describe('the surveys of a series', () => {
  let service: TestService;
  let worker: { stop(): Promise<void> };
  beforeAll(async () => {
    service = await startTestService(survey);
    worker = await startTestWorker(survey, service);
  });
  afterAll(async () => {
    await worker?.stop();
    await service?.close();
  });

  const series = 'HAI-LONG';
  const frame = ['code\tstratum', ...Array.from({ length: 60 }, (_, at) => `U${at}\ta`)].join('\n');
  /** A survey that so many answered, and that was published. */
  async function wave(
    fieldStartsOn: string,
    design: SurveyDesign,
    sample: SampleDesign,
    seed: number,
  ): Promise<SurveyRelease> {
    const fields = { series, fieldStartsOn, fieldEndsOn: '2026-12-31', seed };
    const played = await PlayedSurvey.inField(
      service,
      design,
      sample,
      design === 'opt-in' ? null : frame,
      fields,
    );
    const draw = seededRandom(seed);
    const answers = Array.from({ length: 40 }, () => invented(draw));
    await (design === 'opt-in' ? played.answerPoll(answers) : played.answerInvited(1, answers));
    await played.advance('closed');
    const draft = await played.drafted({
      variables: variables.slice(0, 4),
      tables: [{ variable: 'satisfied' }],
    });
    const at = `/v1/survey/releases/${draft.id}`;
    const approver = service.as('approver', { secondFactor: true });
    const { contentHash } = draft;
    const approved = await approver.post(`${at}/approve`, { contentHash }, ifMatch(draft));
    const published = await service.as('editor').post(`${at}/publish`, undefined, ifMatch(approved.body));
    expect(published.status).toBe(200);
    return published.body;
  }
  const trend = (query = 'variable=satisfied', by = service.as('reviewer')) =>
    by.get(`/v1/survey/series/${series}/trend?${query}`);

  it('show a question over their releases in force, to those who may read them', async () => {
    const simple: SampleDesign = { method: 'simple-random', take: 50 };
    const later = await wave('2026-06-01', 'simple-random', simple, 2);
    const first = await wave('2026-03-01', 'simple-random', simple, 1);
    const poll = await wave('2026-09-01', 'opt-in', { method: 'opt-in' }, 3);
    const { status, body } = await trend();
    expect(status).toBe(200);
    expect(body.waves.map(({ releaseId }: { releaseId: string }) => releaseId)).toEqual(
      [first, later, poll].map(({ id }) => id),
    );
    expect(body.waves[2]).toMatchObject({ representative: false, otherwise: null });
    const shares = [first, later].map(({ content }) => content.result.tables[0]!.shares);
    expect(body.waves[1].shares).toEqual(shares[1]);
    expect(body.changes).toHaveLength(body.answers.length);
    expect(body.changes[0].value).toBeCloseTo(shares[1]![0]!.value! - shares[0]![0]!.value!, 12);
    expect(body.changes[0]).toMatchObject({ fromReleaseId: first.id, toReleaseId: later.id });
    expect(
      (await service.as('editor').get(`/v1/survey/plans?filter[series][eq]=${series}`)).body.items,
    ).toHaveLength(3);

    const withdraw = `/v1/survey/releases/${later.id}/withdraw`;
    expect(
      (await service.as('editor').post(withdraw, { reason: 'Sai quyền số' }, ifMatch(later))).status,
    ).toBe(200);
    const now = await trend();
    expect([now.body.waves.length, now.body.changes]).toEqual([2, []]);
    expect((await trend('variable=age')).status).toBe(404);
    for (const wrong of ['', 'variable=satisfied&confidence=2', 'variable=satisfied&by=sex'])
      expect((await trend(wrong)).status).toBe(400);
    expect((await trend(undefined, service.as('collaborator'))).status).toBe(403);
  }, 60_000);
});
