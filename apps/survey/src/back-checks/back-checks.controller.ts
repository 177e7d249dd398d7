import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  BackCheck,
  BackCheckDraw,
  BackCheckFinding,
  BackCheckListQuery,
  BackCheckPage,
  DrawnBackChecks,
} from '#contracts/back-checks';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { BackChecksService } from './back-checks.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('plans/:id/back-checks')
export class PlanBackChecksController {
  constructor(private readonly checks: BackChecksService) {}

  @Get()
  @Route({
    summary: 'List interviews that are checked and what came of it; one’s own once they were',
    requires: 'back-check.read',
    returns: BackCheckPage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: BackCheckListQuery }) query: z.infer<typeof BackCheckListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.checks.list(id, query, caller);
  }

  @Post()
  @Route({
    summary: 'Draw interviewed cases for a check, by a seed that draws them again',
    requires: 'back-check.write',
    returns: DrawnBackChecks,
    status: 201,
    repeatable: true,
    problems: { ...notFound, 409: ['field-case.closed'], 422: ['back-check.nothing'] },
  })
  draw(@Param('id', { schema: IdParam }) id: string, @Body({ schema: BackCheckDraw }) body: BackCheckDraw) {
    return this.checks.draw(id, body);
  }
}

@Controller('back-checks')
export class BackChecksController {
  constructor(private readonly checks: BackChecksService) {}

  @Post(':id/result')
  @Route({
    summary: 'Record whether an interview took place as it was told',
    requires: 'back-check.write',
    returns: BackCheck,
    guarded: true,
    problems: {
      ...notFound,
      409: ['back-check.own', 'field-case.closed'],
      422: ['back-check.not-yet'],
    },
  })
  record(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: BackCheckFinding }) body: BackCheckFinding,
    @Calling() caller: Caller,
  ) {
    return this.checks.record(id, version, body, caller);
  }
}
