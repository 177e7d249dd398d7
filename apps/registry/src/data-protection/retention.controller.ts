import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  NewRetentionRule,
  RetentionDueListQuery,
  RetentionDuePage,
  RetentionRule,
  RetentionRuleList,
  RetentionRun,
} from '#contracts/data-protection';
import { Route } from '#service-kit/route';
import { RetentionService } from './retention.service.js';

@Controller()
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Get('retention-rules')
  @Route({
    summary: 'How long data of people is kept after they have left, and since when',
    requires: 'retention.read',
    returns: RetentionRuleList,
  })
  rules() {
    return this.retention.rules();
  }

  @Post('retention-rules')
  @Route({
    summary: 'Set how long data is kept, from a day to come',
    requires: 'retention.manage',
    returns: RetentionRule,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'], 422: ['retention.in-the-past'] },
  })
  addRule(@Body({ schema: NewRetentionRule }) body: NewRetentionRule) {
    return this.retention.addRule(body);
  }

  @Get('retention-due')
  @Route({
    summary: 'List what is past its retention and will be removed tonight',
    requires: 'retention.read',
    returns: RetentionDuePage,
  })
  due(@Query({ schema: RetentionDueListQuery }) query: z.infer<typeof RetentionDueListQuery>) {
    return this.retention.due(query);
  }

  @Post('retention-runs')
  @Route({
    summary: 'Remove now what is past its retention',
    description: 'Answers at once; follow the job `jobId`.',
    requires: 'retention.manage',
    returns: RetentionRun,
    status: 202,
    repeatable: true,
  })
  apply() {
    return this.retention.apply();
  }
}
