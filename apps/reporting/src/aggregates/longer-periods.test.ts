import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rangesWithSums } from '../../../../test/fixtures/disclosure/outsider.js';
import type { AggregateReport, FigureTable } from '#contracts/aggregates';
import type { ReportingPeriod } from '#contracts/periods';
import { type ReleasedTable, reopenRelease } from '#disclosure/gate';
import { ifMatch } from '#testing/test-service';
import {
  aggregates,
  muchLater,
  periods,
  Province,
  reports,
  startWorker,
  type UnitName,
} from '../province.fixture.js';

let province: Province;
let worker: { stop(): Promise<void> };
let months: ReportingPeriod[];
let quarter: ReportingPeriod;
let year: ReportingPeriod;
/** What was accepted, for counting by hand. */
const heard: {
  month: number;
  unit: UnitName;
  topic: string;
  tendency: string;
  strata: string[];
  reporter: string;
}[] = [];
const issuedOf = async (period: { id: string }) =>
  province.issued(await province.approved(await province.built(period)));
let ofMonths: AggregateReport[];
let ofQuarter: AggregateReport;
let ofYear: AggregateReport;

const tendencies = ['approve', 'oppose', 'undecided'] as const;
/** How many report from a unit in each of three months: of Tam Thanh one in each, and three altogether. */
const reporters: Record<Exclude<UnitName, 'province'>, number[]> = {
  kyLua: [7, 7, 7],
  dongDang: [6, 6, 6],
  tamThanh: [1, 1, 1],
};

async function open(changes: Partial<ReportingPeriod>): Promise<ReportingPeriod> {
  const { body } = await province.editor.post(periods, { dueAt: muchLater, ...changes });
  return body;
}

async function hear(month: number): Promise<void> {
  for (const [unit, counts] of Object.entries(reporters) as [keyof typeof reporters, number[]][]) {
    for (let who = 0; who < counts[month]!; who += 1) {
      const by = await province.collaborator(unit);
      const items = [0, 1].map((turn) =>
        province.item({
          areaId: province.areas[unit],
          topic: (who + turn) % 2 ? 'economy' : 'local-matters',
          tendency: tendencies[turn]!,
          strata: who === 0 && unit !== 'tamThanh' ? ['pensioners'] : ['farmers', 'workers'].slice(turn),
        }),
      );
      await province.accepted(by, months[month]!, items);
      const reporter = by.appointment.id;
      heard.push(
        ...items.map(({ topic, tendency, strata }) => ({ month, unit, topic, tendency, strata, reporter })),
      );
    }
  }
}

beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
  months = [await province.month(), await province.month(), await province.month()];
  quarter = await open({ kind: 'quarterly', code: '2010-Q1', startsOn: '2010-01-01', endsOn: '2010-03-31' });
  year = await open({ kind: 'yearly', code: '2010', startsOn: '2010-01-01', endsOn: '2010-12-31' });
  for (const month of months.keys()) await hear(month);
  for (const period of [...months, quarter, year]) await province.closed(period);
  // In any order; February gets none of its own.
  const january = await issuedOf(months[0]!);
  ofQuarter = await issuedOf(quarter);
  ofMonths = [january, await issuedOf(months[2]!)];
  ofYear = await issuedOf(year);
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

const codes: Record<string, UnitName> = { '05977': 'kyLua', '06187': 'dongDang', '05983': 'tamThanh' };
const tableOf = (report: AggregateReport, key: string): FigureTable =>
  report.content!.tables.find((table) => table.key === key)!;
const releasesOf = ({ id }: { id: string }) =>
  province.service.database.query<{ period_id: string; tables: ReleasedTable[] }>(
    `SELECT r.period_id, r.tables FROM reporting.aggregate_release r JOIN reporting.reporting_period p ON p.id = r.period_id
      WHERE aggregate_id = $1 ORDER BY p.starts_on`,
    [id],
  );
const traced = ({ id }: { id: string }, table: string, row: string, column: string, by = province.editor) =>
  by.get(`/v1/reporting/figures/${[id, table, row, column].join('~')}`);
const places = { tendency: 0, stratum: 2, area: 3 };
const inRow: Record<keyof typeof places, (one: (typeof heard)[number], row: string) => boolean> = {
  tendency: ({ topic }, row) => topic === row,
  stratum: ({ strata }, row) => strata.includes(row),
  area: ({ unit }, row) => unit === codes[row],
};

