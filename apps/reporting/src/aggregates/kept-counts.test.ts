import { DataSource, type EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AggregateReport } from '#contracts/aggregates';
import type { OpinionReport } from '#contracts/opinion';
import type { ReportingPeriod } from '#contracts/periods';
import { seededRandom } from '#statistics/random';
import { ifMatch } from '#testing/test-service';
import {
  acceptItemsSql,
  reopenItemsSql,
  returnItemsSql,
  supersedeItemsSql,
} from '../opinion-reports/item-versions.queries.js';
import {
  aggregates,
  type Collaborator,
  heardIn,
  Province,
  reports,
  startWorker,
} from '../province.fixture.js';
import { countsSql, foldSql, type Scope, topicsSql, unitCountsSql } from './counts.queries.js';
import { KeptCounts, NOTHING_KEPT } from './kept-counts.js';

let province: Province;
let worker: { stop(): Promise<void> };
let manager: EntityManager;

beforeAll(async () => {
  province = await Province.open();
  worker = await startWorker(province.service);
  manager = province.service.app.get(DataSource).manager;
});
afterAll(async () => {
  await worker?.stop();
  await province?.close();
});

const now = async (): Promise<string> => {
  const [row] = await manager.query<{ now: string }[]>('SELECT clock_timestamp()::text AS now');
  return row!.now;
};

