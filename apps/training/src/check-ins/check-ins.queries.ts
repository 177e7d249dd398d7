import { officeDaySql } from '#persistence/office-day';

/** The next code of a class; the one before it counts until it ends, so that nobody is caught while typing. */
export const showCodeSql = `
  WITH ended AS (DELETE FROM attendance_code WHERE class_id = $1 AND expires_at <= now())
  INSERT INTO attendance_code (class_id, fingerprint, expires_at)
  VALUES ($1, $2, now() + make_interval(secs => $3)) RETURNING expires_at AS "expiresAt"`;

/** Whether this is a day of the class. */
export const meetsTodaySql = `
  SELECT ${officeDaySql} BETWEEN starts_on AND ends_on AS meets FROM training_class WHERE id = $1`;

export const knowsCodeSql = `
  SELECT EXISTS (SELECT FROM attendance_code WHERE class_id = $1 AND fingerprint = $2 AND expires_at > now()) AS right,
         EXISTS (SELECT FROM wrong_attendance_code
                  WHERE class_id = $1 AND person_id = $3 AND times >= $4 AND since > now() - interval '10 minutes') AS barred`;

export const wrongCodeSql = `
  INSERT INTO wrong_attendance_code AS wrong (class_id, person_id, times, since) VALUES ($1, $2, 1, now())
  ON CONFLICT (class_id, person_id) DO UPDATE
    SET times = CASE WHEN wrong.since > now() - interval '10 minutes' THEN wrong.times + 1 ELSE 1 END,
        since = CASE WHEN wrong.since > now() - interval '10 minutes' THEN wrong.since ELSE now() END`;

/** Notes who was there on which days, each day once; those who were not noted before. */
export const checkInSql = `
  WITH noted AS (
    INSERT INTO class_check_in (class_id, person_id, day, source)
    SELECT $1, seen.person_id, coalesce(seen.day, ${officeDaySql}), $4
      FROM unnest($2::uuid[], $3::date[]) AS seen(person_id, day)
    ON CONFLICT DO NOTHING RETURNING person_id),
  counted AS (SELECT person_id, count(*)::int AS days FROM noted GROUP BY person_id)
  UPDATE class_participant participant SET days_present = days_present + days, version = version + 1
    FROM counted WHERE participant.class_id = $1 AND participant.person_id = counted.person_id
  RETURNING participant.person_id AS "personId"`;

/** A held class takes no more codes. */
export const endCodesSql = {
  'check-in.end-codes': 'DELETE FROM attendance_code WHERE class_id = $1',
  'check-in.end-wrong': 'DELETE FROM wrong_attendance_code WHERE class_id = $1',
};
