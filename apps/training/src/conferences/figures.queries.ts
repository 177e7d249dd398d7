import { officeDayOf } from '#persistence/office-day';

export const keepPeriodSql = `
  INSERT INTO reporting_period (id, starts_on, ends_on) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING`;

export const periodSql = `
  SELECT id AS "periodId", starts_on AS "startsOn", ends_on AS "endsOn" FROM reporting_period WHERE id = $1`;

const day = (conference: string): string => officeDayOf(`${conference}.starts_at`);

/**
 * Unit by unit, what was held between the days $1 and $2, by the unit that held it; and the action items that were open
 * at the end, by the unit whose conference agreed them. A class counts on its last day, with the certificates it gave.
 */
export const figuresSql = `
  SELECT area_id AS "areaId", sum(classes)::int AS "classesHeld", sum(attended)::int AS attended, sum(passed)::int AS passed,
         sum(certificates)::int AS "certificatesGiven", sum(conferences)::int AS "conferencesHeld",
         sum(attendance)::int AS "conferenceAttendance", sum(statements)::int AS statements, sum(items)::int AS "openActionItems"
    FROM (
      SELECT area_id, 1 AS classes, attended, coalesce(passed, 0) AS passed,
             (SELECT count(*) FROM certificate WHERE class_id = class.id) AS certificates,
             0 AS conferences, 0 AS attendance, 0 AS statements, 0 AS items
        FROM training_class class WHERE attended IS NOT NULL AND ends_on BETWEEN $1 AND $2
      UNION ALL
      SELECT area_id, 0, 0, 0, 0, 1,
             (SELECT coalesce(sum(guests), 0) FROM conference_site WHERE conference_id = conference.id)
             + (SELECT count(*) FROM conference_participant WHERE conference_id = conference.id AND attended),
             (SELECT count(*) FROM conference_entry WHERE conference_id = conference.id AND kind = 'statement'), 0
        FROM conference WHERE state IN ('held', 'closed') AND ${day('conference')} BETWEEN $1 AND $2
      UNION ALL
      SELECT origin.area_id, 0, 0, 0, 0, 0, 0, 0, 1
        FROM action_item item JOIN conference origin ON origin.id = item.conference_id
        LEFT JOIN conference closing ON closing.id = item.closed_conference_id
       WHERE ${day('origin')} <= $2 AND (closing.id IS NULL OR ${day('closing')} > $2)) AS counted
   GROUP BY area_id ORDER BY area_id`;
