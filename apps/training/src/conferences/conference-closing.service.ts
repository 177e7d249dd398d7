import { Injectable } from '@nestjs/common';
import {
  aggregateDiscussed,
  contractsSignedAtConference,
  guidanceAgreed,
} from '#contracts/conference-events';
import type { CloseConference, Conference } from '#contracts/conferences';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { ConferenceEntryEntity } from './conference-record.entity.js';
import { heldOnSql } from './conferences.queries.js';

import { ConferencesService, lockHeld } from './conferences.service.js';
import { refusePersonalData } from '../personal-data.rules.js';

/** Ends a conference: what it agreed then holds, and those whom it concerns are told. */
@Injectable()
export class ConferenceClosingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly conferences: ConferencesService,
  ) {}

  /** @throws Problem 409 `conference.not-held`, 422 `conference.personal-data`. */
  async close(id: string, version: number, { conclusion, signing }: CloseConference): Promise<Conference> {
    refusePersonalData('conference', {
      conclusion,
      'signing.signer.position': signing?.signer.position ?? null,
    });
    return this.transactions.run(async (unit) => {
      const conference = await lockHeld(unit, id, version);
      const closed = await this.conferences.changed(unit, 'conference.close', conference, {
        state: 'closed',
        conclusion,
        signedContractIds: signing?.contractIds ?? null,
        signingPosition: signing?.signer.position ?? null,
        signingOrganisationId: signing?.signer.organisationId ?? null,
      });
      const [day] = await unit.query<{ heldOn: string }>('conference.held-on', heldOnSql, [id]);
      const { heldOn } = day!;
      const entries = await unit.manager.find(ConferenceEntryEntity, {
        where: { conferenceId: id },
        order: { number: 'ASC' },
      });
      tell(unit, closed, heldOn, entries);
      if (signing)
        unit.publish(
          contractsSignedAtConference.of(id, closed.version, {
            conferenceId: id,
            signedOn: heldOn,
            ...signing,
          }),
        );
      return closed;
    });
  }
}

function tell(
  unit: UnitOfWork,
  { id: conferenceId, version }: Conference,
  heldOn: string,
  entries: readonly ConferenceEntryEntity[],
): void {
  const guidance = entries.filter(({ kind }) => kind === 'guidance');
  if (guidance.length > 0) {
    const items = guidance.map(({ id, topic, text }) => ({ id, topic, text }));
    unit.publish(guidanceAgreed.of(conferenceId, version, { conferenceId, heldOn, items }));
  }
  const discussed = new Set(entries.flatMap(({ aggregateId }) => aggregateId ?? []));
  for (const aggregateId of discussed) {
    const comments = entries
      .filter((entry) => entry.aggregateId === aggregateId)
      .map(({ id, section, text }) => ({ id, section, text }));
    unit.publish(aggregateDiscussed.of(conferenceId, version, { conferenceId, aggregateId, comments }));
  }
}
