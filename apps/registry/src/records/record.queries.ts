import type { SharedStatement } from '#persistence/transaction';

/** What came of the reports filed under these appointments, by period; drafts are nobody's business yet. */
export const reportsByPeriodSql = `
  SELECT r.period_id AS "periodId", p.code AS "periodCode", count(*)::int AS filed,
         count(*) FILTER (WHERE r.on_time)::int AS "onTime", count(*) FILTER (WHERE NOT r.on_time)::int AS late,
         count(*) FILTER (WHERE r.returned)::int AS returned
    FROM filed_report r LEFT JOIN reporting_period p ON p.id = r.period_id
   WHERE r.appointment_id = ANY ($1::uuid[]) AND r.on_time IS NOT NULL
   GROUP BY r.period_id, p.code, p.starts_on ORDER BY p.starts_on DESC NULLS LAST, r.period_id`;

/** Nothing of a report is forgotten by an older event that comes late: that it was returned stays true. */
export const keepReports: SharedStatement = {
  name: 'record.keep-reports',
  text: `
  INSERT INTO filed_report (id, period_id, appointment_id, state, on_time, returned, version)
  SELECT DISTINCT ON (id) id, "periodId", "appointmentId", state, "onTime",
         bool_or(state = 'returned') OVER (PARTITION BY id), version
    FROM jsonb_to_recordset($1::jsonb) AS given (
      id uuid, "periodId" uuid, "appointmentId" uuid, state text, "onTime" boolean, version int)
   ORDER BY id, version DESC
  ON CONFLICT (id) DO UPDATE SET
    returned = filed_report.returned OR excluded.returned,
    state = CASE WHEN filed_report.version < excluded.version THEN excluded.state ELSE filed_report.state END,
    on_time = CASE WHEN filed_report.version < excluded.version THEN excluded.on_time ELSE filed_report.on_time END,
    version = greatest(filed_report.version, excluded.version)`,
};

export const keepPeriodSql = `
  INSERT INTO reporting_period (id, code, starts_on) VALUES ($1, $2, $3)
  ON CONFLICT (id) DO UPDATE SET code = excluded.code, starts_on = excluded.starts_on`;

export const commendationsSql = `
  SELECT c.id, c.person_id AS "personId", c.title, c.awarded_by AS "awardedBy", c.decision_number AS "decisionNumber",
         c.decision_date AS "decisionDate", c.decision_issuer AS "decisionIssuer", c.corrects_id AS "correctsId",
         later.id AS "correctedById"
    FROM commendation c LEFT JOIN commendation later ON later.corrects_id = c.id
   WHERE c.person_id = $1 ORDER BY c.decision_date, c.id`;

export const contractsSql = `
  SELECT c.id, c.appointment_id AS "appointmentId", c.number, c.year, c.starts_on AS "startsOn", c.last_on AS "lastOn",
         c.coefficient::float8 AS coefficient, s.signed_on AS "signedOn"
    FROM contract c JOIN contract_signing s ON s.id = c.signing_id
   WHERE c.person_id = $1 ORDER BY c.starts_on DESC, c.id`;

export const formerNamesSql = `
  SELECT full_name AS "fullName", replaced_at AS "replacedAt", reason FROM person_name
   WHERE person_id IN (SELECT id FROM person WHERE id = $1 OR merged_into_id = $1) ORDER BY replaced_at, version`;

/** Who else has read what of the person, newest first. */
export const readsSql = `
  SELECT CASE e.action WHEN 'person-contact.read' THEN 'contact' WHEN 'person-record.read' THEN 'record' ELSE 'data' END AS what,
         e.at, e.actor AS "accountId", reader.full_name AS "fullName", e.details ->> 'purpose' AS purpose
    FROM audit_entry e
    LEFT JOIN account ON account.id::text = e.actor
    LEFT JOIN person reader ON reader.id = account.person_id
   WHERE e.entity IN (SELECT 'person:' || id FROM person WHERE id = $1 OR merged_into_id = $1)
     AND e.action IN ('person-contact.read', 'person-record.read', 'personal-data.export')
   ORDER BY e.seq DESC LIMIT 200`;
