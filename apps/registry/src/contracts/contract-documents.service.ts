import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Caller } from '#auth/requires';
import { Problem } from '#contracts/problem';
import { contractsDocx } from '#documents/contract.docx';
import { formatDay } from '#documents/vietnamese-format';
import { Transactions } from '#persistence/transactions';
import { toDocument } from './contract.document.js';
import { ContractEntity, ContractSigningEntity, ContractTemplateEntity } from './contract.entity.js';
import { partiesSql, type PartyRow } from './contracts.queries.js';
import { ContractsService } from './contracts.service.js';

const listTitle = 'DANH SÁCH KÝ HỢP ĐỒNG';

/** Contracts as documents: made anew from what does not change, so that a signed one is always the same file. */
@Injectable()
export class ContractDocumentsService {
  constructor(
    private readonly contracts: ContractsService,
    private readonly transactions: Transactions,
  ) {}

  async one(id: string, caller: Caller): Promise<Buffer> {
    await this.contracts.get(id, caller);
    return contractsDocx(await this.documentsOf([id]), null);
  }

  /** @throws Problem 422 `contract.unknown` */
  async many(ids: string[]): Promise<Buffer> {
    const documents = await this.transactions.run(async (unit) => {
      unit.audit({ action: 'contract.print', entity: 'contract:*', details: { ids } });
      return this.documentsOf(ids);
    });
    return contractsDocx(documents, { title: listTitle, subtitle: '' });
  }

  async ofSigning(id: string): Promise<Buffer> {
    const { signing, documents } = await this.transactions.run(async (unit) => {
      const signing = await unit.manager.findOneBy(ContractSigningEntity, { id });
      if (!signing) throw Problem.of('resource.not-found');
      const contracts = await unit.manager.find(ContractEntity, {
        select: { id: true },
        where: { signingId: id },
        order: { number: 'ASC' },
      });
      const ids = contracts.map((contract) => contract.id);
      unit.audit({ action: 'contract.print', entity: 'contract:*', details: { signingId: id, ids } });
      return { signing, documents: await this.documentsOf(ids) };
    });
    const when = `${signing.place}, ${formatDay(signing.signedOn)}`;
    return contractsDocx(documents, {
      title: listTitle,
      subtitle: [signing.occasion, when].filter((line) => line !== null).join('\n'),
    });
  }

  private async documentsOf(ids: string[]) {
    const { manager } = this.transactions;
    const contracts = new Map(
      (await manager.findBy(ContractEntity, { id: In(ids) })).map((contract) => [contract.id, contract]),
    );
    const errors = ids.flatMap((id, index) =>
      contracts.has(id) ? [] : [{ path: `contractIds.${index}`, message: 'There is no such contract' }],
    );
    if (errors.length > 0)
      throw Problem.unprocessable('contract.unknown', 'Not every contract is there', { errors });
    const all = [...contracts.values()];
    const templates = await manager.findBy(ContractTemplateEntity, {
      id: In(all.map(({ templateId }) => templateId)),
    });
    const signings = await manager.findBy(ContractSigningEntity, {
      id: In(all.flatMap(({ signingId }) => signingId ?? [])),
    });
    const parties = await manager.query<PartyRow[]>(partiesSql, [ids]);
    return ids.map((id) => {
      const contract = contracts.get(id)!;
      return toDocument({
        contract,
        template: templates.find((template) => template.id === contract.templateId)!,
        signing: signings.find((signing) => signing.id === contract.signingId) ?? null,
        facts: parties.find((party) => party.id === id)!,
      });
    });
  }
}
