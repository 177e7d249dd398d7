import { Injectable } from '@nestjs/common';
import { Problem } from '#contracts/problem';
import type {
  BlindSignature,
  InvitationBatch,
  InvitationDraw,
  InvitationExchange,
  InvitationOpening,
  OpenedInvitation,
} from '#contracts/responses';
import type { SurveyPlanState } from '#contracts/survey';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { QuestionnaireEntity } from '../questionnaires/questionnaire.entity.js';
import { SMALLEST_CELL } from '../samples/draw.rules.js';
import { notTaken } from '../vault/vault.service.js';
import { makeTicketKeys, publishedKey, signBlinded } from './blind-ticket.rules.js';
import { TicketKeyEntity } from './invitation.entity.js';
import {
  cellSql,
  dropCellSql,
  insertInvitationsSql,
  insertPartsSql,
  invitationSql,
  lockMarkSql,
  readMarkSql,
  setMarkSql,
} from './invitations.queries.js';
import { drawInvitations, hashOf, markOf, noMark } from './invitations.rules.js';

/** How many tokens one answer holds. */
const MOST_AT_ONCE = 20_000;

interface FoundInvitation extends Omit<OpenedInvitation, 'questionnaireId' | 'form' | 'key' | 'exchanged'> {
  part: number;
  slot: number;
  publicKey: string;
  privateKey: string;
  state: SurveyPlanState;
}

/** Invitations to answer by oneself, and the tickets they are exchanged for. */
@Injectable()
export class InvitationsService {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Draws an invitation for every unit of a cell, at once: who came when is then told by nothing. Again only as long as
   * none was exchanged; those drawn before no longer count.
   * @throws Problem 409 `response.not-taken`, `invitation.in-use`, 422 `invitation.unsuitable-cell`
   */
  async draw(planId: string, { cell }: InvitationDraw): Promise<InvitationBatch> {
    const keys = await makeTicketKeys();
    return this.transactions.run(async (unit) => {
      const { state } = await lockRow(unit, SurveyPlanEntity, planId);
      if (state !== 'fielding') throw notTaken();
      const [found] = await unit.query<{ units: number | null; inUse: boolean }>(
        'invitations.cell',
        cellSql,
        [planId, cell],
      );
      if (found?.inUse)
        throw Problem.conflict('invitation.in-use', 'Invitations of this cell were exchanged already');
      const units = found?.units ?? 0;
      if (units < SMALLEST_CELL || units > MOST_AT_ONCE) {
        throw Problem.unprocessable('invitation.unsuitable-cell', 'Nobody can be invited for this cell', {
          detail: `the sample needs such a cell with ${SMALLEST_CELL} to ${MOST_AT_ONCE} units`,
        });
      }
      const { tokens, hashes, parts, slots, marks } = drawInvitations(units);
      await unit.query('invitations.drop', dropCellSql, [planId, cell]);
      await unit.manager.insert(TicketKeyEntity, { planId, cell, ...keys });
      await unit.query('invitations.parts', insertPartsSql, [planId, cell, [...marks.keys()], marks]);
      await unit.query('invitations.insert', insertInvitationsSql, [planId, cell, hashes, parts, slots]);
      const details = { cell, count: units };
      unit.audit({ action: 'invitation.draw', entity: `survey-plan:${planId}`, details });
      return { cell, tokens };
    });
  }

  /** What the holder of a token is asked. @throws Problem 401 `auth.invalid`, 409 `response.not-taken` */
  async open({ token }: InvitationOpening): Promise<OpenedInvitation> {
    const found = await this.find(token);
    const { manager } = this.transactions;
    const [row] = await manager.query<{ mark: Buffer }[]>(readMarkSql, placeOf(found));
    const questionnaire = await manager.findOneOrFail(QuestionnaireEntity, {
      where: { planId: found.planId, state: 'frozen' },
      order: { number: 'DESC' },
    });
    const { planId, title, sponsor, conductor, cell } = found;
    return {
      planId,
      title,
      sponsor,
      conductor,
      cell,
      questionnaireId: questionnaire.id,
      form: questionnaire.form,
      key: publishedKey(found.publicKey),
      exchanged: !row!.mark.equals(noMark),
    };
  }

  /**
   * Signs the id of a response to come without seeing it, once for each invitation; the same question has the same
   * answer. Nothing else is recorded: whoever sees the database sees neither when nor in which order.
   * @throws Problem 401 `auth.invalid`, 409 `response.not-taken`, `invitation.exchanged`, 422 `invitation.not-a-number`
   */
  async exchange({ token, blinded }: InvitationExchange): Promise<BlindSignature> {
    const found = await this.find(token);
    const signature = signBlinded(found.privateKey, blinded);
    if (!signature)
      throw Problem.unprocessable(
        'invitation.not-a-number',
        'This is no number below the modulus of the key',
      );
    await this.transactions.run(async (unit) => {
      const mark = markOf(blinded);
      const [row] = await unit.query<{ mark: Buffer }>('invitations.lock', lockMarkSql, placeOf(found));
      if (!row) throw notTaken();
      if (row.mark.equals(mark)) return;
      if (!row.mark.equals(noMark))
        throw Problem.conflict('invitation.exchanged', 'This invitation was exchanged for a ticket already');
      await unit.query('invitations.mark', setMarkSql, [...placeOf(found), mark]);
    });
    return { signature };
  }

  private async find(token: string): Promise<FoundInvitation> {
    const [found] = await this.transactions.manager.query<FoundInvitation[]>(invitationSql, [hashOf(token)]);
    if (!found) throw Problem.of('auth.invalid');
    if (found.state !== 'fielding') throw notTaken();
    return found;
  }
}

const placeOf = ({ planId, cell, part, slot }: FoundInvitation) => [planId, cell, part, slot];
