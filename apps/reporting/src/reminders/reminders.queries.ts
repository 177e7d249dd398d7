import { owedKind } from '../periods/periods.queries.js';
import { officeDayOf, officeDaySql } from '#persistence/office-day';

/** What somebody is told of one period: whose reports have not come, and how many days are left. */
export interface Owed {
  periodId: string;
  periodCode: string;
  version: number;
  dueOn: string;
  daysLeft: number;
  appointmentIds: string[];
}

const owing = `
  SELECT expected.period_id, expected.appointment_id, expected.level, period.code, period.version,
         due.day, due.day - ${officeDaySql} AS days_left
    FROM reporting_period AS period
    JOIN expected_now AS expected ON expected.period_id = period.id
   CROSS JOIN LATERAL due_of(period.id, expected.level, expected.organisation_id) AS told
   CROSS JOIN LATERAL (SELECT ${officeDayOf('told.due_at')} AS day) AS due
   WHERE period.state = 'open' AND period.starts_on <= ${officeDaySql} AND NOT expected.received`;

const grouped = `
  SELECT period_id AS "periodId", code AS "periodCode", version, day AS "dueOn", days_left AS "daysLeft",
         array_agg(appointment_id ORDER BY appointment_id) AS "appointmentIds"
    FROM owing JOIN said USING (period_id, appointment_id)
   GROUP BY period_id, code, version, day, days_left ORDER BY day, period_id`;

/**
 * Reminds of what has come near to its due day, at the numbers of days $1, and answers with it. The nearest number that
 * has been reached is said, and those before it are passed over; what has been said once is not said again.
 */
export const remindSql = `
  WITH owing AS MATERIALIZED (${owing}),
  said AS (
    INSERT INTO report_reminder (period_id, appointment_id, said_to, days, level)
    SELECT period_id, appointment_id, 'collaborator', stage.days, level
      FROM owing CROSS JOIN LATERAL (
        SELECT min(days) AS days FROM unnest($1::integer[]) AS days WHERE owing.days_left <= days) AS stage
     WHERE stage.days IS NOT NULL AND NOT EXISTS (
       SELECT FROM report_reminder AS before
        WHERE before.period_id = owing.period_id AND before.appointment_id = owing.appointment_id
          AND before.said_to = 'collaborator' AND before.days <= stage.days)
    RETURNING period_id, appointment_id)
  ${grouped}`;

/** Tells superiors, once, of what has been due for $1 days or more, and answers with it. */
export const escalateSql = `
  WITH owing AS MATERIALIZED (${owing}),
  said AS (
    INSERT INTO report_reminder (period_id, appointment_id, said_to, days, level)
    SELECT period_id, appointment_id, 'superior', -$1::integer, level FROM owing
     WHERE days_left <= -$1::integer AND NOT EXISTS (
       SELECT FROM report_reminder AS before
        WHERE before.period_id = owing.period_id AND before.appointment_id = owing.appointment_id
          AND before.said_to = 'superior')
    RETURNING period_id, appointment_id)
  ${grouped}`;

/** What was said in period $1 of the reports of the people $2, the first first. */
export const ownRemindersSql = `
  SELECT said.appointment_id AS "appointmentId", said.said_to AS "saidTo", said.days,
         to_char(said.said_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "saidAt"
    FROM report_reminder AS said JOIN appointment ON appointment.id = said.appointment_id
   WHERE said.period_id = $1 AND appointment.person_id = ANY($2::uuid[])
   ORDER BY said.said_at, said.appointment_id, said.said_to`;

/** Of each level and number of days in period $1: how many were reminded, and whose report came within $2 days of it. */
export const effectSql = `
  WITH said AS (
    SELECT said.level, said.days, said.appointment_id, said.said_to, report.filed_at IS NOT NULL AS filed,
           coalesce(report.filed_at BETWEEN said.said_at AND said.said_at + make_interval(days => $2::integer), false) AS within
      FROM report_reminder AS said
      LEFT JOIN LATERAL (
        SELECT min(filed_at) AS filed_at FROM opinion_report AS own
         WHERE own.period_id = said.period_id AND own.appointment_id = said.appointment_id
           AND own.kind = ${owedKind('$1')}) AS report ON true
     WHERE said.period_id = $1),
  reminded AS (SELECT * FROM said WHERE said_to = 'collaborator'),
  days AS (
    SELECT level, days, count(*)::int AS reminded, count(*) FILTER (WHERE within)::int AS within
      FROM reminded GROUP BY level, days),
  people AS (
    SELECT level, appointment_id, bool_or(within) AS within, bool_or(filed) AS filed,
           EXISTS (SELECT FROM said WHERE said.said_to = 'superior' AND said.appointment_id = reminded.appointment_id) AS escalated
      FROM reminded GROUP BY level, appointment_id)
  SELECT level, count(*)::int AS reminded, count(*) FILTER (WHERE within)::int AS "filedWithin",
         count(*) FILTER (WHERE filed)::int AS filed, count(*) FILTER (WHERE escalated)::int AS escalated,
         (SELECT jsonb_agg(jsonb_build_object('days', days, 'reminded', reminded, 'filedWithin', within) ORDER BY days DESC)
            FROM days WHERE days.level = people.level) AS "byDay"
    FROM people GROUP BY level
   ORDER BY array_position(ARRAY['province', 'district', 'commune'], level)`;
