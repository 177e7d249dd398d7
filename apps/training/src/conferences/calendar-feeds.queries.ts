import { officeDaySql } from '#persistence/office-day';

/** What $1 and $2 say: the conferences and classes of a person, or those that a unit holds; from a year ago on. */
const ofPerson = (table: string, thing: string): string =>
  `id IN (SELECT ${thing}_id FROM ${table} WHERE person_id = $1)`;
const ofUnit = `area_id IN (SELECT $2::uuid UNION
   SELECT b.id FROM unit a JOIN unit b USING (tree, code) WHERE a.id = $2 AND a.tree = 'area')`;
const since = `${officeDaySql} - 366`;

export const eventsSql = `
  SELECT 'conference-' || id || '@langnghe' AS uid, version, title,
         to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "from",
         to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "to",
         concat_ws(', ', site.label, site.place) AS location, site.link AS url, state = 'cancelled' AS cancelled
    FROM conference JOIN conference_site site ON site.conference_id = conference.id AND site.number = 1
   WHERE starts_at >= ${since}
     AND (${ofPerson('conference_participant', 'conference')}
          OR id IN (SELECT conference_id FROM conference_agenda_item WHERE speaker_person_id = $1)
          OR ${ofUnit})
  UNION ALL
  SELECT 'class-' || class.id || '@langnghe', class.version, course.title, starts_on::text, ends_on::text,
         NULL, NULL, state = 'cancelled'
    FROM training_class class JOIN course ON course.id = class.course_id
   WHERE ends_on >= ${since} AND (class.${ofPerson('class_participant', 'class')} OR ${ofUnit})
   ORDER BY 4, 1`;

export const unitNameSql = 'SELECT name FROM unit WHERE id = $1';
