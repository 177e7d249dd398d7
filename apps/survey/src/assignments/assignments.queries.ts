/** Keeps others from giving cases of the plan $1 to the person $2 until the unit ends. */
export const lockInterviewerSql = `
INSERT INTO field_interviewer (plan_id, person_id, version) VALUES ($1, $2, 0)
ON CONFLICT (plan_id, person_id) DO UPDATE SET version = field_interviewer.version`;

/** Keeps others from changing the cases $2 of the plan $1 until the unit ends. */
export const lockCasesSql = `
SELECT count(*) FROM (SELECT id FROM unnest($2::uuid[]) AS given (id) ORDER BY id) AS given
 CROSS JOIN LATERAL (SELECT FROM field_case AS one WHERE one.id = given.id AND plan_id = $1 FOR UPDATE) AS locked`;

/** The cases $2 of the plan $1, looked up one by one, however many others the plan has. */
const wantedCases = `
  unnest($2::uuid[]) AS wanted (id)
  CROSS JOIN LATERAL (SELECT * FROM field_case AS one WHERE one.id = wanted.id AND plan_id = $1 OFFSET 0) AS one`;

/** The cases $2 of the plan $1, and who has them. */
export const casesSql = `
SELECT one.id, settled, person_id AS holder
  FROM ${wantedCases}
  LEFT JOIN case_assignment AS given ON case_id = one.id AND ended_on IS NULL`;

export const countHeldSql = `
SELECT count(*) AS held FROM case_assignment WHERE plan_id = $1 AND person_id = $2 AND ended_on IS NULL`;

/** Ends what holds of the cases $1, on the day $2. */
export const handOverSql = `
UPDATE case_assignment SET ended_on = $2, ending = 'reassigned', version = version + 1
 WHERE case_id = ANY ($1::uuid[]) AND ended_on IS NULL`;

export const assignSql = `
INSERT INTO case_assignment (id, plan_id, case_id, person_id, assigned_on, version)
SELECT gen_random_uuid(), $1, case_id, $2, $4, 1 FROM unnest($3::uuid[]) AS given (case_id)`;

/** How the cases of the people $2 in the plan $1 stand. */
export const standingOfPeopleSql = `
SELECT person_id AS "personId", disposition, sum(cases)::int AS cases,
       coalesce(sum(cases) FILTER (WHERE settled), 0)::int AS settled
  FROM case_standing
 WHERE plan_id = $1 AND person_id = ANY ($2::uuid[])
 GROUP BY 1, 2`;
