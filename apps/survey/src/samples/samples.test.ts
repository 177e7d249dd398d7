import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sample, SampleCell, SampleDesign, SampledUnit } from '#contracts/samples';
import type { SurveyDesign } from '#contracts/survey';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { planText } from '../plans/plan-text.fixture.js';
import { pretested } from '../plans/ready-plan.fixture.js';
import { survey } from '../survey.service-definition.js';

const realFrame = readFileSync(
  new URL('../../../../test/fixtures/frames/lang-son-2025.tsv', import.meta.url),
  'utf8',
);
const tsv = { 'content-type': 'text/tab-separated-values' };

let service: TestService;
let editor: TestClient;
let number = 0;

beforeAll(async () => {
  service = await startTestService(survey);
  editor = service.as('editor');
});
afterAll(() => service?.close());

async function planned(design: SurveyDesign) {
  const { status, body } = await editor.post('/v1/survey/plans', planText({ design }));
  expect(status).toBe(201);
  return body;
}

async function frameOf(table: string, kind = 'areas') {
  const frame = await editor.post('/v1/survey/sampling-frames', {
    code: `F-${(number += 1)}`,
    title: 'Xã, phường Lạng Sơn',
    kind,
    source: 'Cục Thống kê',
    asOf: '2025-07-01',
  });
  expect(frame.status).toBe(201);
  const path = `/v1/survey/sampling-frames/${frame.body.id}`;
  return { id: frame.body.id as string, path, filled: await editor.post(`${path}/files`, table, tsv) };
}

const draw = (plan: { id: string }, frameId: string | null, design: SampleDesign, seed?: number) =>
  editor.post(`/v1/survey/plans/${plan.id}/samples`, {
    frameId,
    design,
    ...(seed !== undefined && { seed }),
  });
const cellsOf = async ({ id }: Sample): Promise<SampleCell[]> =>
  (await editor.get(`/v1/survey/samples/${id}/cells`)).body.items;
const unitsOf = async ({ id }: Sample): Promise<SampledUnit[]> => {
  const units: SampledUnit[] = [];
  for (let cursor = ''; ;) {
    const { body } = await editor.get(`/v1/survey/samples/${id}/units?limit=100${cursor}`);
    units.push(...body.items);
    if (body.next === null) return units;
    cursor = `&cursor=${body.next}`;
  }
};

/** Households of 12 in each of so many communes of two strata. */
const listed = (clusters: number): string =>
  [
    'code\tname\tcluster\tstratum\tsize',
    ...Array.from({ length: clusters }, (_, at) => `C${at}\tXã ${at}\t\t${at % 2 ? 'a' : 'b'}\t${100 + at}`),
    ...Array.from({ length: clusters * 12 }, (_, at) => `H${at}\t\tC${Math.floor(at / 12)}\t\t`),
  ].join('\n');

