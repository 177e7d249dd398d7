import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import type { NewSavedView, SavedView, SavedViewListQuery } from '#contracts/saved-views';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { refusePersonalData } from '../free-text.rules.js';
import { SavedViewEntity } from './saved-view.entity.js';

/** Keeps questions under names. What they find is looked up anew by whoever asks. */
@Injectable()
export class SavedViewsService {
  constructor(private readonly transactions: Transactions) {}

  /** The own views, and those that are shared with a role of the caller. */
  async list(query: z.infer<typeof SavedViewListQuery>, caller: Caller): Promise<Page<SavedView>> {
    return readPage(
      this.visibleTo(caller),
      query,
      {
        fields: { kind: 'view.kind' },
        sort: { expression: 'view.createdAt', of: (view) => view.createdAt.toISOString() },
        id: { expression: 'view.id', of: (view) => view.id },
      },
      (view) => toSavedView(view, caller),
    );
  }

  async get(id: string, caller: Caller): Promise<SavedView> {
    const view = await this.visibleTo(caller).andWhere('view.id = :id', { id }).getOne();
    if (!view) throw Problem.of('resource.not-found');
    return toSavedView(view, caller);
  }

  /** @throws Problem 409 when the caller has one of this name. */
  async create(input: NewSavedView, caller: Caller): Promise<SavedView> {
    return this.transactions.run(async (unit) => {
      const view = unit.manager.create(SavedViewEntity, {
        id: randomUUID(),
        accountId: caller.id,
        version: 1,
      });
      return this.keep(unit, view, input, caller);
    });
  }

  /** @throws Problem 404 for another's view, 412 when it was changed meanwhile. */
  async change(id: string, version: number, input: NewSavedView, caller: Caller): Promise<SavedView> {
    return this.transactions.run(async (unit) => {
      const view = await lockOwn(unit, id, version, caller);
      view.version += 1;
      return this.keep(unit, view, input, caller);
    });
  }

  async remove(id: string, version: number, caller: Caller): Promise<void> {
    await this.transactions.run(async (unit) => {
      await unit.manager.remove(await lockOwn(unit, id, version, caller));
      unit.audit({ action: 'saved-view.remove', entity: `saved-view:${id}` });
    });
  }

  private async keep(
    unit: UnitOfWork,
    view: SavedViewEntity,
    { name, kind, query, sharedWith }: NewSavedView,
    caller: Caller,
  ): Promise<SavedView> {
    refusePersonalData({ name, 'query.search': query['search'] ?? '' });
    Object.assign(view, { title: name, kind, query, sharedWith });
    await unit.manager.save(view);
    unit.audit({
      action: 'saved-view.keep',
      entity: `saved-view:${view.id}`,
      details: { kind, sharedWith, version: view.version },
    });
    return toSavedView(view, caller);
  }

  private visibleTo({ id, claims }: Caller) {
    const roles = claims.grants.map(({ role }) => role);
    return this.transactions.manager
      .createQueryBuilder(SavedViewEntity, 'view')
      .where('(view.accountId = :account OR view.sharedWith = ANY (:roles))', { account: id, roles });
  }
}

async function lockOwn(
  unit: UnitOfWork,
  id: string,
  version: number,
  caller: Caller,
): Promise<SavedViewEntity> {
  const view = await lockRow(unit, SavedViewEntity, id);
  if (view.accountId !== caller.id) throw Problem.of('resource.not-found');
  if (view.version !== version) throw Problem.of('resource.stale');
  return view;
}

const toSavedView = (
  { id, accountId, title, kind, query, sharedWith, version }: SavedViewEntity,
  caller: Caller,
): SavedView => ({ id, name: title, kind, query, sharedWith, own: accountId === caller.id, version });
