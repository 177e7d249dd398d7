import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  FlagReview,
  QualityCheck,
  QualityFlag,
  QualityFlagListQuery,
  QualityFlagPage,
} from '#contracts/quality-flags';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { QualityFlagsService } from './quality-flags.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('plans/:id')
export class PlanQualityController {
  constructor(private readonly flags: QualityFlagsService) {}

  @Get('quality-flags')
  @Route({
    summary: 'List what in the interviews of somebody is worth a look, and what came of it',
    requires: 'quality-flag.read',
    returns: QualityFlagPage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: QualityFlagListQuery }) query: z.infer<typeof QualityFlagListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.flags.list(id, query, caller);
  }

  @Post('quality-checks')
  @Route({
    summary:
      'Look at the interviews so far for speed, straight lines, duplicates and what only one interviewer hears',
    description:
      'Of interviewers with five interviews or more. A flag is a reason to look, not an accusation.',
    requires: 'quality-flag.write',
    returns: QualityCheck,
    repeatable: true,
    problems: { ...notFound, 409: ['response.not-taken'] },
  })
  check(@Param('id', { schema: IdParam }) id: string) {
    return this.flags.check(id);
  }
}

@Controller('quality-flags')
export class QualityFlagsController {
  constructor(private readonly flags: QualityFlagsService) {}

  @Post(':id/review')
  @Route({
    summary: 'Record what a look at the interviews came to',
    requires: 'quality-flag.write',
    returns: QualityFlag,
    guarded: true,
    problems: { ...notFound, 409: ['quality-flag.own'] },
  })
  review(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: FlagReview }) body: FlagReview,
    @Calling() caller: Caller,
  ) {
    return this.flags.review(id, version, body, caller);
  }
}
