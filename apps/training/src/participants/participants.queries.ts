import { officeDaySql } from '#persistence/office-day';

/** Each for a reason of their own; whoever is invited already stays so, with the reason given first. */
export const inviteSql = `
  INSERT INTO class_participant (class_id, person_id, reason, version)
  SELECT $1, asked.id, asked.reason, 1 FROM unnest($2::uuid[], $3::text[]) AS asked(id, reason)
  ON CONFLICT DO NOTHING RETURNING person_id AS "personId"`;

/** The place of the next reply among those to the class, and how many seats are taken. */
export const nextReplySql = `
  SELECT coalesce(max(reply_order), 0) + 1 AS position, count(*) FILTER (WHERE reply = 'accepted')::int AS taken
    FROM class_participant WHERE class_id = $1`;

/** Gives a seat to whoever has waited longest. */
export const placeSql = `
  UPDATE class_participant SET reply = 'accepted', version = version + 1
   WHERE class_id = $1
     AND person_id = (SELECT person_id FROM class_participant
                       WHERE class_id = $1 AND reply = 'waiting' ORDER BY reply_order LIMIT 1)
  RETURNING person_id AS "personId"`;

/** Whoever was invited and has not declined. */
export const expectedSql = `
  SELECT person_id AS "personId" FROM class_participant
   WHERE class_id = $1 AND reply IS DISTINCT FROM 'declined' ORDER BY person_id`;

/** Whoever is not on the list of those who came did not come. */
export const attendSql = `
  UPDATE class_participant
     SET attended = person_id = ANY($2::uuid[]),
         passed = CASE WHEN person_id = ANY($2::uuid[]) AND $3::uuid[] IS NOT NULL THEN person_id = ANY($3::uuid[]) END,
         version = version + 1
   WHERE class_id = $1
  RETURNING person_id AS "personId", attended, passed, version`;

export const assessSql = `
  UPDATE class_participant SET passed = person_id = ANY($2::uuid[]), version = version + 1
   WHERE class_id = $1 AND attended
  RETURNING person_id AS "personId", attended, passed, version`;

export const passedWithoutCertificateSql = `
  SELECT person_id AS "personId" FROM class_participant participant
   WHERE class_id = $1 AND passed
     AND NOT EXISTS (SELECT FROM certificate
                      WHERE class_id = $1 AND certificate.person_id = participant.person_id)
   ORDER BY person_id`;

/** Who holds a role today, at one level or any, by the appointment that began last. */
const holders = `
  SELECT person_id, max("from") AS "from" FROM appointment
   WHERE role = $1 AND ($2::text IS NULL OR level = $2) AND state IN ('appointed', 'ended')
     AND daterange("from", "to") @> ${officeDaySql}
   GROUP BY person_id`;

/** Who is chosen by each rule, with the day that it went by. Classes held without a list say of nobody that they came. */
export const audienceSql = {
  'no-class-since': `
    SELECT person_id AS "personId", max(class.ends_on) AS day
      FROM (${holders}) AS holder
      LEFT JOIN (class_participant participant JOIN training_class class
                   ON class.id = participant.class_id AND participant.attended) USING (person_id)
     GROUP BY person_id HAVING max(class.ends_on) IS NULL OR max(class.ends_on) < $3
     ORDER BY person_id`,
  'appointed-since': `
    SELECT person_id AS "personId", "from" AS day FROM (${holders}) AS holder
     WHERE "from" >= $3 ORDER BY person_id`,
};
