import { Body, Controller, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import {
  ContractSigning,
  ContractSigningListQuery,
  ContractSigningPage,
  NewContractSigning,
} from '#contracts/contracts';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { Route } from '#service-kit/route';
import { ContractDocumentsService } from './contract-documents.service.js';
import { ContractSigningsService } from './contract-signings.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('contract-signings')
export class ContractSigningsController {
  constructor(
    private readonly signings: ContractSigningsService,
    private readonly documents: ContractDocumentsService,
  ) {}

  @Get()
  @Route({
    summary: 'List the occasions at which contracts were signed, newest first',
    requires: 'contract-signing.read',
    returns: ContractSigningPage,
  })
  list(@Query({ schema: ContractSigningListQuery }) query: z.infer<typeof ContractSigningListQuery>) {
    return this.signings.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read a signing and its contracts',
    requires: 'contract-signing.read',
    returns: ContractSigning,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.signings.get(id);
  }

  @Get(':id/document.docx')
  @Header('content-disposition', 'attachment; filename="hop-dong.docx"')
  @Route({
    summary: 'Fetch the contracts of a signing in one document, with the list of who signed',
    requires: 'contract-signing.read',
    produces: fileTypes.docx,
    problems: notFound,
  })
  async docx(@Param('id', { schema: IdParam }) id: string): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.ofSigning(id), { type: fileTypes.docx });
  }

  @Post()
  @Route({
    summary: 'Sign contracts, all or none, as at a briefing conference',
    description: 'They are numbered within the year of signing, in the order given.',
    requires: 'contract.write',
    returns: ContractSigning,
    status: 201,
    repeatable: true,
    problems: {
      409: ['contract.wrong-state', 'contract.overlap', 'resource.conflict'],
      412: ['resource.stale'],
      422: ['contract.unknown', 'contract.not-within-appointment'],
    },
  })
  sign(@Body({ schema: NewContractSigning }) body: NewContractSigning) {
    return this.signings.sign(body);
  }
}
