import { officeDayOf } from '#persistence/office-day';
import { daysReached, toldOnce } from '../reminders.queries.js';
import { isUnder, placesOf } from '../reference/places.queries.js';

/** How many of the invited were at each site. */
export const attendedSql = `
  SELECT site AS number, count(*)::int AS attended FROM conference_participant
   WHERE conference_id = $1 AND attended GROUP BY site`;

/** Whoever is invited already stays so, with the reason given first. */
export const inviteSql = `
  INSERT INTO conference_participant (conference_id, person_id, reason)
  SELECT $1, asked.id, asked.reason FROM unnest($2::uuid[], $3::text[]) AS asked(id, reason)
  ON CONFLICT DO NOTHING RETURNING person_id AS "personId"`;

/** Who was invited, or gives a talk. */
export const expectedSql = `
  SELECT person_id AS "personId" FROM conference_participant WHERE conference_id = $1
  UNION
  SELECT speaker_person_id FROM conference_agenda_item WHERE conference_id = $1 AND speaker_person_id IS NOT NULL
   ORDER BY 1`;

/** Notes the nearest of the days $1 that each conference ahead has come to, and tells those that had not come to it. */
export const remindSql = `
  WITH near AS (
    SELECT id, title, starts_at AS "startsAt", version,
           ${daysReached(officeDayOf('starts_at'))} AS days
      FROM conference WHERE state IN ('planned', 'invited') AND starts_at > now()),
  ${toldOnce('conference', 'near')}
  SELECT id, title, "startsAt", version FROM near JOIN told ON told.conference_id = near.id ORDER BY id`;

const held = (day: string): string =>
  `held.role = $1 AND ($2::text IS NULL OR held.level = $2) AND held.state IN ('appointed', 'ended')
     AND daterange(held."from", held."to") @> ${day}`;

const meets = officeDayOf('$3::timestamptz');

/** Who holds the role on the day of the conference, at one level or any, in the unit $4 or anywhere; each once. */
export const audienceSql = `
  WITH RECURSIVE ${placesOf(`SELECT DISTINCT area_id FROM appointment held WHERE ${held(meets)}`, meets)}
  SELECT DISTINCT ON (person_id) person_id AS "personId", role, level
    FROM appointment held LEFT JOIN place USING (area_id)
   WHERE ${held(meets)} AND ${isUnder('place.lo', '$4::uuid', meets)}
   ORDER BY person_id, array_position(ARRAY['province', 'district', 'commune'], level)`;

/** Who of $2 was not invited. */
export const uninvitedSql = `
  SELECT asked.id FROM unnest($2::uuid[]) AS asked(id)
   WHERE NOT EXISTS (SELECT FROM conference_participant WHERE conference_id = $1 AND person_id = asked.id)`;

/** Whoever is not on the list of those who came did not come. */
export const attendSql = `
  UPDATE conference_participant participant SET attended = came.site IS NOT NULL, site = came.site
    FROM conference_participant invited LEFT JOIN unnest($2::uuid[], $3::int[]) AS came(person_id, site) USING (person_id)
   WHERE invited.conference_id = $1 AND participant.conference_id = $1
     AND participant.person_id = invited.person_id
  RETURNING participant.person_id AS "personId", participant.attended`;

/** Guests of every site; of one that is not named there were none. */
export const guestsSql = `
  UPDATE conference_site SET guests = coalesce((SELECT came.guests FROM unnest($2::int[], $3::int[]) AS came(number, guests)
                                                 WHERE came.number = conference_site.number), 0)
   WHERE conference_id = $1`;

export const appointmentSql = 'SELECT id FROM appointment WHERE id = $1';

/**
 * A conference and a later one of its kind and unit, or of a unit that this one became part of. An id names one version
 * of a unit, and all its versions have one code.
 */
const oneSeries = (later: string, earlier: string): string => `${later}.kind = ${earlier}.kind AND
  (${later}.area_id = ${earlier}.area_id OR EXISTS (
    WITH RECURSIVE heir AS (
      SELECT tree, code, valid_from FROM unit WHERE id = ${earlier}.area_id
      UNION
      SELECT heir.tree, succession.to_code, succession.effective
        FROM heir JOIN area_succession succession
          ON heir.tree = 'area' AND succession.from_code = heir.code AND succession.effective > heir.valid_from)
    SELECT FROM heir JOIN unit USING (tree, code) WHERE unit.id = ${later}.area_id))`;

/** Whether conference $1 is conference $2, or a later one of its kind and unit. */
export const followsSql = `
  SELECT FROM conference later JOIN conference earlier ON ${oneSeries('later', 'earlier')}
   WHERE later.id = $1 AND earlier.id = $2 AND (later.id = earlier.id OR later.starts_at > earlier.starts_at)`;

/** Items of a conference, and those of earlier ones of its kind and unit that none before it had closed. */
export const carriedSql = `EXISTS (
  SELECT FROM conference this JOIN conference origin ON ${oneSeries('this', 'origin')}
    LEFT JOIN conference closing ON closing.id = item.closed_conference_id
   WHERE this.id = :conferenceId AND origin.id = item.conference_id
     AND (this.id = origin.id
          OR this.starts_at > origin.starts_at AND (closing.id IS NULL OR closing.starts_at >= this.starts_at)))`;

/** The day on which it began. */
export const heldOnSql = `SELECT ${officeDayOf('starts_at')} AS "heldOn" FROM conference WHERE id = $1`;

export const namesSql = 'SELECT id, name FROM unit WHERE id = ANY($1::uuid[])';

export const postsSql = 'SELECT id, role, level FROM appointment WHERE id = ANY($1::uuid[])';

/** The body above body $1 when a conference began. */
export const superiorSql = `
  SELECT superior.name FROM unit body
    JOIN unit superior ON superior.tree = body.tree AND superior.code = body.parent_code
     AND superior.valid_from <= ${officeDayOf('$2::timestamptz')}
   WHERE body.id = $1 ORDER BY superior.valid_from DESC LIMIT 1`;
