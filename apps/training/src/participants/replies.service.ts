import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type { Participant, ReplyToInvitation } from '#contracts/participants';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import { refusePersonalData } from '../personal-data.rules.js';
import { TrainingClassEntity } from '../classes/class.entity.js';
import { refuseUnless } from '../classes/class.states.js';
import { invitationOf } from './invitation.js';
import { nextReplySql } from './participants.queries.js';
import { placeWaiting } from './seats.js';

/** What those who were invited say to it; seats go by the order of their replies. */
@Injectable()
export class RepliesService {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Accepts or declines for the caller. Who accepts when all seats are taken waits; a seat that is given back goes to
   * whoever has waited longest, who is told.
   * @throws Problem 404 for whoever was not invited, 409 `class.not-planned`, 422 `class.personal-data`.
   */
  async reply(classId: string, { comes, reason }: ReplyToInvitation, caller: Caller): Promise<Participant> {
    refusePersonalData('class', { reason: reason ?? '' });
    return this.transactions.run(async (unit) => {
      const held = await lockRow(unit, TrainingClassEntity, classId);
      const own = await invitationOf(unit, classId, caller);
      refuseUnless(held, 'planned');
      if (comes && (own.reply === 'accepted' || own.reply === 'waiting')) return own;
      const [next] = await unit.query<{ position: number; taken: number }>('reply.next', nextReplySql, [
        classId,
      ]);
      const gaveBack = !comes && own.reply === 'accepted';
      const reply = !comes ? 'declined' : next!.taken < held.capacity ? 'accepted' : 'waiting';
      Object.assign(own, {
        reply,
        replyReason: reason ?? null,
        replyOrder: next!.position,
        version: own.version + 1,
      });
      await unit.manager.save(own);
      unit.audit({
        action: 'class-invitation.answer',
        entity: `class:${classId}`,
        details: { personId: own.personId, reply },
      });
      if (gaveBack) await placeWaiting(unit, held);
      return own;
    });
  }
}
