import type { NewEvent } from '#contracts/event';
import { casesAssigned, fieldworkCounted } from '#contracts/survey-events';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { SurveyPlanEntity } from '../plans/plan.entity.js';

/** Counts the cases of the people $2 in the plan $1, each time under the next number; of a closed one, what is left of them. */
const countSql = `
WITH told AS (
  INSERT INTO field_interviewer (plan_id, person_id, version)
  SELECT $1, person_id, 1 FROM unnest($2::uuid[]) AS given (person_id)
  ON CONFLICT (plan_id, person_id) DO UPDATE SET version = field_interviewer.version + 1
  RETURNING person_id, version)
SELECT told.person_id AS "personId", version, assigned, completed
  FROM told CROSS JOIN LATERAL (
    SELECT coalesce(sum(cases), 0)::int AS assigned,
           coalesce(sum(cases) FILTER (WHERE disposition = 'complete'), 0)::int AS completed
      FROM (SELECT disposition, 1 AS cases
              FROM case_assignment AS given JOIN field_case AS one ON one.id = case_id
             WHERE given.plan_id = $1 AND person_id = told.person_id AND ended_on IS NULL
            UNION ALL
            SELECT disposition, cases FROM field_outcome
             WHERE plan_id = $1 AND person_id = told.person_id) AS standing) AS counted`;

/** How many cases these people have and have completed: what their own record shows of their fieldwork. */
export async function fieldworkOf(
  unit: UnitOfWork,
  { id: planId, title, fieldStartsOn, fieldEndsOn }: SurveyPlanEntity,
  personIds: readonly string[],
): Promise<NewEvent[]> {
  const people = [...new Set(personIds)].sort();
  const counted = await unit.query<{
    personId: string;
    version: number;
    assigned: number;
    completed: number;
  }>('fieldwork.count', countSql, [planId, people]);
  return counted.map(({ version, ...facts }) =>
    fieldworkCounted.of(planId, version, { planId, title, fieldStartsOn, fieldEndsOn, ...facts }),
  );
}

/** Tells {@link fieldworkOf} these people. */
export async function tellFieldwork(
  unit: UnitOfWork,
  plan: SurveyPlanEntity,
  personIds: readonly string[],
): Promise<void> {
  for (const event of await fieldworkOf(unit, plan, personIds)) unit.publish(event);
}

/** Tells everybody who was given cases, or from whom some were taken, how many: each is named once for each case. */
export function tellAssigned(
  unit: UnitOfWork,
  { id: planId, title, fieldStartsOn, fieldEndsOn, version }: SurveyPlanEntity,
  { given, taken }: Record<'given' | 'taken', readonly string[]>,
): void {
  const casesOf = (list: readonly string[], personId: string): number =>
    list.filter((one) => one === personId).length;
  for (const personId of [...new Set([...given, ...taken])].toSorted()) {
    const counts = { given: casesOf(given, personId), taken: casesOf(taken, personId) };
    unit.publish(
      casesAssigned.of(planId, version, { planId, personId, title, fieldStartsOn, fieldEndsOn, ...counts }),
    );
  }
}
