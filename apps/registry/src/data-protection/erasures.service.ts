import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { Erasure, ErasureListQuery, NewErasure } from '#contracts/data-protection';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { PeopleService } from '../people/people.service.js';
import { recordList, recordRead } from '#service-kit/reads-of-others';
import { ErasureEntity } from './erasure.entity.js';
import { erasePerson, serviceSql } from './erasure.queries.js';

/** An erasure as its reader saw it. */
interface Target {
  id: string;
  version: number;
}

@Injectable()
export class ErasuresService {
  constructor(
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
  ) {}

  async list(query: z.infer<typeof ErasureListQuery>, caller: Caller): Promise<Page<Erasure>> {
    return this.transactions.run(async (unit) => {
      const page = await readPage(
        unit.manager.createQueryBuilder(ErasureEntity, 'erasure'),
        query,
        {
          fields: { personId: 'erasure.personId', state: 'erasure.state' },
          sort: { expression: 'erasure.requestedAt', of: (erasure) => erasure.requestedAt.toISOString() },
          id: { expression: 'erasure.id', of: (erasure) => erasure.id },
        },
        toErasure,
      );
      recordList(unit, 'erasure', page.items, caller);
      return page;
    });
  }

  async get(id: string, caller: Caller): Promise<Erasure> {
    return this.transactions.run(async (unit) => {
      const erasure = await unit.manager.findOneBy(ErasureEntity, { id });
      if (!erasure) throw Problem.of('resource.not-found');
      recordRead(unit, 'erasure', erasure, caller);
      return toErasure(erasure);
    });
  }

  /**
   * Asks for a person to be erased, by a decision; somebody else carries it out.
   * @throws Problem 422 `erasure.no-person`; 409 `person.erased`, `erasure.in-service`, `erasure.retained` (saying until
   *   when), `erasure.requested-already`.
   */
  async request(input: NewErasure, { id: requestedBy }: Caller): Promise<Erasure> {
    return this.transactions.run(async (unit) => {
      await this.refuseHeld(unit, input.personId);
      if (await unit.manager.existsBy(ErasureEntity, { personId: input.personId, state: 'requested' }))
        throw Problem.conflict('erasure.requested-already', 'The erasure has been asked for already');
      const erasure = await unit.manager.save(ErasureEntity, {
        id: randomUUID(),
        ...input,
        state: 'requested',
        requestedBy,
        closedBy: null,
        closedAt: null,
        version: 1,
      });
      const { id, personId, reason } = erasure;
      unit.audit({ action: 'erasure.request', entity: `erasure:${id}`, details: { personId, reason } });
      return toErasure(erasure);
    });
  }

  /**
   * Erases the person.
   * @throws Problem 409 `erasure.second-person-needed` for who asked for it, and as for {@link request}.
   */
  async carryOut(target: Target, caller: Caller): Promise<Erasure> {
    return this.close(target, caller, 'carried-out', async (unit, { personId, requestedBy }) => {
      if (requestedBy === caller.id)
        throw Problem.conflict(
          'erasure.second-person-needed',
          'Somebody else than who asked for it carries it out',
        );
      await this.refuseHeld(unit, personId);
      await erasePerson(unit, personId);
    });
  }

  /** Drops the request; the person stays. */
  async withdraw(target: Target, caller: Caller): Promise<Erasure> {
    return this.close(target, caller, 'withdrawn', async () => undefined);
  }

  private async close(
    { id, version }: Target,
    caller: Caller,
    state: 'carried-out' | 'withdrawn',
    effect: (unit: UnitOfWork, erasure: ErasureEntity) => Promise<void>,
  ): Promise<Erasure> {
    return this.transactions.run(async (unit) => {
      const erasure = await lockRow(unit, ErasureEntity, id, version);
      if (erasure.state !== 'requested')
        throw Problem.conflict('erasure.closed', `The erasure is ${erasure.state} already`);
      await effect(unit, erasure);
      const [now] = await unit.query<{ at: Date }>('erasure.now', 'SELECT now() AS at');
      Object.assign(erasure, { state, closedBy: caller.id, closedAt: now!.at, version: version + 1 });
      await unit.manager.save(ErasureEntity, erasure);
      const details = { personId: erasure.personId, version: erasure.version };
      unit.audit({ action: `erasure.${state}`, entity: `erasure:${id}`, details });
      return toErasure(erasure);
    });
  }

  /** Locks the person, and refuses while they serve or the law wants them kept. */
  private async refuseHeld(unit: UnitOfWork, personId: string): Promise<void> {
    await this.people.lockPresent(unit, personId).catch((problem: Problem) => {
      if (problem.status !== 404) throw problem;
      const errors = [{ path: 'personId', message: 'there is no such person' }];
      throw Problem.unprocessable('erasure.no-person', 'There is nobody to erase', { errors });
    });
    const [service] = await unit.query<{ endedOn: string | null; erasableOn: string; erasable: boolean }>(
      'erasure.service',
      serviceSql,
      [personId],
    );
    if (!service || service.erasable) return;
    const { endedOn, erasableOn } = service;
    if (endedOn === null)
      throw Problem.conflict('erasure.in-service', 'An appointment or a role of the person has no end yet');
    throw Problem.conflict('erasure.retained', 'The record must be kept for now', {
      detail: `It may be erased from ${erasableOn} on`,
    });
  }
}

function toErasure(erasure: ErasureEntity): Erasure {
  const { requestedAt, closedAt } = erasure;
  return { ...erasure, requestedAt: requestedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null };
}
