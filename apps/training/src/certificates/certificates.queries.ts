const today = `(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/** The next number of the year; the row stays locked until COMMIT, so there are no gaps and no doubles. */
export const nextNumberSql = `
  INSERT INTO certificate_counter (year, last) VALUES (extract(year FROM ${today}), 1)
  ON CONFLICT (year) DO UPDATE SET last = certificate_counter.last + 1
  RETURNING last || '/' || year AS number`;

/** From a day, or today, on for so many months; the last day counts. */
export const termSql = `
  SELECT day AS "validFrom", (day + make_interval(months => $2) - interval '1 day')::date AS "validTo"
    FROM (SELECT coalesce($1::date, ${today})) AS first(day)`;

/** The day after the one it follows has ended, or today when that is over. */
export const termOfRenewalSql = `
  SELECT day AS "validFrom", (day + make_interval(months => $2) - interval '1 day')::date AS "validTo"
    FROM (SELECT greatest($1::date + 1, ${today})) AS first(day)`;

export const validitySql = `
  SELECT ${today} AS on,
         CASE WHEN state = 'revoked' THEN 'revoked' WHEN ${today} < valid_from THEN 'not-yet-valid'
              WHEN ${today} > valid_to THEN 'expired' ELSE 'valid' END AS validity
    FROM certificate WHERE verification_code = $1`;

/** Of the alias `certificate`: it ends within so many days, and none follows on it. */
export const expiringSql = `certificate.state = 'valid'
  AND certificate.validTo BETWEEN ${today} AND ${today} + :expiringWithin::integer
  AND NOT EXISTS (SELECT FROM certificate next WHERE next.renews_id = certificate.id AND next.state = 'valid')`;

/** Notes the nearest of the days $1 before its end that each certificate has reached, and tells those that had not reached it. */
export const remindSql = `
  WITH ending AS (
    SELECT c.*, c.valid_to - ${today} AS days_left,
           (SELECT min(days) FROM unnest($1::integer[]) AS days WHERE c.valid_to - ${today} <= days) AS days
      FROM certificate c
     WHERE c.state = 'valid' AND c.valid_to >= ${today}
       AND NOT EXISTS (SELECT FROM certificate next WHERE next.renews_id = c.id AND next.state = 'valid')),
  told AS (
    INSERT INTO certificate_reminder (certificate_id, days) SELECT id, days FROM ending WHERE days IS NOT NULL
    ON CONFLICT (certificate_id) DO UPDATE SET days = excluded.days WHERE certificate_reminder.days > excluded.days
    RETURNING certificate_id)
  SELECT id AS "certificateId", person_id AS "personId", course_title AS "courseTitle", number, valid_to AS "validTo",
         days_left AS "daysLeft", version,
         ARRAY(SELECT a.id FROM appointment a
                WHERE a.person_id = ending.person_id AND a.state = 'appointed'
                  AND daterange(a."from", a."to") @> ${today} ORDER BY a.id) AS "appointmentIds"
    FROM ending JOIN told ON told.certificate_id = ending.id`;
