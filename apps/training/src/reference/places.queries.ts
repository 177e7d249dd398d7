/** Whether the tree of a node is that of a day. */
const nodeOn = (node: string, day: string): string =>
  `${node}.tree_from <= ${day} AND (${node}.tree_to IS NULL OR ${node}.tree_to > ${day})`;

/**
 * CTEs that end in `place (area_id, lo)`: where the units of `origins`, a query of `area_id`, stand in the trees of a
 * day. A unit that had ended by then stands where the one does that it became part of; one that went to several, with
 * the unit above it.
 */
export const placesOf = (origins: string, day: string): string => `
  step AS (
    SELECT origin.area_id AS origin, unit.id, unit.code, unit.parent_code, unit.valid_to
      FROM (${origins}) AS origin JOIN unit ON unit.id = origin.area_id AND unit.tree = 'area'
    UNION
    SELECT step.origin, next.id, next.code, next.parent_code, next.valid_to
      FROM step
     CROSS JOIN LATERAL (
       SELECT count(*) = 1 AS only, min(to_code) AS code FROM area_succession
        WHERE from_code = step.code AND effective = step.valid_to) AS heir
      JOIN unit next ON next.tree = 'area'
       AND next.code = CASE WHEN heir.only THEN heir.code ELSE step.parent_code END
       AND daterange(next.valid_from, next.valid_to) @> (CASE WHEN heir.only THEN step.valid_to ELSE step.valid_to - 1 END)
     WHERE step.valid_to <= ${day}
       AND NOT EXISTS (SELECT FROM area_node node WHERE node.area_id = step.id AND ${nodeOn('node', day)})),
  place AS (
    SELECT step.origin AS area_id, node.lo FROM step JOIN area_node node ON node.area_id = step.id AND ${nodeOn('node', day)})`;

/**
 * What stands in each unit of a day and below it: \`of\` is a relation with a number \`lo\`, null where its unit is not
 * known; \`figures\` are aggregates over it. Rows come in the order of the tree.
 */
export const rolledUp = (
  of: string,
  figures: string,
  day: string,
  { key = '', within = 'true' }: { key?: string; within?: string } = {},
): string => `
  SELECT * FROM (
    SELECT ${key}unit.id AS "areaId", unit.code, unit.name, node.lo, ${figures}
      FROM area_node node
      JOIN unit ON unit.id = node.area_id AND daterange(unit.valid_from, unit.valid_to) @> ${day}
      JOIN ${of} ON ${of}.lo BETWEEN node.lo AND node.hi
     WHERE ${nodeOn('node', day)} AND ${within}
     GROUP BY ${key}unit.id, node.lo
    UNION ALL
    SELECT ${key}NULL, NULL, NULL, NULL, ${figures} FROM ${of} WHERE ${of}.lo IS NULL
     GROUP BY ${key}() HAVING count(*) > 0) AS unit
   ORDER BY ${key}lo NULLS LAST`;

/** Whether a number lies in the unit \`area\` of a day, or below it; anything does where that is null. */
export const isUnder = (lo: string, area: string, day: string): string => `(${area} IS NULL OR EXISTS (
  SELECT FROM area_node above WHERE above.area_id = ${area} AND ${nodeOn('above', day)} AND ${lo} BETWEEN above.lo AND above.hi))`;
