import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, type SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type {
  AddedFieldCases,
  CaseDisposition,
  ContactAttemptText,
  FieldCase,
  FieldCaseHistory,
  FieldCaseListQuery,
  FieldProgress,
  FieldProgressQuery,
  NewFieldCases,
} from '#contracts/field-cases';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { guardFreeText } from '#disclosure/free-text-guard';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { recordShown } from '#service-kit/reads-of-others';
import { outcomeRates } from '#statistics/outcome-rates';
import { CaseAssignmentEntity } from '../assignments/assignment.entity.js';
import { fieldRulesOf, qualificationsOf } from '../assignments/certification.queries.js';
import { tellFieldwork } from '../assignments/fieldwork-counts.js';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { sharePlan } from '../plans/plan.queries.js';
import { mustNotBeClosed } from '../plans/plan-states.rules.js';
import { isProbability } from '../plans/plans.rules.js';
import { inOrder, isInterview, outcomeCounts, owedContacts, standingAfter } from './dispositions.rules.js';
import { ContactAttemptEntity, FieldCaseEntity } from './field-case.entity.js';
import { insertCasesSql, progressSql } from './field-cases.queries.js';

interface CellStanding {
  sampleId: string;
  cell: number;
  stratum: string | null;
  cluster: string | null;
  disposition: CaseDisposition;
  cases: number;
  settled: number;
}

/** The case book: who is to be contacted, and what came of it. It never meets the answers. */
@Injectable()
export class FieldCasesService {
  constructor(private readonly transactions: Transactions) {}

  /** The cases within reach: for interviewers those that they have. */
  async list(query: z.infer<typeof FieldCaseListQuery>, caller: Caller): Promise<Page<FieldCase>> {
    return this.transactions.run(async (unit) => {
      const page = await readPage(
        within(unit, caller),
        query,
        {
          fields: { planId: 'one.planId', disposition: 'one.disposition', cell: 'one.cell' },
          sort: { expression: 'one.unit', of: (one) => one.unit },
          id: { expression: 'one.id', of: ({ id }) => id },
        },
        (one) => one,
      );
      recordShown(unit, 'field-case', page.items);
      return page;
    });
  }

  async get(id: string, caller: Caller): Promise<FieldCaseHistory> {
    return this.transactions.run(async (unit) => {
      const one = await within(unit, caller).andWhere('one.id = :id', { id }).getOne();
      if (!one) throw Problem.of('resource.not-found');
      unit.audit({ action: 'field-case.read', entity: `field-case:${id}` });
      return historyOf(one, await attemptsOf(unit, id));
    });
  }

  /**
   * Makes cases of units that were drawn.
   * @throws Problem 409 `field-case.closed`, `resource.conflict`, 422 `field-case.not-drawn`, `field-case.personal-data`
   */
  async add(planId: string, { sampleId, cases }: NewFieldCases): Promise<z.infer<typeof AddedFieldCases>> {
    refuseNames(cases);
    return this.transactions.run(async (unit) => {
      mustNotBeClosed(await sharePlan(unit, planId));
      const units = cases.map((one) => one.unit);
      const labels = cases.map(({ label }) => label);
      const made = await unit.query<{ unit: number }>('field-cases.add', insertCasesSql, [
        planId,
        sampleId,
        units,
        labels,
      ]);
      const drawn = new Set(made.map((one) => one.unit));
      const missing = units.filter((one) => !drawn.has(one));
      if (missing.length > 0) {
        throw Problem.unprocessable('field-case.not-drawn', 'Only units that were drawn become cases', {
          detail: `not in this sample of the plan: ${missing.slice(0, 20).join(', ')}`,
        });
      }
      const details = { sampleId, count: units.length };
      unit.audit({ action: 'field-case.add', entity: `survey-plan:${planId}`, details });
      return { added: units.length };
    });
  }

