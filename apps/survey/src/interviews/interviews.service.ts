import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type {
  InterviewBatch,
  InterviewForm,
  InterviewResult,
  InterviewResults,
  InterviewSave,
} from '#contracts/interviews';
import type { NewEvent } from '#contracts/event';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { fieldworkOf } from '../assignments/fieldwork-counts.js';
import type { ContactAttemptEntity } from '../field-cases/field-case.entity.js';
import type { SurveyPlanEntity } from '../plans/plan.entity.js';
import { sharePlan } from '../plans/plan.queries.js';
import { type CheckedAnswers, checkedAnswers } from '../responses/responses.rules.js';
import { ResponsesService } from '../responses/responses.service.js';
import type { ResponseEntity } from '../vault/response.entity.js';
import { differs, notTaken, VaultService } from '../vault/vault.service.js';
import { type BookedCase, CaseBook } from './case-book.js';
import { hasCaseSql, linkKeySql, putDownSql } from './interviews.queries.js';
import { afterInterview, type InterviewContact, latestFirst } from './interviews.rules.js';
import { responseIdOf } from './response-link.rules.js';

/** A save that may be kept: what goes to the vault, and what goes to the case book. */
interface Accepted {
  place: number;
  save: InterviewSave;
  one: BookedCase;
  after: InterviewContact<ContactAttemptEntity>;
  response: ResponseEntity;
  dropped: string[];
}

/** Answers as they may be kept, and under which id, or why they may not. */
type Check = (CheckedAnswers & { id: string }) | Problem;

/** Interviews that are checked before PostgreSQL is listened to again. */
const AT_ONCE = 100;

/** Takes interviews: answers into the vault, and that they were given into the case book. */
@Injectable()
export class InterviewsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly responses: ResponsesService,
    private readonly vault: VaultService,
  ) {}

  /** What is asked, for who has cases. @throws Problem 404, 409 `response.not-taken` */
  async form(planId: string, { reach }: Caller): Promise<InterviewForm> {
    return this.transactions.run(async (unit) => {
      const plan = await sharePlan(unit, planId);
      const [row] = await unit.query<{ has: boolean }>('interviews.has-case', hasCaseSql, [
        planId,
        reach.personIds,
      ]);
      if (!reach.everywhere && !row!.has) throw Problem.of('resource.not-found');
      if (plan.state !== 'fielding') throw notTaken();
      return this.responses.askedIn(plan);
    });
  }

  /**
   * Takes what interviewers have saved, in whatever order, each for itself. The vault has the answers before the case book
   * says so: if that fails, the same once more changes nothing in the vault.
   * @throws Problem 404, 409 `response.not-taken`
   */
  async take(planId: string, { interviews }: InterviewBatch, caller: Caller): Promise<InterviewResults> {
    return this.transactions.run(async (unit) => {
      const ids = [...new Set(interviews.map(({ caseId }) => caseId))];
      // Before any case: whoever closes the survey locks it in this order as well.
      const plan = await sharePlan(unit, planId);
      if (plan.state !== 'fielding') throw notTaken();
      const link = unit.query<{ key: Buffer }>('interviews.key', linkKeySql, [planId]);
      const [book, checks] = await Promise.all([
        CaseBook.open(unit, planId, ids),
        this.check(planId, interviews, link),
      ]);
      const results: InterviewResult[] = [];
      const accepted: Accepted[] = [];
      const settle = (
        place: number,
        result: InterviewResult['result'],
        more: Partial<InterviewResult> = {},
      ) => {
        const { caseId, save } = interviews[place]!;
        results[place] = { caseId, save, result, dropped: [], problem: null, ...more };
      };
      for (const places of latestFirst(interviews)) {
        let superseded = false;
        for (const place of places) {
          const save = interviews[place]!;
          try {
            const one = book.caseOf(save, caller);
            superseded ||= save.save < one.saved;
            if (superseded) settle(place, 'superseded');
            else accepted.push({ place, ...acceptedOf(planId, one, save, checks[place]!) });
            superseded = true;
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            settle(place, 'refused', { problem: error.toDetails() });
          }
        }
      }
      const { stored, news } = await this.keep(unit, plan, accepted);
      for (const { place, response, dropped } of accepted) {
        if (stored.has(response.id)) settle(place, 'stored', { dropped });
        else settle(place, 'refused', { problem: differs().toDetails() });
      }
      if (news.length > 0) {
        const details = {
          caseIds: accepted.filter(({ response }) => stored.has(response.id)).map(({ one }) => one.id),
        };
        unit.audit({ action: 'interview.take', entity: `survey-plan:${planId}`, details });
      }
      for (const event of news) unit.publish(event);
      return { results };
    });
  }

  /**
   * Puts answers into the vault and what they came to into the case book, both at the same time. What the vault refuses, since
   * it has something else, is put down again without those. The vault has committed when this is over, the case book has not.
   * @returns the responses that the vault has, and what is to be told of the fieldwork, if there is anything new.
   */
  private async keep(
    unit: UnitOfWork,
    plan: SurveyPlanEntity,
    accepted: readonly Accepted[],
  ): Promise<{ stored: ReadonlySet<string>; news: NewEvent[] }> {
    unit.send('interviews.before', 'SAVEPOINT before');
    const responses = accepted.map(({ response }) => response);
    const writes = [this.vault.store(plan.id, responses), putDown(unit, plan, accepted)] as const;
    // Also where one fails, nothing is under way any more when that is told.
    await Promise.allSettled(writes);
    const [others, news] = await Promise.all(writes);
    const stored = new Set(responses.flatMap(({ id }) => (others.has(id) ? [] : [id])));
    if (others.size === 0) return { stored, news };
    await unit.query('interviews.back', 'ROLLBACK TO SAVEPOINT before');
    const kept = accepted.filter(({ response }) => stored.has(response.id));
    return { stored, news: await putDown(unit, plan, kept) };
  }

  /**
   * Checks all answers, each by the version that its interview was held by, and turns cases into ids of responses; that needs
   * nothing of the case book, which PostgreSQL looks at meanwhile.
   */
  private async check(
    planId: string,
    interviews: readonly InterviewSave[],
    link: Promise<{ key: Buffer }[]>,
  ): Promise<Check[]> {
    const ids = [...new Set(interviews.map(({ questionnaireId }) => questionnaireId))];
    const [[row], found] = await Promise.all([
      link,
      Promise.allSettled(ids.map((id) => this.responses.formOf(planId, id))),
    ]);
    const forms = new Map(ids.map((id, at) => [id, found[at]!]));
    const checks: Check[] = [];
    for (const [place, { caseId, questionnaireId, answers, heldOn, complete }] of interviews.entries()) {
      if (place % AT_ONCE === 0) await setImmediate();
      const form = forms.get(questionnaireId)!;
      try {
        if (form.status === 'rejected') throw form.reason;
        const checked = checkedAnswers(form.value, answers, { today: heldOn, complete });
        checks.push({ ...checked, id: responseIdOf(row!.key, caseId) });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        checks.push(error);
      }
    }
    return checks;
  }
}

