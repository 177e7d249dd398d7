import { Body, Controller, Delete, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  Contract,
  ContractListQuery,
  ContractPage,
  NewContract,
  PrintContracts,
  RenewContract,
  SettleContract,
  TerminateContract,
} from '#contracts/contracts';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ContractDocumentsService } from './contract-documents.service.js';
import { ContractsService } from './contracts.service.js';

const notFound = { 404: ['resource.not-found'] };
const wrongState = { ...notFound, 409: ['contract.wrong-state'] };

@Controller('contracts')
export class ContractsController {
  constructor(
    private readonly contracts: ContractsService,
    private readonly documents: ContractDocumentsService,
  ) {}

  @Get()
  @Route({
    summary: 'List contracts, those that end first before the others',
    requires: 'contract.read',
    returns: ContractPage,
  })
  list(
    @Query({ schema: ContractListQuery }) query: z.infer<typeof ContractListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.contracts.list(query, caller);
  }

  @Get(':id')
  @Route({ summary: 'Read a contract', requires: 'contract.read', returns: Contract, problems: notFound })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.contracts.get(id, caller);
  }

  @Get(':id/document.docx')
  @Header('content-disposition', 'attachment; filename="hop-dong.docx"')
  @Route({
    summary: 'Fetch a contract as a document',
    description:
      'What is not kept of a person, such as identity and account numbers, is left blank for the pen.',
    requires: 'contract.read',
    produces: fileTypes.docx,
    problems: notFound,
  })
  async docx(
    @Param('id', { schema: IdParam }) id: string,
    @Calling() caller: Caller,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.one(id, caller), { type: fileTypes.docx });
  }

  @Post('print')
  @Header('content-disposition', 'attachment; filename="hop-dong.docx"')
  @Route({
    summary: 'Fetch several contracts in one document, with a list to sign at its end',
    description: 'For the table of a conference: also drafts, whose number is left blank.',
    requires: 'contract.write',
    produces: fileTypes.docx,
    problems: { 422: ['contract.unknown'] },
  })
  async print(@Body({ schema: PrintContracts }) body: PrintContracts): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.many(body.contractIds), { type: fileTypes.docx });
  }

  @Post()
  @Route({
    summary: 'Draft a contract for an appointment',
    requires: 'contract.write',
    returns: Contract,
    status: 201,
    repeatable: true,
    problems: {
      422: ['contract.no-appointment', 'contract.no-template', 'contract.not-within-appointment'],
    },
  })
  draft(@Body({ schema: NewContract }) body: NewContract) {
    return this.contracts.draft(body);
  }

  @Post(':id/renew')
  @Route({
    summary: 'Draft the contract that follows on this one',
    requires: 'contract.write',
    returns: Contract,
    status: 201,
    repeatable: true,
    problems: {
      ...notFound,
      409: ['contract.wrong-state', 'resource.conflict'],
      422: ['contract.no-template', 'contract.not-within-appointment'],
    },
  })
  renew(@Param('id', { schema: IdParam }) id: string, @Body({ schema: RenewContract }) body: RenewContract) {
    return this.contracts.renew(id, body);
  }

  @Delete(':id')
  @Route({
    summary: 'Drop a draft',
    requires: 'contract.write',
    guarded: true,
    problems: wrongState,
  })
  discard(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.contracts.discard(id, version);
  }

  @Post(':id/terminate')
  @Route({
    summary: 'End a contract before its time, with the reason',
    requires: 'contract.write',
    returns: Contract,
    guarded: true,
    problems: { ...wrongState, 422: ['contract.not-within-term'] },
  })
  terminate(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: TerminateContract }) body: TerminateContract,
  ) {
    return this.contracts.terminate(id, version, body);
  }

  @Post(':id/settle')
  @Route({
    summary: 'Settle a contract whose term is over',
    requires: 'contract.write',
    returns: Contract,
    guarded: true,
    problems: { ...wrongState, 422: ['contract.term-not-over'] },
  })
  settle(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: SettleContract }) body: SettleContract,
  ) {
    return this.contracts.settle(id, version, body);
  }
}
