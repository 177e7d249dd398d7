/** What stands of the questionnaire and sample of the plan $1. */
export const readinessSql = `
SELECT latest.id IS NOT NULL AS "hasQuestionnaire",
       EXISTS (SELECT FROM pretest WHERE questionnaire_id = latest.id) AS "isPretested",
       coalesce(latest.state = 'frozen', false) AS "isFrozen",
       EXISTS (SELECT FROM sample WHERE plan_id = $1) AS "hasSample"
  FROM (VALUES (1)) AS one
  LEFT JOIN LATERAL (SELECT id, state FROM questionnaire WHERE plan_id = $1 ORDER BY number DESC LIMIT 1) AS latest
    ON true`;

/** Removes invitations and keys of the plan $1, and where its cases are; counts the invitations. */
export const destroyLinkSql = `
WITH gone AS (DELETE FROM ticket_key WHERE plan_id = $1),
     nowhere AS (UPDATE field_case SET label = NULL WHERE plan_id = $1)
SELECT count(*) AS invitations FROM invitation WHERE plan_id = $1`;
