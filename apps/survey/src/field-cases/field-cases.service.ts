import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
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
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { refuseUnknownPlan } from '../plans/plan.queries.js';
import { isProbability } from '../plans/plans.rules.js';
import { inOrder, outcomeCounts, owedContacts, standingAfter } from './dispositions.rules.js';
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

  async list(planId: string, query: z.infer<typeof FieldCaseListQuery>): Promise<Page<FieldCase>> {
    return this.transactions.run(async (unit) => {
      await refuseUnknownPlan(unit.manager, planId);
      const page = await readPage(
        unit.manager.createQueryBuilder(FieldCaseEntity, 'one').where('one.planId = :planId', { planId }),
        query,
        {
          fields: { disposition: 'one.disposition', cell: 'one.cell' },
          sort: { expression: 'one.unit', of: (one) => one.unit },
          id: { expression: 'one.id', of: ({ id }) => id },
        },
        (one) => one,
      );
      recordShown(unit, 'field-case', page.items);
      return page;
    });
  }

  async get(id: string): Promise<FieldCaseHistory> {
    return this.transactions.run(async (unit) => {
      const one = await unit.manager.findOneBy(FieldCaseEntity, { id });
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
      refuseClosed(await lockRow(unit, SurveyPlanEntity, planId));
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
   * @throws Problem 409 `field-case.settled`, `field-case.contradiction`, `field-case.closed`, 422 `field-case.not-yet`, `field-case.firm`
   */
  async attempt(id: string, version: number, text: ContactAttemptText): Promise<FieldCaseHistory> {
    return this.transactions.run(async (unit) => {
      const one = await lockRow(unit, FieldCaseEntity, id, version);
      refuseClosed(await unit.manager.findOneByOrFail(SurveyPlanEntity, { id: one.planId }));
      if (text.heldOn > (await officeDay(unit.manager)))
        throw Problem.unprocessable('field-case.not-yet', 'This day is still to come');
      if (text.firm && text.outcome !== 'refusal')
        throw Problem.unprocessable('field-case.firm', 'Only a refusal can be firm');
      const attempt: ContactAttemptEntity = { id: randomUUID(), caseId: id, ...text };
      const attempts = [...(await attemptsOf(unit, id)), attempt];
      Object.assign(one, standingAfter(attempts), { version: version + 1 });
      await unit.manager.save(one);
      await unit.manager.insert(ContactAttemptEntity, attempt);
      const details = { attemptId: attempt.id, disposition: one.disposition };
      unit.audit({ action: 'field-case.attempt', entity: `field-case:${id}`, details });
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

const attemptsOf = (unit: UnitOfWork, caseId: string): Promise<ContactAttemptEntity[]> =>
  unit.manager.find(ContactAttemptEntity, { where: { caseId }, order: { heldOn: 'ASC', id: 'ASC' } });

const historyOf = (one: FieldCaseEntity, attempts: ContactAttemptEntity[]): FieldCaseHistory => ({
  ...one,
  attempts: attempts.toSorted(inOrder),
  owed: owedContacts(one, attempts),
});

function refuseClosed({ state }: SurveyPlanEntity): void {
  if (['closed', 'processed', 'released', 'archived'].includes(state))
    throw Problem.conflict('field-case.closed', 'Fieldwork of this survey is closed');
}

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
