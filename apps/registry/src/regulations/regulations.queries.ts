/**
 * Who must read which version on day $1, until when, and since when they have: those whose appointment is in force and
 * who fit all of the version's audience. $2 is one version, or null for all; $3 one person, or null for all.
 * A branch is an organisation in all its versions and what lies below any of them.
 */
export const readersSql = `
  WITH RECURSIVE current AS (
    SELECT id, regulation_id, in_force_from, audience, read_within_days FROM regulation_version
     WHERE audience IS NOT NULL AND ($2::uuid IS NULL OR id = $2)
       AND in_force_from <= $1::date AND (in_force_to IS NULL OR in_force_to > $1::date)),
  branch (version_id, id) AS (
    SELECT current.id, same.id FROM current
      JOIN organisation named ON named.id = (current.audience->>'organisationId')::uuid
      JOIN organisation same ON same.code = named.code
    UNION
    SELECT branch.version_id, child.id FROM branch JOIN organisation child ON child.parent_id = branch.id)
  SELECT current.id AS "versionId", current.regulation_id AS "regulationId", appointment.person_id AS "personId",
         min(greatest(current.in_force_from, appointment."from")) + current.read_within_days AS "dueOn",
         min(said.acknowledged_on) AS "acknowledgedOn"
    FROM current
    JOIN appointment ON appointment.state <> 'nominated' AND appointment."from" <= $1::date
     AND (appointment."to" IS NULL OR appointment."to" > $1::date)
     AND ($3::uuid IS NULL OR appointment.person_id = $3)
     AND (current.audience->'roles' = '[]' OR current.audience->'roles' ? appointment.role)
     AND (current.audience->'levels' = '[]' OR current.audience->'levels' ? appointment.level)
     AND (current.audience->>'organisationId' IS NULL
          OR (current.id, appointment.organisation_id) IN (SELECT version_id, id FROM branch))
    LEFT JOIN regulation_acknowledgement said
      ON said.version_id = current.id AND said.person_id = appointment.person_id
   GROUP BY current.id, current.regulation_id, current.read_within_days, appointment.person_id`;

export interface ReaderRow {
  versionId: string;
  regulationId: string;
  personId: string;
  dueOn: string;
  acknowledgedOn: string | null;
}

/** A text with a symbol in it that is not part of a longer one, as a pattern of PostgreSQL. */
export const namingPattern = (symbol: string): string =>
  `(^|[^[:alnum:]])${symbol.replace(/[^\p{L}\p{N}]/gu, (sign) => `[${sign === '^' || sign === '\\' ? '\\' : ''}${sign}]`)}($|[^[:alnum:]])`;
