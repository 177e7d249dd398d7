import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { conferenceAttendanceRecorded } from '#contracts/conference-events';
import type {
  CancelConference,
  Conference,
  ConferenceAttendance,
  ConferenceListQuery,
  ConferencePlan,
  ConferenceSummary,
} from '#contracts/conferences';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeTime } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { refuseUnknownPeople } from '../reference/reference.queries.js';
import {
  AgendaItemEntity,
  ConferenceEntity,
  type ConferenceParticipantEntity,
  ConferenceSiteEntity,
} from './conference.entity.js';
import { factsOf, toConference, toSummary } from './conference.mapper.js';
import { tell } from './conference-telling.js';
import { attendedSql, attendSql, guestsSql, heldOnSql, uninvitedSql } from './conferences.queries.js';
import { textsOf } from './conferences.rules.js';
import { refusePersonalData } from '../personal-data.rules.js';
import { forgetReminder } from '../reminders.queries.js';

type Came = Pick<ConferenceParticipantEntity, 'personId'> & { attended: boolean };

const notOver = {
  cancelReason: null,
  conclusion: null,
  signedContractIds: null,
  signingPosition: null,
  signingOrganisationId: null,
};

@Injectable()
export class ConferencesService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof ConferenceListQuery>): Promise<Page<ConferenceSummary>> {
    const fields = ['kind', 'areaId', 'organisationId', 'periodId', 'state', 'startsAt'];
    return readPage(
      this.transactions.manager.createQueryBuilder(ConferenceEntity, 'conference'),
      query,
      {
        fields: Object.fromEntries(fields.map((name) => [name, `conference.${name}`])),
        sort: { expression: 'conference.startsAt', of: ({ startsAt }) => startsAt.toISOString() },
        id: { expression: 'conference.id', of: ({ id }) => id },
        direction: 'DESC',
      },
      toSummary,
    );
  }

  async get(id: string): Promise<Conference> {
    const { manager } = this.transactions;
    const found = await manager.findOneBy(ConferenceEntity, { id });
    if (!found) throw Problem.of('resource.not-found');
    const ofIt = { where: { conferenceId: id }, order: { number: 'ASC' } } as const;
    const sites = await manager.find(ConferenceSiteEntity, ofIt);
    const agenda = await manager.find(AgendaItemEntity, ofIt);
    const attended = await manager.query<{ number: number; attended: number }[]>(attendedSql, [id]);
    return toConference(found, sites, agenda, new Map(attended.map((one) => [one.number, one.attended])));
  }

  /** @throws Problem 422 `conference.no-person` for a speaker, `conference.personal-data`. */
  async plan(plan: ConferencePlan): Promise<Conference> {
    refusePersonalData('conference', textsOf(plan));
    return this.transactions.run(async (unit) => {
      const planned: ConferenceEntity = {
        id: randomUUID(),
        ...factsOf(plan),
        state: 'planned',
        ...notOver,
        version: 1,
      };
      await unit.manager.insert(ConferenceEntity, planned);
      await insertParts(unit, planned.id, plan);
      return this.recorded(unit, 'conference.plan', planned);
    });
  }

  /**
   * Rewrites the plan of a conference that has not been held; who is invited stays so.
   * @throws Problem 409 `conference.not-planned`, 422 `conference.no-person`, `conference.personal-data`.
   */
  async update(id: string, version: number, plan: ConferencePlan): Promise<Conference> {
    refusePersonalData('conference', textsOf(plan));
    return this.transactions.run(async (unit) => {
      const conference = await lockAhead(unit, id, version);
      const before = await this.get(id);
      await unit.manager.delete(ConferenceSiteEntity, { conferenceId: id });
      await unit.manager.delete(AgendaItemEntity, { conferenceId: id });
      await insertParts(unit, id, plan);
      const changed = await this.changed(unit, 'conference.update', conference, factsOf(plan));
      if (changed.startsAt !== before.startsAt)
        await unit.query('conference.forget', forgetReminder('conference'), [id]);
      if (!isDeepStrictEqual(meetingOf(changed), meetingOf(before))) await tell(unit, conference, 'changed');
      return changed;
    });
  }

  /** @throws Problem 409 `conference.not-planned` when it was held, or cancelled before. */
  async cancel(id: string, version: number, { reason }: CancelConference): Promise<Conference> {
    refusePersonalData('conference', { reason });
    return this.transactions.run(async (unit) => {
      const conference = await lockAhead(unit, id, version);
      const cancelled = await this.changed(unit, 'conference.cancel', conference, {
        state: 'cancelled',
        cancelReason: reason,
      });
      await tell(unit, conference, 'cancelled');
      return cancelled;
    });
  }

  /**
   * Records who came to a conference that has begun, which makes it held; until it is closed the list may be corrected.
   * @throws Problem 409 `conference.over`, 422 `conference.not-begun`, `conference.not-invited`, `conference.no-site`.
   */
  async attend(id: string, version: number, { sites }: ConferenceAttendance): Promise<Conference> {
    return this.transactions.run(async (unit) => {
      const conference = await lockRow(unit, ConferenceEntity, id, version);
      const { state, startsAt } = conference;
      if (state === 'closed' || state === 'cancelled')
        throw Problem.conflict('conference.over', `The conference is ${state}`);
      if ((await officeTime(unit.manager)) < startsAt)
        throw Problem.unprocessable('conference.not-begun', 'The conference has not begun');
      const people = sites.flatMap(({ number, personIds }) =>
        personIds.map((personId) => ({ number, personId })),
      );
      const personIds = people.map(({ personId }) => personId);
      const uninvited = await unit.query<{ id: string }>('conference.uninvited', uninvitedSql, [
        id,
        personIds,
      ]);
      if (uninvited.length > 0) {
        const detail = uninvited.map((one) => one.id).join(', ');
        throw Problem.unprocessable('conference.not-invited', 'Someone on the list was not invited', {
          detail,
        });
      }
      const known = await unit.manager.findBy(ConferenceSiteEntity, { conferenceId: id });
      const numbers = sites.map(({ number }) => number);
      const strange = numbers.filter((number) => known.every((site) => site.number !== number));
      if (strange.length > 0) {
        const detail = strange.join(', ');
        throw Problem.unprocessable('conference.no-site', 'The conference has no such site', { detail });
      }
      const values = [id, personIds, people.map(({ number }) => number)];
      const invited = await unit.query<Came>('conference.attend', attendSql, values);
      await unit.query('conference.guests', guestsSql, [id, numbers, sites.map(({ guests }) => guests)]);
      const held = await this.changed(unit, 'conference.attend', conference, { state: 'held' });
      await tellRegistry(unit, conference, invited);
      return held;
    });
  }

  /** Writes a change of a locked conference, and says what it is now. */
  async changed(
    unit: UnitOfWork,
    action: string,
    conference: ConferenceEntity,
    difference: Partial<ConferenceEntity>,
  ): Promise<Conference> {
    Object.assign(conference, difference, { version: conference.version + 1 });
    await unit.manager.save(conference);
    return this.recorded(unit, action, conference);
  }

  private async recorded(
    unit: UnitOfWork,
    action: string,
    { id, state, version }: ConferenceEntity,
  ): Promise<Conference> {
    unit.audit({ action, entity: `conference:${id}`, details: { state, version } });
    return this.get(id);
  }
}