describe('the real frame of the province', () => {
  const design: SampleDesign = {
    method: 'multi-stage',
    clusters: { draw: 'sampford', take: 20 },
    within: { draw: 'simple-random', take: 15, listed: false },
  };

  it('is filled from a table', async () => {
    const { path, filled } = await frameOf(realFrame);
    expect(filled).toMatchObject({
      status: 200,
      body: { applied: true, counts: { units: 65 }, problems: [] },
    });
    expect((await editor.get(path)).body).toMatchObject({ units: 65, size: 840_434, version: 2 });
  });

  it.each(['sampford', 'systematic-pps', 'pareto'] as const)(
    'gives, in two stages with %s, everyone the same chance',
    async (method) => {
      const { id } = await frameOf(realFrame);
      const { status, body } = await draw(
        await planned('multi-stage-cluster'),
        id,
        { ...design, clusters: { draw: method, take: 20 } } as SampleDesign,
        2026,
      );
      expect({ status, units: body.units, seed: body.seed }).toEqual({ status: 201, units: 300, seed: 2026 });
      const cells = await cellsOf(body);
      expect(new Set(cells.map(({ cluster }) => cluster)).size).toBe(20);
      for (const { certain, probability, units } of cells) {
        expect(units).toBe(15);
        // A commune taken for certain is larger than its share; nobody else's chance differs.
        if (!certain) expect(probability).toBeCloseTo(cells.find((cell) => !cell.certain)!.probability!, 12);
      }
      const weights = cells.reduce((sum, cell) => sum + cell.units! * cell.baseWeight!, 0);
      expect(weights).toBeCloseTo(840_434, 4);
    },
  );

  it('draws the same sample from the same seed, another from another, and records one that was not given', async () => {
    const { id } = await frameOf(realFrame);
    const plan = await planned('multi-stage-cluster');
    const drawn = async (seed?: number) => (await draw(plan, id, design, seed)).body as Sample;
    const [first, second, other, chosen] = [await drawn(7), await drawn(7), await drawn(8), await drawn()];
    expect(await unitsOf(first)).toEqual(await unitsOf(second));
    expect(first.frameDigest).toBe(second.frameDigest);
    expect(await cellsOf(other)).not.toEqual(await cellsOf(first));
    expect(await cellsOf(await drawn(chosen.seed))).toEqual(await cellsOf(chosen));
    const all = await editor.get(`/v1/survey/plans/${plan.id}/samples`);
    expect(all.body.items).toHaveLength(5);
  });

  it('cannot be refilled once a sample was drawn from it', async () => {
    const { id, path } = await frameOf(realFrame);
    await draw(await planned('multi-stage-cluster'), id, design);
    expect(await editor.post(`${path}/files`, realFrame, tsv)).toMatchObject({
      status: 409,
      body: { code: 'sampling-frame.drawn-from' },
    });
  });
});

