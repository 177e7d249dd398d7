/** Units of the trees of the last day of period $1, in their order; of the codes $2 unless null. */
export const areasInPeriodSql = `
  SELECT area.id, area.code, area.name
    FROM reporting_period AS p
    JOIN area_node AS node ON node.tree_from <= p.ends_on AND (node.tree_to IS NULL OR node.tree_to > p.ends_on)
    JOIN area ON area.id = node.area_id
   WHERE p.id = $1 AND ($2::text[] IS NULL OR area.code = ANY($2::text[])) ORDER BY node.lo`;

/** Appointments that a report of period $1 may be filed for: of the people $2, of anybody when null. */
export const mayFileForSql = `
  SELECT a.id, a.person_id AS "personId", a.level, organisation.name AS organisation, area.code, area.name AS area
    FROM reporting_period AS p
    JOIN appointment AS a ON a.role = 'collaborator' AND a."from" <= p.ends_on
     AND (a."to" IS NULL OR a."to" > greatest(p.starts_on, a."from"))
    LEFT JOIN organisation ON organisation.id = a.organisation_id
    LEFT JOIN area ON area.id = a.area_id
   WHERE p.id = $1 AND ($2::uuid[] IS NULL OR a.person_id = ANY($2::uuid[]))
   ORDER BY organisation.name, area.code, a.id`;

/** Of the appointments $2: who has a periodic report of period $1. */
export const filedAlreadySql = `
  SELECT appointment_id AS id FROM opinion_report
   WHERE period_id = $1 AND appointment_id = ANY($2::uuid[]) AND kind = 'periodic'`;
