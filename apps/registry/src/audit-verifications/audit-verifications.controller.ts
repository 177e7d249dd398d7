import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  AuditVerification,
  AuditVerificationListQuery,
  AuditVerificationPage,
  AuditVerificationRun,
} from '#contracts/audit';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { AuditVerificationsService } from './audit-verifications.service.js';

@Controller('audit/verifications')
export class AuditVerificationsController {
  constructor(private readonly verifications: AuditVerificationsService) {}

  @Get()
  @Route({
    summary: 'List when the audit logs were verified, and what was found, newest first',
    requires: 'audit.read',
    returns: AuditVerificationPage,
  })
  list(@Query({ schema: AuditVerificationListQuery }) query: z.infer<typeof AuditVerificationListQuery>) {
    return this.verifications.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read what a verification found: of each service its first position that does not fit',
    requires: 'audit.read',
    returns: AuditVerification,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.verifications.get(id);
  }

  @Post()
  @Route({
    summary: 'Verify the audit logs of all services now',
    description:
      'Follow the job `jobId`; the verification has the same id. One is made every night. Whoever controls the ' +
      'database controls what is stored here too: `npm run audit:verify` compares with checkpoints kept elsewhere.',
    requires: 'audit.read',
    returns: AuditVerificationRun,
    status: 202,
    repeatable: true,
  })
  verify() {
    return this.verifications.ask();
  }
}
