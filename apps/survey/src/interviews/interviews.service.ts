import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type {
  InterviewBatch,
  InterviewForm,
  InterviewResult,
  InterviewResults,
  InterviewSave,
} from '#contracts/interviews';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { tellFieldwork } from '../assignments/fieldwork-counts.js';
import type { PreparedForm } from '#xlsform/response';
import type { ContactAttemptEntity } from '../field-cases/field-case.entity.js';
import { sharePlan } from '../plans/plan.queries.js';
import { ResponsesService } from '../responses/responses.service.js';
import type { ResponseEntity } from '../vault/response.entity.js';
import { differs, notTaken, VaultService } from '../vault/vault.service.js';
import { type BookedCase, CaseBook } from './case-book.js';
import { hasCaseSql, putContactsSql, putStandingSql } from './interviews.queries.js';
import { afterInterview, type InterviewContact, latestFirst } from './interviews.rules.js';

/** A save that may be kept: what goes to the vault, and what goes to the case book. */
interface Accepted {
  place: number;
  save: InterviewSave;
  one: BookedCase;
  after: InterviewContact<ContactAttemptEntity>;
  response: ResponseEntity;
  dropped: string[];
}

/** A save, where it stands in the batch, and what it is checked by. */
interface Given {
  planId: string;
  book: CaseBook;
  one: BookedCase;
  save: InterviewSave;
  place: number;
  form: PreparedForm;
}

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
      const plan = await sharePlan(unit, planId);
      if (plan.state !== 'fielding') throw notTaken();
      const ids = [...new Set(interviews.map(({ caseId }) => caseId))];
      const book = await CaseBook.open(unit, planId, ids);
      const forms = await this.formsOf(planId, interviews);
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
            else accepted.push(this.accept({ planId, book, one, save, place, form: forms.of(save) }));
            superseded = true;
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            settle(place, 'refused', { problem: error.toDetails() });
          }
        }
      }
      const { stored, isNews } = await this.keep(unit, planId, accepted);
      for (const { place } of accepted.filter((one) => !stored.includes(one)))
        settle(place, 'refused', { problem: differs().toDetails() });
      for (const { place, dropped } of stored) settle(place, 'stored', { dropped });
      if (isNews) {
        const details = { caseIds: stored.map(({ one }) => one.id) };
        unit.audit({ action: 'interview.take', entity: `survey-plan:${planId}`, details });
        await tellFieldwork(
          unit,
          plan,
          stored.map(({ one }) => one.holder!),
        );
      }
      return { results };
    });
  }

  /**
   * Puts answers into the vault and what they came to into the case book, both at the same time. What the vault refuses, since
   * it has something else, is put down again without those. The vault has committed when this is over, the case book has not.
   * @returns what the vault has, and whether any of it is new to the case book.
   */
  private async keep(
    unit: UnitOfWork,
    planId: string,
    accepted: Accepted[],
  ): Promise<{ stored: Accepted[]; isNews: boolean }> {
    unit.send('interviews.before', 'SAVEPOINT before');
    const [others, isNews] = await Promise.all([
      this.vault.store(
        planId,
        accepted.map(({ response }) => response),
      ),
      putDown(unit, accepted),
    ]);
    if (others.size === 0) return { stored: accepted, isNews };
    await unit.query('interviews.back', 'ROLLBACK TO SAVEPOINT before');
    const stored = accepted.filter(({ response }) => !others.has(response.id));
    return { stored, isNews: await putDown(unit, stored) };
  }

  /** The versions that interviews were held by; asked for one that there is not, it throws why it is refused. */
  private async formsOf(
    planId: string,
    interviews: readonly InterviewSave[],
  ): Promise<{ of(save: InterviewSave): PreparedForm }> {
    const ids = [...new Set(interviews.map(({ questionnaireId }) => questionnaireId))];
    const found = await Promise.allSettled(ids.map((id) => this.responses.formOf(planId, id)));
    const forms = new Map(ids.map((id, at) => [id, found[at]!]));
    return {
      of: ({ questionnaireId }) => {
        const form = forms.get(questionnaireId)!;
        if (form.status === 'rejected') throw form.reason;
        return form.value;
      },
    };
  }

  private accept({ planId, book, one, save, place, form }: Given): Accepted {
    const after = afterInterview(one, one.attempts, save);
    const { heldOn: answeredOn, questionnaireId, answers, complete, minutes } = save;
    const given = { id: book.responseIdOf(one), planId, cell: one.cell, questionnaireId, answers, complete };
    const checked = this.responses.checkedBy(form, { ...given, minutes, answeredOn }, 'interviewer');
    return { place, save, one, after, ...checked };
  }
}

/** Puts into the case book what interviews came to. @returns whether there was anything new. */
async function putDown(unit: UnitOfWork, stored: readonly Accepted[]): Promise<boolean> {
  const news = stored.filter(({ after, save, one }) => after.contact !== null || save.save > one.saved);
  if (news.length === 0) return false;
  const standing = unit.query('interviews.standing', putStandingSql, [
    news.map(({ one }) => one.id),
    news.map(({ after }) => after.standing.disposition),
    news.map(({ after }) => after.standing.settled),
    news.map(({ save }) => save.save),
  ]);
  const contacts = news.flatMap(({ one, after: { contact } }) =>
    contact ? [{ caseId: one.id, ...contact }] : [],
  );
  const contacted = unit.query('interviews.contacts', putContactsSql, [
    contacts.map(({ known }) => known?.id ?? randomUUID()),
    contacts.map(({ caseId }) => caseId),
    contacts.map(({ text }) => text.heldOn),
    contacts.map(({ text }) => text.partOfDay),
    contacts.map(({ text }) => text.mode),
    contacts.map(({ text }) => text.outcome),
  ]);
  await Promise.all([standing, contacted]);
  return true;
}
