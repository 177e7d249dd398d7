import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type { Commendation, NewCommendation } from '#contracts/person-records';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { PeopleService } from '../people/people.service.js';
import { CommendationEntity } from './commendation.entity.js';

@Injectable()
export class CommendationsService {
  constructor(
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Records a commendation, or one that corrects another of the same person.
   * @throws Problem 409 `person.erased`, `commendation.already-corrected`; 422 `commendation.unknown`.
   */
  async award(personId: string, input: NewCommendation, caller: Caller): Promise<Commendation> {
    return this.transactions.run(async (unit) => {
      await this.people.get(personId, caller);
      await this.people.lockPresent(unit, personId);
      const { correctsId } = input;
      if (correctsId !== null) {
        const commendations = unit.manager.getRepository(CommendationEntity);
        if (!(await commendations.existsBy({ id: correctsId, personId }))) {
          const errors = [{ path: 'correctsId', message: 'the person has no such commendation' }];
          throw Problem.unprocessable('commendation.unknown', 'There is nothing to correct', { errors });
        }
        if (await commendations.existsBy({ correctsId })) {
          throw Problem.conflict(
            'commendation.already-corrected',
            'Another decision has corrected it; correct that one',
          );
        }
      }
      const commendation = { id: randomUUID(), personId, ...input };
      await unit.manager.insert(CommendationEntity, commendation);
      const details = { personId, correctsId };
      unit.audit({ action: 'commendation.award', entity: `commendation:${commendation.id}`, details });
      return { ...commendation, correctedById: null };
    });
  }
}
