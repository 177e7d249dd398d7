/** The units above report $1, lowest first. */
export const pathSql = `
  SELECT level, area_id AS "areaId", code, name, required, staffed, lo, hi
    FROM review_path WHERE report_id = $1 ORDER BY height, lo`;

export const waitsAtSql = `SELECT level FROM review_waiting WHERE report_id = $1`;
