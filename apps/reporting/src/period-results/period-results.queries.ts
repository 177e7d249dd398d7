export const keepTrainingSql = `
  INSERT INTO training_figures (period_id, version, units) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;

/** What was told last of the training of period $1, as known at $2. */
export const trainingSql = `
  SELECT units FROM training_figures WHERE period_id = $1 AND known_from <= $2 ORDER BY version DESC LIMIT 1`;

export const keepReleaseSql = `
  INSERT INTO survey_release (plan_id, release, released_on, results) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;

export const keepWithdrawalSql = `
  INSERT INTO survey_release_withdrawal (plan_id, release) VALUES ($1, $2) ON CONFLICT DO NOTHING`;

/**
 * Keeps reports of the periods in which day $1 lies, or on which release $3 of plan $2 came out, from being counted
 * meanwhile: what is known at an instant does not grow afterwards.
 */
export const sharePeriodsOfSql = `
  SELECT pg_advisory_xact_lock_shared(hashtextextended(id::text, 0)) FROM (
    SELECT id FROM reporting_period
     WHERE coalesce($1::date, (SELECT released_on FROM survey_release WHERE plan_id = $2 AND release = $3))
           BETWEEN starts_on AND ends_on
     ORDER BY id) AS period`;

/** Of each survey the last results that came out from $1 to $2 and were not withdrawn, as known at $3. */
export const surveysSql = `
  SELECT results FROM (
    SELECT DISTINCT ON (plan_id) plan_id, released_on, results FROM survey_release AS told
     WHERE released_on BETWEEN $1 AND $2 AND known_from <= $3
       AND NOT EXISTS (
         SELECT FROM survey_release_withdrawal AS back
          WHERE back.plan_id = told.plan_id AND back.release = told.release AND back.known_from <= $3)
     ORDER BY plan_id, release DESC) AS last
   ORDER BY released_on, plan_id`;
