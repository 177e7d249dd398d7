import { officeDaySql } from '#persistence/office-day';
import { isUnder, placesOf } from '../reference/places.queries.js';

/** Each for a reason of their own; whoever is invited already stays so, with the reason given first. */
export const inviteSql = `
  INSERT INTO class_participant (class_id, person_id, reason, version)
  SELECT $1, asked.id, asked.reason, 1 FROM unnest($2::uuid[], $3::text[]) AS asked(id, reason)
  ON CONFLICT DO NOTHING RETURNING person_id AS "personId"`;

/** The place of the next reply among those to the class, and how many seats are taken. */
export const nextReplySql = `
  SELECT coalesce(max(reply_order), 0) + 1 AS position, count(*) FILTER (WHERE reply = 'accepted')::int AS taken
    FROM class_participant WHERE class_id = $1`;

/** Gives the seats that are free to those who have waited longest. */
export const placeSql = `
  UPDATE class_participant SET reply = 'accepted', version = version + 1
   WHERE class_id = $1
     AND person_id IN (
       SELECT person_id FROM class_participant WHERE class_id = $1 AND reply = 'waiting' ORDER BY reply_order
        LIMIT greatest(0, (SELECT capacity FROM training_class WHERE id = $1)
                          - (SELECT count(*) FROM class_participant WHERE class_id = $1 AND reply = 'accepted')))
  RETURNING person_id AS "personId"`;

/** Whoever was invited and has not declined. */
const expected = `SELECT person_id FROM class_participant WHERE class_id = $1 AND reply IS DISTINCT FROM 'declined'`;
export const expectedSql = `SELECT person_id AS "personId" FROM (${expected}) AS expected ORDER BY person_id`;

/** They, and whoever teaches it. */
export const concernedSql = `
  SELECT person_id AS "personId" FROM (${expected} UNION SELECT person_id FROM class_trainer WHERE class_id = $1) AS concerned
   ORDER BY person_id`;

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

const isHeld = `held.role = $1 AND ($2::text IS NULL OR held.level = $2) AND held.state IN ('appointed', 'ended')
     AND daterange(held."from", held."to") @> ${officeDaySql}`;

/** Who holds a role today, at one level or any, in the unit $4 or anywhere, by the appointment that began last. */
const holder = `
  WITH RECURSIVE ${placesOf(`SELECT DISTINCT area_id FROM appointment held WHERE ${isHeld}`, officeDaySql)},
  holder AS (
    SELECT person_id, max("from") AS "from" FROM appointment held LEFT JOIN place USING (area_id)
     WHERE ${isHeld} AND ${isUnder('place.lo', '$4::uuid', officeDaySql)}
     GROUP BY person_id)`;

/** Who is chosen by each rule, with the day that it went by. Classes held without a list say of nobody that they came. */
export const audienceSql = {
  'no-class-since': `
    ${holder}
    SELECT person_id AS "personId", max(class.ends_on) AS day
      FROM holder
      LEFT JOIN (class_participant participant JOIN training_class class
                   ON class.id = participant.class_id AND participant.attended) USING (person_id)
     GROUP BY person_id HAVING max(class.ends_on) IS NULL OR max(class.ends_on) < $3
     ORDER BY person_id`,
  'appointed-since': `
    ${holder}
    SELECT person_id AS "personId", "from" AS day FROM holder
     WHERE "from" >= $3 ORDER BY person_id`,
};
