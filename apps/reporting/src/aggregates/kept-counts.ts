import type { EntityManager } from 'typeorm';
import { forgetFormerSql, hardlyChangedSql, keepSql, keptSinceSql, type Scope } from './counts.queries.js';

/** Before everything: all is counted. */
export const NOTHING_KEPT = '-infinity';

/** All are counted anew where more than one in so many has changed. */
const ONE_IN = 10;

/**
 * The counts that a build carries on to an instant, and those that it keeps. Its transaction sees what was committed by the
 * instant, and nothing of its periods is still being written from before.
 */
export class KeptCounts {
  private readonly anew: { periodId: string; scope: Scope }[] = [];

  constructor(
    private readonly manager: EntityManager,
    private readonly instant: string,
  ) {}

  /** As of when counts of a period were kept last, to the microsecond, unless much has changed since. */
  async since(periodId: string, scope: Scope): Promise<string> {
    const [kept] = await this.manager.query<{ since: string }[]>(keptSinceSql, [
      periodId,
      scope,
      this.instant,
    ]);
    const { since } = kept!;
    if (since === NOTHING_KEPT) return since;
    const of = [periodId, this.instant, since, scope, ONE_IN];
    const [changed] = await this.manager.query<{ hardly: boolean }[]>(hardlyChangedSql, of);
    return changed!.hardly ? since : NOTHING_KEPT;
  }

  /** Keeps what was folded of a period. */
  async keep(periodId: string, scope: Scope): Promise<void> {
    await this.manager.query(keepSql, [periodId, scope, this.instant]);
    this.anew.push({ periodId, scope });
  }

  /** Forgets what this replaces; not where it was replaced, for builds of the same period would get in each other's way. */
  async forgetFormer(query: (sql: string, values: unknown[]) => Promise<unknown>): Promise<void> {
    for (const { periodId, scope } of this.anew)
      await query(forgetFormerSql, [periodId, scope, this.instant]);
  }
}
