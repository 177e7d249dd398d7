import { officeDaySql } from '#persistence/office-day';

/** The versions in force on a day ($2) of one list ($1), or of both. */
export const codesAsOfSql = `
  SELECT list, code, name, position, valid_from::text AS "validFrom", valid_to::text AS "validTo" FROM code
   WHERE ($1::text IS NULL OR list = $1)
     AND valid_from <= coalesce($2::date, ${officeDaySql})
     AND (valid_to IS NULL OR valid_to > coalesce($2::date, ${officeDaySql}))
   ORDER BY list, position, code`;

/** The last day of which reports are counted already. */
export const lastClosedDaySql = `SELECT max(ends_on)::text AS day FROM reporting_period WHERE state = 'closed'`;

/** Open periods whose reports are judged by the codes of a day or of a later one; in an order that cannot deadlock. */
export const openPeriodsFromSql = `
  SELECT id FROM reporting_period WHERE state = 'open' AND ends_on >= $1 ORDER BY id`;

/** Which of the codes ($3) of a list ($2) stand in reports of these periods ($1). */
export const usedCodesSql = `
  SELECT DISTINCT used.code
    FROM opinion_report r
    JOIN opinion_item i ON i.report_id = r.id
    CROSS JOIN LATERAL unnest(CASE WHEN $2 = 'topic' THEN ARRAY[i.topic] ELSE i.strata END) AS used(code)
   WHERE r.period_id = ANY($1::uuid[]) AND used.code = ANY($3::text[])
   ORDER BY used.code`;

/** A version that begins on the day of the changes itself is written anew, since it would end before it began. */
export const endCodesSql = `
  WITH gone AS (DELETE FROM code WHERE list = $1 AND code = ANY($2::text[]) AND valid_from = $3)
  UPDATE code SET valid_to = $3
   WHERE list = $1 AND code = ANY($2::text[]) AND valid_from < $3 AND (valid_to IS NULL OR valid_to > $3)`;