describe('a sample', () => {
  it('by simple chance has one cell, and every unit the weight of its share', async () => {
    const { id } = await frameOf(realFrame);
    for (const method of ['simple-random', 'systematic'] as const) {
      const { body } = await draw(await planned('simple-random'), id, { method, take: 13 }, 1);
      const units = await unitsOf(body);
      expect(new Set(units.map(({ unit }) => unit)).size).toBe(13);
      expect(units.every(({ baseWeight, cell }) => baseWeight === 5 && cell === 1)).toBe(true);
    }
  });

  it.each<[string, object, number[]]>([
    ['proportional', {}, [24, 6]],
    ['equal', {}, [15, 15]],
    ['power', { power: 0.5 }, [20, 10]],
    ['neyman', { deviations: { a: 1, b: 4 } }, [15, 15]],
  ])('in strata is shared %s', async (method, more, expected) => {
    const rows = Array.from({ length: 200 }, (_, at) => `U${at}\tĐơn vị ${at}\t${at < 160 ? 'a' : 'b'}`);
    const { id } = await frameOf(['code\tname\tstratum', ...rows].join('\n'));
    const allocation = { method, ...more, least: 2 } as never;
    const { body } = await draw(
      await planned('stratified'),
      id,
      { method: 'stratified', take: 30, draw: 'simple-random', allocation },
      3,
    );
    const cells = await cellsOf(body);
    expect(cells.map(({ stratum, population }) => [stratum, population])).toEqual([
      ['a', 160],
      ['b', 40],
    ]);
    expect(cells.map(({ units }) => units)).toEqual(expected);
  });

  it('of listed households is drawn in the clusters of its strata', async () => {
    const { id, filled } = await frameOf(listed(20), 'addresses');
    expect(filled.body).toMatchObject({ applied: true, counts: { units: 260 } });
    const { body } = await draw(
      await planned('multi-stage-cluster'),
      id,
      {
        method: 'multi-stage',
        allocation: { method: 'proportional', least: 2 },
        clusters: { draw: 'simple-random', take: 8 },
        within: { draw: 'systematic', take: 6, listed: true },
      },
      11,
    );
    const cells = await cellsOf(body);
    expect(cells).toHaveLength(8);
    for (const cell of cells)
      expect(cell).toMatchObject({ units: 6, population: 12, clusters: 10, probability: 0.2, baseWeight: 5 });
    for (const { unit, cluster } of await unitsOf(body))
      expect(`C${Math.floor(Number(unit!.slice(1)) / 12)}`).toBe(cluster);
  });

  it('by quotas or of whoever comes has no chances and no weights', async () => {
    const quota = await draw(await planned('quota'), null, {
      method: 'quota',
      cells: [
        { label: 'Nữ dưới 40', target: 50 },
        { label: 'Nam dưới 40', target: 50 },
      ],
    });
    expect(await cellsOf(quota.body)).toMatchObject([
      { label: 'Nữ dưới 40', units: 50, probability: null, baseWeight: null },
      { label: 'Nam dưới 40', units: 50, probability: null, baseWeight: null },
    ]);
    const open = await draw(await planned('opt-in'), null, { method: 'opt-in' });
    expect(await cellsOf(open.body)).toMatchObject([{ units: null, baseWeight: null }]);
  });

  it('is refused where its cells would tell who answered', async () => {
    const { id } = await frameOf(realFrame);
    const design: SampleDesign = {
      method: 'multi-stage',
      clusters: { draw: 'sampford', take: 20 },
      within: { draw: 'simple-random', take: 4, listed: false },
    };
    expect(await draw(await planned('multi-stage-cluster'), id, design)).toMatchObject({
      status: 422,
      body: { code: 'sample.cells-too-small' },
    });
  });

  it('is refused where it cannot be, or is not what the plan says', async () => {
    const { id } = await frameOf(realFrame);
    const refusal = async (plan: SurveyDesign, frame: string | null, design: SampleDesign) => {
      const { status, body } = await draw(await planned(plan), frame, design);
      return `${status} ${body.code}: ${body.detail}`;
    };
    expect(await refusal('simple-random', id, { method: 'simple-random', take: 66 })).toBe(
      '422 sample.impossible: a sample of 66 out of 65 cannot be drawn',
    );
    expect(await refusal('stratified', id, { method: 'simple-random', take: 10 })).toBe(
      '422 sample.design-differs: the plan says stratified, and simple-random is something else',
    );
    expect(await refusal('simple-random', null, { method: 'systematic', take: 10 })).toBe(
      '422 sample.design-differs: systematic needs a frame',
    );
  });

  it('is not drawn for a plan that is approved', async () => {
    const plan = await pretested(service, await planned('stratified'));
    const approver = service.as('approver', { secondFactor: true });
    const approved = await approver.post(`/v1/survey/plans/${plan.id}/approve`, undefined, ifMatch(plan));
    expect(approved.status).toBe(200);
    expect(await draw(plan, null, { method: 'opt-in' })).toMatchObject({
      status: 409,
      body: { code: 'sample.plan-approved' },
    });
  });
});

describe('a frame', () => {
  it('names the lines of what is wrong', async () => {
    const table =
      'code\tname\tcluster\tsize\nA\tXã A\t\t5\nA\tXã A\t\t5\nH1\t12 đường Lê Lợi\tA\t\nH2\t\tB\t\nH3\t\tA\t-1';
    const { filled } = await frameOf(table, 'addresses');
    expect(filled.body.applied).toBe(false);
    expect(
      filled.body.problems
        .map(({ line, message }: { line: number; message: string }) => `${line}: ${message}`)
        .sort(),
    ).toEqual([
      '3: A is there twice',
      '4: an address has a code here and no more: where somebody lives is kept with the contacts',
      '5: there is no unit B that it could lie in',
      expect.stringMatching(/^6: size: /),
    ]);
  });

  it('is for the office', async () => {
    for (const who of [service.as('collaborator'), service.as('reviewer'), service.as('recipient')])
      expect((await who.get('/v1/survey/sampling-frames')).status).toBe(403);
    const list = await editor.get('/v1/survey/sampling-frames?filter[kind][eq]=addresses');
    expect(new Set(list.body.items.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(['addresses']),
    );
  });
});
