/** The interviewed cases of the plan $1, by interviewer. */
export const interviewedSql = `
SELECT person_id AS "personId", array_agg(one.id ORDER BY one.id) AS "caseIds"
  FROM field_case AS one
  JOIN case_assignment AS given ON case_id = one.id AND ended_on IS NULL
 WHERE one.plan_id = $1 AND disposition = 'complete'
 GROUP BY 1
 ORDER BY 1`;

/** Raises flags of the plan $1 on the day $2; which was raised before stays as it is. */
export const raiseSql = `
INSERT INTO quality_flag (id, plan_id, person_id, kind, item, interviews, noticed, raised_on, version)
SELECT gen_random_uuid(), $1, person_id, kind, item, interviews, noticed, $2, 1
  FROM unnest($3::uuid[], $4::text[], $5::text[], $6::int[], $7::int[])
    AS noticed (person_id, kind, item, interviews, noticed)
ON CONFLICT ON CONSTRAINT quality_flag_once DO NOTHING
RETURNING id`;
