import type { EntityManager } from 'typeorm';
import { Problem } from '#contracts/problem';
import { isValidOn } from './dated-tree.rules.js';
import { dayWithinSql } from './tree.queries.js';

/**
 * The day for which the tree around a version is asked; without one today, or the version's day nearest to it.
 * @throws Problem 422 `unit.not-in-force` when the version does not stand on the day.
 */
export async function dayWithin(
  manager: EntityManager,
  version: { validFrom: string; validTo: string | null },
  asOf: string | undefined,
): Promise<string> {
  if (asOf === undefined) {
    const [row] = await manager.query(dayWithinSql, [version.validFrom, version.validTo]);
    return row.day;
  }
  if (isValidOn(version, asOf)) return asOf;
  throw Problem.unprocessable('unit.not-in-force', 'This version does not stand on that day', {
    detail: `It stands from ${version.validFrom}${version.validTo ? ` until ${version.validTo}` : ''}`,
  });
}
