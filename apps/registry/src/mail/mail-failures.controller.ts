import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { MailFailureListQuery, MailFailurePage } from '#contracts/notifications';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { MailFailuresService } from './mail-failures.service.js';

const requires = 'mail-failure.manage';

@Controller('mail-failures')
export class MailFailuresController {
  constructor(private readonly failures: MailFailuresService) {}

  @Get()
  @Route({ summary: 'List mail that was given up, newest first', requires, returns: MailFailurePage })
  list(@Query({ schema: MailFailureListQuery }) query: z.infer<typeof MailFailureListQuery>) {
    return this.failures.list(query);
  }

  @Post(':id/retry')
  @Route({
    summary: 'Send a mail again that was given up',
    requires,
    problems: { 404: ['resource.not-found'], 409: ['mail-failure.not-failed'] },
  })
  retry(@Param('id', { schema: IdParam }) id: string) {
    return this.failures.retry(id);
  }
}
