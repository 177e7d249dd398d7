import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type {
  ConferenceAudience,
  InvitedByRole,
  ConferenceParticipant,
  ConferenceParticipantListQuery,
  InviteToConference,
} from '#contracts/conferences';
import type { Page } from '#contracts/list';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { type ConferenceEntity, ConferenceParticipantEntity } from './conference.entity.js';
import { tell } from './conference-telling.js';
import { audienceSql, inviteSql } from './conferences.queries.js';
import { reasonOf } from './conferences.rules.js';
import { refuseUnknownPeople } from '../reference/reference.queries.js';
import { ConferencesService, lockAhead } from './conferences.service.js';
import { refusePersonalData } from '../personal-data.rules.js';

type Post = Required<Pick<ConferenceAudience, 'role' | 'level'>>;

@Injectable()
export class ConferenceParticipantsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly conferences: ConferencesService,
  ) {}

  /** Lists who was invited, as far as the caller may know; showing others is recorded. */
  async list(
    conferenceId: string,
    query: z.infer<typeof ConferenceParticipantListQuery>,
    caller: Caller,
  ): Promise<Page<ConferenceParticipant>> {
    return this.transactions.run(async (unit) => {
      await this.conferences.get(conferenceId);
      const { sql, parameters } = reachWhere(caller.reach, { person: 'participant.personId' });
      const page = await readPage(
        unit.manager
          .createQueryBuilder(ConferenceParticipantEntity, 'participant')
          .where('participant.conferenceId = :conferenceId', { conferenceId })
          .andWhere(sql, parameters),
        query,
        {
          fields: { personId: 'participant.personId', attended: 'participant.attended' },
          sort: { expression: 'participant.personId', of: ({ personId }) => personId },
          id: { expression: 'participant.conferenceId', of: (one) => one.conferenceId },
        },
        (participant): ConferenceParticipant => participant,
      );
      const personIds = page.items.map(({ personId }) => personId).filter((id) => id !== caller.personId);
      const entity = `conference:${conferenceId}`;
      if (personIds.length > 0)
        unit.audit({ action: 'conference-participant.list', entity, details: { personIds } });
      return page;
    });
  }

  /**
   * Invites people, all for one reason.
   * @throws Problem 409 `conference.not-planned`, 422 `conference.no-person`, `conference.personal-data`.
   */
  async invite(conferenceId: string, { personIds, reason }: InviteToConference): Promise<void> {
    refusePersonalData('conference', { reason });
    await this.transactions.run(async (unit) => {
      const conference = await lockAhead(unit, conferenceId);
      await refuseUnknownPeople(unit, 'conference', personIds);
      await this.add(
        unit,
        conference,
        personIds.map((personId) => ({ personId, reason })),
      );
    });
  }

  /**
   * Invites everyone who holds a role on the day of the conference; whoever is invited already stays as they are.
   * @throws Problem 409 `conference.not-planned`.
   */
  async inviteByRole(
    conferenceId: string,
    { role, level, under }: ConferenceAudience,
  ): Promise<InvitedByRole> {
    return this.transactions.run(async (unit) => {
      const conference = await lockAhead(unit, conferenceId);
      const chosen = await unit.query<{ personId: string } & Post>('conference.audience', audienceSql, [
        role,
        level ?? null,
        conference.startsAt,
        under ?? null,
      ]);
      const people = chosen.map(({ personId, ...held }) => ({ personId, reason: reasonOf(held) }));
      return { chosen: people.length, invited: await this.add(unit, conference, people) };
    });
  }

  /** How many were not invited before. */
  private async add(
    unit: UnitOfWork,
    conference: ConferenceEntity,
    people: readonly Pick<ConferenceParticipant, 'personId' | 'reason'>[],
  ): Promise<number> {
    const values = [
      conference.id,
      people.map(({ personId }) => personId),
      people.map(({ reason }) => reason),
    ];
    const invited = await unit.query<{ personId: string }>('conference.invite', inviteSql, values);
    const personIds = invited.map(({ personId }) => personId);
    const entity = `conference:${conference.id}`;
    unit.audit({ action: 'conference-participant.invite', entity, details: { personIds } });
    if (conference.state === 'planned' && people.length > 0)
      await this.conferences.changed(unit, 'conference.invite', conference, { state: 'invited' });
    await tell(unit, conference, 'invited', personIds);
    return personIds.length;
  }
}
