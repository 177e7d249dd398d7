import { officeDaySql } from '#persistence/office-day';
import { daysReached, toldOnce } from '../reminders.queries.js';

/**
 * Classes whose day has come within one of so many days, $1, each once for each, with whom to tell: of one in writing, which
 * is to be read by its last day, whoever has not; of another, which begins on its first, whoever has a seat or has not
 * replied, and who teaches it.
 */
export const remindSql = `
  WITH open AS (
    SELECT class.*, sent.class_id IS NOT NULL AS is_sent, CASE WHEN sent.class_id IS NULL THEN starts_on ELSE ends_on END AS day
      FROM training_class class JOIN course ON course.id = course_id LEFT JOIN sent_guidance sent ON sent.class_id = class.id
     WHERE state = 'invited' AND (sent.class_id IS NOT NULL OR modality <> 'written')),
  near AS (
    SELECT *, ${daysReached('day')} AS days FROM open WHERE day >= ${officeDaySql}),
  ${toldOnce('class', 'near')}
  SELECT id, course_id AS "courseId", starts_on AS "startsOn", ends_on AS "endsOn", version,
         CASE WHEN is_sent THEN 'unread' ELSE 'soon' END AS what,
         ARRAY(
           SELECT person_id FROM class_participant
            WHERE class_id = near.id AND CASE WHEN is_sent THEN read_on IS NULL AND reply IS DISTINCT FROM 'declined'
                                              ELSE reply IS NULL OR reply = 'accepted' END
           UNION SELECT person_id FROM class_trainer WHERE class_id = near.id AND NOT is_sent
           ORDER BY person_id) AS "personIds"
    FROM near JOIN told ON told.class_id = near.id ORDER BY id`;
