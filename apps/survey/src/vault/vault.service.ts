import { Injectable } from '@nestjs/common';
import { Problem } from '#contracts/problem';
import { Vault } from '#persistence/vault';
import type { ResponseEntity } from './response.entity.js';
import { compareSql, mixSql, openSql, storeSql, waitSql } from './vault.queries.js';

/** The answers, kept apart from all that says who was asked. */
@Injectable()
export class VaultService {
  constructor(private readonly vault: Vault) {}

  /** Takes responses for a plan from now on. */
  async open(planId: string): Promise<void> {
    await this.vault.run((query) => query('vault.open', openSql, [planId]));
  }

  /**
   * Keeps a response, or more of one that is not complete. The same once more changes nothing.
   * @throws Problem 409 `response.not-taken`, `response.differs`
   */
  async store({
    id,
    planId,
    questionnaireId,
    cell,
    mode,
    complete,
    minutes,
    answers,
  }: ResponseEntity): Promise<void> {
    const said = JSON.stringify(answers);
    await this.vault.run(async (query) => {
      await query('vault.wait', waitSql);
      const values = [id, planId, questionnaireId, cell, mode, complete, minutes, said];
      const [stored] = await query('vault.store', storeSql, values);
      if (stored) return;
      const compared = [id, planId, questionnaireId, cell, mode, complete, said];
      const [found] = await query<{ open: boolean; same: boolean }>('vault.compare', compareSql, compared);
      if (!found!.open) throw notTaken();
      if (!found!.same)
        throw Problem.conflict('response.differs', 'A complete response with this id says something else');
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
