import type { EntityManager } from 'typeorm';
import { Problem } from '#contracts/problem';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { SurveyPlanEntity } from './plan.entity.js';

/** @throws Problem 404 */
export async function refuseUnknownPlan(manager: EntityManager, id: string): Promise<void> {
  if (!(await manager.existsBy(SurveyPlanEntity, { id }))) throw Problem.of('resource.not-found');
}

/** A plan whose fieldwork cannot be closed until the unit ends; others can share it. @throws Problem 404 */
export async function sharePlan(unit: UnitOfWork, id: string): Promise<SurveyPlanEntity> {
  const plan = await unit.manager.findOne(SurveyPlanEntity, {
    where: { id },
    lock: { mode: 'pessimistic_read' },
  });
  if (!plan) throw Problem.of('resource.not-found');
  return plan;
}