describe.each(['quarter', 'year'])('the report of a %s', (which) => {
  const report = () => (which === 'quarter' ? ofQuarter : ofYear);

  it('counts the items of its months', () => {
    expect(report().content!.parts).toEqual(['2010-01', '2010-02', '2010-03']);
    expect(report().content!.items).toBe(heard.length);
    for (const key of ['tendency', 'stratum', 'area'] as const) {
      const table = tableOf(report(), key);
      let shown = 0;
      for (const [i, row] of table.rows.entries()) {
        for (const [j, column] of table.columns.entries()) {
          const { value } = table.cells[i]![j]!;
          const own = heard.filter((one) => inRow[key](one, row.key) && one.tendency === column.key);
          if (value !== null) expect(value).toBe(own.length);
          shown += value ?? 0;
        }
      }
      expect(shown, key).toBeGreaterThan(0);
      expect(table.columnTotals.map(({ value }) => value)).toEqual(
        tendencies.map((tendency) => heard.filter((one) => one.tendency === tendency).length),
      );
    }
  });

  it('says nothing of a unit of which one reported in each month, though three did in all', () => {
    const table = tableOf(report(), 'area');
    const tamThanh = table.rows.findIndex(({ key }) => key === '05983');
    expect(table.rowTotals[tamThanh]).toEqual({ value: null, reason: 'protected' });
    expect(table.cells[tamThanh]!.map(({ value }) => value)).toEqual([null, null, null]);
  });

  it('traces each figure to those of its months, which add up to it, and to the items', async () => {
    for (const key of ['tendency', 'stratum', 'area'] as const) {
      const table = tableOf(report(), key);
      for (const row of [...table.rows, { key: '', label: '' }]) {
        const { status, body } = await traced(report(), key, row.key, 'oppose');
        expect(status).toBe(200);
        expect(body.parts.map(({ periodCode }: { periodCode: string }) => periodCode)).toEqual(
          report().content!.parts,
        );
        const values: (number | null)[] = body.parts.map(({ value }: { value: number | null }) => value);
        const sum = values.reduce<number | null>(
          (all, one) => (all === null || one === null ? null : all + one),
          0,
        );
        expect(body, row.key).toMatchObject({ value: sum, reason: sum === null ? 'protected' : null });
        const own = heard.filter(
          (one) => (row.key === '' || inRow[key](one, row.key)) && one.tendency === 'oppose',
        );
        if (sum !== null) expect(sum).toBe(own.length);
      }
    }
    const { body } = await traced(report(), 'tendency', 'economy', '');
    expect(body).toMatchObject({
      aggregateId: report().id,
      row: { key: 'economy', label: 'Kinh tế' },
      column: null,
      definition: expect.stringContaining('by topic and tendency'),
      method: report().content!.method,
      knownAt: expect.stringMatching(/^20\d\d-/),
    });
    expect((await traced(report(), 'trend', 'economy', report().content!.periodCode)).body).toMatchObject({
      parts: [],
    });
  });

  it('has no figure where the tables have no place, nor for who may not read it', async () => {
    for (const [table, row, column] of [
      ['tendency', 'no-topic', ''],
      ['tendency', 'economy', 'no-tendency'],
      ['no', '', ''],
    ] as const)
      expect((await traced(report(), table, row, column)).status, table + row + column).toBe(404);
    expect((await traced({ id: randomUUID() }, 'tendency', '', '')).status).toBe(404);
    const stranger = province.service.as('recipient', { organisationId: randomUUID() });
    expect((await traced(report(), 'tendency', '', '', stranger)).status).toBe(404);
    const collaborator = province.service.as('collaborator');
    expect((await traced(report(), 'tendency', '', '', collaborator)).status).toBe(403);
  });

  it('adds up the discipline of its months', () => {
    const rows = report().content!.discipline;
    expect(rows).toHaveLength(1);
    const sent = new Set(heard.map(({ reporter }) => reporter)).size;
    expect(rows[0]).toMatchObject({ level: 'commune', received: sent, onTime: sent });
    expect(rows[0]!.expected).toBeGreaterThan(sent);
  });

  it('is named by its span in the document', async () => {
    const { body } = await province.editor.get(`${aggregates}/${report().id}/document.docx`);
    const text = strFromU8(unzipSync(body)['word/document.xml']!).replace(/<[^>]+>/g, '');
    expect(text).toContain(which === 'quarter' ? 'quý I năm 2010' : 'xã hội năm 2010');
    expect(text).toContain(`Số ${report().number}-${report().symbol}`);
    expect(text).toContain('các kỳ: 2010-01, 2010-02, 2010-03');
  });

  it('is the same to the last byte when it is built again', async () => {
    await province.step(aggregates, report(), 'withdraw', { reason: 'Làm lại' });
    const again = await province.built({ id: report().periodId });
    expect(again.id).not.toBe(report().id);
    expect(again.content).toEqual(report().content);
    expect(again.contentHash).toBe(report().contentHash);
  });
});

