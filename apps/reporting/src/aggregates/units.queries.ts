import type { EntityManager } from 'typeorm';

/** A unit that stands below the province on a day, and the codes of all units within it, its own as well. */
export interface ReportingUnit {
  code: string;
  name: string;
  areas: string[];
}

/** Items of a unit by topic and tendency, null over all; unit `*`: what was heard in none of those asked for. */
export interface UnitCountRow {
  unit: string;
  topic: string | null;
  tendency: string | null;
  count: number;
  reporters: number;
}

const inForce = (version: string): string =>
  `${version}.valid_from <= $1 AND (${version}.valid_to IS NULL OR ${version}.valid_to > $1)`;

const unitsSql = `
  SELECT unit.code, unit.name, within.areas
    FROM area AS unit
    JOIN area AS whole ON whole.code = unit.parent_code AND whole.parent_code IS NULL AND ${inForce('whole')}
    JOIN area_node AS node ON node.area_id = unit.id AND node.tree_from <= $1 AND (node.tree_to IS NULL OR node.tree_to > $1)
   CROSS JOIN LATERAL (
     SELECT array_agg(DISTINCT part.code ORDER BY part.code) AS areas
       FROM area_node AS inner_node JOIN area AS part ON part.id = inner_node.area_id
      WHERE inner_node.root = node.root AND inner_node.tree_from = node.tree_from
        AND inner_node.lo BETWEEN node.lo AND node.hi) AS within
   WHERE ${inForce('unit')}
   ORDER BY unit.code`;

/** The units that stand directly below the province on a day, by their codes. */
export const unitsOn = (manager: EntityManager, day: string): Promise<ReportingUnit[]> =>
  manager.query(unitsSql, [day]);
