/** Makes cases of the units $3 of the sample $2 of the plan $1, called $4; a unit that was not drawn becomes none. */
export const insertCasesSql = `
INSERT INTO field_case (id, plan_id, sample_id, unit, cell, label, disposition, settled, version)
SELECT gen_random_uuid(), $1, sample.id, number, cell, label, 'not-attempted', false, 1
  FROM unnest($3::int[], $4::text[]) AS given (number, label)
  JOIN sample ON sample.id = $2 AND sample.plan_id = $1
  JOIN sampled_unit AS drawn USING (number)
 WHERE drawn.sample_id = sample.id
RETURNING unit`;

/** How many cases of the plan $1 stand where, by cell and disposition. */
export const progressSql = `
SELECT standing.sample_id AS "sampleId", standing.cell, stratum, cluster, disposition, sum(cases)::int AS cases,
       coalesce(sum(cases) FILTER (WHERE settled), 0)::int AS settled
  FROM case_standing AS standing
  JOIN sample_cell ON sample_cell.sample_id = standing.sample_id AND number = standing.cell
 WHERE plan_id = $1
 GROUP BY 1, 2, 3, 4, 5
 ORDER BY 1, 2`;
