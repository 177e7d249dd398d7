/** The key that turns cases of the plan $1 into ids of responses. */
export const linkKeySql = 'SELECT key FROM link_key WHERE plan_id = $1';

/** The cases $2 of the plan $1, who has them, and what they came to. */
export const casesSql = `
SELECT one.id, cell, disposition, settled, saved, person_id AS holder
  FROM unnest($2::uuid[]) AS wanted (id) JOIN field_case AS one ON one.id = wanted.id
  LEFT JOIN case_assignment AS given ON case_id = one.id AND ended_on IS NULL
 WHERE one.plan_id = $1`;

/** Who was contacted about the cases $2 of the plan $1. */
export const attemptsSql = `
SELECT attempt.id, case_id AS "caseId", held_on::text AS "heldOn", part_of_day AS "partOfDay", mode, outcome, firm
  FROM contact_attempt AS attempt JOIN field_case AS one ON one.id = case_id
 WHERE one.plan_id = $1 AND case_id = ANY ($2::uuid[])`;

/** Puts down how the cases $1 stand, and the number of the save that stands. */
export const putStandingSql = `
UPDATE field_case AS one
   SET disposition = given.disposition, settled = given.settled, saved = given.saved, version = version + 1
  FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::int[]) AS given (id, disposition, settled, saved)
 WHERE one.id = given.id`;

export const putContactsSql = `
INSERT INTO contact_attempt (id, case_id, held_on, part_of_day, mode, outcome, firm)
SELECT id, case_id, held_on, part_of_day, mode, outcome, false
  FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::text[], $5::text[], $6::text[])
    AS given (id, case_id, held_on, part_of_day, mode, outcome)
ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome`;

/** Whether the person among $2 has a case of the plan $1. */
export const hasCaseSql = `
SELECT EXISTS (SELECT FROM case_assignment
                WHERE plan_id = $1 AND person_id = ANY ($2::uuid[]) AND ended_on IS NULL) AS has`;
