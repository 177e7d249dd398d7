import type { EntityManager } from 'typeorm';
import { Problem } from '#contracts/problem';
import { SurveyPlanEntity } from './plan.entity.js';

/** @throws Problem 404 */
export async function refuseUnknownPlan(manager: EntityManager, id: string): Promise<void> {
  if (!(await manager.existsBy(SurveyPlanEntity, { id }))) throw Problem.of('resource.not-found');
}
