import { officeDaySql as today } from '#persistence/office-day';
import { daysReached, toldOnce } from '../reminders.queries.js';

/** The next number of the year; the row stays locked until COMMIT, so there are no gaps and no doubles. */
export const nextNumberSql = `
  INSERT INTO certificate_counter (year, last) VALUES (extract(year FROM ${today}), 1)
  ON CONFLICT (year) DO UPDATE SET last = certificate_counter.last + 1
  RETURNING last || '/' || year AS number`;

const termFrom = (first: string): string => `
  SELECT day AS "validFrom", (day + make_interval(months => $2) - interval '1 day')::date AS "validTo"
    FROM (SELECT ${first}) AS first(day)`;

/** So many months, the last day included. */
export const termSql = {
  /** From a day on, or from today. */
  given: termFrom(`coalesce($1::date, ${today})`),
  /** From the day after the one it follows has ended, or from today when that is over. */
  following: termFrom(`greatest($1::date + 1, ${today})`),
};

export const validitySql = `
  SELECT ${today} AS on,
         CASE WHEN state = 'revoked' THEN 'revoked' WHEN ${today} < valid_from THEN 'not-yet-valid'
              WHEN ${today} > valid_to THEN 'expired' ELSE 'valid' END AS validity
    FROM certificate WHERE verification_code = $1`;

/** A certificate that has not ended, and none follows on it. */
const lastSql = `certificate.state = 'valid' AND certificate.valid_to >= ${today}
  AND NOT EXISTS (SELECT FROM certificate next WHERE next.renews_id = certificate.id AND next.state = 'valid')`;

/** It ends within so many days. */
export const expiringSql = `${lastSql} AND certificate.valid_to <= ${today} + :expiringWithin::integer`;

/** Notes the nearest of the days $1 before its end that each certificate has reached, and tells those that had not reached it. */
export const remindSql = `
  WITH ending AS (
    SELECT certificate.*, valid_to - ${today} AS days_left,
           ${daysReached('valid_to')} AS days
      FROM certificate WHERE ${lastSql}),
  ${toldOnce('certificate', 'ending')}
  SELECT id AS "certificateId", person_id AS "personId", course_title AS "courseTitle", number, valid_to AS "validTo",
         days_left AS "daysLeft", version,
         ARRAY(SELECT a.id FROM appointment a
                WHERE a.person_id = ending.person_id AND a.state = 'appointed'
                  AND daterange(a."from", a."to") @> ${today} ORDER BY a.id) AS "appointmentIds"
    FROM ending JOIN told ON told.certificate_id = ending.id`;
