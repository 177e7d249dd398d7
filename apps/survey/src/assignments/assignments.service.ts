import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type {
  AddedAssignments,
  CaseAssignment,
  CaseAssignmentListQuery,
  NewAssignments,
  WithdrawAssignment,
} from '#contracts/assignments';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { recordList } from '#service-kit/reads-of-others';
import { ofPlanWithinReach, sharePlan } from '../plans/plan.queries.js';
import { mustNotBeClosed } from '../plans/plan-states.rules.js';
import { CaseAssignmentEntity } from './assignment.entity.js';
import {
  assignSql,
  casesSql,
  countHeldSql,
  handOverSql,
  lockCasesSql,
  lockInterviewerSql,
} from './assignments.queries.js';
import { fieldRulesOf, qualificationsOf } from './certification.queries.js';
import { tellAssigned, tellFieldwork } from './fieldwork-counts.js';

interface LockedCase {
  id: string;
  settled: boolean;
  holder: string | null;
}

/** Who goes to which case. */
@Injectable()
export class AssignmentsService {
  constructor(private readonly transactions: Transactions) {}

  async list(
    planId: string,
    query: z.infer<typeof CaseAssignmentListQuery>,
    caller: Caller,
  ): Promise<Page<CaseAssignment>> {
    return this.transactions.run(async (unit) => {
      const rows = await ofPlanWithinReach(unit.manager, CaseAssignmentEntity, planId, caller);
      if (query.open) rows.andWhere('one.endedOn IS NULL');
      const page = await readPage(
        rows,
        query,
        {
          fields: { personId: 'one.personId', caseId: 'one.caseId' },
          sort: { expression: 'one.assignedOn', of: ({ assignedOn }) => assignedOn },
          id: { expression: 'one.id', of: ({ id }) => id },
        },
        (given) => given,
      );
      recordList(unit, 'case-assignment', page.items, caller);
      return page;
    });
  }

  /**
   * Gives cases to an interviewer: all of them or none.
   * @throws Problem 409 `field-case.closed`, `interviewer.not-certified`, `assignment.settled`, `assignment.taken`,
   *   `assignment.workload`, 422 `assignment.no-case`
   */
  async assign(planId: string, { personId, caseIds, reassign }: NewAssignments): Promise<AddedAssignments> {
    return this.transactions.run(async (unit) => {
      const plan = await sharePlan(unit, planId);
      mustNotBeClosed(plan);
      await unit.query('assignments.interviewer', lockInterviewerSql, [planId, personId]);
      const rules = await fieldRulesOf(unit, planId);
      const today = await officeDay(unit.manager);
      const firstDay = today < plan.fieldStartsOn ? plan.fieldStartsOn : today;
      (await qualificationsOf(unit, rules, [personId])).must(firstDay, personId);
      await unit.query('assignments.lock', lockCasesSql, [planId, caseIds]);
      const cases = await unit.query<LockedCase>('assignments.cases', casesSql, [planId, caseIds]);
      const taken = mustBeFree(cases, caseIds, personId, reassign);
      const added = cases.filter(({ holder }) => holder !== personId).map(({ id }) => id);
      await refuseOverload(unit, planId, personId, added.length, rules.caseload);
      await unit.query('assignments.hand-over', handOverSql, [taken.map(({ id }) => id), today]);
      await unit.query('assignments.assign', assignSql, [planId, personId, added, today]);
      const counts = { assigned: added.length, reassigned: taken.length };
      const details = { personId, ...counts };
      unit.audit({ action: 'case-assignment.assign', entity: `survey-plan:${planId}`, details });
      const before = taken.map(({ holder }) => holder!);
      await tellFieldwork(unit, plan, [personId, ...before]);
      tellAssigned(unit, plan, { given: added.map(() => personId), taken: before });
      return counts;
    });
  }

  /**
   * Takes a case back from whoever has it.
   * @throws Problem 409 `assignment.ended`, `field-case.closed`
   */
  async withdraw(id: string, version: number, { ending }: WithdrawAssignment): Promise<CaseAssignment> {
    return this.transactions.run(async (unit) => {
      const found = await unit.manager.findOneBy(CaseAssignmentEntity, { id });
      if (!found) throw Problem.of('resource.not-found');
      const plan = await sharePlan(unit, found.planId);
      mustNotBeClosed(plan);
      const given = await lockRow(unit, CaseAssignmentEntity, id, version);
      if (given.endedOn !== null) throw Problem.conflict('assignment.ended', 'They no longer have this case');
      Object.assign(given, { ending, endedOn: await officeDay(unit.manager), version: version + 1 });
      await unit.manager.save(given);
      const details = { personId: given.personId, ending };
      unit.audit({ action: 'case-assignment.withdraw', entity: `case-assignment:${id}`, details });
      await tellFieldwork(unit, plan, [given.personId]);
      tellAssigned(unit, plan, { given: [], taken: [given.personId] });
      return given;
    });
  }
}

/** @returns those that somebody else has, which go over. */
function mustBeFree(
  cases: readonly LockedCase[],
  caseIds: readonly string[],
  personId: string,
  reassign: boolean,
): LockedCase[] {
  const refuse = (ids: readonly string[], message: string) =>
    ids.map((id) => ({ path: `caseIds.${caseIds.indexOf(id)}`, message }));
  const there = new Set(cases.map(({ id }) => id));
  const missing = caseIds.filter((id) => !there.has(id));
  if (missing.length > 0) {
    throw Problem.unprocessable('assignment.no-case', 'Only cases of this survey are given', {
      errors: refuse(missing, 'There is no such case'),
    });
  }
  const settled = cases.filter((one) => one.settled && one.holder !== personId).map(({ id }) => id);
  if (settled.length > 0) {
    throw Problem.conflict('assignment.settled', 'Nobody goes to some of these cases again', {
      errors: refuse(settled, 'It is settled'),
    });
  }
  const taken = cases.filter(({ holder }) => holder !== null && holder !== personId);
  if (taken.length > 0 && !reassign) {
    throw Problem.conflict('assignment.taken', 'Somebody has some of these cases', {
      errors: refuse(
        taken.map(({ id }) => id),
        'Somebody else has it',
      ),
    });
  }
  return taken;
}

/** @throws Problem 409 `assignment.workload` */
async function refuseOverload(
  unit: UnitOfWork,
  planId: string,
  personId: string,
  more: number,
  caseload: number,
): Promise<void> {
  const [row] = await unit.query<{ held: number }>('assignments.held', countHeldSql, [planId, personId]);
  if (row!.held + more > caseload) {
    throw Problem.conflict('assignment.workload', 'That is more than one interviewer may have', {
      detail: `${row!.held} cases already, ${more} more, ${caseload} at most`,
    });
  }
}
