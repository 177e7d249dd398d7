import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { PeriodDues } from '#contracts/calendars';
import type { Page } from '#contracts/list';
import {
  type AreaDiscipline,
  type ExpectedReport,
  type ExpectedReportListQuery,
  type NewReportingPeriod,
  periodClosed,
  periodOpened,
  type PeriodDiscipline,
  type ReportingPeriod,
  type ReportingPeriodListQuery,
} from '#contracts/periods';
import { Problem } from '#contracts/problem';
import { recordList } from '#service-kit/reads-of-others';
import { readPage } from '#persistence/list';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { ExpectedReportEntity, ReportingPeriodEntity } from './period.entity.js';
import { closeSql, conductSql, duesSql, freezeSql, lockPeriodSql, returnedSql } from './periods.queries.js';
import { withRates } from './periods.rules.js';

@Injectable()
export class PeriodsService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof ReportingPeriodListQuery>): Promise<Page<ReportingPeriod>> {
    return readPage(
      this.transactions.manager.createQueryBuilder(ReportingPeriodEntity, 'period'),
      query,
      {
        fields: {
          code: 'period.code',
          kind: 'period.kind',
          state: 'period.state',
          startsOn: 'period.startsOn',
        },
        sort: { expression: 'period.startsOn', of: (period) => period.startsOn },
        id: { expression: 'period.id', of: (period) => period.id },
        direction: 'DESC',
      },
      toPeriod,
    );
  }

  async get(id: string): Promise<ReportingPeriod> {
    const period = await this.transactions.manager.findOneBy(ReportingPeriodEntity, { id });
    if (!period) throw Problem.of('resource.not-found');
    return toPeriod(period);
  }

  /** Opens a period; two of one kind may not overlap. */
  async create(input: NewReportingPeriod): Promise<ReportingPeriod> {
    return this.transactions.run((unit) => openPeriod(unit, { ...input, calendarId: null }));
  }

  /** When its reports fall due: first of all, then of the levels and organisations that differ. */
  async dues(id: string): Promise<PeriodDues> {
    const { dueAt } = await this.get(id);
    const rows: DueRow[] = await this.transactions.manager.query(duesSql, [id]);
    if (rows.length === 0)
      return { items: [{ level: null, organisationId: null, dueAt, onTimeUntil: dueAt }] };
    return {
      items: rows.map((row) => ({
        ...row,
        dueAt: row.dueAt.toISOString(),
        onTimeUntil: row.onTimeUntil.toISOString(),
      })),
    };
  }

  /**
   * Closes a period: nothing more is filed, and who was expected is frozen with what came.
   * @throws Problem 409 `period.closed`, 422 `period.not-over` before its last day is over, 412 when stale.
   */
  async close(id: string, version: number): Promise<ReportingPeriod> {
    return this.transactions.run(async (unit) => {
      const period = await lockedPeriod(unit, id, version);
      if (period.state === 'closed') throw Problem.conflict('period.closed', 'The period is closed');
      if ((await officeDay(unit.manager)) <= period.endsOn)
        throw Problem.unprocessable('period.not-over', 'The period is not over yet');
      const [count] = await unit.query<{ expected: number; received: number; on_time: number }>(
        'period.freeze',
        freezeSql,
        [id],
      );
      const [closed] = await unit.query<{ closed_at: Date }>('period.close', closeSql, [id]);
      Object.assign(period, { state: 'closed', closedAt: closed!.closed_at, version: version + 1 });
      const details = { expected: count!.expected, received: count!.received, onTime: count!.on_time };
      unit.publish(periodClosed.of(id, period.version, { id, code: period.code, ...details }));
      unit.audit({ action: 'reporting-period.close', entity: `reporting-period:${id}`, details });
      return toPeriod(period);
    });
  }

  /** How each level keeps its duty to report: a forecast while the period is open, then frozen. */
  async discipline(periodId: string): Promise<PeriodDiscipline> {
    await this.get(periodId);
    const rows: Parameters<typeof withRates>[0][] = await this.transactions.manager.query(conductSql, [
      periodId,
    ]);
    return { items: rows.map(withRates) };
  }

  /** The same of each unit, in the order of the tree; a forecast while the period is open, then frozen. */
  async areaDiscipline(periodId: string, { reach }: Caller): Promise<AreaDiscipline> {
    await this.get(periodId);
    const { sql, parameters } = reachWhere(reach, { ord: 'expected.ord', person: 'expected.personId' });
    const items = await this.transactions.manager
      .createQueryBuilder(ExpectedReportEntity, 'expected')
      .select('expected.areaId', 'areaId')
      .addSelect('expected.level', 'level')
      .addSelect('count(*)::int', 'expected')
      .addSelect('count(*) FILTER (WHERE expected.received)::int', 'received')
      .addSelect('count(*) FILTER (WHERE expected.onTime)::int', 'onTime')
      .addSelect(`count(*) FILTER (WHERE ${returnedSql})::int`, 'returned')
      .where('expected.periodId = :periodId', { periodId })
      .andWhere(sql, parameters)
      .groupBy('expected.ord')
      .addGroupBy('expected.areaId')
      .addGroupBy('expected.level')
      .orderBy('expected.ord')
      .addOrderBy('expected.level')
      .getRawMany<AreaDiscipline['items'][number]>();
    return { items };
  }

  /** Who is expected to report, and whether they did; that others were among them is recorded. */
  async expectedReports(
    periodId: string,
    query: z.infer<typeof ExpectedReportListQuery>,
    caller: Caller,
  ): Promise<Page<ExpectedReport>> {
    return this.transactions.run(async (unit) => {
      await this.get(periodId);
      const { sql, parameters } = reachWhere(caller.reach, {
        ord: 'expected.ord',
        person: 'expected.personId',
      });
      const shown: { id: string; personId: string }[] = [];
      const page = await readPage(
        unit.manager
          .createQueryBuilder(ExpectedReportEntity, 'expected')
          .where('expected.periodId = :periodId', { periodId })
          .andWhere(sql, parameters),
        query,
        {
          fields: {
            level: 'expected.level',
            received: 'expected.received',
            organisationId: 'expected.organisationId',
          },
          sort: { expression: 'expected.ord', of: (row) => row.ord },
          id: { expression: 'expected.appointmentId', of: (row) => row.appointmentId },
        },
        ({ personId, ord: _, ...row }) => {
          shown.push({ id: row.appointmentId, personId });
          return row;
        },
      );
      recordList(unit, 'expected-report', shown, caller);
      return page;
    });
  }
}

