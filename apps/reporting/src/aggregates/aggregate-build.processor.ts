import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { aggregateBuild, aggregateReportChanged } from '#contracts/aggregates';
import { contentHash } from '#documents/canonical-json';
import { type JobHandle, type JobProcessor, ProcessesJob } from '#jobs/processor';
import { ReportingPeriodEntity } from '../periods/period.entity.js';
import { lockPeriodSql } from '../periods/periods.queries.js';
import { type Basis, currentBasis } from './aggregate-basis.js';
import { makeContent } from './aggregate-content.js';
import { AggregateReportEntity } from './aggregate.entity.js';
import { partsOf } from './aggregate-parts.js';
import { keepReleasesSql, periodsBeforeSql } from './aggregates.queries.js';
import { KeptCounts } from './kept-counts.js';
import { ReleasePlans } from './release-plans.js';

/** Builds an aggregate report of what is accepted when it begins. */
@Injectable()
@ProcessesJob(aggregateBuild)
export class AggregateBuildProcessor implements JobProcessor<typeof aggregateBuild.data> {
  private readonly plans = new ReleasePlans();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async process(
    { aggregateId }: z.infer<typeof aggregateBuild.data>,
    job: JobHandle,
  ): Promise<{ aggregateId: string }> {
    await job.progress(5, 'reading the period');
    const { manager } = this.dataSource;
    const { periodId, areaCode } = await manager.findOneByOrFail(AggregateReportEntity, { id: aggregateId });
    const period = await manager.findOneByOrFail(ReportingPeriodEntity, { id: periodId });
    const instant = await this.nothingBefore(periodId);
    const { content, releases, kept } = await this.dataSource.transaction(
      'REPEATABLE READ',
      async (reading) => {
        const kept = new KeptCounts(reading, instant);
        const basis = await currentBasis(reading, periodId, instant);
        const progress = (percent: number, step: string) => job.progress(percent, step);
        const making = { progress, release: this.plans.release, kept };
        return { ...(await makeContent(reading, { period, areaCode }, basis, making)), kept };
      },
    );
    await job.progress(90, 'storing the draft');
    await job.commit(async (unit) => {
      const report = await unit.manager.findOneOrFail(AggregateReportEntity, {
        where: { id: aggregateId },
        lock: { mode: 'pessimistic_write' },
      });
      if (report.state !== 'building') return { aggregateId };
      Object.assign(report, {
        state: 'draft',
        content,
        contentHash: contentHash(content),
        version: report.version + 1,
      });
      await unit.manager.save(report);
      await unit.query('aggregate.release', keepReleasesSql, [
        aggregateId,
        instant,
        JSON.stringify(releases),
      ]);
      await kept.forgetFormer((sql, values) => unit.query('aggregate.forget-former', sql, values));
      unit.publish(aggregateReportChanged.of(aggregateId, report.version, report));
      unit.audit({
        action: 'aggregate-report.build',
        entity: `aggregate-report:${aggregateId}`,
        details: { contentHash: report.contentHash },
      });
      return { aggregateId };
    });
    return { aggregateId };
  }

  /**
   * An instant before which nothing is still being written of the periods that a report of the period counts or is compared
   * with; to the microsecond. Who writes in a period shares its lock before the clock tells when.
   */
  private async nothingBefore(periodId: string): Promise<string> {
    const { manager } = this.dataSource;
    const instant = await this.dataSource.transaction(async (own) => {
      const parts = (await partsOf(own, periodId)).map(({ id }) => id);
      // What surveys tell belongs to the whole period, also where it counts others.
      for (const id of [...new Set([periodId, ...parts])].toSorted()) await own.query(lockPeriodSql, [id]);
      const [now] = await own.query('SELECT clock_timestamp()::text AS instant');
      return now.instant;
    });
    const before: Basis['before'] = await manager.query(periodsBeforeSql, [periodId]);
    // One by one, with no other lock in hand: whoever wrote by the instant has ended when the lock is had.
    for (const { id } of before)
      for (const part of new Set([id, ...(await partsOf(manager, id)).map((one) => one.id)]))
        await manager.query(lockPeriodSql, [part]);
    return instant;
  }
}
