import type { EntityManager } from 'typeorm';
import { Problem } from '#contracts/problem';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { SurveyPlanEntity } from './plan.entity.js';

/** The plan, locked: what belongs to it comes one after the other, and no approval in between. @throws Problem 404 */
export async function lockPlan(unit: UnitOfWork, id: string): Promise<SurveyPlanEntity> {
  const plan = await unit.manager.findOne(SurveyPlanEntity, {
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!plan) throw Problem.of('resource.not-found');
  return plan;
}

/** @throws Problem 404 */
export async function refuseUnknownPlan(manager: EntityManager, id: string): Promise<void> {
  if (!(await manager.existsBy(SurveyPlanEntity, { id }))) throw Problem.of('resource.not-found');
}
