import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type {
  ActionItem,
  ActionItemListQuery,
  ActionItemText,
  CloseActionItem,
} from '#contracts/conference-entries';
import type { ListQuery, Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { recordShown } from '#service-kit/reads-of-others';
import { ActionItemEntity } from './conference-record.entity.js';
import { appointmentSql, carriedSql, followsSql } from './conferences.queries.js';

import { ConferencesService, lockHeld } from './conferences.service.js';
import { refusePersonalData } from '../personal-data.rules.js';

const holder = '(SELECT holder.person_id FROM appointment holder WHERE holder.id = item.ownerAppointmentId)';

@Injectable()
export class ActionItemsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly conferences: ConferencesService,
  ) {}

  /** Lists action items, the next due first; showing others' is recorded. */
  async list(query: z.infer<typeof ActionItemListQuery>, caller: Caller): Promise<Page<ActionItem>> {
    return this.page(query, caller);
  }

  /** Lists those a conference agreed, and those of earlier ones of its kind and unit that were open when it met. */
  async before(
    conferenceId: string,
    query: z.infer<typeof ActionItemListQuery>,
    caller: Caller,
  ): Promise<Page<ActionItem>> {
    await this.conferences.get(conferenceId);
    return this.page(query, caller, conferenceId);
  }

  async get(id: string, caller: Caller): Promise<ActionItem> {
    return this.transactions.run(async (unit) => {
      const found = await this.visibleTo(caller).andWhere('item.id = :id', { id }).getOne();
      if (!found) throw Problem.of('resource.not-found');
      recordOwned(unit, [found], caller);
      return found;
    });
  }

  /** @throws Problem 409 `conference.not-held`, 422 `conference.personal-data`, `action-item.no-appointment`. */
  async agree(conferenceId: string, input: ActionItemText): Promise<ActionItem> {
    refusePersonalData('conference', { text: input.text });
    return this.transactions.run(async (unit) => {
      await lockHeld(unit, conferenceId);
      await refuseUnknown(unit, input.ownerAppointmentId);
      const item: ActionItemEntity = {
        id: randomUUID(),
        conferenceId,
        ...input,
        state: 'open',
        closedConferenceId: null,
        outcome: null,
        version: 1,
      };
      await unit.manager.insert(ActionItemEntity, item);
      return record(unit, 'agree', item);
    });
  }

  /** Changes what was agreed, as long as the conference that agreed it is not closed. */
  async update(id: string, version: number, input: ActionItemText): Promise<ActionItem> {
    refusePersonalData('conference', { text: input.text });
    return this.transactions.run(async (unit) => {
      const item = await lockOpen(unit, id, version);
      await lockHeld(unit, item.conferenceId);
      await refuseUnknown(unit, input.ownerAppointmentId);
      Object.assign(item, input, { version: version + 1 });
      await unit.manager.save(item);
      return record(unit, 'update', item);
    });
  }

  /**
   * Closes an item at a conference that is being held: its own, or a later one of the same kind and unit.
   * @throws Problem 409 `action-item.closed`, `conference.not-held`, 422 `action-item.no-conference`.
   */
  async close(id: string, version: number, { conferenceId, outcome }: CloseActionItem): Promise<ActionItem> {
    refusePersonalData('conference', { outcome });
    return this.transactions.run(async (unit) => {
      const item = await lockOpen(unit, id, version);
      const [follows] = await unit.query('action-item.follows', followsSql, [
        conferenceId,
        item.conferenceId,
      ]);
      if (!follows)
        throw Problem.unprocessable('action-item.no-conference', 'It is not carried to that conference');
      await lockHeld(unit, conferenceId);
      Object.assign(item, {
        state: 'closed',
        closedConferenceId: conferenceId,
        outcome,
        version: version + 1,
      });
      await unit.manager.save(item);
      return record(unit, 'close', item);
    });
  }

  private async page(query: ListQuery, caller: Caller, conferenceId?: string): Promise<Page<ActionItem>> {
    return this.transactions.run(async (unit) => {
      const select = this.visibleTo(caller);
      if (conferenceId) select.andWhere(carriedSql, { conferenceId });
      const fields = [
        'conferenceId',
        'closedConferenceId',
        'ownerOrganisationId',
        'ownerAppointmentId',
        'state',
        'dueOn',
      ];
      const page = await readPage(
        select,
        query,
        {
          fields: Object.fromEntries(fields.map((name) => [name, `item.${name}`])),
          sort: { expression: 'item.dueOn', of: ({ dueOn }) => dueOn },
          id: { expression: 'item.id', of: ({ id }) => id },
        },
        (item): ActionItem => item,
      );
      recordOwned(unit, page.items, caller);
      return page;
    });
  }

  private visibleTo({ reach }: Caller): SelectQueryBuilder<ActionItemEntity> {
    const { sql, parameters } = reachWhere(reach, { person: holder });
    return this.transactions.manager.createQueryBuilder(ActionItemEntity, 'item').where(sql, parameters);
  }
}

/** Whoever reaches only what is their own was shown nobody else's. */
function recordOwned(unit: UnitOfWork, items: readonly ActionItem[], { reach }: Caller): void {
  const owned = items.filter(({ ownerAppointmentId }) => ownerAppointmentId !== null);
  if (reach.everywhere) recordShown(unit, 'action-item', owned);
}

async function lockOpen(unit: UnitOfWork, id: string, version: number): Promise<ActionItemEntity> {
  const item = await lockRow(unit, ActionItemEntity, id, version);
  if (item.state === 'closed') throw Problem.conflict('action-item.closed', 'It was closed');
  return item;
}

async function refuseUnknown(unit: UnitOfWork, appointmentId: string | null): Promise<void> {
  if (appointmentId === null) return;
  const [known] = await unit.query('action-item.appointment', appointmentSql, [appointmentId]);
  if (!known) throw Problem.unprocessable('action-item.no-appointment', 'There is no such appointment');
}

function record(unit: UnitOfWork, verb: string, item: ActionItemEntity): ActionItem {
  const { id, conferenceId, ownerOrganisationId, ownerAppointmentId, dueOn, state, version } = item;
  const details = { conferenceId, ownerOrganisationId, ownerAppointmentId, dueOn, state, version };
  unit.audit({ action: `action-item.${verb}`, entity: `action-item:${id}`, details });
  return item;
}