describe('reports of months, a quarter and a year together', () => {
  it.each(['area', 'stratum'] as const)('leave no small figure by %s to be solved', async (key) => {
    const parts = await releasesOf(ofQuarter);
    expect(parts.map(({ period_id }) => period_id)).toEqual(months.map(({ id }) => id));
    // Every report shows of a month what its own shows.
    for (const [index, own] of [
      [0, ofMonths[0]!],
      [2, ofMonths[1]!],
    ] as const) {
      expect((await releasesOf(own))[0]!.tables).toEqual(parts[index]!.tables);
    }
    expect(await releasesOf(ofYear)).toEqual(parts);

    const ofEach = parts.map(({ tables }) => reopenRelease(tables[places[key]]));
    const sums = [ofQuarter, ofYear].map((report) => {
      const { rows, cells, rowTotals, columnTotals, total } = tableOf(report, key);
      const keys = rows.map((row) => row.key);
      const shown = { cells, rowTotals, columnTotals, total };
      return {
        of: [0, 1, 2],
        table: { ...ofEach[0]!, rows: { ...ofEach[0]!.rows, keys }, ...shown } as unknown as ReleasedTable,
      };
    });
    let small = 0;
    for (const [figure, { low, high }] of rangesWithSums(ofEach, sums)) {
      const month = Number(figure[0]);
      const about = new Map(JSON.parse(figure.slice(2)) as [string, string][]);
      const [row, tendency] = [about.get(key)!, about.get('tendency')];
      const ofColumn = heard.filter((one) => one.month === month && (!tendency || one.tendency === tendency));
      const own = ofColumn.filter((one) => inRow[key](one, row));
      if (own.length === 0 || new Set(own.map(({ reporter }) => reporter)).size >= 3) continue;
      small += 1;
      expect(low).toBeCloseTo(0, 3);
      expect(high).toBeGreaterThanOrEqual(Math.min(2 * Math.max(own.length, 3), ofColumn.length) - 1e-3);
    }
    expect(small).toBeGreaterThan(3);
  });
});

describe('building the report of a longer period', () => {
  it('waits until every period in it is closed, and gathers only those', async () => {
    const april = await province.month();
    const second = await open({
      kind: 'quarterly',
      code: '2010-Q2',
      startsOn: '2010-04-01',
      endsOn: '2010-06-30',
    });
    await province.closed(second);
    const start = () => province.editor.post(aggregates, { periodId: second.id });
    expect(await start()).toMatchObject({ status: 409, body: { code: 'period.open' } });
    await province.accepted(await province.collaborator(), april, [province.item()]);
    await province.closed(april);
    const built = await province.built(second);
    expect(built.content).toMatchObject({ parts: ['2010-04'], items: 1 });
    const trend = tableOf(built, 'trend');
    expect(trend.columns.map(({ key }) => key)).toEqual(['2010-Q1', '2010-Q2']);
    expect(trend.columnTotals.map(({ value }) => value)).toEqual([heard.length, 1]);
  });

  it('is not issued over figures of its months that came out meanwhile', async () => {
    const month = await province.month({ code: '2010-07', startsOn: '2010-07-01', endsOn: '2010-07-31' });
    const third = await open({
      kind: 'quarterly',
      code: '2010-Q3',
      startsOn: '2010-07-01',
      endsOn: '2010-09-30',
    });
    for (let count = 0; count < 3; count += 1) {
      await province.accepted(await province.collaborator('dongDang'), month, [
        province.item({ areaId: province.areas.dongDang }),
      ]);
    }
    const waiting = await province.filed(await province.collaborator(), month);
    await province.closed(month);
    await province.closed(third);
    const approved = await province.approved(await province.built(third));
    await province.step(reports, waiting, 'accept');
    await issuedOf(month);
    const refused = await province.editor.post(
      `${aggregates}/${approved.id}/issue`,
      { signer: { position: 'TRƯỞNG BAN', name: null } },
      ifMatch(approved),
    );
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'aggregate-report.overtaken', detail: '2010-07' },
    });
    await province.step(aggregates, approved, 'withdraw', { reason: 'Số liệu đã đổi' });
    expect((await issuedOf(third)).content!.items).toBe(4);
  });
});
