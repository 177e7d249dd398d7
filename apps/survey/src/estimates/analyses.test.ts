import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analysis, SurveyEstimate, SurveyTable } from '#contracts/analyses';
import type { Answers } from '#contracts/questionnaires';
import { seededRandom } from '#statistics/random';
import { startTestService, type TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import { survey } from '../survey.service-definition.js';
import { invented, PlayedSurvey, twoStageSurvey, variables } from './played-survey.fixture.js';

interface Kept {
  cell: number;
  weight: number;
  stratum: string;
  cluster: string;
  certain: boolean;
  population: number;
  answers: Answers & { sex: string; age: number; satisfied: string; channels: string[]; trips: number };
}

let service: TestService;
let worker: { stop(): Promise<void> };
let played: PlayedSurvey;
let kept: Kept[];

beforeAll(async () => {
  service = await startTestService(survey);
  worker = await startTestWorker(survey, service);
  played = await twoStageSurvey(service);
  kept = await service.database.query<Kept>(
    `SELECT cell, base_weight AS weight, stratum, cluster, certain, population, answers
       FROM vault.response JOIN survey.sample_cell ON number = cell
       JOIN survey.sample ON sample.id = sample_id AND sample.plan_id = response.plan_id
      WHERE response.plan_id = $1`,
    [played.id],
  );
}, 180_000);
afterAll(async () => {
  await worker?.stop();
  await service?.close();
});

const table = ({ result }: Analysis, key: string): SurveyTable =>
  result!.tables.find((one) => one.key === key)!;
const definition = (more: object = {}) => ({
  title: 'Mức độ hài lòng',
  variables,
  tables: [{ variable: 'satisfied' }],
  ...more,
});
const start = (body: unknown) => service.as('editor').post(`${played.path}/analyses`, body);
/** That an estimate is what was worked out elsewhere, as finely as it is printed. */
function isPrinted({ value, se = null }: SurveyEstimate, exact: number, exactSe?: number): void {
  // Of a domain of a hundred people with unequal weights, half of the error.
  expect(Math.abs(value! - exact)).toBeLessThanOrEqual(0.53 * se!);
  if (exactSe === undefined) return;
  // Rounded to two digits, or up to a preferred number.
  expect(se! / exactSe).toBeGreaterThanOrEqual(0.95);
  expect(se! / exactSe).toBeLessThanOrEqual(1.18);
}
const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

describe('an analysis of a probability sample', () => {
  it('estimates shares by base weights, with the variance of the clusters drawn', async () => {
    const analysis = await played.analysed(definition());
    const { rows, shares, people } = table(analysis, 'satisfied');
    expect(rows.map(({ label }) => label)).toEqual(['Hài lòng', 'Không hài lòng', 'Khó trả lời']);
    expect(people.total.value).toBe(kept.length);
    const whole = sum(kept.map(({ weight }) => weight));
    const isYes = ({ answers }: Kept): number => Number(answers.satisfied === 'yes');
    const share = sum(kept.map((one) => one.weight * isYes(one))) / whole;
    // Clusters of a stratum are told apart by what they add to the linearised total; of one that was taken for
    // certain, the people are.
    const addsOf = (of: Kept[]): number[] => of.map((one) => (one.weight * (isYes(one) - share)) / whole);
    const spread = (adds: number[]): number => {
      const mean = sum(adds) / adds.length;
      return (adds.length / (adds.length - 1)) * sum(adds.map((one) => (one - mean) ** 2));
    };
    const inCluster = (cluster: string): Kept[] => kept.filter((one) => one.cluster === cluster);
    const certain = new Set(kept.flatMap((one) => (one.certain ? one.cluster : [])));
    let variance = 0;
    for (const cluster of certain) {
      const of = inCluster(cluster);
      variance += (1 - of.length / of[0]!.population) * spread(addsOf(of));
    }
    for (const stratum of new Set(kept.map((one) => one.stratum))) {
      const drawn = kept.filter((one) => one.stratum === stratum && !one.certain);
      const totals = [...new Set(drawn.map(({ cluster }) => cluster))].map((one) =>
        sum(addsOf(inCluster(one))),
      );
      if (totals.length > 0) variance += spread(totals);
    }
    isPrinted(shares[0]!, share, Math.sqrt(variance));
    expect(shares[0]).toMatchObject({ df: 8 - certain.size, designEffect: expect.any(Number) });
    expect(shares[0]!.low!).toBeLessThan(share);
    expect(shares[0]!.high!).toBeGreaterThan(share);
    expect(analysis.result).toMatchObject({
      representative: true,
      notice: null,
      method: { variance: 'taylor', weighting: 'design', stages: 2, interval: 'korn-graubard' },
    });
    expect(await service.as('editor').get(played.path)).toMatchObject({ body: { state: 'processed' } });
  });

  it('rakes to known totals, and says how they were met and what the weights cost', async () => {
    const totals = [
      { category: 'm', total: 421_000 },
      { category: 'f', total: 419_434 },
    ];
    const { result, failure } = await played.analysed(
      definition({
        weights: {
          nonResponse: 'stratum',
          trim: { lower: 0.2, upper: 4 },
          calibration: {
            method: 'raking',
            margins: [
              { variable: 'sex', totals },
              { variable: 'place', totals: 'frame' },
            ],
          },
        },
        tables: [{ variable: 'sex' }, { variable: 'place' }],
      }),
    );
    expect(failure).toBeNull();
    const { calibration, nonResponse, effectiveSize, designEffect } = result!.weighting;
    expect(calibration).toMatchObject({ method: 'raking', converged: true });
    for (const { target, after } of calibration!.targets) expect(after.value! / target).toBeCloseTo(1, 5);
    expect(calibration!.targets.filter(({ variable }) => variable === 'place')).toHaveLength(2);
    expect(sum(calibration!.targets.map(({ target }) => target))).toBeCloseTo(2 * 840_434, 6);
    expect(nonResponse).toMatchObject({ classes: 2, rate: kept.length / 200 });
    expect(Math.abs((effectiveSize! * designEffect!) / kept.length - 1)).toBeLessThan(0.11);
    const [male] = table({ result } as Analysis, 'sex').shares;
    expect(male!.value).toBe(0.5);
    expect(nonResponse!.factors).toMatchObject({ least: expect.any(Number), greatest: expect.any(Number) });
    // What the weights are raked to is certain, but for its rounding to 0.02.
    expect(male!.se).toBe(0.0063);
  });

  it('tabulates by domains, tests independence and compares domains; means, totals, ratios and quantiles', async () => {
    const analysis = await played.analysed(
      definition({
        tables: [
          { variable: 'satisfied', by: 'sex', against: 'm' },
          { variable: 'channels', by: 'sex' },
          { variable: 'age', by: 'sex' },
        ],
        numbers: [
          { statistic: 'mean', item: 'trips', by: 'sex' },
          { statistic: 'total', item: 'trips' },
          { statistic: 'ratio', item: 'hours', denominator: 'trips' },
          { statistic: 'quantile', item: 'trips', p: 0.5 },
        ],
        variance: { method: 'bootstrap', replicates: 60, seed: 11 },
      }),
    );
    const women = kept.filter(({ answers }) => answers.sex === 'f');
    const weighted = (of: Kept[], value: (one: Kept) => number): number =>
      sum(of.map((one) => one.weight * value(one)));
    const bySex = table(analysis, 'satisfied~sex');
    const share =
      weighted(women, ({ answers }) => Number(answers.satisfied === 'yes')) / weighted(women, () => 1);
    isPrinted(bySex.columnShares[0]![1]!, share);
    expect(bySex.people.cells[0]![1]!.value).toBe(
      women.filter(({ answers }) => answers.satisfied === 'yes').length,
    );
    const { independence } = table(analysis, 'age~sex');
    expect(independence).toMatchObject({ numeratorDf: expect.any(Number), p: expect.any(Number) });
    const [difference] = bySex.differences;
    expect(difference).toMatchObject({ row: 'yes', column: 'f', against: 'm', p: expect.any(Number) });
    isPrinted(difference as SurveyEstimate, share - bySex.columnShares[0]![0]!.value!);
    const channels = table(analysis, 'channels~sex');
    expect(channels.multiple).toBe(true);
    isPrinted(
      channels.shares[0]!,
      weighted(kept, ({ answers }) => Number(answers.channels.includes('tv'))) / weighted(kept, () => 1),
    );
    const [, ofWomen, total, ratio, median] = analysis.result!.numbers;
    expect(ofWomen).toMatchObject({ domain: { key: 'f' }, base: { value: women.length } });
    isPrinted(ofWomen!.estimate, weighted(women, ({ answers }) => answers.trips) / weighted(women, () => 1));
    const trips = weighted(kept, ({ answers }) => answers.trips);
    isPrinted(total!.estimate, trips);
    isPrinted(ratio!.estimate, weighted(kept, ({ answers }) => answers['hours'] as number) / trips);
    expect(median!.estimate.value).toSatisfy(Number.isInteger);
    expect(analysis.result!.method).toMatchObject({ variance: 'bootstrap', replicates: 60, seed: 11 });
  });

  it('gives the same once more, to the last digit, and says when an answer is not what it was', async () => {
    const analysis = await played.analysed(definition({ tables: [{ variable: 'satisfied', by: 'age' }] }));
    const rebuild = () => service.as('editor').get(`/v1/survey/analyses/${analysis.id}/rebuild`);
    expect((await rebuild()).body).toEqual({
      same: true,
      inputHash: analysis.inputHash,
      storedInputHash: analysis.inputHash,
      resultHash: analysis.resultHash,
      storedResultHash: analysis.resultHash,
    });
    const change = `UPDATE vault.response SET answers = answers || $2 WHERE id =
      (SELECT id FROM vault.response WHERE plan_id = $1 AND answers->>'age' <> '40' ORDER BY id LIMIT 1)
      RETURNING answers`;
    await service.database.query('CREATE TABLE vault.before AS SELECT * FROM vault.response');
    await service.database.query(change, [played.id, JSON.stringify({ age: 40 })]);
    expect((await rebuild()).body).toMatchObject({ same: false, storedInputHash: analysis.inputHash });
    await service.database.query(
      `UPDATE vault.response r SET answers = b.answers FROM vault.before b WHERE b.id = r.id`,
    );
    expect((await rebuild()).body.same).toBe(true);
    await service.database.query('DELETE FROM vault.response WHERE plan_id = $1', [played.id]);
    expect((await rebuild()).body.code).toBe('analysis.impossible');
    await service.database.query('INSERT INTO vault.response SELECT * FROM vault.before');
  });

  it('shows no figure that rests on too few, in any form', async () => {
    const { result } = await played.analysed(
      definition({
        variables: [...variables.slice(2), { key: 'age', item: 'age', bands: [20, 22, 60] }],
        tables: [{ variable: 'satisfied', by: 'age' }, { variable: 'age' }],
        numbers: [{ statistic: 'mean', item: 'trips', by: 'age' }],
      }),
    );
    const young = kept.filter(({ answers }) => answers.age < 20).length;
    expect(young).toBeGreaterThan(0);
    expect(young).toBeLessThan(10);
    const [byAge, alone] = result!.tables;
    expect(byAge!.columnShares.map((row) => row[0])).toEqual(
      Array(3).fill({ value: null, reason: 'protected' }),
    );
    expect(alone!.people.rowTotals[0]).toEqual({ value: null, reason: 'protected' });
    expect(result!.numbers[0]!.estimate).toEqual({ value: null, reason: 'protected' });
    for (const one of result!.tables) {
      const shown = [...one.people.cells.flat(), ...one.people.rowTotals].map(({ value }) => value);
      expect(shown.every((value) => value === null || value === 0 || value >= 10)).toBe(true);
      one.people.cells.forEach((row, i) =>
        row.forEach(({ value }, j) => value === null && expect(one.columnShares[i]![j]!.value).toBeNull()),
      );
    }
  });

  it('says what the answers or the design do not allow', async () => {
    const margins = [
      {
        variable: 'sex',
        totals: [
          { category: 'm', total: 1 },
          { category: 'f', total: 1 },
        ],
      },
      { variable: 'place', totals: 'frame' },
    ];
    const failed = await played.analysed(
      definition({ weights: { calibration: { method: 'raking', margins } } }),
    );
    expect(failed).toMatchObject({ state: 'failed', result: null });
    expect(failed.failure).toContain('adds up to');
    expect((await service.as('editor').get(`/v1/survey/analyses/${failed.id}/rebuild`)).body.code).toBe(
      'analysis.not-computed',
    );
  });
});

describe('what is asked for', () => {
  it('is refused with every defect', async () => {
    const { status, body } = await start(
      definition({
        variables: [
          { key: 'sex', item: 'sex' },
          { key: 'old', item: 'age' },
          { key: 'free', item: 'nothing' },
          { key: 'a', item: 'age', bands: [30] },
          { key: 'b', item: 'age', bands: [40] },
          { key: 'channels', item: 'channels' },
        ],
        tables: [
          { variable: 'sex', by: 'sex' },
          { variable: 'sex', by: 'channels' },
        ],
        numbers: [{ statistic: 'mean', item: 'sex' }],
        headlines: ['channels'],
        weights: {
          calibration: {
            method: 'poststratification',
            margins: [
              {
                variable: 'sex',
                totals: [
                  { category: 'm', total: 1 },
                  { category: 'x', total: 2 },
                ],
              },
            ],
          },
        },
      }),
    );
    expect([status, body.code]).toEqual([422, 'analysis.unsuitable']);
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'headlines.0',
      'numbers.0',
      'tables.0.by',
      'tables.1.by',
      'variables.1',
      'variables.2',
      'variables.4',
      'weights.calibration.margins.0.totals',
      'weights.calibration.margins.0.totals',
    ]);
  });

  it('waits for the close of fieldwork, and is asked by who may', async () => {
    const other = await PlayedSurvey.inField(service, 'opt-in', { method: 'opt-in' });
    expect(await service.as('editor').post(`${other.path}/analyses`, definition())).toMatchObject({
      status: 409,
      body: { code: 'analysis.not-closed' },
    });
    expect((await service.as('reviewer').post(`${played.path}/analyses`, definition())).status).toBe(403);
    expect((await service.as('approver').get(`${played.path}/analyses`)).status).toBe(200);
    expect((await service.as('reviewer').get(`${played.path}/analyses`)).status).toBe(403);
    const unknown = '/v1/survey/plans/00000000-0000-4000-8000-000000000000/analyses';
    expect((await service.as('editor').post(unknown, definition())).status).toBe(404);
  });
});

