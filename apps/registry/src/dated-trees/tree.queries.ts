import type { EntityManager } from 'typeorm';
import type { SuccessionKind } from '#contracts/dated-trees';
import { officeDaySql } from '#persistence/office-day';

/** The dated trees: versions of units in a table, what became of them in `<table>_succession`. */
export type TreeTable = 'area' | 'organisation';

/** On the day `$n`, or a parameter of that name. */
const standsOn = (alias: string, day: string): string =>
  `${alias}.valid_from <= ${day} AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > ${day})`;

/** Condition on the alias of a query: below the unit `:treeCode` on the day `:treeDay`. */
export const isBelow = (table: TreeTable, alias: string): string => `${alias}.id IN (
  WITH RECURSIVE below AS (
    SELECT id, code FROM ${table} c WHERE parent_code = :treeCode AND ${standsOn('c', ':treeDay')}
    UNION ALL
    SELECT c.id, c.code FROM below b JOIN ${table} c ON c.parent_code = b.code AND ${standsOn('c', ':treeDay')})
  SELECT id FROM below)`;

/** Ids of the units above the one with the code $1 on the day $2, from the root down. */
const aboveSql = (table: TreeTable): string => `
  WITH RECURSIVE above AS (
    SELECT parent_code, 0 AS height FROM ${table} u WHERE code = $1 AND ${standsOn('u', '$2::date')}
    UNION ALL
    SELECT u.parent_code, a.height + 1 FROM above a JOIN ${table} u ON u.code = a.parent_code AND ${standsOn('u', '$2::date')})
  SELECT u.id FROM above a JOIN ${table} u ON u.code = a.parent_code AND ${standsOn('u', '$2::date')}
   ORDER BY a.height DESC`;

export async function idsAbove(
  manager: EntityManager,
  table: TreeTable,
  { code, day }: { code: string; day: string },
): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(aboveSql(table), [code, day]);
  return rows.map(({ id }) => id);
}

/** One succession between two versions. */
export interface Step {
  effective: string;
  kind: SuccessionKind;
  fromId: string;
  toId: string;
  share: number | null;
}

const successionOf = (table: TreeTable, direction: 'after' | 'before'): string => `
  ${table}_succession s
  JOIN ${table} f ON f.code = s.from_code AND f.valid_to = s.effective
  JOIN ${table} t ON t.code = s.to_code AND ${standsOn('t', 's.effective')}
  ${direction === 'after' ? 'AND s.effective <= $2::date' : 'AND s.effective > $2::date'}`;

const stepsSql = (table: TreeTable, direction: 'after' | 'before'): string => {
  const [near, far] = direction === 'after' ? ['f', 't'] : ['t', 'f'];
  const step = `s.effective, s.kind, ${table === 'area' ? 's.share' : 'NULL::float8 AS share'},
    f.id AS "fromId", t.id AS "toId", ${far}.id AS far, f.code AS from_code, t.code AS to_code`;
  return `
  WITH RECURSIVE step AS (
    SELECT ${step} FROM ${successionOf(table, direction)} WHERE ${near}.id = ANY ($1::uuid[])
    UNION
    SELECT ${step} FROM step p, ${successionOf(table, direction)} WHERE ${near}.id = p.far)
  SELECT effective, kind, share, "fromId", "toId" FROM step
   ORDER BY effective, from_code, to_code`;
};

/** All that became of versions up to a day, or all that they came from since it, through however many reforms. */
export const stepsFrom = (
  manager: EntityManager,
  table: TreeTable,
  { ids, direction, day }: { ids: string[]; direction: 'after' | 'before'; day: string },
): Promise<Step[]> => manager.query(stepsSql(table, direction), [ids, day]);

/** Ids of all versions that steps lead from or to. */
export const endsOf = (steps: Step[]): string[] => steps.flatMap(({ fromId, toId }) => [fromId, toId]);

/** Ids of the lowest units that stand on the day $1, below the one with the code $2 unless that is null. */
export const lowestUnitsSql = `
  WITH RECURSIVE below AS (
    SELECT id, code FROM area u WHERE ${standsOn('u', '$1::date')} AND parent_code IS NOT DISTINCT FROM $2::text
    UNION ALL
    SELECT u.id, u.code FROM below b JOIN area u ON u.parent_code = b.code AND ${standsOn('u', '$1::date')})
  SELECT b.id FROM below b
   WHERE NOT EXISTS (SELECT FROM area u WHERE u.parent_code = b.code AND ${standsOn('u', '$1::date')})
   ORDER BY b.code`;

/** Today where the office is, or the last day of a version before today, or its first after it. */
export const dayWithinSql = `
  SELECT greatest($1::date, least(coalesce($2::date - 1, 'infinity'), ${officeDaySql})) AS day`;
