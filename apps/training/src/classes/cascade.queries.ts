/**
 * What a class and those that follow from it came to, unit by unit. Cancelled ones are no part of it, but what follows
 * from them is.
 */
export const cascadeSql = `
  WITH RECURSIVE cascade AS (
    SELECT * FROM training_class WHERE id = $1
    UNION ALL
    SELECT class.* FROM training_class class JOIN cascade ON class.parent_id = cascade.id)
  SELECT level, area_id AS "areaId", count(*)::int AS classes, count(attended)::int AS held,
         coalesce(sum(attended), 0)::int AS attended, coalesce(sum(passed), 0)::int AS passed
    FROM cascade WHERE state <> 'cancelled'
   GROUP BY level, area_id ORDER BY array_position($2::text[], level), area_id`;

/** Who passed a class, and how many of them teach one that follows from it. */
export const trainersSql = `
  SELECT count(*)::int AS trained,
         count(*) FILTER (WHERE EXISTS (
           SELECT FROM class_trainer trainer JOIN training_class class ON class.id = trainer.class_id
            WHERE trainer.person_id = participant.person_id AND class.parent_id = $1 AND class.state <> 'cancelled'))::int AS teaching
    FROM class_participant participant WHERE class_id = $1 AND passed`;
