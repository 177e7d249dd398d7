import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type {
  BackCheck,
  BackCheckDraw,
  BackCheckFinding,
  BackCheckListQuery,
  DrawnBackChecks,
} from '#contracts/back-checks';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import { recordList } from '#service-kit/reads-of-others';
import { seededRandom } from '#statistics/random';
import { simpleRandomSample } from '#statistics/sampling';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { ofPlanWithinReach, sharePlan } from '../plans/plan.queries.js';
import { mustNotBeClosed } from '../plans/plan-states.rules.js';
import { BackCheckDrawEntity, BackCheckEntity } from './back-check.entity.js';
import { eligibleSql, insertChecksSql } from './back-checks.queries.js';

const MOST_SEEDS = 2 ** 48 - 1;

/** Whether interviews took place as they were told: some are drawn, and somebody else asks there. */
@Injectable()
export class BackChecksService {
  constructor(private readonly transactions: Transactions) {}

  /** Interviewers see theirs once they were checked, not which are going to be. */
  async list(
    planId: string,
    query: z.infer<typeof BackCheckListQuery>,
    caller: Caller,
  ): Promise<Page<BackCheck>> {
    return this.transactions.run(async (unit) => {
      const rows = await ofPlanWithinReach(unit.manager, BackCheckEntity, planId, caller);
      if (!caller.reach.everywhere) rows.andWhere('one.result IS NOT NULL');
      const page = await readPage(
        rows,
        query,
        {
          fields: { personId: 'one.personId', drawId: 'one.drawId', result: 'one.result' },
          sort: { expression: 'one.id', of: ({ id }) => id },
          id: { expression: 'one.id', of: ({ id }) => id },
        },
        (one) => one,
      );
      recordList(unit, 'back-check', page.items, caller);
      return page;
    });
  }

  /**
   * Draws among the interviewed cases that nobody is to check yet.
   * @throws Problem 409 `field-case.closed`, 422 `back-check.nothing`
   */
  async draw(
    planId: string,
    { personId: ofOne, share, seed = randomInt(MOST_SEEDS) }: BackCheckDraw,
  ): Promise<DrawnBackChecks> {
    const personId = ofOne ?? null;
    return this.transactions.run(async (unit) => {
      // The lock keeps two draws from drawing the same case.
      mustNotBeClosed(await lockRow(unit, SurveyPlanEntity, planId));
      const found = await unit.query<{ caseId: string; personId: string }>(
        'back-checks.eligible',
        eligibleSql,
        [planId, personId],
      );
      if (found.length === 0)
        throw Problem.unprocessable('back-check.nothing', 'There is no interview that could be checked');
      const size = Math.ceil(share * found.length);
      const { units } = simpleRandomSample(found.length, size, seededRandom(seed));
      const drawn = [...units].map((at) => found[at]!);
      const draw: BackCheckDrawEntity = {
        id: randomUUID(),
        planId,
        personId,
        share,
        seed,
        eligible: found.length,
        cases: size,
        drawnOn: await officeDay(unit.manager),
      };
      await unit.manager.insert(BackCheckDrawEntity, draw);
      await unit.query('back-checks.insert', insertChecksSql, [
        planId,
        draw.id,
        drawn.map(({ caseId }) => caseId),
        drawn.map((one) => one.personId),
      ]);
      const details = { drawId: draw.id, personId, share, seed, eligible: found.length, cases: size };
      unit.audit({ action: 'back-check.draw', entity: `survey-plan:${planId}`, details });
      return draw;
    });
  }

  /**
   * Records what a check came to; nobody checks their own interviews.
   * @throws Problem 409 `back-check.own`, `field-case.closed`, 422 `back-check.not-yet`
   */
  async record(id: string, version: number, finding: BackCheckFinding, caller: Caller): Promise<BackCheck> {
    return this.transactions.run(async (unit) => {
      const found = await unit.manager.findOneBy(BackCheckEntity, { id });
      if (!found) throw Problem.of('resource.not-found');
      mustNotBeClosed(await sharePlan(unit, found.planId));
      const one = await lockRow(unit, BackCheckEntity, id, version);
      if (one.personId === caller.personId)
        throw Problem.conflict('back-check.own', 'Nobody checks their own interviews');
      if (finding.checkedOn > (await officeDay(unit.manager)))
        throw Problem.unprocessable('back-check.not-yet', 'This day is still to come');
      Object.assign(one, finding, { version: version + 1 });
      await unit.manager.save(one);
      const details = { personId: one.personId, ...finding };
      unit.audit({ action: 'back-check.record', entity: `back-check:${id}`, details });
      return one;
    });
  }
}
