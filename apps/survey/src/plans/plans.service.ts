import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import {
  type OutcomeRatesQuestion,
  type SampleSizeQuestion,
  type SurveyPlan,
  surveyPlanChanged,
  type SurveyPlanListQuery,
  type SurveyPlanStep,
  type SurveyPlanText,
} from '#contracts/survey';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { type OutcomeRates, outcomeRates } from '#statistics/outcome-rates';
import { type SampleSize, sampleSize } from '#statistics/sample-size';
import { FieldService } from './field.service.js';
import { SurveyPlanEntity } from './plan.entity.js';
import { toPlan } from './plan.mapper.js';
import { mustBeRewritable, mustFollow, type Readiness } from './plan-states.rules.js';
import { readinessSql } from './plan-states.queries.js';
import { mustHaveMarginOfError, mustHaveOutcomeRates } from './plans.rules.js';

const notApproved = { state: 'planned', approvedVersion: null, approvedBy: null, approvedAt: null } as const;

/** What is not written of a plan is nothing, also when it is rewritten. */
const written = ({ series = null, workPlan = [], budget = [], ...input }: SurveyPlanText) => ({
  ...input,
  series,
  workPlan,
  budget,
});

@Injectable()
export class PlansService {
  constructor(
    private readonly transactions: Transactions,
    private readonly field: FieldService,
  ) {}

  private get plans(): Repository<SurveyPlanEntity> {
    return this.transactions.manager.getRepository(SurveyPlanEntity);
  }

  async list(query: z.infer<typeof SurveyPlanListQuery>): Promise<Page<SurveyPlan>> {
    return readPage(
      this.plans.createQueryBuilder('plan'),
      query,
      {
        fields: {
          code: 'plan.code',
          kind: 'plan.kind',
          design: 'plan.design',
          state: 'plan.state',
          series: 'plan.series',
          fieldStartsOn: 'plan.fieldStartsOn',
        },
        sort: { expression: 'plan.fieldStartsOn', of: (plan) => plan.fieldStartsOn },
        id: { expression: 'plan.id', of: (plan) => plan.id },
        direction: 'DESC',
      },
      toPlan,
    );
  }

  async get(id: string): Promise<SurveyPlan> {
    return toPlan(await this.find(id));
  }

  async create(input: SurveyPlanText): Promise<SurveyPlan> {
    return this.transactions.run(async (unit) => {
      const plan: SurveyPlanEntity = { id: randomUUID(), ...written(input), ...notApproved, version: 1 };
      await unit.manager.insert(SurveyPlanEntity, plan);
      return record(unit, 'survey-plan.create', plan);
    });
  }

  /** Rewrites a plan, which is then planned anew; an approval that was given no longer holds. */
  async update(id: string, version: number, input: SurveyPlanText): Promise<SurveyPlan> {
    return this.change(id, version, 'survey-plan.update', (plan) => {
      mustBeRewritable(plan.state);
      return { ...written(input), ...notApproved };
    });
  }

  /**
   * Approves exactly the version that the approver has read.
   * @throws Problem 409 `survey-plan.already-approved`, `survey-plan.wrong-state`, `survey-plan.not-ready`, 412 when it has changed since.
   */
  async approve(id: string, version: number, caller: Caller): Promise<SurveyPlan> {
    return this.change(id, version, 'survey-plan.approve', async (plan, unit) => {
      if (plan.state === 'approved')
        throw Problem.conflict('survey-plan.already-approved', 'The plan is approved already');
      mustFollow(plan.state, 'approved', await readiness(unit, id));
      return {
        state: 'approved',
        approvedVersion: plan.version,
        approvedBy: caller.id,
        approvedAt: new Date(),
      };
    });
  }

  /**
   * Takes a plan one step on.
   * @throws Problem 409 `survey-plan.wrong-state`, `survey-plan.not-ready`
   */
  async advance(id: string, version: number, { to }: SurveyPlanStep): Promise<SurveyPlan> {
    return this.change(id, version, 'survey-plan.advance', async (plan, unit) => {
      mustFollow(plan.state, to, await readiness(unit, id));
      if (to === 'fielding') await this.field.begin(unit, id);
      if (to === 'closed') await this.field.end(unit, id, plan.version);
      return { state: to };
    });
  }

  /**
   * AAPOR's rates of the counts given; nothing is stored.
   * @throws Problem 422 `survey-plan.no-outcome-rates` for a design that is not a probability design.
   */
  async outcomeRates(id: string, { counts, e }: OutcomeRatesQuestion): Promise<OutcomeRates> {
    mustHaveOutcomeRates((await this.find(id)).design);
    return outcomeRates(counts, e);
  }

  /**
   * How many to ask for a margin of error; nothing is stored.
   * @throws Problem 422 `survey-plan.no-margin-of-error` for a design that is not a probability design.
   */
  async sampleSize(id: string, wish: SampleSizeQuestion): Promise<SampleSize> {
    mustHaveMarginOfError((await this.find(id)).design);
    return sampleSize(wish);
  }

  private async find(id: string): Promise<SurveyPlanEntity> {
    const plan = await this.plans.findOneBy({ id });
    if (!plan) throw Problem.of('resource.not-found');
    return plan;
  }

  /** Locks the plan, counts its version up and stores what `difference` says of it. */
  private async change(
    id: string,
    version: number,
    action: string,
    difference: (
      plan: SurveyPlanEntity,
      unit: UnitOfWork,
    ) => Partial<SurveyPlanEntity> | Promise<Partial<SurveyPlanEntity>>,
  ): Promise<SurveyPlan> {
    return this.transactions.run(async (unit) => {
      const plan = await lockRow(unit, SurveyPlanEntity, id, version);
      plan.version += 1;
      Object.assign(plan, await difference(plan, unit));
      await unit.manager.save(plan);
      return record(unit, action, plan);
    });
  }
}

async function readiness(unit: UnitOfWork, id: string): Promise<Readiness> {
  const [ready] = await unit.query<Readiness & Record<string, boolean>>('plans.readiness', readinessSql, [
    id,
  ]);
  return ready!;
}

export function record(unit: UnitOfWork, action: string, plan: SurveyPlanEntity): SurveyPlan {
  const { id, version, state } = plan;
  unit.publish(surveyPlanChanged.of(id, version, plan));
  unit.audit({ action, entity: `survey-plan:${id}`, details: { version, state } });
  return toPlan(plan);
}
