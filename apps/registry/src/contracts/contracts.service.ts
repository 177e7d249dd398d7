import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import {
  type Contract,
  type ContractListQuery,
  contractRecorded,
  type NewContract,
  type RenewContract,
  type SettleContract,
  type TerminateContract,
} from '#contracts/contracts';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { officeDay, officeDaySql, officeTime } from '#persistence/office-day';
import { AppointmentEntity } from '../appointments/appointment.entity.js';
import { recordList, recordRead } from '#service-kit/reads-of-others';
import { ContractEntity, ContractSigningEntity, ContractTemplateEntity } from './contract.entity.js';
import { type ContractRow, toContract } from './contract.mapper.js';
import {
  type ContractAction,
  dayAfter,
  lastDayOf,
  refuseOutsideAppointment,
  refuseUnlessAllowed,
} from './contracts.rules.js';

const stateToday = `CASE WHEN contract.state = 'signed' AND contract.startsOn <= ${officeDaySql} THEN 'in-force' ELSE contract.state END`;

@Injectable()
export class ContractsService {
  constructor(private readonly transactions: Transactions) {}

  /** Lists contracts; showing others' is recorded. */
  async list(query: z.infer<typeof ContractListQuery>, caller: Caller): Promise<Page<Contract>> {
    return this.transactions.run(async (unit) => {
      const page = await this.page(query, caller);
      recordList(unit, 'contract', page.items, caller);
      return page;
    });
  }

  /** Reads a contract, or its document; reading another's is recorded. */
  async get(id: string, caller: Caller): Promise<Contract> {
    return this.transactions.run(async (unit) => {
      const contract = await this.visibleTo(caller).andWhere('contract.id = :id', { id }).getOne();
      if (!contract) throw Problem.of('resource.not-found');
      recordRead(unit, 'contract', contract, caller);
      return toContract(contract as ContractRow, await officeDay(unit.manager));
    });
  }

  /**
   * Drafts a contract for an appointment.
   * @throws Problem 422 when there is no such appointment or template, or the term is not within the appointment.
   */
  async draft({ appointmentId, ...input }: NewContract): Promise<Contract> {
    return this.transactions.run(async (unit) => {
      const appointment = await unit.manager.findOneBy(AppointmentEntity, { id: appointmentId });
      if (!appointment)
        throw Problem.unprocessable('contract.no-appointment', 'There is no such appointment');
      const template = await templateOf(unit, input.templateId);
      return this.insert(unit, appointment, {
        templateId: template.id,
        startsOn: input.startsOn,
        termMonths: input.termMonths ?? template.termMonths,
        coefficient: input.coefficient ?? template.coefficient,
        renewsId: null,
      });
    });
  }

  /** Drafts the contract that follows on one; as that was, where nothing else is said. */
  async renew(id: string, input: RenewContract): Promise<Contract> {
    return this.transactions.run(async (unit) => {
      const old = await lockRow(unit, ContractEntity, id);
      refuseUnlessAllowed('renew', old.state);
      const appointment = await unit.manager.findOneByOrFail(AppointmentEntity, { id: old.appointmentId });
      const templateId = input.templateId ?? old.templateId;
      if (input.templateId) await templateOf(unit, templateId);
      return this.insert(unit, appointment, {
        templateId,
        startsOn: input.startsOn ?? dayAfter(old.lastOn),
        termMonths: input.termMonths ?? old.termMonths,
        coefficient: input.coefficient ?? old.coefficient,
        renewsId: id,
      });
    });
  }

  /** Drops a draft; it had no number yet. */
  async discard(id: string, version: number): Promise<void> {
    await this.transactions.run(async (unit) => {
      const contract = await this.open(unit, id, version, 'discard');
      await unit.manager.delete(ContractEntity, { id });
      unit.publish(contractRecorded.of(id, version + 1, { ...contract, state: 'discarded' }));
      unit.audit({ action: 'contract.discard', entity: `contract:${id}` });
    });
  }

  /**
   * Ends a contract before its time.
   * @throws Problem 422 `contract.not-within-term` when the last day is not one of its days, or the day before them.
   */
  async terminate(id: string, version: number, { lastOn, reason }: TerminateContract): Promise<Contract> {
    return this.transactions.run(async (unit) => {
      const contract = await this.open(unit, id, version, 'terminate');
      if (dayAfter(lastOn) < contract.startsOn || lastOn >= contract.endsOn)
        throw Problem.unprocessable(
          'contract.not-within-term',
          'It must end before the last day of its term',
        );
      return this.store(unit, 'contract.terminate', {
        ...contract,
        state: 'terminated',
        lastOn,
        terminationReason: reason,
        terminatedAt: await officeTime(unit.manager),
      });
    });
  }