/** @throws Problem of the check, or of the case. */
function acceptedOf(
  planId: string,
  one: BookedCase,
  save: InterviewSave,
  check: Check,
): Omit<Accepted, 'place'> {
  const after = afterInterview(one, one.attempts, save);
  if (check instanceof Problem) throw check;
  const { id, answers, dropped } = check;
  const { questionnaireId, complete, minutes = null } = save;
  const given = { id, planId, questionnaireId, cell: one.cell };
  const response: ResponseEntity = { ...given, mode: 'interviewer', complete, minutes, answers };
  return { save, one, after, response, dropped };
}

/** Puts into the case book what interviews came to. @returns what is to be told of the fieldwork, if anything was new. */
async function putDown(
  unit: UnitOfWork,
  plan: SurveyPlanEntity,
  stored: readonly Accepted[],
): Promise<NewEvent[]> {
  const news = stored.filter(({ after, save, one }) => after.contact !== null || save.save > one.saved);
  if (news.length === 0) return [];
  const rows = news.map(({ one, save, after: { standing, contact } }) => {
    const { heldOn, partOfDay, mode, outcome } = contact?.text ?? {};
    const contactId = contact && (contact.known?.id ?? randomUUID());
    const stands = { caseId: one.id, ...standing, saved: save.save };
    return { ...stands, contactId, heldOn, partOfDay, mode, outcome };
  });
  const holders = stored.map(({ one }) => one.holder!);
  const [, told] = await Promise.all([
    unit.query('interviews.put-down', putDownSql, [JSON.stringify(rows)]),
    fieldworkOf(unit, plan, holders),
  ]);
  return told;
}
