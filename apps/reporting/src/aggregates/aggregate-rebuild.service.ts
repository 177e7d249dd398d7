import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { Caller } from '#auth/requires';
import type { AggregateContent, AggregateRebuild } from '#contracts/aggregates';
import { Problem } from '#contracts/problem';
import { contentHash } from '#documents/canonical-json';
import { ReportingPeriodEntity } from '../periods/period.entity.js';
import { keptBasis } from './aggregate-basis.js';
import { makeContent } from './aggregate-content.js';
import { textsAtSql } from './aggregate-text.queries.js';
import { AggregatesService } from './aggregates.service.js';
import { fillIn } from './bound-text.rules.js';
import { method } from './compose.rules.js';

/** Makes reports anew from what was known when they were made. */
@Injectable()
export class AggregateRebuildService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly aggregates: AggregatesService,
  ) {}

  /**
   * Counts and composes a report anew, from the items as they were known when it was built, and puts in what people had
   * written by `asOf`, or up to now.
   * @throws Problem 409 `aggregate-report.other-method` when other rules than today's made it.
   */
  async rebuild(id: string, asOf: string | undefined, caller: Caller): Promise<AggregateRebuild> {
    const { content: stored, ...report } = await this.aggregates.getBuilt(id, caller);
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const basis = await keptBasis(manager, { ...report, content: stored });
      if (!basis || stored.method !== method) {
        throw Problem.conflict(
          'aggregate-report.other-method',
          `Only reports made by ${method} can be made anew`,
          {
            detail: `This one was made by ${stored.method}`,
          },
        );
      }
      const period = await manager.findOneByOrFail(ReportingPeriodEntity, { id: report.periodId });
      const { areaCode } = report;
      const { content } = await makeContent(manager, { period, areaCode }, basis);
      await putTextsIn(manager, { id, content, asOf });
      const rebuiltHash = contentHash(content);
      const { contentHash: storedHash, approvedHash } = report;
      const knownAt = new Date(basis.instant).toISOString();
      return {
        id,
        knownAt,
        method,
        contentHash: storedHash!,
        approvedHash,
        rebuiltHash,
        same: rebuiltHash === storedHash,
        content,
      };
    });
  }
}

async function putTextsIn(
  manager: EntityManager,
  { id, content, asOf }: { id: string; content: AggregateContent; asOf: string | undefined },
): Promise<void> {
  const texts: { section: string; bound: string[] }[] = await manager.query(textsAtSql, [
    id,
    asOf ?? 'infinity',
  ]);
  for (const { section, bound } of texts) {
    const paragraphs = bound.map((text) => fillIn(text, content.tables).text);
    Object.assign(
      content.sections.find(({ key }) => key === section)!,
      { bound, paragraphs },
    );
  }
}
