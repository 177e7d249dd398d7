/** What was accepted at the instant $2, of the versions known by then. */
const known = `state = 'accepted' AND decided_at <= $2 AND known_to > $2`;

/** 1 for the strongest statement of prevalence. */
export const strength = `array_position(ARRAY['overwhelming', 'majority', 'many', 'some'], prevalence)`;

/**
 * The periods whose items a report of period $1 counts. A quarter and a year gather the items of every period that lies
 * within them, beside what was filed for themselves, but none that answers a request; `filed`: whether something was.
 */
export const partsSql = `
  SELECT part.id, part.code, part.kind, part.ends_on::text AS "endsOn", part.state,
         EXISTS (SELECT FROM opinion_report WHERE period_id = part.id AND filed_at IS NOT NULL) AS filed
    FROM reporting_period whole JOIN reporting_period part
      ON part.id = whole.id
      OR (whole.kind IN ('quarterly', 'yearly') AND part.kind NOT IN (whole.kind, 'yearly', 'thematic')
          AND part.starts_on >= whole.starts_on AND part.ends_on <= whole.ends_on)
   WHERE whole.id = $1 ORDER BY part.ends_on, part.starts_on, part.code`;

/** Three periods of the kind of period $1 before it, oldest first; never of two calendars, nor of requests. */
export const periodsBeforeSql = `
  SELECT id, code FROM (
    SELECT b.id, b.code, b.starts_on FROM reporting_period p
      JOIN reporting_period b ON b.kind = p.kind AND b.kind <> 'thematic' AND b.starts_on < p.starts_on
       AND coalesce(b.calendar_id = p.calendar_id, true)
     WHERE p.id = $1 ORDER BY b.starts_on DESC LIMIT 3) AS last ORDER BY starts_on`;

/**
 * The best-founded summaries of each topic of $3, at most $4 of each, and what is proposed; of the items of period $1
 * accepted at instant $2, but those of the streams $5, which are told as one; heard in the areas $6, or anywhere. An index
 * leads to the current ones.
 */
export const summariesSql = `
  SELECT best.topic, tendency, prevalence, rumour, summary, proposals, strength, conversations
    FROM unnest($3::text[]) AS told(topic) CROSS JOIN LATERAL (
      SELECT *, ${strength} AS strength FROM opinion_item_known
       WHERE period_id = $1 AND topic = told.topic AND ${known}
         AND ($6::text[] IS NULL OR area_id IN (SELECT area.id FROM area WHERE area.code = ANY($6)))
         AND NOT EXISTS (
           SELECT FROM stream_membership AS member
            WHERE member.item_id = opinion_item_known.id AND member.stream_id = ANY($5::uuid[])
              AND member.known_from <= $2 AND member.known_to > $2)
       ORDER BY ${strength}, conversations DESC, summary COLLATE "C", id LIMIT $4) best
   ORDER BY best.topic, strength, conversations DESC, summary COLLATE "C", id`;

export interface SummaryRow {
  topic: string;
  tendency: 'approve' | 'oppose' | 'undecided';
  prevalence: 'overwhelming' | 'majority' | 'many' | 'some';
  rumour: boolean;
  summary: string;
  proposals: string[];
  /** 1 for the strongest prevalence. */
  strength: number;
  conversations: number;
}

/** What was asked in period $1, if it answers a request. */
export const askedInSql = `SELECT topic, subject, questions FROM thematic_request WHERE period_id = $1`;

export interface Asked {
  topic: string;
  subject: string;
  questions: string[];
}

/**
 * What units are called that stand on a day, by code: on one day a code names one unit. All of the trees, and those of the
 * codes $1: where only those stood of which something was heard, a row would tell that much.
 */
export const areaLabelsSql = `
  SELECT code AS key, name AS label FROM area
   WHERE valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     AND (code = ANY($1::text[]) OR EXISTS (
       SELECT FROM area_node AS node
        WHERE node.area_id = area.id AND node.tree_from <= $2 AND (node.tree_to IS NULL OR node.tree_to > $2)))
   ORDER BY code`;

/** Periods of the kind of period $1 by their codes, oldest first. */
export const periodsByCodeSql = `
  SELECT b.id, b.code FROM reporting_period p JOIN reporting_period b ON b.kind = p.kind
   WHERE p.id = $1 AND b.code = ANY($2::text[]) ORDER BY b.starts_on`;

/** What report $1 was made from. */
export const keptBasisSql = `
  SELECT p.id, p.code, p.ends_on::text AS "endsOn", mine.labels, mine.units, mine.known_at::text AS instant,
         coalesce((SELECT jsonb_agg(jsonb_build_object('aggregateId', a.id, 'tables', other.tables) ORDER BY a.issued_on, a.id)
                     FROM aggregate_release other JOIN aggregate_report a ON a.id = other.aggregate_id
                    WHERE other.period_id = mine.period_id AND a.id = ANY (mine.against)), '[]') AS against
    FROM aggregate_release mine JOIN reporting_period p ON p.id = mine.period_id
   WHERE mine.aggregate_id = $1 ORDER BY p.ends_on, p.starts_on, p.code`;

/** What was released of each period that report $1 counts, oldest first. */
export const releasesOfSql = `
  SELECT p.id AS "periodId", p.code AS "periodCode", release.tables, release.labels,
         to_char(release.known_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "knownAt"
    FROM aggregate_release release JOIN reporting_period p ON p.id = release.period_id
   WHERE release.aggregate_id = $1 ORDER BY p.ends_on, p.starts_on, p.code`;

/** Keeps what was released of each period that report $1 counts, as it was known at $2. */
export const keepReleasesSql = `
  INSERT INTO aggregate_release (aggregate_id, period_id, known_at, against, tables, labels, units, plan)
  SELECT $1, (release->>'periodId')::uuid, $2,
         ARRAY(SELECT jsonb_array_elements_text(release->'against')::uuid), release->'tables', release->'labels',
         nullif(release->'units', 'null'), release->>'plan'
    FROM jsonb_array_elements($3::jsonb) AS release`;

/** Tables of reports that were issued with the items of period $1, also of withdrawn ones: they have been seen. */
export const earlierReleasesSql = `
  SELECT a.id AS "aggregateId", r.tables FROM aggregate_report a JOIN aggregate_release r ON r.aggregate_id = a.id
   WHERE r.period_id = $1 AND a.number IS NOT NULL ORDER BY a.issued_on, a.id`;

/**
 * Periods of report $1 of which other tables have been issued than it was held against, and that come from another plan of
 * the gate.
 */
export const overtakenSql = `
  SELECT p.code FROM aggregate_release mine
    JOIN aggregate_release other ON other.period_id = mine.period_id AND other.aggregate_id <> mine.aggregate_id
    JOIN aggregate_report issued ON issued.id = other.aggregate_id AND issued.number IS NOT NULL
    JOIN reporting_period p ON p.id = mine.period_id
   WHERE mine.aggregate_id = $1 AND other.aggregate_id <> ALL (mine.against) AND other.tables <> mine.tables
     AND coalesce(other.plan <> mine.plan, true)
   ORDER BY p.starts_on, p.code`;

/** The reports of the periods that an approved report of the province counts become part of it. */
export const includeReportsSql = `
  UPDATE opinion_report SET state = 'included', version = version + 1
   WHERE period_id IN (SELECT period_id FROM aggregate_release WHERE aggregate_id = $1) AND state = 'accepted'`;