  /**
   * Records that somebody tried to reach a case, in whatever order it is told.
   * @throws Problem 409 `field-case.settled`, `field-case.contradiction`, `field-case.closed`,
   *   `interviewer.not-certified`, 422 `field-case.not-yet`, `field-case.firm`
   */
  async attempt(
    id: string,
    version: number,
    text: ContactAttemptText,
    caller: Caller,
  ): Promise<FieldCaseHistory> {
    return this.transactions.run(async (unit) => {
      const found = await within(unit, caller).andWhere('one.id = :id', { id }).getOne();
      if (!found) throw Problem.of('resource.not-found');
      const plan = await sharePlan(unit, found.planId);
      mustNotBeClosed(plan);
      const one = await lockRow(unit, FieldCaseEntity, id, version);
      if (text.heldOn > (await officeDay(unit.manager)))
        throw Problem.unprocessable('field-case.not-yet', 'This day is still to come');
      if (text.firm && text.outcome !== 'refusal')
        throw Problem.unprocessable('field-case.firm', 'Only a refusal can be firm');
      const holder = await unit.manager.findOneBy(CaseAssignmentEntity, { caseId: id, endedOn: IsNull() });
      if (holder && isInterview(text.outcome)) {
        const rules = await fieldRulesOf(unit, plan.id);
        (await qualificationsOf(unit, rules, [holder.personId])).must(text.heldOn, holder.personId);
      }
      const attempt: ContactAttemptEntity = { id: randomUUID(), caseId: id, ...text };
      const attempts = [...(await attemptsOf(unit, id)), attempt];
      Object.assign(one, standingAfter(attempts), { version: version + 1 });
      await unit.manager.save(one);
      await unit.manager.insert(ContactAttemptEntity, attempt);
      const details = { attemptId: attempt.id, disposition: one.disposition };
      unit.audit({ action: 'field-case.attempt', entity: `field-case:${id}`, details });
      if (holder) await tellFieldwork(unit, plan, [holder.personId]);
      return historyOf(one, attempts);
    });
  }

  /** How far fieldwork is, cell by cell, and AAPOR's outcome rates where the design has them. */
  async progress(planId: string, { e }: FieldProgressQuery): Promise<FieldProgress> {
    const { manager } = this.transactions;
    const plan = await manager.findOneBy(SurveyPlanEntity, { id: planId });
    if (!plan) throw Problem.of('resource.not-found');
    const standing = await manager.query<CellStanding[]>(progressSql, [planId]);
    const byCell = new Map<string, CellStanding[]>();
    for (const one of standing) {
      const key = `${one.sampleId} ${one.cell}`;
      byCell.set(key, [...(byCell.get(key) ?? []), one]);
    }
    const sum = (rows: CellStanding[], of: (row: CellStanding) => number): number =>
      rows.reduce((total, row) => total + of(row), 0);
    const cells = [...byCell.values()].map((rows) => {
      const { sampleId, cell, stratum, cluster } = rows[0]!;
      return {
        sampleId,
        cell,
        stratum,
        cluster,
        cases: sum(rows, ({ cases }) => cases),
        attempted: sum(rows, ({ disposition, cases }) => (disposition === 'not-attempted' ? 0 : cases)),
        settled: sum(rows, ({ settled }) => settled),
        counts: outcomeCounts(rows),
      };
    });
    const counts = outcomeCounts(standing);
    const probability = isProbability(plan.design);
    return { probability, cells, counts, rates: probability ? outcomeRates(counts, e) : null };
  }
}

/** The cases that the caller reaches: all, or those that they have. */
function within(unit: UnitOfWork, { reach }: Caller): SelectQueryBuilder<FieldCaseEntity> {
  const own = reachWhere(reach, { person: 'given.personId' });
  return unit.manager
    .createQueryBuilder(FieldCaseEntity, 'one')
    .leftJoin(CaseAssignmentEntity, 'given', 'given.caseId = one.id AND given.endedOn IS NULL')
    .where(own.sql, own.parameters);
}

const attemptsOf = (unit: UnitOfWork, caseId: string): Promise<ContactAttemptEntity[]> =>
  unit.manager.find(ContactAttemptEntity, { where: { caseId }, order: { heldOn: 'ASC', id: 'ASC' } });

const historyOf = (one: FieldCaseEntity, attempts: ContactAttemptEntity[]): FieldCaseHistory => ({
  ...one,
  attempts: attempts.toSorted(inOrder),
  owed: owedContacts(one, attempts),
});

/** Where to go may stand in the book; who lives there, and how to call them, may not. */
function refuseNames(cases: NewFieldCases['cases']): void {
  const errors = cases.flatMap(({ label }, at) =>
    guardFreeText(label)
      .filter(({ kind }) => kind !== 'address')
      .map(({ kind, start, end }) => ({
        path: `cases.${at}.label`,
        message: `${kind} at characters ${start} to ${end}: say where to go, not to whom`,
      })),
  );
  if (errors.length > 0)
    throw Problem.unprocessable('field-case.personal-data', 'A label leads to a person', { errors });
}
