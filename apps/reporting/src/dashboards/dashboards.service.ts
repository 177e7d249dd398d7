import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { FigureTable } from '#contracts/aggregates';
import type {
  DashboardPeriod,
  DashboardTable,
  DashboardTrend,
  SalienceQuery,
  TendencyQuery,
} from '#contracts/dashboards';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { inForce, AggregatesService } from '../aggregates/aggregates.service.js';
import { ReportingPeriodEntity } from '../periods/period.entity.js';
import { columnTrend, rowTrend, type Shown } from './dashboards.rules.js';

/** The newest periods that one dashboard shows. */
const most = 60;

/** A report in force with one of its tables. */
interface IssuedTable {
  periodId: string;
  id: string;
  number: number;
  symbol: string;
  issuedOn: string;
  items: number;
  table: FigureTable;
}

/**
 * Shows again what reports in force show, table by table as it was released. It counts nothing: figures that were made for
 * a question could be asked until their differences tell what the gate withholds.
 */
@Injectable()
export class DashboardsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly aggregates: AggregatesService,
  ) {}

  /** How much each topic was spoken of. */
  async salience(query: z.infer<typeof SalienceQuery>, caller: Caller): Promise<DashboardTrend> {
    return rowTrend(await this.overTime(query, caller));
  }

  /** Which way people lean, in all or on one topic. */
  async tendency({ topic, ...query }: TendencyQuery, caller: Caller): Promise<DashboardTrend> {
    return columnTrend(await this.overTime(query, caller), topic);
  }

  /** A breakdown of one period. @throws Problem 404 when there is no such period. */
  async breakdown(key: 'area' | 'stratum', periodId: string, caller: Caller): Promise<DashboardTable> {
    const period = await this.transactions.manager.findOneBy(ReportingPeriodEntity, { id: periodId });
    if (!period) throw Problem.of('resource.not-found');
    const [shown] = await this.shown([period], key, caller);
    return { ...shown!, basis: 'asReported' };
  }

  private async overTime(
    { kind, from, to }: z.infer<typeof SalienceQuery>,
    caller: Caller,
  ): Promise<Shown[]> {
    const select = this.transactions.manager
      .createQueryBuilder(ReportingPeriodEntity, 'period')
      .where('period.kind = :kind', { kind });
    if (from) select.andWhere('period.startsOn >= :from', { from });
    if (to) select.andWhere('period.endsOn <= :to', { to });
    const periods = await select.orderBy('period.startsOn', 'DESC').limit(most).getMany();
    return this.shown(periods.toReversed(), 'tendency', caller);
  }

  private async shown(
    periods: readonly ReportingPeriodEntity[],
    key: string,
    caller: Caller,
  ): Promise<Shown[]> {
    if (periods.length === 0) return [];
    const issued = await this.aggregates
      .visibleTo(caller)
      .andWhere(
        'report.periodId IN (:...periods) AND report.areaCode IS NULL AND report.state IN (:...inForce)',
      )
      .setParameters({ periods: periods.map(({ id }) => id), inForce })
      .select([])
      .addSelect('report.periodId', 'periodId')
      .addSelect('report.id', 'id')
      .addSelect('report.number', 'number')
      .addSelect('report.symbol', 'symbol')
      .addSelect('report.issuedOn', 'issuedOn')
      .addSelect(`(report.content ->> 'items')::int`, 'items')
      .addSelect(
        `jsonb_path_query_first(report.content, '$.tables[*] ? (@.key == $key)', jsonb_build_object('key', :key::text))`,
        'table',
      )
      .setParameter('key', key)
      .getRawMany<IssuedTable>();
    const byPeriod = new Map(issued.map((report) => [report.periodId, report]));
    return periods.map((period) => {
      const report = byPeriod.get(period.id);
      return { period: toPeriod(period, report), table: report && report.items > 0 ? report.table : null };
    });
  }
}

function toPeriod(
  { id, code, startsOn, endsOn, state }: ReportingPeriodEntity,
  report: IssuedTable | undefined,
): DashboardPeriod {
  const period = { id, code, startsOn, endsOn };
  if (!report) return { ...period, state: state === 'open' ? 'open' : 'not-issued', report: null };
  const { number, symbol, issuedOn } = report;
  const shown = report.items > 0 ? 'shown' : 'no-items';
  return { ...period, state: shown, report: { id: report.id, number, symbol, issuedOn } };
}
