import { Controller, Get, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { VerificationKeys } from '#contracts/accounts';
import { AuditCheckpoint, AuditCheckpointListQuery, AuditCheckpointPage } from '#contracts/audit';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { AuditCheckpointsService } from './audit-checkpoints.service.js';

@Controller('audit')
export class AuditCheckpointsController {
  constructor(private readonly checkpoints: AuditCheckpointsService) {}

  @Get('checkpoints')
  @Route({
    summary: 'List the signed checkpoints of all services, newest first',
    description:
      'Keep the answer where the administrators of the database cannot reach it, on paper too; ' +
      '`npm run audit:verify -- --checkpoint FILE` compares it with the audit log.',
    requires: 'audit.read',
    returns: AuditCheckpointPage,
  })
  list(@Query({ schema: AuditCheckpointListQuery }) query: z.infer<typeof AuditCheckpointListQuery>) {
    return this.checkpoints.list(query);
  }

  @Get('checkpoints/:id')
  @Route({
    summary: 'Read a checkpoint',
    requires: 'audit.read',
    returns: AuditCheckpoint,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.checkpoints.get(id);
  }

  // Public: whoever keeps a checkpoint checks it with these.
  @Get('keys')
  @Route({
    summary: 'The keys that checkpoints are checked with (JWKS), also those that sign no more',
    requires: 'public',
    returns: VerificationKeys,
  })
  keys() {
    return this.checkpoints.verificationKeys();
  }
}
