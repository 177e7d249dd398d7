import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Caller } from '#auth/requires';
import { contractRecorded } from '#contracts/contracts';
import { type MergePerson, type Person, personMerged } from '#contracts/people';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AccountEntity, AccountGrantEntity } from '../accounts/account.entity.js';
import { tellReviewer } from '../accounts/reviewers.js';
import { AppointmentEntity } from '../appointments/appointment.entity.js';
import { recordAppointment } from '../appointments/appointments.service.js';
import { ContractEntity } from '../contracts/contract.entity.js';
import { ErasureEntity } from '../data-protection/erasure.entity.js';
import { revokeAccounts } from '../sessions/revoked-access.js';
import { clashesSql, keepNameSql, moveRosterRowsSql, moves, moveStubsSql } from './merge.queries.js';
import { PeopleService, toPerson } from './people.service.js';
import { PersonEntity } from './person.entity.js';

/** Two records of one person become one: everything moves to the one that is kept. */
@Injectable()
export class PersonMergesService {
  constructor(
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Merges a duplicate into the record that is kept, by a decision. It cannot be undone.
   * @throws Problem 412; 422 `person.merge-self`, `person.no-duplicate`; 409 `person.erased`, `person.merged`,
   *   `person.erasure-open`, `person.two-accounts`, `person.merge-clash` naming what stands in the way.
   */
  async merge(id: string, version: number, input: MergePerson, caller: Caller): Promise<Person> {
    return this.transactions.run(async (unit) => {
      await this.people.get(id, caller);
      const { duplicateId, duplicateVersion, decisionNumber, decisionDate } = input;
      const { kept, duplicate } = await this.lockBoth(unit, id, duplicateId);
      if (kept.version !== version || duplicate.version !== duplicateVersion)
        throw Problem.of('resource.stale');
      await refuseClashes(unit, id, duplicateId);
      const accounts = await refuseTwoAccounts(unit, [id, duplicateId]);

      const appointments = await idsOf(unit, AppointmentEntity, duplicateId);
      const contracts = await idsOf(unit, ContractEntity, duplicateId);
      const both = [id, duplicateId];
      for (const [table, statements] of Object.entries(moves))
        for (const [index, sql] of statements.entries())
          await unit.query(`merge.${table}.${index}`, sql, both);
      await unit.query('merge.roster-rows', moveRosterRowsSql, both);
      await unit.query('merge.stubs', moveStubsSql, both);
      await unit.query('merge.name', keepNameSql, both);
      await unit.manager.update(
        PersonEntity,
        { id: duplicateId },
        {
          mergedIntoId: id,
          mergeDecisionNumber: decisionNumber,
          mergeDecisionDate: decisionDate,
          version: duplicate.version + 1,
        },
      );
      await unit.manager.update(PersonEntity, { id }, { version: version + 1 });

      for (const one of await unit.manager.findBy(AppointmentEntity, { id: In(appointments) }))
        await recordAppointment(unit, 'appointment.reassign', one, { personId: id, from: duplicateId });
      for (const contract of await unit.manager.findBy(ContractEntity, { id: In(contracts) }))
        unit.publish(contractRecorded.of(contract.id, contract.version, contract));
      await revokeAccounts(
        unit,
        accounts.map((account) => account.id),
      );
      await tellReviewers(
        unit,
        accounts.filter(({ personId }) => personId === duplicateId),
      );
      unit.publish(personMerged.of(id, version + 1, { id, duplicateId }));
      const details = { duplicateId, decisionNumber, decisionDate, version: version + 1 };
      unit.audit({ action: 'person.merge', entity: `person:${id}`, details });
      return toPerson(await unit.manager.findOneByOrFail(PersonEntity, { id }));
    });
  }

  /** One after the other, in one order whoever asks. */
  private async lockBoth(
    unit: UnitOfWork,
    id: string,
    duplicateId: string,
  ): Promise<{ kept: PersonEntity; duplicate: PersonEntity }> {
    if (id === duplicateId)
      throw Problem.unprocessable('person.merge-self', 'A record cannot be merged into itself');
    const locked = new Map<string, PersonEntity>();
    for (const one of [id, duplicateId].sort()) {
      const person = await this.people.lockPresent(unit, one).catch((problem: Problem) => {
        if (problem.status !== 404 || one === id) throw problem;
        const errors = [{ path: 'duplicateId', message: 'there is no such person' }];
        throw Problem.unprocessable('person.no-duplicate', 'There is nobody to merge', { errors });
      });
      locked.set(one, person);
    }
    return { kept: locked.get(id)!, duplicate: locked.get(duplicateId)! };
  }
}

async function idsOf(
  unit: UnitOfWork,
  entity: typeof AppointmentEntity | typeof ContractEntity,
  personId: string,
): Promise<string[]> {
  const rows = await unit.manager.find(entity, { select: { id: true }, where: { personId } });
  return rows.map(({ id }) => id);
}

async function refuseClashes(unit: UnitOfWork, id: string, duplicateId: string): Promise<void> {
  const people = [id, duplicateId];
  if (await unit.manager.existsBy(ErasureEntity, { personId: In(people), state: 'requested' }))
    throw Problem.conflict(
      'person.erasure-open',
      'An erasure has been asked for: carry it out or withdraw it',
    );
  const clashes = await unit.query<{ what: string; movedId: string; keptId: string }>(
    'merge.clashes',
    clashesSql,
    people,
  );
  if (clashes.length === 0) return;
  const errors = clashes.map(({ what, movedId, keptId }) => ({
    path: 'duplicateId',
    message:
      what === 'substitution'
        ? `in the substitution ${movedId} one record stands in for the other`
        : `its ${what} ${movedId} overlaps the ${what} ${keptId}`,
  }));
  throw Problem.conflict('person.merge-clash', 'One person cannot have both', { errors });
}

/** @returns all accounts of both. */
async function refuseTwoAccounts(unit: UnitOfWork, people: string[]): Promise<AccountEntity[]> {
  const accounts = await unit.manager.findBy(AccountEntity, { personId: In(people) });
  const open = accounts.filter(({ state }) => state === 'active').map(({ personId }) => personId);
  if (new Set(open).size > 1)
    throw Problem.conflict('person.two-accounts', 'Both have an open account: close one of them first');
  return accounts;
}

/** Reporting lets nobody review what they filed themselves, under either record. */
async function tellReviewers(unit: UnitOfWork, moved: AccountEntity[]): Promise<void> {
  const ids = In(moved.map(({ id }) => id));
  const grants = await unit.manager.findBy(AccountGrantEntity, { accountId: ids });
  for (const account of await unit.manager.findBy(AccountEntity, { id: ids }))
    tellReviewer(
      unit,
      account,
      grants.filter(({ accountId }) => accountId === account.id),
    );
}