describe('an open poll', () => {
  let poll: PlayedSurvey;
  beforeAll(async () => {
    poll = await PlayedSurvey.inField(service, 'opt-in', { method: 'opt-in' });
    const draw = seededRandom(3);
    await poll.answerPoll(Array.from({ length: 60 }, () => invented(draw)));
    await poll.advance('closed');
  });

  it('has shares of those who answered and nothing else, labelled so', async () => {
    const noStrata = variables.slice(0, 4);
    const { result } = await poll.analysed(
      definition({
        variables: noStrata,
        weights: {
          calibration: {
            method: 'raking',
            margins: [
              {
                variable: 'sex',
                totals: [
                  { category: 'm', total: 50 },
                  { category: 'f', total: 50 },
                ],
              },
            ],
          },
        },
        tables: [
          { variable: 'sex' },
          { variable: 'satisfied', by: 'sex' },
          { variable: 'channels', by: 'sex' },
        ],
      }),
    );
    expect(result).toMatchObject({
      representative: false,
      notice: expect.stringContaining('không đại diện'),
    });
    expect(result!.method).toMatchObject({
      variance: 'none',
      interval: null,
      confidence: null,
      stages: null,
    });
    expect(result!.tables[0]!.shares[0]).toEqual({ value: expect.closeTo(0.5, 12) });
    for (const one of result!.tables) {
      expect(one.independence).toBeNull();
      for (const estimate of [...one.shares, ...one.columnShares.flat()])
        expect(Object.keys(estimate).every((key) => key === 'value' || key === 'reason')).toBe(true);
    }
  });

  it('has no means, no variance and no weights of a design', async () => {
    const { status, body } = await service.as('editor').post(
      `${poll.path}/analyses`,
      definition({
        variables: variables.slice(0, 4),
        numbers: [{ statistic: 'mean', item: 'trips' }],
        weights: { nonResponse: 'all' },
        variance: { method: 'jackknife' },
      }),
    );
    expect([status, body.code]).toEqual([422, 'analysis.unsuitable']);
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'numbers.0',
      'variance',
      'weights.nonResponse',
    ]);
  });
});
