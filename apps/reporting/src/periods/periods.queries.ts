/**
 * Filing holds the shared lock of its period, closing the exclusive one: no report slips in behind the count.
 * A statement of its own: one that locked and read at once would read as of before its wait.
 */
export const lockPeriodSql = `SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))`;
export const sharePeriodSql = `SELECT pg_advisory_xact_lock_shared(hashtextextended($1::uuid::text, 0))`;
/** Of all periods named in the JSON array $1. */
export const sharePeriodsSql = `
  SELECT pg_advisory_xact_lock_shared(hashtextextended(id::text, 0))
    FROM (SELECT DISTINCT "periodId" AS id FROM jsonb_to_recordset($1::jsonb) AS given ("periodId" uuid) ORDER BY 1) AS named`;

export const freezeSql = `
  WITH frozen AS (
    INSERT INTO expected_report (period_id, appointment_id, person_id, organisation_id, area_id, level, ord, received, on_time)
    SELECT period_id, appointment_id, person_id, organisation_id, area_id, level, ord, received, on_time
      FROM expected_now WHERE period_id = $1
    RETURNING received, on_time)
  SELECT count(*)::int AS expected, count(*) FILTER (WHERE received)::int AS received,
         count(*) FILTER (WHERE on_time)::int AS on_time FROM frozen`;

/** What each level owed in closed period $1, as known at $2, in the areas $3 or everywhere; provincial level first. */
export const disciplineSql = `
  SELECT level, count(*)::int AS expected, count(*) FILTER (WHERE received)::int AS received,
         count(*) FILTER (WHERE on_time)::int AS "onTime"
    FROM expected_report WHERE period_id = $1 AND known_from <= $2 AND known_to > $2
     AND ($3::text[] IS NULL OR area_id IN (SELECT id FROM area WHERE code = ANY($3)))
   GROUP BY level
   ORDER BY array_position(ARRAY['province', 'district', 'commune'], level)`;

/** Who it is makes no difference: an appointment may have gone over to another record of its holder. */
const same = `(f.appointment_id, f.organisation_id, f.area_id, f.level, f.ord, f.received, f.on_time)
            = (r.appointment_id, r.organisation_id, r.area_id, r.level, r.ord, r.received, r.on_time)`;

/** From $2 on, what was frozen of closed period $1 and is reckoned otherwise by now is no longer what is known. */
export const outdateSql = `
  UPDATE expected_report AS f SET known_to = $2
   WHERE f.period_id = $1 AND f.known_to = 'infinity'
     AND NOT EXISTS (SELECT FROM expected_reckoned AS r WHERE r.period_id = $1 AND ${same})
  RETURNING appointment_id`;

/** What is reckoned of closed period $1 by now, and was not frozen so, is known from $2 on. */
export const correctSql = `
  INSERT INTO expected_report
         (period_id, appointment_id, person_id, organisation_id, area_id, level, ord, received, on_time, known_from)
  SELECT r.*, $2 FROM expected_reckoned AS r
   WHERE r.period_id = $1
     AND NOT EXISTS (SELECT FROM expected_report AS f WHERE f.period_id = $1 AND f.known_to = 'infinity' AND ${same})
  RETURNING appointment_id`;

export const keepCorrectionSql = `
  INSERT INTO period_correction (period_id, number, reason, reports, levels, known_from)
  SELECT $1, 1 + count(*), $2, $3, $4::jsonb, $5 FROM period_correction WHERE period_id = $1
  RETURNING number`;

export const correctionsSql = `
  SELECT number, reason, known_from AS at, reports, levels FROM period_correction WHERE period_id = $1 ORDER BY number`;

/** The kind of the reports that a period expects. */
export const owedKind = (period: string): string =>
  `(SELECT CASE kind WHEN 'thematic' THEN 'thematic' ELSE 'periodic' END FROM reporting_period WHERE id = ${period})`;

/** Whether something of the report that was expected (`expected`) was returned. */
export const returnedSql = `EXISTS (
  SELECT FROM opinion_report AS own JOIN opinion_item_known AS item ON item.report_id = own.id
   WHERE own.period_id = expected.period_id AND own.appointment_id = expected.appointment_id
     AND own.kind = ${owedKind('expected.period_id')} AND own.filed_at IS NOT NULL AND item.state = 'returned')`;

/**
 * The same, with how many reports had something returned, and the median of the days between the own due time and the filing
 * (below 0: before it).
 */
export const conductSql = `
  SELECT expected.level, count(*)::int AS expected, count(*) FILTER (WHERE expected.received)::int AS received,
         count(*) FILTER (WHERE expected.on_time)::int AS "onTime", count(*) FILTER (WHERE ${returnedSql})::int AS returned,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY report.days) AS "medianDelayDays"
    FROM expected_now AS expected
    CROSS JOIN LATERAL due_of(expected.period_id, expected.level, expected.organisation_id) AS due
    LEFT JOIN LATERAL (
      SELECT extract(epoch FROM min(filed_at) - due.due_at)::float8 / 86400 AS days
        FROM opinion_report AS own
       WHERE own.period_id = expected.period_id AND own.appointment_id = expected.appointment_id
         AND own.kind = ${owedKind('$1')} AND filed_at IS NOT NULL) AS report ON true
   WHERE expected.period_id = $1 GROUP BY expected.level
   ORDER BY array_position(ARRAY['province', 'district', 'commune'], expected.level)`;

export const closeSql = `
  UPDATE reporting_period SET state = 'closed', closed_at = now(), version = version + 1 WHERE id = $1 RETURNING closed_at`;

/** Periods in the way of one of calendar $1, kind $2 and code $3 from $4 to $5; `same`: it is that one itself. */
export const inTheWaySql = `
  SELECT id, code, due_at AS "dueAt",
         coalesce(calendar_id = $1 AND starts_on = $4 AND ends_on = $5, false) AS same
    FROM reporting_period
   WHERE (calendar_id = $1 OR kind = $2 AND kind <> 'custom')
         AND daterange(starts_on, ends_on, '[]') && daterange($4::date, $5::date, '[]')
      OR kind = $2 AND code = $3
   ORDER BY starts_on, code`;

export interface InTheWay extends Record<string, unknown> {
  id: string;
  code: string;
  dueAt: Date;
  same: boolean;
}

/** The due times of period $1 that were said of a calendar. */
export const duesSql = `
  SELECT level, organisation_id AS "organisationId", due_at AS "dueAt", on_time_until AS "onTimeUntil"
    FROM period_due WHERE period_id = $1
   ORDER BY organisation_id IS NOT NULL, level IS NOT NULL, level, organisation_id`;

export const keepDuesSql = `
  INSERT INTO period_due (period_id, level, organisation_id, due_at, on_time_until)
  SELECT $1, d.level, d."organisationId", d."dueAt", d."onTimeUntil"
    FROM jsonb_to_recordset($2::jsonb) AS d(level text, "organisationId" uuid, "dueAt" timestamptz, "onTimeUntil" timestamptz)`;
