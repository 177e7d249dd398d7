import type { EntityManager, EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import { Problem } from '#contracts/problem';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { SurveyPlanEntity } from './plan.entity.js';

/** @throws Problem 404 */
export async function refuseUnknownPlan(manager: EntityManager, id: string): Promise<void> {
  if (!(await manager.existsBy(SurveyPlanEntity, { id }))) throw Problem.of('resource.not-found');
}

/**
 * The rows that a plan has of people within reach; the row is `one`.
 * @throws Problem 404
 */
export async function ofPlanWithinReach<Entity extends ObjectLiteral & { planId: string; personId: string }>(
  manager: EntityManager,
  entity: EntityTarget<Entity>,
  planId: string,
  { reach }: Caller,
): Promise<SelectQueryBuilder<Entity>> {
  await refuseUnknownPlan(manager, planId);
  const { sql, parameters } = reachWhere(reach, { person: 'one.personId' });
  return manager
    .createQueryBuilder(entity, 'one')
    .where('one.planId = :planId', { planId })
    .andWhere(sql, parameters);
}

const holdPlanSql = 'SELECT FROM survey_plan WHERE id = $1 FOR SHARE';

/**
 * A plan whose fieldwork cannot be closed until the unit ends; others can share it. It is locked by what is sent at once: what
 * the unit asks for next, without waiting, is read behind the lock. @throws Problem 404
 */
export async function sharePlan(unit: UnitOfWork, id: string): Promise<SurveyPlanEntity> {
  unit.send('plans.hold', holdPlanSql, [id]);
  const plan = await unit.manager.findOneBy(SurveyPlanEntity, { id });
  if (!plan) throw Problem.of('resource.not-found');
  return plan;
}
