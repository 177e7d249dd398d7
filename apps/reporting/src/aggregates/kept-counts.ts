import type { EntityManager } from 'typeorm';
import { changedSql, foldSql, keepSql, keptSinceSql, type Scope } from './counts.queries.js';

/** Before everything: all is counted. */
export const NOTHING_KEPT = '-infinity';

/** All are counted anew where more than one in so many has changed. */
const ONE_IN = 10;

/**
 * From which instant on counts of a period are carried on to this one, to the microsecond: the one as of which they were kept
 * last, or, where none are kept or much has changed since, this one, as of which all are counted now. The transaction sees
 * what was committed by the instant, and nothing of the period is still being written from before.
 */
export async function carriedOnFrom(
  manager: EntityManager,
  { periodId, scope, instant }: { periodId: string; scope: Scope; instant: string },
): Promise<string> {
  const [kept] = await manager.query<{ since: string }[]>(keptSinceSql, [periodId, instant, scope]);
  const { since } = kept!;
  if (since !== NOTHING_KEPT) {
    const of = [periodId, instant, since, scope];
    const [row] = await manager.query<{ changed: number; kept: number }[]>(changedSql, of);
    if (row!.changed * ONE_IN <= row!.kept) return since;
  }
  await manager.query(foldSql(scope), [periodId, instant, NOTHING_KEPT]);
  await manager.query(keepSql, [periodId, instant, scope]);
  await manager.query('DROP TABLE folded');
  return instant;
}
