import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ContractTemplate, ContractTemplateListQuery, NewContractTemplate } from '#contracts/contracts';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { ContractTemplateEntity } from './contract.entity.js';
import { placeholderErrors } from './contract-text.rules.js';

@Injectable()
export class ContractTemplatesService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof ContractTemplateListQuery>): Promise<Page<ContractTemplate>> {
    return readPage(
      this.transactions.manager.createQueryBuilder(ContractTemplateEntity, 'template'),
      query,
      {
        fields: { code: 'template.code' },
        sort: { expression: 'template.createdAt', of: ({ createdAt }) => createdAt.toISOString() },
        id: { expression: 'template.id', of: ({ id }) => id },
        direction: 'DESC',
      },
      toTemplate,
    );
  }

  async get(id: string): Promise<ContractTemplate> {
    const template = await this.transactions.manager.findOneBy(ContractTemplateEntity, { id });
    if (!template) throw Problem.of('resource.not-found');
    return toTemplate(template);
  }

  /**
   * Adds a template, or another edition of the one with this code; contracts keep the edition they were made from.
   * @throws Problem 422 `contract-template.placeholder` naming every placeholder that nothing stands for.
   */
  async create(input: NewContractTemplate): Promise<ContractTemplate> {
    const errors = [
      ...input.grounds.flatMap((ground, index) => placeholderErrors(`grounds.${index}`, ground)),
      ...input.articles.flatMap(({ heading, paragraphs }, article) => [
        ...placeholderErrors(`articles.${article}.heading`, heading),
        ...paragraphs.flatMap((text, index) =>
          placeholderErrors(`articles.${article}.paragraphs.${index}`, text),
        ),
      ]),
    ];
    if (errors.length > 0)
      throw Problem.unprocessable('contract-template.placeholder', 'A placeholder is not right', { errors });
    return this.transactions.run(async (unit) => {
      const last = await unit.manager.maximum(ContractTemplateEntity, 'edition', { code: input.code });
      const template = { id: randomUUID(), ...input, edition: (last ?? 0) + 1, createdAt: new Date() };
      await unit.manager.insert(ContractTemplateEntity, template);
      const { id, code, edition } = template;
      unit.audit({
        action: 'contract-template.create',
        entity: `contract-template:${id}`,
        details: { code, edition },
      });
      return toTemplate(template);
    });
  }
}

const toTemplate = (entity: ContractTemplateEntity): ContractTemplate => ({
  ...entity,
  createdAt: entity.createdAt.toISOString(),
});
