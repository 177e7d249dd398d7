import type { ReportingPeriod } from '#contracts/periods';
import { officeDaySql } from '#persistence/office-day';
import type { SharedQuery, SharedStatement } from '#persistence/transaction';
import { sharePeriodsSql } from '../periods/periods.queries.js';

/** Everything filing has to know of a period, an appointment, its areas and codes, in one round trip; the period stays open. */
export const filingContext: SharedQuery = {
  name: 'report.context',
  first: sharePeriodsSql,
  text: `
  SELECT given.n, context.*
    FROM jsonb_to_recordset($1::jsonb) AS given (n int, "periodId" uuid, "appointmentId" uuid, "personId" uuid,
      areas uuid[], topics text[], strata text[], "receivedOn" date)
    CROSS JOIN LATERAL (
  WITH period AS (SELECT * FROM reporting_period WHERE id = "periodId"),
  filer AS (
    SELECT a.* FROM appointment a, period p
     WHERE a.role = 'collaborator' AND a."from" <= p.ends_on AND (a."to" IS NULL OR a."to" > greatest(p.starts_on, a."from"))
       AND CASE WHEN "appointmentId" IS NULL THEN a.person_id = "personId" ELSE a.id = "appointmentId" END
     ORDER BY a."from" DESC LIMIT 1)
  SELECT p.state, p.kind AS period_kind, asked.topic AS asked_topic,
         CASE WHEN asked.topic IS NOT NULL THEN EXISTS (
           SELECT FROM area_node n WHERE n.area_id = f.area_id AND n.tree_from <= p.ends_on
              AND (n.tree_to IS NULL OR n.tree_to > p.ends_on) AND is_asked(p.id, f.level, n.lo)) END AS is_asked,
         f.id AS appointment_id, f.person_id, f.area_id,
         (SELECT jsonb_object_agg(n.area_id, n.lo) FROM area_node n
           WHERE n.area_id = ANY(areas || f.area_id)
             AND n.tree_from <= p.ends_on AND (n.tree_to IS NULL OR n.tree_to > p.ends_on)) AS ords,
         (SELECT array_agg(c.list || ':' || c.code) FROM code c
           WHERE c.valid_from <= p.ends_on AND (c.valid_to IS NULL OR c.valid_to > p.ends_on)
             AND (c.list = 'topic' AND c.code = ANY(topics) OR c.list = 'stratum' AND c.code = ANY(strata))) AS codes,
         filed.at AS filed_at, filed.at <= due.on_time_until AS on_time, "receivedOn" > ${officeDaySql} AS in_future
    FROM period p LEFT JOIN filer f ON true LEFT JOIN thematic_request AS asked ON asked.period_id = p.id
    CROSS JOIN LATERAL due_of(p.id, f.level, f.organisation_id) due
    CROSS JOIN LATERAL (
      SELECT CASE WHEN "receivedOn" IS NULL THEN now()
                  ELSE least(now(), ("receivedOn" + time '12:00') AT TIME ZONE 'Asia/Ho_Chi_Minh') END AS at) filed) AS context`,
};

export interface FilingContext {
  state: 'open' | 'closed';
  period_kind: ReportingPeriod['kind'];
  /** The topic of a thematic request, and whether the appointment is among those it asks; null in other periods. */
  asked_topic: string | null;
  is_asked: boolean | null;
  appointment_id: string | null;
  person_id: string;
  area_id: string;
  ords: Record<string, number> | null;
  codes: string[] | null;
  filed_at: Date;
  on_time: boolean;
  /** Null when no day of receipt is given. */
  in_future: boolean | null;
}

/** The moment, and whether a report of period $1 and appointment $2 is on time. */
export const onTimeNowSql = `
  SELECT now() AS at, now() <= due.on_time_until AS on_time
    FROM appointment AS a CROSS JOIN LATERAL due_of($1, a.level, a.organisation_id) AS due WHERE a.id = $2`;

/** Reports with their items. */
export const insertReports: SharedStatement = {
  name: 'report.insert',
  text: `
  WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (
      id uuid, "periodId" uuid, "appointmentId" uuid, "personId" uuid, kind text, channel text, ord int, state text,
      "filedAt" timestamptz, "onTime" boolean, "itemCount" int, items jsonb)),
  report AS (
    INSERT INTO opinion_report
      (id, period_id, appointment_id, person_id, kind, channel, ord, state, filed_at, on_time, item_count, version)
    SELECT id, "periodId", "appointmentId", "personId", kind, channel, ord, state, "filedAt", "onTime", "itemCount", 1
      FROM given)
  INSERT INTO opinion_item
    (id, report_id, position, period_id, appointment_id, topic, area_id, ord, strata, tendency, prevalence,
     conversations, meetings, places, intensity, trend, rumour, summary, proposals, assessment, proposed_solution, state)
  SELECT i.id, given.id, i.position, "periodId", "appointmentId", i.topic, i."areaId", i.ord, i.strata, i.tendency, i.prevalence,
         i.conversations, i.meetings, i.places, i.intensity, i.trend, i.rumour, i.summary, i.proposals, i.assessment,
         i."proposedSolution", 'pending'
    FROM given CROSS JOIN LATERAL jsonb_to_recordset(items) AS i(
      id uuid, position int, topic text, "areaId" uuid, ord int, strata text[], tendency text, prevalence text,
      conversations int, meetings int, places int, intensity text, trend text, rumour boolean, summary text,
      proposals text[], assessment text, "proposedSolution" text)`,
};
