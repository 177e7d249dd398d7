/**
 * Counts of a period's accepted items with their distinct reporters, for every table of the report at once:
 * `kind` says which table, `r` and `c` its row and column (null: the total over it).
 * Each table's items are first folded by reporter, a hash aggregate that PostgreSQL runs in parallel; the distinct
 * reporters, for which it would sort every item, are then counted over few rows. Three narrow folds cost less than
 * one over all columns, which would hardly make the rows fewer.
 */
export const countsSql = `
  WITH accepted AS NOT MATERIALIZED (SELECT * FROM opinion_item WHERE period_id = $1 AND state = 'accepted'),
  by_topic AS MATERIALIZED (
    SELECT topic, tendency, prevalence, appointment_id, count(*) AS n FROM accepted GROUP BY 1, 2, 3, 4),
  by_area AS MATERIALIZED (SELECT area_id, tendency, appointment_id, count(*) AS n FROM accepted GROUP BY 1, 2, 3),
  by_strata AS MATERIALIZED (SELECT strata, tendency, appointment_id, count(*) AS n FROM accepted GROUP BY 1, 2, 3)
  SELECT 'tendency' AS kind, topic AS r, tendency AS c, coalesce(sum(n), 0)::int AS count, count(DISTINCT appointment_id)::int AS reporters
    FROM by_topic GROUP BY GROUPING SETS ((topic, tendency), (topic), (tendency), ())
  UNION ALL
  SELECT 'prevalence', topic, prevalence, coalesce(sum(n), 0)::int, count(DISTINCT appointment_id)::int
    FROM by_topic GROUP BY GROUPING SETS ((topic, prevalence), (topic), (prevalence), ())
  UNION ALL
  SELECT 'area', a.code, tendency, coalesce(sum(n), 0)::int, count(DISTINCT appointment_id)::int
    FROM by_area JOIN area a ON a.id = area_id
   GROUP BY GROUPING SETS ((a.code, tendency), (a.code), (tendency), ())
  UNION ALL
  SELECT 'stratum', s.stratum, tendency, coalesce(sum(n), 0)::int, count(DISTINCT appointment_id)::int
    FROM by_strata CROSS JOIN LATERAL unnest(strata) AS s(stratum)
   GROUP BY GROUPING SETS ((s.stratum, tendency), (s.stratum))
  UNION ALL
  SELECT 'reporter', topic, appointment_id::text, sum(n)::int, 1 FROM by_topic GROUP BY topic, appointment_id`;

/** 1 for the strongest statement of prevalence. */
export const strength = `array_position(ARRAY['overwhelming', 'majority', 'many', 'some'], prevalence)`;

export interface CountRow {
  /** `reporter` is no table of the report: what each reporter adds to a topic, for the p % rule. */
  kind: 'tendency' | 'prevalence' | 'area' | 'stratum' | 'reporter';
  r: string | null;
  c: string | null;
  count: number;
  reporters: number;
}

/** Items per topic in the three periods of its kind before this one, oldest first. */
export const trendSql = `
  WITH periods AS (
    SELECT b.id, b.code, b.starts_on FROM reporting_period p
      JOIN reporting_period b ON b.kind = p.kind AND b.starts_on < p.starts_on
     WHERE p.id = $1 ORDER BY b.starts_on DESC LIMIT 3),
  folded AS MATERIALIZED (
    SELECT period_id, topic, appointment_id, count(*) AS n FROM opinion_item
     WHERE period_id IN (SELECT id FROM periods) AND state = 'accepted' GROUP BY 1, 2, 3)
  SELECT b.code AS period, f.topic, coalesce(sum(f.n), 0)::int AS count, count(DISTINCT f.appointment_id)::int AS reporters
    FROM periods b LEFT JOIN folded f ON f.period_id = b.id
   GROUP BY GROUPING SETS ((b.code, b.starts_on, f.topic), (b.code, b.starts_on)) ORDER BY b.starts_on, f.topic`;

export interface TrendRow {
  period: string;
  topic: string | null;
  count: number;
  reporters: number;
}

/** The best-founded summaries of each topic of $2, at most $3 of each, and what is proposed; an index leads to them. */
export const summariesSql = `
  SELECT best.topic, tendency, prevalence, rumour, summary, proposals
    FROM unnest($2::text[]) AS told(topic) CROSS JOIN LATERAL (
      SELECT *, ${strength} AS strength FROM opinion_item
       WHERE period_id = $1 AND topic = told.topic AND state = 'accepted'
       ORDER BY ${strength}, conversations DESC, summary COLLATE "C", id LIMIT $3) best
   ORDER BY best.topic, strength, conversations DESC, summary COLLATE "C", id`;

export interface SummaryRow {
  topic: string;
  tendency: 'approve' | 'oppose' | 'undecided';
  prevalence: 'overwhelming' | 'majority' | 'many' | 'some';
  rumour: boolean;
  summary: string;
  proposals: string[];
}

/** What units are called that stand on a day, by code: on one day a code names one unit. */
export const areaLabelsSql = `
  SELECT code AS key, name AS label FROM area
   WHERE code = ANY($1::text[]) AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY code`;

/** Tables of reports that were issued for the period before, also of withdrawn ones: they have been seen. */
export const earlierReleasesSql = `
  SELECT t.released FROM aggregate_report a
    JOIN aggregate_release r ON r.aggregate_id = a.id CROSS JOIN LATERAL jsonb_array_elements(r.tables) AS t(released)
   WHERE a.period_id = $1 AND a.number IS NOT NULL ORDER BY a.issued_on, a.id`;

export const includeReportsSql = `
  UPDATE opinion_report SET state = 'included', version = version + 1 WHERE period_id = $1 AND state = 'accepted'`;
