import { officeDayOf } from '#persistence/office-day';

/** How many of the invited were at each site. */
export const attendedSql = `
  SELECT site AS number, count(*)::int AS attended FROM conference_participant
   WHERE conference_id = $1 AND attended GROUP BY site`;

/** Whoever is invited already stays so, with the reason given first. */
export const inviteSql = `
  INSERT INTO conference_participant (conference_id, person_id, reason)
  SELECT $1, asked.id, asked.reason FROM unnest($2::uuid[], $3::text[]) AS asked(id, reason)
  ON CONFLICT DO NOTHING RETURNING person_id AS "personId"`;

/** Who holds the role on the day of the conference, at one level or any, each once. */
export const audienceSql = `
  SELECT DISTINCT ON (person_id) person_id AS "personId", role, level FROM appointment
   WHERE role = $1 AND ($2::text IS NULL OR level = $2) AND state IN ('appointed', 'ended')
     AND daterange("from", "to") @> ${officeDayOf('$3::timestamptz')}
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
     AND participant.person_id = invited.person_id`;

/** Guests of every site; of one that is not named there were none. */
export const guestsSql = `
  UPDATE conference_site SET guests = coalesce((SELECT came.guests FROM unnest($2::int[], $3::int[]) AS came(number, guests)
                                                 WHERE came.number = conference_site.number), 0)
   WHERE conference_id = $1`;

export const appointmentSql = 'SELECT id FROM appointment WHERE id = $1';

/** Two conferences of one kind and unit; an id names one version of a unit, and all its versions have one code. */
const oneSeries = (one: string, other: string): string => `${one}.kind = ${other}.kind AND
  (${one}.area_id = ${other}.area_id
   OR EXISTS (SELECT FROM unit a JOIN unit b USING (tree, code) WHERE a.id = ${one}.area_id AND b.id = ${other}.area_id))`;

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
