import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  ContractTemplate,
  ContractTemplateListQuery,
  ContractTemplatePage,
  NewContractTemplate,
} from '#contracts/contracts';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { ContractTemplatesService } from './contract-templates.service.js';

@Controller('contract-templates')
export class ContractTemplatesController {
  constructor(private readonly templates: ContractTemplatesService) {}

  @Get()
  @Route({
    summary: 'List contract templates with all their editions, newest first',
    requires: 'contract-template.read',
    returns: ContractTemplatePage,
  })
  list(@Query({ schema: ContractTemplateListQuery }) query: z.infer<typeof ContractTemplateListQuery>) {
    return this.templates.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read one edition of a contract template',
    requires: 'contract-template.read',
    returns: ContractTemplate,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.templates.get(id);
  }

  @Post()
  @Route({
    summary: 'Add a contract template, or the next edition of one',
    description:
      'Grounds and articles may hold {{fullName}}, {{position}}, {{organisation}}, {{signer}}, {{signerPosition}}, ' +
      '{{startsOn}}, {{endsOn}}, {{termMonths}}, {{coefficient}}, {{decisionNumber}}, {{decisionDate}} and {{decisionIssuer}}.',
    requires: 'contract-template.write',
    returns: ContractTemplate,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'], 422: ['contract-template.placeholder'] },
  })
  create(@Body({ schema: NewContractTemplate }) body: NewContractTemplate) {
    return this.templates.create(body);
  }
}
