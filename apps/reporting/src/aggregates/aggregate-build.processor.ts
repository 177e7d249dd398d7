import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type AggregateContent, aggregateBuild, aggregateReportChanged } from '#contracts/aggregates';
import { contentHash } from '#documents/canonical-json';
import { type ReleasedTable, reopenRelease } from '#disclosure/gate';
import { type JobHandle, type JobProcessor, ProcessesJob } from '#jobs/processor';
import { codesAsOf } from '../codes/codes.service.js';
import { ReportingPeriodEntity } from '../periods/period.entity.js';
import { disciplineSql } from '../periods/periods.queries.js';
import { AggregateReportEntity } from './aggregate.entity.js';
import {
  areaLabelsSql,
  type CountRow,
  countsSql,
  earlierReleasesSql,
  summariesSql,
  type SummaryRow,
  trendSql,
  type TrendRow,
} from './aggregates.queries.js';
import { composeSections, type Composition, method } from './compose.rules.js';
import {
  type Label,
  dominatedTopics,
  releasedTables,
  toldTopics,
  topicTotals,
  trendTable,
} from './tables.rules.js';

/** p of the p % rule, and how many summaries a topic shows. */
const DOMINANCE_PERCENT = 15;
const SUMMARIES = 5;

/** Builds an aggregate report: a pure function of the accepted items of its period. */
@Injectable()
@ProcessesJob(aggregateBuild)
export class AggregateBuildProcessor implements JobProcessor<typeof aggregateBuild.data> {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async process(
    { aggregateId }: z.infer<typeof aggregateBuild.data>,
    job: JobHandle,
  ): Promise<{ aggregateId: string }> {
    await job.progress(5, 'reading the period');
    const { content, released } = await this.dataSource.transaction('REPEATABLE READ', (manager) =>
      this.build(manager, aggregateId, job),
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
      await unit.query(
        'aggregate.release',
        'INSERT INTO aggregate_release (aggregate_id, tables) VALUES ($1, $2)',
        [aggregateId, JSON.stringify(released)],
      );
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

  private async build(manager: EntityManager, aggregateId: string, job: JobHandle) {
    const { periodId } = await manager.findOneByOrFail(AggregateReportEntity, { id: aggregateId });
    const period = await manager.findOneByOrFail(ReportingPeriodEntity, { id: periodId });
    const codes = await codesAsOf(manager, period.endsOn);
    const labelled = (list: string): Label[] =>
      codes.filter((c) => c.list === list).map((c) => ({ key: c.code, label: c.name }));
    const topics = labelled('topic');

    await job.progress(15, 'counting');
    const counts: CountRow[] = await manager.query(countsSql, [periodId]);
    const heardIn = new Set(counts.flatMap(({ kind, r }) => (kind === 'area' && r !== null ? [r] : [])));
    const areas: Label[] = await manager.query(areaLabelsSql, [[...heardIn], period.endsOn]);

    await job.progress(45, 'passing the release gate');
    const issued: { released: unknown }[] = await manager.query(earlierReleasesSql, [periodId]);
    const earlier = issued.map((table) => reopenRelease(table.released));
    const { tables, released } = releasedTables(
      counts,
      { topics, strata: labelled('stratum'), areas },
      earlier,
    );
    const before: TrendRow[] = await manager.query(trendSql, [periodId]);
    const trend = trendTable([...before, ...topicTotals(counts, period.code)], topics);
    const allReleased: ReleasedTable[] = [...released, trend.released];

    await job.progress(65, 'composing the text');
    const summaries: SummaryRow[] = await manager.query(summariesSql, [
      periodId,
      // Of fewer reporters, the words themselves could lead to one.
      toldTopics(counts, tables[0]!.threshold),
      SUMMARIES,
    ]);
    const facts: Composition = {
      periodCode: period.code,
      startsOn: period.startsOn,
      endsOn: period.endsOn,
      items: tables[0]!.total.value ?? 0,
      tables: [...tables, trend.table],
      discipline: await manager.query(disciplineSql, [periodId]),
      dominated: dominatedTopics(counts, DOMINANCE_PERCENT),
      summaries,
      topics,
    };
    const { summaries: _, topics: __, ...figures } = facts;
    const content: AggregateContent = { ...figures, method, sections: composeSections(facts) };
    return { content, released: allReleased };
  }
}