describe('counts that are carried on', () => {
  const topics = ['economy', 'culture-society', 'local-matters'];
  const tendencies = ['approve', 'oppose', 'undecided'];
  const strata = [['farmers'], ['workers'], ['farmers', 'workers']];
  const areas = () => [province.areas.kyLua, province.areas.dongDang, province.areas.tamThanh];

  const fold = (
    own: EntityManager,
    scope: Scope,
    ...of: [periodId: string, instant: string, since: string]
  ) => own.query(foldSql(scope), of);

  /** Every count of a period at an instant, carried on from another, in no order. */
  async function countedAt(periodId: string, instant: string, since: Record<Scope, string>) {
    const places = ['05977', '06187'];
    const counts = await manager.transaction(async (own) => {
      await fold(own, 'province', periodId, instant, since.province);
      const whole = await own.query(countsSql);
      await own.query('DROP TABLE folded');
      const topics = await own.query(topicsSql, [periodId, instant, since.province]);
      await fold(own, 'units', periodId, instant, since.units);
      const units = await own.query(unitCountsSql, [places, places]);
      await own.query('DROP TABLE folded');
      return [whole, topics, units];
    });
    return counts.map((rows: unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted());
  }

  /** From when on a scope of a period is carried on to an instant; of the instant itself where it is kept anew. */
  const carriedOn = (scope: Scope, periodId: string, instant: string): Promise<string> =>
    manager.transaction(async (own) => {
      const kept = new KeptCounts(own, instant);
      const since = await kept.since(periodId, scope);
      if (since !== NOTHING_KEPT) return since;
      await fold(own, scope, periodId, instant, since);
      await kept.keep(periodId, scope);
      await own.query('DROP TABLE folded');
      return instant;
    });

  it('are those of all items, at any instant, whatever was decided, corrected or reopened since', async () => {
    const draw = seededRandom(52);
    const oneOf = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
    const period = await province.month();
    for (let count = 0; count < 5; count += 1)
      await province.filed(await province.collaborator(), period, {
        items: areas().map((area) => heardIn(area, { topic: oneOf(topics), strata: oneOf(strata) })),
      });

    /** Something happens to one of the items. */
    const happen = async (): Promise<void> => {
      const items = await manager.query<{ id: string; report: string; state: string }[]>(
        `SELECT id, report_id AS report, state FROM opinion_item WHERE period_id = $1 ORDER BY id`,
        [period.id],
      );
      const { id, report, state } = oneOf(items);
      const others = items.flatMap((one) => (one.id === id ? [] : [one.id]));
      if (state === 'pending' && draw() < 0.8)
        await manager.query(acceptItemsSql, [report, others, 'province']);
      else if (state === 'pending') await manager.query(returnItemsSql, [report, [id], ['Thiếu cơ sở']]);
      else {
        await manager.query(supersedeItemsSql, [[id], 'Nhầm']);
        if (draw() < 0.3) await manager.query(reopenItemsSql, [report, [id], ['Xem lại']]);
        else
          await manager.query(
            `UPDATE opinion_item SET topic = $2, tendency = $3, area_id = $4, strata = $5 WHERE id = $1`,
            [id, oneOf(topics), oneOf(tendencies), oneOf(areas()), oneOf(strata)],
          );
      }
    };

    const kept: Record<Scope, string>[] = [];
    const instants: string[] = [];
    for (let step = 0; step < 120; step += 1) {
      await happen();
      if (step % 10 !== 9) continue;
      const instant = await now();
      instants.push(instant);
      kept.push({
        province: await carriedOn('province', period.id, instant),
        units: await carriedOn('units', period.id, instant),
      });
    }
    const froms = [...new Set(kept.map((one) => one.province))];
    expect(froms.length).toBeGreaterThan(3);
    const versions = await manager.query(
      `SELECT FROM opinion_item_version WHERE period_id = $1 AND state = 'accepted'`,
      [period.id],
    );
    expect(versions.length).toBeGreaterThan(10);
    for (const [at, since] of kept.entries())
      for (const instant of instants.slice(at))
        expect(await countedAt(period.id, instant, since), `${at} to ${instant}`).toEqual(
          await countedAt(period.id, instant, { province: NOTHING_KEPT, units: NOTHING_KEPT }),
        );
  });
});

describe('a late correction', () => {
  let period: ReportingPeriod;
  let said: OpinionReport;
  let author: Collaborator;
  const waiting: OpinionReport[] = [];

  const heard = async (unit: 'kyLua' | 'dongDang'): Promise<void> => {
    for (let count = 0; count < 6; count += 1) {
      const item = heardIn(province.areas[unit]);
      author = await province.collaborator(unit);
      said = await province.accepted(author, period, [item, item]);
    }
  };
  const tendenciesIn = (report: Pick<AggregateReport, 'content'>) => {
    const { columns, columnTotals } = report.content!.tables.find(({ key }) => key === 'tendency')!;
    return Object.fromEntries(columns.map(({ key }, at) => [key, columnTotals[at]!.value]));
  };
  const corrected = async (report: AggregateReport): Promise<AggregateReport> =>
    province.superseded(await province.issued(await province.approved(report)));
  const keptSince = async (): Promise<string[]> =>
    (
      await province.service.database.query<{ at: string }>(
        `SELECT DISTINCT counted_at::text AS at FROM reporting.kept_count WHERE period_id = $1`,
        [period.id],
      )
    ).map(({ at }) => at);

  beforeAll(async () => {
    period = await province.month();
    await heard('dongDang');
    await heard('kyLua');
    for (let count = 0; count < 3; count += 1)
      waiting.push(await province.filed(await province.collaborator(), period));
    period = await province.closed(period);
  });

  it('is counted without what was heard elsewhere, and what is made anew from all items shows it', async () => {
    const first = await province.built(period);
    expect(tendenciesIn(first)).toEqual({ approve: 0, oppose: 24, undecided: 0 });
    const before = await keptSince();
    expect(before).toHaveLength(1);

    const { status, body } = await author.client.post(
      `${reports}/${said.id}/items/${said.items[0]!.id}/correct`,
      { reason: 'Nhầm khuynh hướng', item: province.item({ tendency: 'approve' }) },
      ifMatch(said),
    );
    expect(status).toBe(200);
    await province.step(reports, body as OpinionReport, 'accept');
    // Behind the back of the product, what was heard in Đồng Đăng is changed: nobody decided on it, so nobody looks.
    const elsewhere = `UPDATE reporting.opinion_item SET tendency = $2 WHERE period_id = $1 AND area_id = '${province.areas.dongDang}'`;
    await province.service.database.query(elsewhere, [period.id, 'approve']);
    const second = await corrected(first);
    expect(tendenciesIn(second)).toEqual({ approve: 1, oppose: 23, undecided: 0 });
    expect(await keptSince()).toEqual(before);

    const { body: anew } = await province.approver.get(`${aggregates}/${second.id}/rebuild`);
    expect(anew.same).toBe(false);
    expect(tendenciesIn(anew)).toEqual({ approve: 13, oppose: 11, undecided: 0 });

    await province.service.database.query(elsewhere, [period.id, 'oppose']);

    // More than a tenth is new: all are counted, and what was kept before is forgotten.
    for (const report of waiting) await province.step(reports, report, 'accept');
    const third = await corrected(second);
    expect(tendenciesIn(third)).toEqual({ approve: 1, oppose: 26, undecided: 0 });
    const after = await keptSince();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);

    // A crash may empty the table: all are counted, and come to the same.
    await province.service.database.query('TRUNCATE reporting.kept_count');
    const fourth = await corrected(third);
    expect(fourth.content!.tables).toEqual(third.content!.tables);
    expect(await keptSince()).not.toEqual(after);
  });
});
