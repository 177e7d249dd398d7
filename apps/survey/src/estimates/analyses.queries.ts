/** Members of the population by stratum of the frame $1: units inside clusters, the sizes of these, or units. */
export const frameTotalsSql = `
SELECT outer_unit.stratum,
       sum(CASE WHEN inside.units > 0 THEN inside.units
                WHEN $2 THEN coalesce(outer_unit.size, 1) ELSE 1 END)::float8 AS total
  FROM frame_unit AS outer_unit
  CROSS JOIN LATERAL (SELECT count(*) AS units FROM frame_unit
                       WHERE frame_id = $1 AND cluster = outer_unit.code) AS inside
 WHERE outer_unit.frame_id = $1 AND outer_unit.cluster IS NULL AND outer_unit.stratum IS NOT NULL
 GROUP BY 1`;

/** Units of the sample $1 that turned out not to belong to the population, by cell. */
export const notEligibleSql = `
SELECT cell, count(*) AS cases FROM field_case
 WHERE sample_id = $1 AND disposition = 'not-eligible' GROUP BY 1`;

/** Analyses of the plan $1 that were released, also if that was withdrawn: they have been seen. */
export const releasedSql = `
SELECT analysis.id, definition, released
  FROM survey_analysis AS analysis
 WHERE plan_id = $1
   AND EXISTS (SELECT FROM survey_release WHERE analysis_id = analysis.id AND number IS NOT NULL)
 ORDER BY analysis.id`;
