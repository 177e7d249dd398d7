/** What stands of the questionnaire and sample of the plan $1. */
export const readinessSql = `
SELECT latest.id IS NOT NULL AS "hasQuestionnaire",
       EXISTS (SELECT FROM pretest WHERE questionnaire_id = latest.id) AS "isPretested",
       coalesce(latest.state = 'frozen', false) AS "isFrozen",
       EXISTS (SELECT FROM sample WHERE plan_id = $1) AS "hasSample"
  FROM (VALUES (1)) AS one
  LEFT JOIN LATERAL (SELECT id, state FROM questionnaire WHERE plan_id = $1 ORDER BY number DESC LIMIT 1) AS latest
    ON true`;

/** Removes invitations and their keys of the plan $1; counts these, and its cases. */
export const destroyLinkSql = `
WITH gone AS (DELETE FROM ticket_key WHERE plan_id = $1)
SELECT (SELECT count(*) FROM invitation WHERE plan_id = $1) AS invitations,
       (SELECT count(*) FROM field_case WHERE plan_id = $1) AS cases`;

/** Leaves of the cases of the plan $1 how many stand where: neither which, nor who was found there. */
export const forgetCasesSql = [
  'INSERT INTO field_outcome SELECT * FROM case_standing WHERE plan_id = $1',
  'DELETE FROM case_assignment WHERE plan_id = $1',
  'DELETE FROM contact_attempt WHERE case_id IN (SELECT id FROM field_case WHERE plan_id = $1)',
  'DELETE FROM field_case WHERE plan_id = $1',
] as const;

export const insertKeySql = 'INSERT INTO link_key (plan_id, key) VALUES ($1, $2)';
export const dropKeySql = 'DELETE FROM link_key WHERE plan_id = $1';

/** Writes the keys that stay into new files: no version of the one that is gone is left. */
export const renewKeysSql = [
  'LOCK TABLE link_key IN ACCESS EXCLUSIVE MODE',
  'CREATE TEMP TABLE kept_key ON COMMIT DROP AS SELECT * FROM link_key',
  'TRUNCATE link_key',
  'INSERT INTO link_key SELECT * FROM kept_key',
] as const;