  /**
   * Settles a contract (thanh lý) when its term is over.
   * @throws Problem 422 `contract.term-not-over` before its last day.
   */
  async settle(id: string, version: number, settlement: SettleContract): Promise<Contract> {
    return this.transactions.run(async (unit) => {
      const contract = await this.open(unit, id, version, 'settle');
      if (settlement.on < contract.lastOn)
        throw Problem.unprocessable(
          'contract.term-not-over',
          'It is settled from its last day on; before, it can be terminated',
        );
      return this.store(unit, 'contract.settle', { ...contract, state: 'settled', settlement });
    });
  }

  private async insert(
    unit: UnitOfWork,
    appointment: AppointmentEntity,
    terms: Pick<ContractEntity, 'templateId' | 'startsOn' | 'termMonths' | 'coefficient' | 'renewsId'>,
  ): Promise<Contract> {
    const endsOn = lastDayOf(terms.startsOn, terms.termMonths);
    refuseOutsideAppointment({ startsOn: terms.startsOn, lastOn: endsOn }, appointment);
    const contract: ContractEntity = {
      id: randomUUID(),
      appointmentId: appointment.id,
      personId: appointment.personId,
      ...terms,
      endsOn,
      lastOn: endsOn,
      state: 'draft',
      signingId: null,
      year: null,
      number: null,
      party: null,
      terminationReason: null,
      settlement: null,
      signedAt: null,
      terminatedAt: null,
      version: 1,
    };
    await unit.manager.insert(ContractEntity, contract);
    return this.recorded(unit, terms.renewsId ? 'contract.renew' : 'contract.draft', contract);
  }

  private async open(
    unit: UnitOfWork,
    id: string,
    version: number,
    action: ContractAction,
  ): Promise<ContractEntity> {
    const contract = await lockRow(unit, ContractEntity, id, version);
    refuseUnlessAllowed(action, contract.state);
    return contract;
  }

  private async store(unit: UnitOfWork, action: string, changed: ContractEntity): Promise<Contract> {
    const contract = { ...changed, version: changed.version + 1 };
    await unit.manager.save(ContractEntity, contract);
    return this.recorded(unit, action, contract);
  }

  private async recorded(unit: UnitOfWork, action: string, contract: ContractEntity): Promise<Contract> {
    const { id, version } = contract;
    unit.publish(contractRecorded.of(id, version, contract));
    unit.audit({ action, entity: `contract:${id}`, details: { version } });
    const row = await selectContracts(unit.manager).where('contract.id = :id', { id }).getOneOrFail();
    return toContract(row as ContractRow, await officeDay(unit.manager));
  }

  private async page(query: z.infer<typeof ContractListQuery>, caller: Caller): Promise<Page<Contract>> {
    const select = this.visibleTo(caller);
    if (query.endingWithin !== undefined) {
      select.andWhere(
        `contract.state = 'signed' AND LEAST(contract.lastOn, appointment.to - 1) <= ${officeDaySql} + :days::integer`,
        { days: query.endingWithin },
      );
    }
    if (query.outlivesAppointment)
      select.andWhere(`contract.state = 'signed' AND appointment.to <= contract.lastOn`);
    const today = await officeDay(this.transactions.manager);
    const fields = [
      'appointmentId',
      'personId',
      'templateId',
      'signingId',
      'number',
      'year',
      'startsOn',
      'lastOn',
    ];
    return readPage(
      select,
      query,
      {
        fields: {
          ...Object.fromEntries(fields.map((name) => [name, `contract.${name}`])),
          state: stateToday,
        },
        sort: { expression: 'contract.lastOn', of: (contract) => contract.lastOn },
        id: { expression: 'contract.id', of: (contract) => contract.id },
      },
      (contract) => toContract(contract as ContractRow, today),
    );
  }

  private visibleTo({ reach }: Caller) {
    const { sql, parameters } = reachWhere(reach, { person: 'contract.personId' });
    return selectContracts(this.transactions.manager).where(sql, parameters);
  }
}

/** Contracts with their appointment and signing: what {@link toContract} takes. */
const selectContracts = (manager: UnitOfWork['manager']) =>
  manager
    .createQueryBuilder(ContractEntity, 'contract')
    .innerJoinAndMapOne(
      'contract.appointment',
      AppointmentEntity,
      'appointment',
      'appointment.id = contract.appointmentId',
    )
    .leftJoinAndMapOne(
      'contract.signing',
      ContractSigningEntity,
      'signing',
      'signing.id = contract.signingId',
    );

async function templateOf(unit: UnitOfWork, id: string): Promise<ContractTemplateEntity> {
  const template = await unit.manager.findOneBy(ContractTemplateEntity, { id });
  if (!template) throw Problem.unprocessable('contract.no-template', 'There is no such contract template');
  return template;
}
