import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateReport, FigureTable } from '#contracts/aggregates';
import type { DashboardSeries } from '#contracts/dashboards';
import type { ReportingPeriod } from '#contracts/periods';
import type { TestClient } from '#testing/test-service';
import { aggregates, type Collaborator, Province, startWorker } from '../province.fixture.js';

const dashboards = '/v1/reporting/dashboards';

let province: Province;
let worker: { stop(): Promise<void> };
let collaborators: Collaborator[];
let months: ReportingPeriod[];
let first: AggregateReport;
let institute: string;

beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
  collaborators = [];
  for (const unit of ['kyLua', 'kyLua', 'kyLua', 'dongDang'] as const)
    collaborators.push(await province.collaborator(unit));
  const [january, february] = [
    await heard(['economy', 'economy', 'economy', 'economy']),
    await heard(['economy', 'local-matters', 'economy', 'economy']),
  ];
  const quiet = await province.month();
  months = [january, february, quiet, await province.month()];
  for (const month of [january, february, quiet]) await province.closed(month);
  institute = await province.organisation('Vien');
  first = await issued(january);
  await province.step(aggregates, first, 'dispatch', { organisationIds: [institute] });
  await issued(quiet);
  await province.built(february);
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

/** A month in which each collaborator reports one of the topics; the last one from Đồng Đăng, alone there. */
async function heard(topics: string[]): Promise<ReportingPeriod> {
  const month = await province.month();
  for (const [index, topic] of topics.entries()) {
    const areaId = province.areas[index === 3 ? 'dongDang' : 'kyLua'];
    const tendency = index === 0 ? 'approve' : 'oppose';
    await province.accepted(collaborators[index]!, month, [province.item({ topic, areaId, tendency })]);
  }
  return month;
}

const issued = async (month: ReportingPeriod): Promise<AggregateReport> =>
  province.issued(await province.approved(await province.built(month)));

async function shown(path: string, by: TestClient = province.editor) {
  const { status, body } = await by.get(`${dashboards}/${path}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}
const tableOf = ({ content }: AggregateReport, key: string): FigureTable =>
  content!.tables.find((table) => table.key === key)!;
const notIssued = { value: null, reason: 'not-issued' };

describe('topics over time', () => {
  it('are those of the reports in force, and say of every other period why it has none', async () => {
    const { periods, series, totals } = await shown('salience');
    expect(periods.map(({ code, state }: { code: string; state: string }) => [code, state])).toEqual([
      ['2010-01', 'shown'],
      ['2010-02', 'not-issued'],
      ['2010-03', 'no-items'],
      ['2010-04', 'open'],
    ]);
    expect(periods[0].report).toEqual({
      id: first.id,
      number: first.number,
      symbol: first.symbol,
      issuedOn: first.issuedOn,
    });
    expect(totals).toEqual([{ value: 4 }, notIssued, notIssued, notIssued]);
    const of = (topic: string) => series.find(({ key }: { key: string }) => key === topic);
    expect(of('economy')).toMatchObject({
      label: 'Kinh tế',
      counts: [{ value: 4 }, notIssued, notIssued, notIssued],
    });
    expect(of('economy').shares).toEqual([1, null, null, null]);
    expect(of('local-matters').shares).toEqual([0, null, null, null]);
  });

  it('show a superseding report once it is issued, and nothing of one that was withdrawn', async () => {
    const february = months[1]!;
    const { body: page } = await province.editor.get(`${aggregates}?filter[periodId][eq]=${february.id}`);
    const draft: AggregateReport = (await province.editor.get(`${aggregates}/${page.items[0].id}`)).body;
    const report = await province.issued(await province.approved(draft));
    const topics = async () => {
      const { series } = await shown('salience?from=2010-02-01&to=2010-02-28');
      return series.map(({ key, shares }: { key: string; shares: number[] }) => [key, ...shares]);
    };
    expect(await topics()).toContainEqual(['local-matters', 0.25]);
    await province.step(aggregates, report, 'withdraw', { reason: 'Làm lại' });
    expect(await topics()).toEqual([]);
  });
});

describe('tendencies over time', () => {
  it('are in all, or of one topic', async () => {
    const { series, totals } = await shown('tendency?to=2010-01-31');
    expect(totals).toEqual([{ value: 4 }]);
    expect(series.map(({ key, counts, shares }: DashboardSeries) => [key, counts, shares])).toEqual([
      ['approve', [{ value: 1 }], [0.25]],
      ['oppose', [{ value: 3 }], [0.75]],
      ['undecided', [{ value: 0 }], [0]],
    ]);
    expect((await shown('tendency?to=2010-01-31&topic=economy')).totals).toEqual([{ value: 4 }]);
    expect((await shown('tendency?to=2010-01-31&topic=good-practices')).totals).toEqual([{ value: 0 }]);
  });

  it('of no period are empty', async () => {
    for (const query of ['kind=yearly', 'from=2150-01-01'])
      expect(await shown(`tendency?${query}`)).toMatchObject({ periods: [], totals: [] });
  });
});

describe('units and strata of a period', () => {
  it('are as the report shows them, with what it withholds', async () => {
    for (const [path, key] of [
      ['areas', 'area'],
      ['strata', 'stratum'],
    ]) {
      const { table, basis, period } = await shown(`${path}?periodId=${months[0]!.id}`);
      expect(table).toEqual(tableOf(first, key!));
      expect([basis, period.state]).toEqual(['asReported', 'shown']);
    }
    const { table } = await shown(`areas?periodId=${months[0]!.id}`);
    const dongDang = table.rows.findIndex(({ key }: { key: string }) => key === '06187');
    expect(table.rowTotals[dongDang]).toEqual({ value: null, reason: 'protected' });
  });

  it('of a period without a report, or without items, are none', async () => {
    for (const [month, state] of [
      [months[1]!, 'not-issued'],
      [months[2]!, 'no-items'],
      [months[3]!, 'open'],
    ] as const)
      expect(await shown(`areas?periodId=${month.id}`)).toMatchObject({ period: { state }, table: null });
    const nowhere = '3f1d2c5e-7a9b-4c1d-8e2f-1a2b3c4d5e6f';
    expect((await province.editor.get(`${dashboards}/areas?periodId=${nowhere}`)).status).toBe(404);
  });
});

describe('dashboards', () => {
  it('show recipients what was sent to them, and other systems what was issued', async () => {
    const states = async (by: TestClient) =>
      (await shown('salience?to=2010-01-31', by)).periods.map(({ state }: { state: string }) => state);
    expect(await states(province.service.as('recipient', { organisationId: institute }))).toEqual(['shown']);
    const other = await province.organisation('Vien khac');
    expect(await states(province.service.as('recipient', { organisationId: other }))).toEqual(['not-issued']);
    expect(await states(province.service.asClient('aggregate-report.read'))).toEqual(['shown']);
    for (const path of ['salience', 'tendency', `areas?periodId=${months[0]!.id}`]) {
      expect((await collaborators[0]!.client.get(`${dashboards}/${path}`)).status).toBe(403);
      expect((await province.service.anonymous.get(`${dashboards}/${path}`)).status).toBe(401);
    }
  });

  it('take no slice that no report has', async () => {
    for (const query of [
      'salience?areaId=x',
      'salience?stratum=farmers',
      'tendency?from=2011-01-01&to=2010-01-01',
    ])
      expect((await province.editor.get(`${dashboards}/${query}`)).status).toBe(400);
    const crossed = `areas?periodId=${months[0]!.id}&topic=economy`;
    expect((await province.editor.get(`${dashboards}/${crossed}`)).status).toBe(400);
  });
});
