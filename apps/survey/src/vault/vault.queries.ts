/** Waits while responses are put into another order; what follows sees what that left. */
export const waitSql = 'LOCK TABLE response IN ROW EXCLUSIVE MODE';

/** Responses $2 of the plan $1 as JSON, which PostgreSQL takes in faster than arrays. */
const given = `
  jsonb_to_recordset($2::jsonb)
    AS given (id uuid, "questionnaireId" uuid, cell int, mode text, complete boolean, minutes smallint, answers jsonb)`;

/** Adds responses, or more to those that are not complete; which is not named is complete, or nothing is taken. */
export const storeSql = `
INSERT INTO response (id, plan_id, questionnaire_id, cell, mode, complete, minutes, answers)
SELECT given.id, plan_id, "questionnaireId", cell, mode, complete, minutes, answers
  FROM collection CROSS JOIN ${given}
 WHERE plan_id = $1 AND open
ON CONFLICT (id) DO UPDATE
   SET questionnaire_id = excluded.questionnaire_id, complete = excluded.complete, minutes = excluded.minutes,
       answers = excluded.answers
 WHERE NOT response.complete
   AND (response.plan_id, response.cell, response.mode) = (excluded.plan_id, excluded.cell, excluded.mode)
RETURNING id`;

/** Which of the responses are there and say something else, or are not there; and whether any are taken. */
export const compareSql = `
SELECT coalesce((SELECT open FROM collection WHERE plan_id = $1), false) AS open,
       array(SELECT given.id FROM ${given}
              WHERE NOT EXISTS (
                SELECT FROM response AS one
                 WHERE one.id = given.id
                   AND (one.plan_id, one.questionnaire_id, one.cell, one.mode, one.complete, one.answers)
                     = ($1, given."questionnaireId", given.cell, given.mode, given.complete, given.answers))) AS others`;

/** The complete interviews $2 of the plan $1, in the order of what is in them. */
export const interviewsSql = `
SELECT minutes, answers FROM response
 WHERE plan_id = $1 AND id = ANY ($2::uuid[]) AND complete AND mode = 'interviewer'
 ORDER BY answers, minutes`;

export const openSql = `
INSERT INTO collection (plan_id, open) VALUES ($1, true) ON CONFLICT (plan_id) DO UPDATE SET open = true`;

/**
 * All responses in a random order, in new files and under one transaction id: nothing tells any longer which came when,
 * also not the space that rows were in.
 */
export const mixSql = [
  'LOCK TABLE response IN ACCESS EXCLUSIVE MODE',
  'CREATE TEMP TABLE mixed ON COMMIT DROP AS SELECT * FROM response ORDER BY gen_random_uuid()',
  'TRUNCATE response',
  'INSERT INTO response SELECT * FROM mixed',
] as const;

/** The next $4 responses to the plan $1 after the id $3, with the answers to the items $2 in their order. */
export const readSql = `
SELECT id, cell, mode, complete,
       (SELECT coalesce(jsonb_agg(response.answers->item ORDER BY at), '[]')
          FROM unnest($2::text[]) WITH ORDINALITY AS wanted (item, at)) AS answers
  FROM response
 WHERE plan_id = $1 AND ($3::uuid IS NULL OR id > $3)
 ORDER BY id LIMIT $4`;

export const modesSql = 'SELECT DISTINCT mode FROM response WHERE plan_id = $1 ORDER BY mode';
