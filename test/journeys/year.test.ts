import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateRebuild, AggregateReport, FigureTable } from '#contracts/aggregates';
import type { DashboardTable, DashboardTrend } from '#contracts/dashboards';
import type { Recommendation, RecommendationAgenda } from '#contracts/recommendations';
import { Attacker, type Place } from './attacker.js';
import { type Running, startEmbeddedProcess } from './installation.js';
import { topologies } from './topologies.js';
import { answersDue, type Heard, playYear, type Year } from './year.js';

const MINUTES = 60_000;
const password = 'mot mat khau cua quan tri vien';

let folder: string;
let product: Running;
let year: Year;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'langnghe-year-'));
  await chmod(folder, 0o755);
  const environment = { LANGNGHE_ADMIN_PASSWORD: password, LANGNGHE_RATE_LIMIT: '1000000' };
  product = await startEmbeddedProcess(folder, environment);
  year = await playYear(product.url, password);
}, 10 * MINUTES);
afterAll(async () => {
  await product?.stop('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const tableOf = ({ content }: AggregateReport, key: string): FigureTable =>
  content!.tables.find((table) => table.key === key)!;
/** The report of a period that holds at the end of the year. */
const ofPeriod = (code: string): AggregateReport =>
  year.documents.findLast(({ content }) => content!.periodCode === code)!;
const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);
const monthsOf = (quarter: number): string[] => months.slice(3 * quarter - 3, 3 * quarter);

describe('a year', () => {
  it('has 17 reports in force and one that was superseded, numbered without gaps', () => {
    expect(year.documents.map(({ number }) => number)).toEqual(
      Array.from({ length: 18 }, (_, index) => index + 1),
    );
    const quarters = [1, 2, 3, 4].map((quarter) => `2025-Q${quarter}`);
    for (const code of [...months, ...quarters, '2025'])
      expect(ofPeriod(code)).toMatchObject({ state: 'dispatched', content: { periodCode: code } });
  });

  it.each([
    ['2025-Q1', monthsOf(1)],
    ['2025-Q2', monthsOf(2)],
    ['2025-Q3', monthsOf(3)],
    ['2025-Q4', monthsOf(4)],
    ['2025', months],
  ])('counts in %s the items of its months', (code, parts) => {
    const whole = ofPeriod(code);
    const sum = (of: (month: AggregateReport) => number): number =>
      parts.reduce((total, month) => total + of(ofPeriod(month)), 0);
    expect(whole.content!.parts).toEqual(expect.arrayContaining(parts));
    expect(whole.content!.items).toBe(sum(({ content }) => content!.items!));
    expect(whole.content!.items).toBe(year.heard.filter(({ month }) => parts.includes(month)).length);
    const shown = tableOf(whole, 'tendency');
    shown.rows.forEach((row, i) =>
      shown.columns.forEach((_, j) => {
        const of = (month: AggregateReport): number => {
          const table = tableOf(month, 'tendency');
          return table.cells[table.rows.findIndex(({ key }) => key === row.key)]?.[j]?.value ?? 0;
        };
        expect(shown.cells[i]![j]!.value).toBe(sum(of));
      }),
    );
  });

  it('went through the reform: a unit counts under its name of then, and in the year under both', () => {
    const labelIn = (code: string): string | undefined =>
      tableOf(ofPeriod(code), 'area').rows.find(({ key }) => key === '06184')?.label;
    expect([labelIn('2025-06'), labelIn('2025-07')]).toEqual(['Thị trấn Đồng Đăng', 'Xã Đồng Đăng']);
    expect(labelIn('2025')).toMatch(/Đồng Đăng \(trước: .*Đồng Đăng\)/);
    const units = (code: string): string[] => tableOf(ofPeriod(code), 'area').rows.map(({ key }) => key);
    expect([units('2025-06').includes('180'), units('2025-07').includes('180')]).toEqual([true, false]);
  });

  it('has reports of units, which tell of what at least three reported there', () => {
    const units = { '178': ['05971', '05974'], '05986': ['05986'] } as Record<string, string[]>;
    expect(year.ofUnits.map(({ content, number, state }) => [content!.unit!.code, number, state])).toEqual([
      ['178', 19, 'dispatched'],
      ['178', 20, 'dispatched'],
      ['05986', 21, 'dispatched'],
    ]);
    for (const { content } of year.ofUnits) {
      const { unit, items, tables, periodCode, parts = [periodCode] } = content!;
      const heard = year.heard.filter(
        ({ month, area }) => parts.includes(month) && units[unit!.code]!.includes(area),
      );
      expect([null, heard.length]).toContain(items);
      const [byTopic] = tables;
      byTopic?.rows.forEach(({ key }, row) => {
        const { value } = byTopic!.rowTotals[row]!;
        const of = heard.filter(({ topic }) => topic === key);
        const enough = new Set(of.map(({ reporter }) => reporter)).size >= 3;
        expect(value === null || (value === of.length && (enough || value === 0))).toBe(true);
      });
    }
    // So few report in each ward of the district that the province's reports leave nothing to be told of it.
    expect(year.ofUnits.map(({ content }) => content!.items)).toEqual([null, null, 7]);
  });

  it('can be made anew, every document to the same hash', async () => {
    for (const { id, contentHash } of [...year.documents, ...year.ofUnits]) {
      const anew = await year.client.get<AggregateRebuild>(`/v1/reporting/aggregate-reports/${id}/rebuild`);
      expect(anew).toMatchObject({ same: true, rebuiltHash: contentHash, approvedHash: contentHash });
    }
  });

  it('shows on its dashboards what its documents show', async () => {
    const trend = await year.client.get<DashboardTrend>(
      '/v1/reporting/dashboards/tendency?from=2025-01-01&to=2025-12-31',
    );
    expect(trend.totals.map(({ value }) => value)).toEqual(
      months.map((month) => ofPeriod(month).content!.items),
    );
    for (const code of ['2025-03', '2025-Q2', '2025']) {
      const report = ofPeriod(code);
      const path = `/v1/reporting/dashboards/areas?periodId=${report.periodId}`;
      const { table, period } = await year.client.get<DashboardTable>(path);
      expect(table).toEqual(tableOf(report, 'area'));
      expect(period.report).toMatchObject({ id: report.id, number: report.number });
    }
  });

  it('has every recommendation closed, or overdue where a conference sees it', async () => {
    const path = '/v1/reporting/recommendations/agenda?on=2199-01-01&since=2025-01-01';
    const { items } = await year.client.get<RecommendationAgenda>(path);
    const seen = new Map(items.map((item) => [item.id, item]));
    const outcomes = year.recommendations.map(({ id }) => {
      const { state, overdue, dueOn } = seen.get(id)!;
      return state === 'closed' ? 'closed' : overdue && dueOn === answersDue ? 'overdue' : 'lost';
    });
    expect(outcomes).toEqual(months.map((_, index) => ((index + 1) % 3 === 0 ? 'overdue' : 'closed')));
  });
});

const [, [, distributed, isPossible]] = topologies;
describe.skipIf(!isPossible)('the same year, distributed', () => {
  it(
    'has the same figures in every document, each made anew to its hash, and the same recommendations',
    async () => {
      // What is quoted of items that are alike goes by their ids, and training may count while a report is built.
      const outcome = async ({ client, documents, ofUnits, recommendations }: Year) => ({
        documents: await Promise.all(
          [...documents, ...ofUnits].map(async ({ id, content }) => {
            const path = `/v1/reporting/aggregate-reports/${id}/rebuild`;
            const { same } = await client.get<AggregateRebuild>(path);
            const { periodCode, items, tables, discipline } = content!;
            return { same, periodCode, items, tables, discipline };
          }),
        ),
        recommendations: await Promise.all(
          recommendations.map(async ({ id }) => {
            const now = await client.get<Recommendation>(`/v1/reporting/recommendations/${id}`);
            return [now.number, now.state, now.overdue];
          }),
        ),
      });
      const other = await distributed(async (url, administrator) =>
        outcome(await playYear(url, administrator)),
      );
      expect(other).toEqual(await outcome(year));
    },
    10 * MINUTES,
  );
});

describe('from all documents of the year together', () => {
  /** The items that a place counts. */
  const counted = ({ state, table, row, column }: Place): Heard[] =>
    year.heard.filter(
      (item) =>
        item.month === state.slice(0, 7) &&
        (state.endsWith('#2') || !item.late) &&
        (table === 'area' ? item.area === row : item.strata.includes(row)) &&
        (column === null || item.tendency === column),
    );
  const reporters = (items: readonly Heard[]): number => new Set(items.map(({ reporter }) => reporter)).size;
  const isSmall = (place: Place): boolean => [1, 2].includes(reporters(counted(place)));
  /** Every cell and row's total of which fewer than three reporters spoke. */
  const small = ({ cells }: Attacker): Place[] => {
    const totals = new Map(
      cells.map((cell) => [JSON.stringify([cell.state, cell.table, cell.row]), { ...cell, column: null }]),
    );
    return [...cells, ...totals.values()].filter(isSmall);
  };

  it(
    'no count of fewer than three reporters can be worked out',
    async () => {
      const attacker = await Attacker.reading(year.documents);
      expect(attacker.mistakes((cell) => counted(cell).length)).toBe(0);
      const places = small(attacker);
      expect(places.length).toBeGreaterThan(100);
      const solved = places.flatMap((place) => {
        const { low, high } = attacker.range(place);
        return high - low < 1 ? [{ ...place, low, high, count: counted(place).length }] : [];
      });
      expect(solved).toEqual([]);
    },
    5 * MINUTES,
  );

  it('one would be, had a single figure of its unit been shown besides', async () => {
    const attacker = await Attacker.reading(year.documents);
    const target = small(attacker).find(({ table, column }) => table === 'area' && column !== null)!;
    for (const cell of attacker.cells)
      if (
        cell.state === target.state &&
        cell.table === 'area' &&
        cell.row !== target.row &&
        cell.column === target.column
      )
        attacker.learn(cell, counted(cell).length);
    const count = counted(target).length;
    expect(attacker.range(target)).toEqual({ low: count, high: count });
  });
});
