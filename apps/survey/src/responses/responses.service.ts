import { createPublicKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { InterviewForm } from '#contracts/interviews';
import { Problem } from '#contracts/problem';
import type { InvitedResponse, OpenPoll, PollResponse, StoredResponse } from '#contracts/responses';
import { inVietnam } from '#documents/vietnamese-format';
import { Transactions } from '#persistence/transactions';
import { type PreparedForm, prepareForm } from '#xlsform/response';
import { isTicket } from '../invitations/blind-ticket.rules.js';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { QuestionnaireEntity } from '../questionnaires/questionnaire.entity.js';
import type { ResponseMode } from '../vault/response.entity.js';
import { differs, notTaken, VaultService } from '../vault/vault.service.js';
import { ticketSql } from './responses.queries.js';
import { checkedAnswers } from './responses.rules.js';

type Given = Omit<InvitedResponse, 'signature'>;

/** An open poll has one cell: that of all who came. */
const POLL_CELL = 1;

/** Forms made ready at a time; a frozen one never changes. */
const MOST_PREPARED = 50;

/** Takes responses into the vault. */
@Injectable()
export class ResponsesService {
  private readonly prepared = new Map<string, PreparedForm>();
  /** Open polls that came into the field: they stay open polls. */
  private readonly polls = new Set<string>();

  constructor(
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
  ) {}

  /**
   * Takes what somebody answered who was invited. The ticket shows that they were, not who they are.
   * @throws Problem 401 `auth.invalid`, 409 `response.not-taken`, `response.differs`, 422 `response.refused`
   */
  async takeInvited({ signature, ...given }: InvitedResponse): Promise<StoredResponse> {
    const { manager } = this.transactions;
    const [found] = await manager.query<{ inField: boolean; publicKey: string | null }[]>(ticketSql, [
      given.planId,
      given.cell,
    ]);
    if (found && !found.inField) throw notTaken();
    if (!found?.publicKey || !isTicket(createPublicKey(found.publicKey), given.id, signature))
      throw Problem.of('auth.invalid');
    return this.store(given, 'self');
  }

  /** What anyone is asked in an open poll. @throws Problem 404, 409 `response.not-taken` */
  async openPoll(id: string): Promise<OpenPoll> {
    return { ...(await this.askedIn(await this.pollInField(id))), representative: false };
  }

  /** What is asked in a survey that is in the field. */
  async askedIn({ id: planId, title, sponsor, conductor }: SurveyPlanEntity): Promise<InterviewForm> {
    const { id: questionnaireId, form } = await this.transactions.manager.findOneOrFail(QuestionnaireEntity, {
      where: { planId, state: 'frozen' },
      order: { number: 'DESC' },
    });
    return { planId, title, sponsor, conductor, questionnaireId, form };
  }

  /**
   * Takes what somebody answered to an open poll; nothing shows who, or whether it is the first time.
   * @throws Problem 404, 409 `response.not-taken`, `response.differs`, 422 `response.refused`
   */
  async takePoll(given: PollResponse): Promise<StoredResponse> {
    await this.refuseUnlessPoll(given.planId);
    return this.store({ ...given, cell: POLL_CELL }, 'poll');
  }

  /** Whether it is in the field still, the vault knows. */
  private async refuseUnlessPoll(id: string): Promise<void> {
    if (this.polls.has(id)) return;
    await this.pollInField(id);
    if (this.polls.size >= MOST_PREPARED) this.polls.clear();
    this.polls.add(id);
  }

  /** A survey that everyone may answer; others are as if they were not there. */
  private async pollInField(id: string): Promise<SurveyPlanEntity> {
    const plan = await this.transactions.manager.findOneBy(SurveyPlanEntity, { id, design: 'opt-in' });
    if (!plan) throw Problem.of('resource.not-found');
    if (plan.state !== 'fielding') throw notTaken();
    return plan;
  }

  private async store(given: Given, mode: ResponseMode): Promise<StoredResponse> {
    const form = await this.formOf(given.planId, given.questionnaireId);
    const { id, planId, cell, questionnaireId, complete, minutes = null } = given;
    const today = given.answeredOn ?? inVietnam(new Date().toISOString()).day;
    const { answers, dropped } = checkedAnswers(form, given.answers, { today, complete });
    const response = { id, planId, questionnaireId, cell, mode, complete, minutes, answers };
    if (await this.vault.storeOne(planId, response)) throw differs();
    return { id, complete, dropped };
  }

  /** A version that was in the field. @throws Problem 422 `response.refused` where there is no such */
  async formOf(planId: string, questionnaireId: string): Promise<PreparedForm> {
    const key = `${planId} ${questionnaireId}`;
    const known = this.prepared.get(key);
    if (known) return known;
    const questionnaire = await this.transactions.manager.findOneBy(QuestionnaireEntity, {
      id: questionnaireId,
      planId,
      state: 'frozen',
    });
    if (!questionnaire) {
      throw Problem.unprocessable('response.refused', 'These answers cannot be taken', {
        errors: [{ path: 'questionnaireId', message: 'This plan has no such version in the field' }],
      });
    }
    if (this.prepared.size >= MOST_PREPARED) this.prepared.clear();
    const form = prepareForm(questionnaire.form);
    this.prepared.set(key, form);
    return form;
  }
}
