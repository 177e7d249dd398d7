import { placesOf, rolledUp } from '../reference/places.queries.js';

const cascade = `
  cascade AS (
    SELECT * FROM training_class WHERE id = $1
    UNION ALL
    SELECT class.* FROM training_class class JOIN cascade ON class.parent_id = cascade.id)`;

const figures = `count(*)::int AS classes, count(attended)::int AS held,
         coalesce(sum(attended), 0)::int AS attended, coalesce(sum(passed), 0)::int AS passed`;

/**
 * What a class and those that follow from it came to, unit by unit. Cancelled ones are no part of it, but what follows
 * from them is.
 */
export const cascadeSql = `
  WITH RECURSIVE ${cascade}
  SELECT level, area_id AS "areaId", ${figures}
    FROM cascade WHERE state <> 'cancelled'
   GROUP BY level, area_id ORDER BY array_position($2::text[], level), area_id`;

/** The same by the units of the day $2, each with those below it. */
export const rolledUpSql = `
  WITH RECURSIVE ${cascade},
  ${placesOf('SELECT DISTINCT area_id FROM cascade', '$2::date')},
  counted AS (SELECT cascade.*, place.lo FROM cascade LEFT JOIN place USING (area_id) WHERE state <> 'cancelled')
  ${rolledUp('counted', figures, '$2::date')}`;

/** Who passed a class, and how many of them teach one that follows from it. */
export const trainersSql = `
  SELECT count(*)::int AS trained,
         count(*) FILTER (WHERE EXISTS (
           SELECT FROM class_trainer trainer JOIN training_class class ON class.id = trainer.class_id
            WHERE trainer.person_id = participant.person_id AND class.parent_id = $1 AND class.state <> 'cancelled'))::int AS teaching
    FROM class_participant participant WHERE class_id = $1 AND passed`;
