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
import type { FieldRuleEntity } from '../assignments/assignment.entity.js';
import { fieldRulesOf } from '../assignments/certification.queries.js';
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

/** A save that the case book has room for. */
interface Accepted {
  place: number;
  save: InterviewSave;
  one: BookedCase;
  after: InterviewContact<ContactAttemptEntity>;
}

/** What becomes of the saves; those that are accepted have no result yet. */
interface Decided {
  results: InterviewResult[];
  accepted: Accepted[];
}

/** Answers as they may be kept, and under which id, or why they may not. */
type CheckedResponse = CheckedAnswers & { id: string };
type Check = CheckedResponse | Problem;

/** What the case book has room for if no answer is refused, while that is being put down. */
interface Supposed {
  book: CaseBook;
  decided: Decided;
  puttingDown: Promise<NewEvent[]>;
}

/** Interviews that are checked before PostgreSQL is listened to again. */
const AT_ONCE = 20;

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
      // Before any case: whoever closes the survey locks it in this order as well.
      const [plan, rules] = await Promise.all([sharePlan(unit, planId), fieldRulesOf(unit, planId)]);
      if (plan.state !== 'fielding') throw notTaken();
      const link = unit.query<{ key: Buffer }>('interviews.key', linkKeySql, [planId]);
      const [supposed, checks] = await both(
        suppose(unit, { plan, rules }, interviews, caller),
        this.check(planId, interviews, link),
      );
      const asSupposed = supposed.decided.accepted.every(({ place }) => !(checks[place] instanceof Problem));
      const { results, accepted } = asSupposed
        ? supposed.decided
        : decide(supposed.book, interviews, caller, checks);
      const given = accepted.map((one) => ({ ...one, check: checks[one.place] as CheckedResponse }));
      const responses = given.map((one) => responseOf(planId, one));
      const [others, early] = await both(this.vault.store(planId, responses), supposed.puttingDown);
      const stored = given.filter(({ check }) => !others.has(check.id));
      let news = early;
      if (!asSupposed || others.size > 0) {
        await unit.query('interviews.back', 'ROLLBACK TO SAVEPOINT before');
        news = await putDown(unit, plan, stored);
      }
      for (const { place, save, check } of given)
        results[place] = others.has(check.id)
          ? resultOf(save, 'refused', { problem: differs().toDetails() })
          : resultOf(save, 'stored', { dropped: check.dropped });
      if (news.length > 0) {
        const details = { caseIds: stored.map(({ one }) => one.id) };
        unit.audit({ action: 'interview.take', entity: `survey-plan:${planId}`, details });
      }
      for (const event of news) unit.publish(event);
      return { results };
    });
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

/**
 * PostgreSQL puts into the case book what the saves come to while their answers are being checked. That is taken back where
 * answers are refused, or where the vault has something else.
 */
async function suppose(
  unit: UnitOfWork,
  { plan, rules }: { plan: SurveyPlanEntity; rules: FieldRuleEntity },
  interviews: readonly InterviewSave[],
  caller: Caller,
): Promise<Supposed> {
  const caseIds = [...new Set(interviews.map(({ caseId }) => caseId))];
  const book = await CaseBook.open(unit, rules, caseIds, caller.reach);
  const decided = decide(book, interviews, caller, []);
  unit.send('interviews.before', 'SAVEPOINT before');
  const puttingDown = putDown(unit, plan, decided.accepted);
  // Whoever waits for it hears of it.
  puttingDown.catch(() => undefined);
  return { book, decided, puttingDown };
}

/** Which saves may be kept: what is wrong with the case comes first, then what is wrong with the answers, as far as it is known. */
function decide(
  book: CaseBook,
  interviews: readonly InterviewSave[],
  caller: Caller,
  checks: readonly Check[],
): Decided {
  const results: InterviewResult[] = [];
  const accepted: Accepted[] = [];
  for (const places of latestFirst(interviews)) {
    let superseded = false;
    for (const place of places) {
      const save = interviews[place]!;
      try {
        const one = book.caseOf(save, caller);
        superseded ||= save.save < one.saved;
        if (superseded) results[place] = resultOf(save, 'superseded');
        else accepted.push({ place, save, one, after: acceptedAfter(one, save, checks[place]) });
        superseded = true;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        results[place] = resultOf(save, 'refused', { problem: error.toDetails() });
      }
    }
  }
  return { results, accepted };
}

function acceptedAfter(one: BookedCase, save: InterviewSave, check: Check | undefined): Accepted['after'] {
  const after = afterInterview(one, one.attempts, save);
  if (check instanceof Problem) throw check;
  return after;
}

const resultOf = (
  { caseId, save }: InterviewSave,
  result: InterviewResult['result'],
  more: Partial<InterviewResult> = {},
): InterviewResult => ({ caseId, save, result, dropped: [], problem: null, ...more });

function responseOf(
  planId: string,
  { save, one, check }: Accepted & { check: CheckedResponse },
): ResponseEntity {
  const { questionnaireId, complete, minutes = null } = save;
  const { id, answers } = check;
  return { id, planId, questionnaireId, cell: one.cell, mode: 'interviewer', complete, minutes, answers };
}

/** Waits for both, also where one fails: nothing is under way any more when that is told. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

/** Puts into the case book what interviews came to. @returns what is to be told of the fieldwork, if anything was new. */
async function putDown(
  unit: UnitOfWork,
  plan: SurveyPlanEntity,
  stored: readonly Accepted[],
): Promise<NewEvent[]> {
  const news = stored.filter(({ after, save, one }) => after.contact !== null || save.save > one.saved);
  if (news.length === 0) return [];
  const rows = news.map(({ one, save: { save: saved }, after: { standing, contact } }) => {
    const { disposition, settled } = standing;
    const { heldOn, partOfDay, mode, outcome } = contact?.text ?? {};
    const known = contact && contact.known !== null;
    const contactId = contact && (contact.known?.id ?? randomUUID());
    return {
      caseId: one.id,
      disposition,
      settled,
      saved,
      contactId,
      known,
      heldOn,
      partOfDay,
      mode,
      outcome,
    };
  });
  const holders = stored.map(({ one }) => one.holder!);
  const [, told] = await Promise.all([
    unit.query('interviews.put-down', putDownSql, [JSON.stringify(rows)]),
    fieldworkOf(unit, plan, holders),
  ]);
  return told;
}
