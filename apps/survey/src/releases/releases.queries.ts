/** Analyses of the plan $1 that came out and that the analysis $2 was not held against. */
export const overtakenSql = `
SELECT release.number FROM survey_release AS release
  JOIN survey_analysis AS mine ON mine.id = $2
 WHERE release.plan_id = $1 AND release.number IS NOT NULL
   AND release.analysis_id <> mine.id AND release.analysis_id <> ALL (mine.against)
 ORDER BY release.number`;

export const nextNumberSql = `
SELECT coalesce(max(number), 0) + 1 AS number FROM survey_release WHERE plan_id = $1`;
