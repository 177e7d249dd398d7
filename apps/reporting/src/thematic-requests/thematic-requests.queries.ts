/** Units that stand in a tree on day $1, by any of their versions $2. */
export const standingAreasSql = `
  SELECT DISTINCT named.id
    FROM area AS named
    JOIN area AS version ON version.code = named.code
    JOIN area_node AS node ON node.area_id = version.id
     AND node.tree_from <= $1 AND (node.tree_to IS NULL OR node.tree_to > $1)
   WHERE named.id = ANY($2::uuid[])`;

/** Who is asked in period $1. */
export const askedSql = `SELECT appointment_id AS id FROM expected_now WHERE period_id = $1 ORDER BY appointment_id`;

/** How many are asked in period $1, and have answered. */
export const answeredSql = `
  SELECT count(*)::int AS expected, count(*) FILTER (WHERE received)::int AS received
    FROM expected_now WHERE period_id = $1`;
