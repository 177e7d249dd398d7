import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { FieldInterviewer, FieldInterviewerListQuery } from '#contracts/assignments';
import type { CaseDisposition } from '#contracts/field-cases';
import type { Page } from '#contracts/list';
import { readPage } from '#persistence/list';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import { recordList } from '#service-kit/reads-of-others';
import { outcomeCounts } from '../field-cases/dispositions.rules.js';
import { ofPlanWithinReach } from '../plans/plan.queries.js';
import { FieldInterviewerEntity } from './assignment.entity.js';
import { standingOfPeopleSql } from './assignments.queries.js';
import { fieldRulesOf, qualificationsOf } from './certification.queries.js';

interface PersonStanding {
  personId: string;
  disposition: CaseDisposition;
  cases: number;
  settled: number;
}

/** Who is in the field for a survey, and whether they may go on. */
@Injectable()
export class InterviewersService {
  constructor(private readonly transactions: Transactions) {}

  /** By id, which is in no order of merit. */
  async list(
    planId: string,
    query: z.infer<typeof FieldInterviewerListQuery>,
    caller: Caller,
  ): Promise<Page<FieldInterviewer>> {
    return this.transactions.run(async (unit) => {
      const page = await readPage(
        await ofPlanWithinReach(unit.manager, FieldInterviewerEntity, planId, caller),
        query,
        {
          fields: { personId: 'one.personId' },
          sort: { expression: 'one.personId', of: ({ personId }) => personId },
          id: { expression: 'one.planId', of: (one) => one.planId },
        },
        ({ personId }) => personId,
      );
      const today = await officeDay(unit.manager);
      const qualifications = await qualificationsOf(unit, await fieldRulesOf(unit, planId), page.items);
      const standing = await unit.query<PersonStanding>('interviewers.standing', standingOfPeopleSql, [
        planId,
        page.items,
      ]);
      const items = page.items.map((personId) => {
        const theirs = standing.filter((row) => row.personId === personId);
        const sum = (of: 'cases' | 'settled'): number => theirs.reduce((total, row) => total + row[of], 0);
        return {
          planId,
          personId,
          ...qualifications.on(today, personId),
          cases: sum('cases'),
          settled: sum('settled'),
          counts: outcomeCounts(theirs),
        };
      });
      const shown = items.map(({ personId }) => ({ id: personId, personId }));
      recordList(unit, 'field-interviewer', shown, caller);
      return { ...page, items };
    });
  }
}
