import { Injectable } from '@nestjs/common';
import { Problem } from '#contracts/problem';
import { Vault } from '#persistence/vault';
import type { ResponseEntity } from './response.entity.js';
import { compareSql, interviewsSql, mixSql, openSql, storeSql, waitSql } from './vault.queries.js';

/** The answers, kept apart from all that says who was asked. */
@Injectable()
export class VaultService {
  constructor(private readonly vault: Vault) {}

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
    const values = [
      planId,
      responses.map(({ id }) => id),
      responses.map(({ questionnaireId }) => questionnaireId),
      responses.map(({ cell }) => cell),
      responses.map(({ mode }) => mode),
      responses.map(({ complete }) => complete),
      responses.map(({ minutes }) => minutes),
      responses.map(({ answers }) => JSON.stringify(answers)),
    ];
    return this.vault.run(async (query) => {
      await query('vault.wait', waitSql);
      const stored = await query('vault.store', storeSql, values);
      if (stored.length === responses.length) return new Set<string>();
      const [found] = await query<{ open: boolean; others: string[] }>('vault.compare', compareSql, values);
      if (!found!.open) throw notTaken();
      return new Set(found!.others);
    });
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
