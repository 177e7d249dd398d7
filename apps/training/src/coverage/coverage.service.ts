import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reaches } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { CoverageGap, CoverageGapListQuery, UnitCoverage, UnitCoverageQuery } from '#contracts/coverage';
import type { Page } from '#contracts/list';
import { AppointmentLevel } from '#contracts/people';
import { Problem } from '#contracts/problem';
import type { Coverage, CoverageQuery } from '#contracts/training';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { recordList } from '#service-kit/reads-of-others';
import { CourseEntity } from '../courses/course.entity.js';
import { AppointmentEntity } from '../reference/appointment.entity.js';
import {
  courseUnitsSql,
  coverageSql,
  gapSql,
  placesSql,
  spanSql,
  topicUnitsSql,
} from './coverage.queries.js';

type Span = Pick<Coverage, 'asOf' | 'since'>;
type Covered = UnitCoverage['units'][number] & { lo: number | null };

@Injectable()
export class CoverageService {
  constructor(private readonly transactions: Transactions) {}

  /** From the copy of the appointments and the attendance recorded here; who attended is not known, only how many. */
  async of({ role, asOf, since }: CoverageQuery): Promise<Coverage> {
    return this.transactions.run(async (unit) => {
      const span = await spanOf(unit, asOf, since);
      const values = [role, span.asOf, span.since, AppointmentLevel.options];
      const levels = await unit.query<Coverage['levels'][number]>('coverage.levels', coverageSql, values);
      return { role, ...span, levels };
    });
  }

  /** Of one course or topic, in the units that the caller reaches; each adds up those below it. */
  async units({ under, ...query }: UnitCoverageQuery, { reach }: Caller): Promise<UnitCoverage> {
    return this.transactions.run(async (unit) => {
      const { courseId, topic } = await askedOf(unit, query);
      const span = await spanOf(unit, query.asOf, query.since);
      const values = [courseId, span.asOf, span.since, under ?? null, topic];
      const units = await (topic
        ? unit.query<Covered>('coverage.topic-units', topicUnitsSql, values)
        : unit.query<Covered>('coverage.units', courseUnitsSql, values));
      const seen = units.filter(({ lo }) => (lo !== null || !under) && reaches(reach, { ord: lo }));
      return { courseId, topic, ...span, units: seen };
    });
  }

  /** Who of those appointed is not trained in a course or on a topic, within reach; showing others is recorded. */
  async gaps(query: z.infer<typeof CoverageGapListQuery>, caller: Caller): Promise<Page<CoverageGap>> {
    return this.transactions.run(async (unit) => {
      const asked = await askedOf(unit, query);
      const span = await spanOf(unit, query.asOf, query.since);
      const select = unit.manager.createQueryBuilder(AppointmentEntity, 'held').where(gapSql, {
        ...asked,
        ...span,
      });
      if (query.under || !caller.reach.everywhere) {
        const values = [span.asOf, query.under ?? null];
        const places = await unit.query<{ areaId: string; lo: number }>('coverage.places', placesSql, values);
        const seen = places.filter(({ lo }) => reaches(caller.reach, { ord: lo }));
        select.andWhere('held.areaId = ANY(:areaIds::uuid[])', { areaIds: seen.map(({ areaId }) => areaId) });
      }
      const page = await readPage(
        select,
        query,
        {
          fields: Object.fromEntries(
            ['personId', 'role', 'level', 'areaId'].map((name) => [name, `held.${name}`]),
          ),
          sort: { expression: 'held.from', of: ({ from }) => from },
          id: { expression: 'held.id', of: ({ id }) => id },
        },
        (held): CoverageGap => held,
      );
      recordList(unit, 'coverage-gap', page.items, caller);
      return page;
    });
  }
}

async function spanOf(unit: UnitOfWork, asOf?: string, since?: string): Promise<Span> {
  const [span] = await unit.query<Span>('coverage.span', spanSql, [asOf, since]);
  return span!;
}

/** The course that there is, or the topic. */
async function askedOf(
  unit: UnitOfWork,
  { courseId = null, topic = null }: Partial<Pick<UnitCoverage, 'courseId' | 'topic'>>,
): Promise<Pick<UnitCoverage, 'courseId' | 'topic'>> {
  if (courseId !== null && !(await unit.manager.existsBy(CourseEntity, { id: courseId })))
    throw Problem.unprocessable('coverage.no-course', 'There is no such course');
  return { courseId, topic };
}