/** What of a conference those who come must know. */
const meetingOf = ({ startsAt, endsAt, sites, agenda }: Conference) => ({ startsAt, endsAt, sites, agenda });

/** The registry shows on the page of each to which conferences they came. */
async function tellRegistry(
  unit: UnitOfWork,
  { id, title, version }: ConferenceEntity,
  invited: readonly Came[],
): Promise<void> {
  const [day] = await unit.query<{ heldOn: string }>('conference.held-on', heldOnSql, [id]);
  for (const facts of invited)
    unit.publish(
      conferenceAttendanceRecorded.of(id, version, { conferenceId: id, title, ...day!, ...facts }),
    );
}

/** @throws Problem 409 `conference.not-planned` unless the conference lies ahead. */
export async function lockAhead(unit: UnitOfWork, id: string, version?: number): Promise<ConferenceEntity> {
  const conference = await lockRow(unit, ConferenceEntity, id, version);
  if (conference.state !== 'planned' && conference.state !== 'invited')
    throw Problem.conflict('conference.not-planned', `The conference is ${conference.state} already`);
  return conference;
}

/** @throws Problem 409 `conference.not-held` unless the conference is being held. */
export async function lockHeld(unit: UnitOfWork, id: string, version?: number): Promise<ConferenceEntity> {
  const conference = await lockRow(unit, ConferenceEntity, id, version);
  if (conference.state !== 'held')
    throw Problem.conflict('conference.not-held', `The conference is ${conference.state}`);
  return conference;
}

async function insertParts(unit: UnitOfWork, conferenceId: string, plan: ConferencePlan): Promise<void> {
  const speakers = plan.agenda.flatMap(({ speakerPersonId }) => speakerPersonId ?? []);
  await refuseUnknownPeople(unit, 'conference', [...new Set(speakers)]);
  const sites = plan.sites.map(({ name, ...site }, index) => ({
    conferenceId,
    number: index + 1,
    label: name,
    ...site,
    guests: null,
  }));
  await unit.manager.insert(ConferenceSiteEntity, sites);
  const agenda = plan.agenda.map((item, index) => ({ conferenceId, number: index + 1, ...item }));
  if (agenda.length > 0) await unit.manager.insert(AgendaItemEntity, agenda);
}
