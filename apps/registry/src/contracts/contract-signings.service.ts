import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import {
  contractRecorded,
  type ContractSigning,
  type ContractSigningListQuery,
  type NewContractSigning,
} from '#contracts/contracts';
import type { Page } from '#contracts/list';
import { type FieldError, Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { recordShown } from '#service-kit/reads-of-others';
import { ContractEntity, type ContractParty, ContractSigningEntity } from './contract.entity.js';
import {
  lockToSign,
  nextNumbersSql,
  overlappingSql,
  partiesSql,
  type PartyRow,
  signSql,
} from './contracts.queries.js';
import { isWithin } from './contracts.rules.js';

@Injectable()
export class ContractSigningsService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof ContractSigningListQuery>): Promise<Page<ContractSigning>> {
    return this.transactions.run(async (unit) => {
      const page = await readPage(
        unit.manager.createQueryBuilder(ContractSigningEntity, 'signing'),
        query,
        {
          fields: { on: 'signing.signedOn' },
          sort: { expression: 'signing.signedOn', of: ({ signedOn }) => signedOn },
          id: { expression: 'signing.id', of: ({ id }) => id },
          direction: 'DESC',
        },
        (signing) => signing,
      );
      recordShown(unit, 'contract-signing', page.items);
      return { ...page, items: await this.withContracts(page.items) };
    });
  }

  async get(id: string): Promise<ContractSigning> {
    return this.transactions.run(async (unit) => {
      const signing = await unit.manager.findOneBy(ContractSigningEntity, { id });
      if (!signing) throw Problem.of('resource.not-found');
      unit.audit({ action: 'contract-signing.read', entity: `contract-signing:${id}` });
      return (await this.withContracts([signing]))[0]!;
    });
  }

  /**
   * Signs many contracts at once, all or none, and numbers them in the order given.
   * @throws Problem naming the contracts that stand in the way: 422 `contract.unknown`,
   *   `contract.not-within-appointment`; 412; 409 `contract.wrong-state`, `contract.overlap`.
   */
  async sign({ contracts: chosen, on, ...input }: NewContractSigning): Promise<ContractSigning> {
    return this.transactions.run(async (unit) => {
      const ids = chosen.map(({ id }) => id);
      await this.refuseUnfit(unit, chosen);
      return this.record(unit, { signedOn: on, ...input, conferenceId: null }, ids);
    });
  }

  /** Signs contracts that are known to be fit for it, within a unit of work that holds their locks. */
  async record(
    unit: UnitOfWork,
    facts: Omit<ContractSigningEntity, 'id'>,
    ids: string[],
  ): Promise<ContractSigning> {
    const on = facts.signedOn;
    const signing = { id: randomUUID(), ...facts };
    await unit.manager.insert(ContractSigningEntity, signing);
    const year = Number(on.slice(0, 4));
    const [counter] = await unit.query<{ last: number }>('contract.numbers', nextNumbersSql, [
      year,
      ids.length,
    ]);
    const first = counter!.last - ids.length + 1;
    const parties = new Map(
      (await unit.query<PartyRow>('contract.parties', partiesSql, [ids])).map(({ id, ...party }) => [
        id,
        party satisfies ContractParty,
      ]),
    );
    await unit.query('contract.sign', signSql, [
      signing.id,
      year,
      ids,
      ids.map((_, index) => first + index),
      ids.map((id) => JSON.stringify(parties.get(id))),
    ]);
    for (const contract of await unit.manager.findBy(ContractEntity, { id: In(ids) })) {
      const { id, version, number } = contract;
      unit.publish(contractRecorded.of(id, version, contract));
      unit.audit({
        action: 'contract.sign',
        entity: `contract:${id}`,
        details: { version, year, number, signingId: signing.id },
      });
    }
    return this.get(signing.id);
  }

  private async refuseUnfit(unit: UnitOfWork, chosen: NewContractSigning['contracts']): Promise<void> {
    const ids = chosen.map(({ id }) => id);
    const { contracts, appointments } = await lockToSign(unit, ids);
    const errorsWhere = (message: string, isUnfit: (index: number) => boolean): FieldError[] =>
      ids.flatMap((_, index) => (isUnfit(index) ? [{ path: `contracts.${index}.id`, message }] : []));
    const contractAt = (index: number): ContractEntity => contracts.get(ids[index]!)!;

    const unknown = errorsWhere('There is no such contract, or it is named twice', (index) => {
      return !contractAt(index) || ids.indexOf(ids[index]!) !== index;
    });
    if (unknown.length > 0)
      throw Problem.unprocessable('contract.unknown', 'Not every contract is there once', {
        errors: unknown,
      });
    const stale = errorsWhere('It has changed since', (i) => contractAt(i).version !== chosen[i]!.version);
    if (stale.length > 0) throw Problem.of('resource.stale', { errors: stale });
    const noDrafts = errorsWhere('It is no draft', (index) => contractAt(index).state !== 'draft');
    if (noDrafts.length > 0)
      throw Problem.conflict('contract.wrong-state', 'Only drafts are signed', { errors: noDrafts });

    const outside = errorsWhere('Its appointment does not hold on every day of its term', (index) => {
      const contract = contractAt(index);
      return !isWithin(contract, appointments.get(contract.appointmentId)!);
    });
    if (outside.length > 0)
      throw Problem.unprocessable(
        'contract.not-within-appointment',
        'The whole term must lie within the appointment',
        { errors: outside },
      );
    const overlapping = await unit.query<{ id: string }>('contract.overlapping', overlappingSql, [ids]);
    const overlaps = errorsWhere('Its appointment has another contract on some of these days', (index) =>
      overlapping.some(({ id }) => id === ids[index]),
    );
    if (overlaps.length > 0)
      throw Problem.conflict('contract.overlap', 'An appointment has one contract at a time', {
        errors: overlaps,
      });
  }

  private async withContracts(signings: ContractSigningEntity[]): Promise<ContractSigning[]> {
    const contracts = await this.transactions.manager.find(ContractEntity, {
      where: { signingId: In(signings.map(({ id }) => id)) },
      order: { number: 'ASC' },
    });
    return signings.map(({ signedOn, ...signing }) => ({
      ...signing,
      on: signedOn,
      contracts: contracts
        .filter(({ signingId }) => signingId === signing.id)
        .map(({ id, number, year }) => ({ id, number: number!, year: year! })),
    }));
  }
}
