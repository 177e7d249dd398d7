/** The key that turns cases of the plan $1 into ids of responses. */
export const linkKeySql = 'SELECT key FROM link_key WHERE plan_id = $1';

/** The cases $2 of the plan $1 and what they came to, which nobody else changes from now on; locked in the order of their ids. */
export const lockedCasesSql = `
SELECT one.id, cell, disposition, settled, saved
  FROM (SELECT id FROM unnest($2::uuid[]) AS given (id) ORDER BY id) AS given
 CROSS JOIN LATERAL (SELECT * FROM field_case AS one WHERE one.id = given.id AND plan_id = $1 FOR UPDATE) AS one`;

/** Who has the cases $1, each looked up by itself, however many others there are. */
export const holdersSql = `
SELECT given.id AS "caseId", holder
  FROM unnest($1::uuid[]) AS given (id)
 CROSS JOIN LATERAL (
   SELECT person_id AS holder FROM case_assignment WHERE case_id = given.id AND ended_on IS NULL OFFSET 0) AS held`;

/** Who was contacted about the cases $1, likewise. */
export const attemptsSql = `
SELECT attempt.id, case_id AS "caseId", held_on::text AS "heldOn", part_of_day AS "partOfDay", mode, outcome, firm
  FROM unnest($1::uuid[]) AS given (id)
 CROSS JOIN LATERAL (SELECT * FROM contact_attempt WHERE case_id = given.id OFFSET 0) AS attempt`;

/**
 * Puts down how the cases stand that are given as JSON, the number of the save that stands, and its contact, if it has one:
 * a new one, or what is known already came to more.
 */
export const putDownSql = `
WITH given AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (
    "caseId" uuid, disposition text, settled boolean, saved int,
    "contactId" uuid, known boolean, "heldOn" date, "partOfDay" text, mode text, outcome text)),
standing AS (
  UPDATE field_case AS one
     SET disposition = given.disposition, settled = given.settled, saved = given.saved, version = version + 1
    FROM given WHERE one.id = "caseId"),
more AS (UPDATE contact_attempt AS one SET outcome = given.outcome FROM given WHERE known AND one.id = "contactId")
INSERT INTO contact_attempt (id, case_id, held_on, part_of_day, mode, outcome, firm)
SELECT "contactId", "caseId", "heldOn", "partOfDay", mode, outcome, false FROM given WHERE NOT known`;

/** Whether the person among $2 has a case of the plan $1. */
export const hasCaseSql = `
SELECT EXISTS (SELECT FROM case_assignment
                WHERE plan_id = $1 AND person_id = ANY ($2::uuid[]) AND ended_on IS NULL) AS has`;
