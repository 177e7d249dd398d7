import { isCurrentSql } from '../materials/materials.queries.js';

/** What a course has now, in the order in which it is shown. */
export const currentMaterialsSql = `
  SELECT id FROM material WHERE course_id = $1 AND ${isCurrentSql} ORDER BY title, id`;

/** What of $1, in its order, the person $2 has not opened. */
export const unopenedSql = `
  SELECT sent.id FROM unnest($1::uuid[]) WITH ORDINALITY AS sent(id, place)
   WHERE NOT EXISTS (SELECT FROM material_opening WHERE material_id = sent.id AND person_id = $2)
   ORDER BY place`;

/** How far the guidance of a class has gone. */
export const progressSql = `
  SELECT count(*) FILTER (WHERE reply IS DISTINCT FROM 'declined')::int AS recipients,
         count(*) FILTER (WHERE reply IS DISTINCT FROM 'declined' AND read_on IS NOT NULL)::int AS read,
         (SELECT count(*) FROM guidance_question WHERE class_id = $1)::int AS questions,
         (SELECT count(answer) FROM guidance_question WHERE class_id = $1)::int AS answered
    FROM class_participant WHERE class_id = $1`;
