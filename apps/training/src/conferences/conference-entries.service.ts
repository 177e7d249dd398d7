import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  ConferenceEntry,
  ConferenceEntryListQuery,
  ConferenceEntryText,
} from '#contracts/conference-entries';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AgendaItemEntity } from './conference.entity.js';
import { ConferenceEntryEntity } from './conference-record.entity.js';

import { ConferencesService, lockHeld } from './conferences.service.js';
import { refusePersonalData } from '../personal-data.rules.js';

/** How many of a kind one conference can tell of. */
const MOST = { statement: 1000, decision: 200, guidance: 100, comment: 200 } as const;

/** What is on record of a conference while it is held; once it is closed, it stays. */
@Injectable()
export class ConferenceEntriesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly conferences: ConferencesService,
  ) {}

  async list(
    conferenceId: string,
    query: z.infer<typeof ConferenceEntryListQuery>,
  ): Promise<Page<ConferenceEntry>> {
    await this.conferences.get(conferenceId);
    return readPage(
      this.transactions.manager
        .createQueryBuilder(ConferenceEntryEntity, 'entry')
        .where('entry.conferenceId = :conferenceId', { conferenceId }),
      query,
      {
        fields: { kind: 'entry.kind', topic: 'entry.topic', areaId: 'entry.areaId' },
        sort: { expression: 'entry.number', of: ({ number }) => number },
        id: { expression: 'entry.id', of: ({ id }) => id },
      },
      toEntry,
    );
  }

  /**
   * Puts something on record.
   * @throws Problem 409 `conference.not-held`, 422 `conference.personal-data`, `conference.not-on-agenda`,
   *   `conference.too-many`.
   */
  async record(conferenceId: string, input: ConferenceEntryText): Promise<ConferenceEntry> {
    refuseNames(input);
    return this.transactions.run(async (unit) => {
      await lockHeld(unit, conferenceId);
      await refuseOffAgenda(unit, conferenceId, input);
      const of = { conferenceId, kind: input.kind };
      if ((await unit.manager.countBy(ConferenceEntryEntity, of)) >= MOST[input.kind])
        throw Problem.unprocessable('conference.too-many', 'There are too many of this kind', {
          detail: `${MOST[input.kind]} at most`,
        });
      const last = await unit.manager.maximum(ConferenceEntryEntity, 'number', { conferenceId });
      const entry = {
        id: randomUUID(),
        conferenceId,
        number: (last ?? 0) + 1,
        ...columnsOf(input),
        version: 1,
      };
      await unit.manager.insert(ConferenceEntryEntity, entry);
      return recorded(unit, 'record', entry);
    });
  }

  /** @throws Problem as `record` does, and 409 `conference.other-kind`. */
  async update(
    conferenceId: string,
    id: string,
    version: number,
    input: ConferenceEntryText,
  ): Promise<ConferenceEntry> {
    refuseNames(input);
    return this.transactions.run(async (unit) => {
      const entry = await this.locked(unit, conferenceId, id, version);
      if (entry.kind !== input.kind) throw Problem.conflict('conference.other-kind', `It is a ${entry.kind}`);
      await refuseOffAgenda(unit, conferenceId, input);
      Object.assign(entry, columnsOf(input), { version: version + 1 });
      await unit.manager.save(entry);
      return recorded(unit, 'update', entry);
    });
  }

  /** @throws Problem 409 `conference.not-held`. */
  async remove(conferenceId: string, id: string, version: number): Promise<void> {
    await this.transactions.run(async (unit) => {
      const entry = await this.locked(unit, conferenceId, id, version);
      await unit.manager.delete(ConferenceEntryEntity, { id });
      recorded(unit, 'remove', entry);
    });
  }

  private async locked(
    unit: UnitOfWork,
    conferenceId: string,
    id: string,
    version: number,
  ): Promise<ConferenceEntryEntity> {
    await this.conferences.get(conferenceId);
    const entry = await lockRow(unit, ConferenceEntryEntity, id, version);
    if (entry.conferenceId !== conferenceId) throw Problem.of('resource.not-found');
    await lockHeld(unit, conferenceId);
    return entry;
  }
}

function refuseNames(input: ConferenceEntryText): void {
  const answer = input.kind === 'statement' ? (input.answer?.text ?? null) : null;
  const section = input.kind === 'comment' ? input.section : null;
  refusePersonalData('conference', { text: input.text, section, 'answer.text': answer });
}

/** What is said of an aggregate report is said where it was read. */
async function refuseOffAgenda(
  unit: UnitOfWork,
  conferenceId: string,
  input: ConferenceEntryText,
): Promise<void> {
  if (input.kind !== 'comment') return;
  const { aggregateId } = input;
  if (!(await unit.manager.existsBy(AgendaItemEntity, { conferenceId, aggregateId })))
    throw Problem.unprocessable('conference.not-on-agenda', 'The report is not on the agenda');
}

/** What a kind has not is null. */
function columnsOf({ kind, text, ...input }: ConferenceEntryText) {
  const {
    topic = null,
    areaId = null,
    aggregateId = null,
    section = null,
    answer = null,
  } = {
    ...input,
  } as Partial<Omit<ConferenceEntry, 'kind' | 'text'>>;
  return {
    kind,
    text,
    topic,
    areaId,
    aggregateId,
    section,
    answeringOrganisationId: answer?.organisationId ?? null,
    answer: answer?.text ?? null,
  };
}

export function toEntry({
  answeringOrganisationId,
  answer,
  ...rest
}: ConferenceEntryEntity): ConferenceEntry {
  return {
    ...rest,
    answer: answer === null ? null : { organisationId: answeringOrganisationId!, text: answer },
  };
}

function recorded(unit: UnitOfWork, verb: string, entity: ConferenceEntryEntity): ConferenceEntry {
  const { id, conferenceId, kind, version } = entity;
  const details = { conferenceId, kind, version };
  unit.audit({ action: `conference-entry.${verb}`, entity: `conference-entry:${id}`, details });
  return toEntry(entity);
}
