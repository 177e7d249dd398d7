import { Injectable } from '@nestjs/common';
import { Problem } from '#contracts/problem';
import { Batches } from '#persistence/batches';
import { Vault } from '#persistence/vault';
import type { ResponseEntity } from './response.entity.js';
import { compareSql, interviewsSql, mixSql, openSql, storeSql, waitSql } from './vault.queries.js';

/** A response that came by itself. */
interface Single {
  readonly planId: string;
  readonly response: ResponseEntity;
}

/** The answers, kept apart from all that says who was asked. */
@Injectable()
export class VaultService {
  private readonly singles: Batches<Single, boolean>;

  constructor(private readonly vault: Vault) {
    this.singles = new Batches((singles) => this.storeTogether(singles));
  }

  /** Takes responses for a plan from now on. */
  async open(planId: string): Promise<void> {
    await this.vault.run((query) => query('vault.open', openSql, [planId]));
  }

  /**
   * Keeps responses, or more of those that are not complete. The same once more changes nothing.
   * @returns the ids of those that are complete and say something else.
   * @throws Problem 409 `response.not-taken`
   */
  async store(planId: string, responses: readonly ResponseEntity[]): Promise<ReadonlySet<string>> {
    if (responses.length === 0) return new Set();
    const values = [planId, JSON.stringify(responses)];
    return this.vault.run(async (query) => {
      const [, stored] = await Promise.all([
        query('vault.wait', waitSql),
        query('vault.store', storeSql, values),
      ]);
      if (stored.length === responses.length) return new Set<string>();
      const [found] = await query<{ open: boolean; others: string[] }>('vault.compare', compareSql, values);
      if (!found!.open) throw notTaken();
      return new Set(found!.others);
    });
  }

  /**
   * As {@link store}, of one response, together with others that come at the same moment; which of them came first is kept
   * nowhere. @returns whether it is complete and says something else.
   */
  storeOne(planId: string, response: ResponseEntity): Promise<boolean> {
    return this.singles.add({ planId, response });
  }

  private async storeTogether(singles: readonly Single[]): Promise<boolean[]> {
    const differing = new Map<Single, boolean>();
    // The same response twice at once: the second is held against the first.
    for (let rest = [...singles]; rest.length > 0;) {
      const { planId } = rest[0]!;
      const ids = new Set<string>();
      const now = rest.filter(
        (one) => one.planId === planId && !ids.has(one.response.id) && ids.add(one.response.id),
      );
      const others = await this.store(
        planId,
        now.map(({ response }) => response),
      );
      for (const one of now) differing.set(one, others.has(one.response.id));
      rest = rest.filter((one) => !differing.has(one));
    }
    return singles.map((one) => differing.get(one)!);
  }

  /** What was answered in the complete interviews with these ids, by group, without ids and in no order of theirs. */
  async interviewsOf(
    planId: string,
    groups: readonly (readonly string[])[],
  ): Promise<Pick<ResponseEntity, 'minutes' | 'answers'>[][]> {
    return this.vault.run(async (query) => {
      const held: Pick<ResponseEntity, 'minutes' | 'answers'>[][] = [];
      for (const ids of groups) held.push(await query('vault.interviews', interviewsSql, [planId, ids]));
      return held;
    });
  }

  /**
   * Takes nothing more for a plan, and puts all responses into a random order.
   * @returns how many responses the plan has.
   */
  async close(planId: string): Promise<number> {
    return this.vault.run(async (query) => {
      for (const [at, statement] of mixSql.entries()) await query(`vault.mix-${at}`, statement);
      await query('vault.close', 'UPDATE collection SET open = false WHERE plan_id = $1', [planId]);
      const [row] = await query<{ count: number }>(
        'vault.count',
        'SELECT count(*) AS count FROM response WHERE plan_id = $1',
        [planId],
      );
      return row!.count;
    });
  }
}

export const notTaken = (): Problem =>
  Problem.conflict('response.not-taken', 'No responses are taken for this survey: it is not in the field');

export const differs = (): Problem =>
  Problem.conflict('response.differs', 'A complete response with this id says something else');
