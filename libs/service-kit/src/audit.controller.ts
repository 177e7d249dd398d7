import { Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { AuditLog } from '#audit/audit-log';
import { AuditEntryListQuery, AuditEntryPage, AuditHead } from '#contracts/audit';
import { Route } from './route.js';

@Controller()
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Get('audit-entries')
  @Route({
    summary: 'List what was done and read, newest first',
    description: 'Listing is itself recorded.',
    requires: 'audit.read',
    returns: AuditEntryPage,
  })
  entries(@Query({ schema: AuditEntryListQuery }) query: z.infer<typeof AuditEntryListQuery>) {
    return this.log.list(query);
  }

  @Get('audit/head')
  @Route({
    summary: 'Where the chain of the audit log ends',
    requires: 'audit.read',
    returns: AuditHead,
  })
  head() {
    return this.log.head();
  }

  @Post('audit/checkpoints')
  @Route({
    summary: 'Have the end of the chain signed now',
    description:
      'The answer is what will be signed; a moment later it is among `/v1/registry/audit/checkpoints`. ' +
      'One is made every hour in which something was recorded.',
    requires: 'audit.checkpoint',
    returns: AuditHead,
    status: 202,
    repeatable: true,
  })
  checkpoint() {
    return this.log.checkpoint();
  }
}
