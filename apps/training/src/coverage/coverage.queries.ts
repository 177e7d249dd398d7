import { officeDaySql } from '#persistence/office-day';

/** Left out, the day is today in Viet Nam, and the span the 24 months before it. */
export const spanSql = `
  SELECT day AS "asOf", coalesce($2::date, (day - interval '24 months')::date) AS since
    FROM (SELECT coalesce($1::date, ${officeDaySql})) AS asked(day)`;

/** One row for each of the levels, in their order. A person with two posts at a level counts once. */
export const coverageSql = `
  WITH appointed AS (
    SELECT level, count(DISTINCT person_id)::int AS people FROM appointment
     WHERE role = $1 AND state <> 'nominated' AND "from" <= $2 AND ("to" IS NULL OR "to" > $2)
     GROUP BY level),
  held AS (
    SELECT level, count(*)::int AS classes, sum(capacity)::int AS offered, sum(attended)::int AS taken, coalesce(sum(passed), 0)::int AS passed
      FROM training_class WHERE attended IS NOT NULL AND $1 = ANY(audience) AND ends_on BETWEEN $3 AND $2
     GROUP BY level)
  SELECT level, coalesce(people, 0) AS appointed, coalesce(classes, 0) AS "classesHeld",
         coalesce(offered, 0) AS "seatsOffered", coalesce(taken, 0) AS "seatsTaken", coalesce(passed, 0) AS passed
    FROM unnest($4::text[]) WITH ORDINALITY AS asked(level, position)
    LEFT JOIN appointed USING (level) LEFT JOIN held USING (level)
   ORDER BY position`;