/**
 * A period under the lock of those who close or correct it: nobody files for it, nor begins to count it, meanwhile.
 * @throws Problem 404, 412 when it is another version by now.
 */
export async function lockedPeriod(
  unit: UnitOfWork,
  id: string,
  version: number,
): Promise<ReportingPeriodEntity> {
  await unit.query('period.lock', lockPeriodSql, [id]);
  const period = await unit.manager.findOneBy(ReportingPeriodEntity, { id });
  if (!period) throw Problem.of('resource.not-found');
  if (period.version !== version) throw Problem.of('resource.stale');
  return period;
}

/** Opens a period in a unit of work that may have more to do. */
export async function openPeriod(
  unit: UnitOfWork,
  input: Omit<NewReportingPeriod, 'kind'> & Pick<ReportingPeriod, 'kind' | 'calendarId'>,
): Promise<ReportingPeriod> {
  const period: ReportingPeriodEntity = {
    id: randomUUID(),
    ...input,
    dueAt: new Date(input.dueAt),
    state: 'open',
    closedAt: null,
    version: 1,
  };
  await unit.manager.insert(ReportingPeriodEntity, period);
  unit.publish(periodOpened.of(period.id, period.version, period));
  unit.audit({
    action: 'reporting-period.open',
    entity: `reporting-period:${period.id}`,
    details: { code: period.code },
  });
  return toPeriod(period);
}

type DueRow = Pick<PeriodDues['items'][number], 'level' | 'organisationId'> & {
  dueAt: Date;
  onTimeUntil: Date;
};

function toPeriod({ dueAt, closedAt, ...period }: ReportingPeriodEntity): ReportingPeriod {
  return { ...period, dueAt: dueAt.toISOString(), closedAt: closedAt?.toISOString() ?? null };
}
