import type { EntityManager } from 'typeorm';
import type { Area } from '#contracts/areas';

/** Unit versions, in the order of an export. */
export const storedAreasSql = `
  SELECT id, code, name, type, parent_code AS "parentCode", valid_from AS "validFrom", valid_to AS "validTo", version
    FROM area ORDER BY valid_from, code COLLATE "C"`;

const areasByIdSql = `
  SELECT id, code, name, type, parent_code AS "parentCode", valid_from AS "validFrom", valid_to AS "validTo"
    FROM area WHERE id = ANY ($1::uuid[])`;

/** Versions by their ids; a country has more than are worth an entity each. */
export async function areasById(manager: EntityManager, ids: string[]): Promise<Map<string, Area>> {
  const areas: Area[] = await manager.query(areasByIdSql, [ids]);
  return new Map(areas.map((area) => [area.id, area]));
}

export const insertAreasSql = `
  INSERT INTO area (id, code, name, type, parent_code, valid_from, valid_to, search, version)
  SELECT id, code, name, type, "parentCode", "validFrom", "validTo", search, version FROM jsonb_to_recordset($1::jsonb)
      AS r(id uuid, code text, name text, type text, "parentCode" text, "validFrom" date, "validTo" date, search text, version int)`;

export const endAreasSql = `
  UPDATE area SET valid_to = $2, version = version + 1 WHERE id = ANY ($1::uuid[])`;

export const storedSuccessionsSql = `
  SELECT effective, from_code AS "fromCode", to_code AS "toCode", kind, share FROM area_succession
   ORDER BY effective, from_code COLLATE "C", to_code COLLATE "C"`;

export const insertSuccessionsSql = `
  INSERT INTO area_succession (effective, from_code, to_code, kind, share)
  SELECT effective, "fromCode", "toCode", kind, share FROM jsonb_to_recordset($1::jsonb)
      AS r(effective date, "fromCode" text, "toCode" text, kind text, share float8)`;

/** Trees that are in force on the day $1 or later, and such as end on it, with their nodes as lists. */
export const storedTreesSql = `
  SELECT root, tree_from AS from, tree_to AS to, array_agg(area_id::text ORDER BY lo, area_id) AS ids,
         array_agg(lo ORDER BY lo, area_id) AS los, array_agg(hi ORDER BY lo, area_id) AS his
    FROM area_node WHERE tree_to IS NULL OR tree_to >= $1 GROUP BY root, tree_from, tree_to ORDER BY tree_from, root`;

/** Takes so many numbers; the answer is the last of them. */
export const takeNumbersSql = `SELECT max(nextval('area_number'))::int AS last FROM generate_series(1, $1::int)`;

export const deleteTreesSql = `
  DELETE FROM area_node n USING unnest($1::text[], $2::date[]) AS t(root, tree_from)
   WHERE n.root = t.root AND n.tree_from = t.tree_from`;

export const endTreesSql = `
  UPDATE area_node n SET tree_to = t.tree_to FROM unnest($1::text[], $2::date[], $3::date[]) AS t(root, tree_from, tree_to)
   WHERE n.root = t.root AND n.tree_from = t.tree_from`;

export const insertNodesSql = `
  INSERT INTO area_node (root, tree_from, tree_to, area_id, lo, hi)
  SELECT * FROM unnest($1::text[], $2::date[], $3::date[], $4::uuid[], $5::int[], $6::int[])`;

/** An appointment lies where its area stood on its first day. */
export const renumberAppointmentsSql = `
  UPDATE appointment a SET ord = n.lo FROM area_node n
   WHERE n.area_id = a.area_id AND n.tree_from <= a."from" AND (n.tree_to IS NULL OR n.tree_to > a."from") AND a.ord <> n.lo`;

/** Ranges next to one another are one: a token carries them. */
const joined = (nodes: string): string => `
  SELECT lower(r) AS lo, upper(r) - 1 AS hi
    FROM unnest((SELECT range_agg(int4range(t.lo, t.hi, '[]')) FROM ${nodes})) AS r`;

/** Ranges of a unit in every tree, by whichever of its versions it is named: the first one stands in all of them. */
export const rangesSql = joined(`
  area_node n JOIN area_node v ON v.lo = n.lo JOIN area_node t ON t.area_id = v.area_id WHERE n.area_id = $1`);

/** Ranges of everything. */
export const allRangesSql = joined(`area_node t JOIN area a ON a.id = t.area_id AND a.code = t.root`);

/** What begins on the day $2 or later in units that cease on it: $1 their ids. */
export const laterThereSql = `
  WITH ceasing AS (
    SELECT a.id AS version, a.code, coalesce(o.area_id, a.id) AS id FROM area a
      LEFT JOIN area_node n ON n.area_id = a.id LEFT JOIN area_node o ON o.lo = n.lo
     WHERE a.id = ANY ($1::uuid[]))
  SELECT DISTINCT c.code, 'an appointment that begins on ' || p."from" || ' lies in ' || c.code AS message
    FROM ceasing c JOIN appointment p ON c.id = ANY (p.area_id || p.covered_area_ids) WHERE p."from" >= $2
  UNION SELECT c.code, 'a grant that begins on ' || g."from" || ' is limited to ' || c.code
    FROM ceasing c JOIN account_grant g ON g.area_id = c.id WHERE g."from" >= $2
  UNION SELECT c.code, 'the organisation ' || o.code || ' from ' || o.valid_from || ' lies in ' || c.code
    FROM ceasing c JOIN organisation o ON o.area_code = c.code
   WHERE o.valid_from >= $2 AND NOT c.code = ANY ($3::text[])
     AND NOT EXISTS (SELECT FROM area a WHERE a.code = c.code AND a.id <> c.version AND a.valid_from <= o.valid_from
                        AND (a.valid_to IS NULL OR a.valid_to > o.valid_from))
  ORDER BY 1, 2`;

/** The newest count of each of the versions $1 while it stood. */
export const populationsSql = `
  SELECT DISTINCT ON (a.id) a.id, p.population FROM area a
    JOIN area_population p ON p.code = a.code AND p.counted_on >= a.valid_from
     AND (a.valid_to IS NULL OR p.counted_on < a.valid_to)
   WHERE a.id = ANY ($1::uuid[]) ORDER BY a.id, p.counted_on DESC`;

/** Which of the codes $1 mean no unit on their days $2, by their place. */
export const nowhereSql = `
  SELECT place::int - 1 AS index FROM unnest($1::text[], $2::date[]) WITH ORDINALITY AS c(code, day, place)
   WHERE NOT EXISTS (SELECT FROM area a WHERE a.code = c.code AND a.valid_from <= c.day
                        AND (a.valid_to IS NULL OR a.valid_to > c.day))
   ORDER BY place LIMIT 50`;

export const keepPopulationsSql = `
  INSERT INTO area_population (code, counted_on, population, source)
  SELECT code, counted_on, population, $4 FROM unnest($1::text[], $2::date[], $3::int[]) AS c(code, counted_on, population)
  ON CONFLICT (code, counted_on) DO UPDATE SET population = excluded.population, source = excluded.source`;
