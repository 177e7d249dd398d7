/** Cases of the plan $1, of the interviewer $2 or of all, that were interviewed and that nobody is to check yet, in their order. */
export const eligibleSql = `
SELECT one.id AS "caseId", person_id AS "personId"
  FROM field_case AS one
  JOIN case_assignment AS given ON case_id = one.id AND ended_on IS NULL
 WHERE one.plan_id = $1 AND disposition = 'complete' AND ($2::uuid IS NULL OR person_id = $2)
   AND NOT EXISTS (SELECT FROM back_check WHERE case_id = one.id)
 ORDER BY sample_id, unit`;

export const insertChecksSql = `
INSERT INTO back_check (id, plan_id, draw_id, case_id, person_id, version)
SELECT gen_random_uuid(), $1, $2, case_id, person_id, 1
  FROM unnest($3::uuid[], $4::uuid[]) AS drawn (case_id, person_id)`;
