import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import type { FlagReview, QualityCheck, QualityFlag, QualityFlagListQuery } from '#contracts/quality-flags';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import { recordList } from '#service-kit/reads-of-others';
import { linkKeySql } from '../interviews/interviews.queries.js';
import { responseIdOf } from '../interviews/response-link.rules.js';
import { ofPlanWithinReach, sharePlan } from '../plans/plan.queries.js';
import { ResponsesService } from '../responses/responses.service.js';
import { notTaken, VaultService } from '../vault/vault.service.js';
import { LEAST_INTERVIEWS, noticesOf } from './quality.rules.js';
import { QualityFlagEntity } from './quality-flag.entity.js';
import { interviewedSql, raiseSql } from './quality-flags.queries.js';

const toFlag = ({ item, ...flag }: QualityFlagEntity): QualityFlag => ({ ...flag, item: item || null });

/** What in the interviews of somebody is worth a look, and what came of the look. */
@Injectable()
export class QualityFlagsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly responses: ResponsesService,
    private readonly vault: VaultService,
  ) {}

  async list(
    planId: string,
    query: z.infer<typeof QualityFlagListQuery>,
    caller: Caller,
  ): Promise<Page<QualityFlag>> {
    return this.transactions.run(async (unit) => {
      const rows = await ofPlanWithinReach(unit.manager, QualityFlagEntity, planId, caller);
      if (query.unreviewed) rows.andWhere('one.outcome IS NULL');
      const page = await readPage(
        rows,
        query,
        {
          fields: { personId: 'one.personId', kind: 'one.kind' },
          sort: { expression: 'one.personId', of: ({ personId }) => personId },
          id: { expression: 'one.id', of: ({ id }) => id },
        },
        toFlag,
      );
      recordList(unit, 'quality-flag', page.items, caller);
      return page;
    });
  }

  /**
   * Looks at the interviews of every interviewer together. The vault is asked for those of five cases or more at a time,
   * and gives them without ids: nothing is known of a single one.
   * @throws Problem 404, 409 `response.not-taken`
   */
  async check(planId: string): Promise<QualityCheck> {
    return this.transactions.run(async (unit) => {
      const plan = await sharePlan(unit, planId);
      if (plan.state !== 'fielding') throw notTaken();
      const { form } = await this.responses.askedIn(plan);
      const [row] = await unit.query<{ key: Buffer }>('interviews.key', linkKeySql, [planId]);
      const all = await unit.query<{ personId: string; caseIds: string[] }>(
        'quality.interviewed',
        interviewedSql,
        [planId],
      );
      const enough = all.filter(({ caseIds }) => caseIds.length >= LEAST_INTERVIEWS);
      const held = await this.vault.interviewsOf(
        planId,
        enough.map(({ caseIds }) => caseIds.map((id) => responseIdOf(row!.key, id))),
      );
      const notices = enough.flatMap(({ personId }, at) =>
        noticesOf(form, held[at]!, held.filter((_, other) => other !== at).flat()).map((notice) => ({
          personId,
          ...notice,
        })),
      );
      const raised = await unit.query('quality.raise', raiseSql, [
        planId,
        await officeDay(unit.manager),
        notices.map(({ personId }) => personId),
        notices.map(({ kind }) => kind),
        notices.map(({ item }) => item ?? ''),
        notices.map(({ interviews }) => interviews),
        notices.map(({ noticed }) => noticed),
      ]);
      const counts = {
        interviewers: enough.length,
        tooFew: all.length - enough.length,
        raised: raised.length,
      };
      unit.audit({ action: 'quality-flag.check', entity: `survey-plan:${planId}`, details: counts });
      return counts;
    });
  }

  /** Records what a look at the interviews came to. */
  async review(id: string, version: number, { outcome }: FlagReview, caller: Caller): Promise<QualityFlag> {
    return this.transactions.run(async (unit) => {
      const flag = await lockRow(unit, QualityFlagEntity, id, version);
      if (flag.personId === caller.personId)
        throw Problem.conflict('quality-flag.own', 'Nobody reviews their own interviews');
      Object.assign(flag, { outcome, reviewedOn: await officeDay(unit.manager), version: version + 1 });
      await unit.manager.save(flag);
      const details = { personId: flag.personId, kind: flag.kind, outcome };
      unit.audit({ action: 'quality-flag.review', entity: `quality-flag:${id}`, details });
      return toFlag(flag);
    });
  }
}
