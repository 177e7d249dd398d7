import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  AnswerInspectionRequest,
  CancelInspection,
  ConcludeInspection,
  Inspection,
  InspectionListQuery,
  InspectionPage,
  InspectionPlan,
  NewFinding,
  NewInspectionRequest,
  RecordCheck,
  ReturnInspectionRequest,
  SettleInspectionRequest,
} from '#contracts/inspections';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { InspectionRequestsService } from './inspection-requests.service.js';
import { InspectionsService } from './inspections.service.js';

const notFound = { 404: ['resource.not-found'] };
const write = {
  requires: 'inspection.write' as const,
  returns: Inspection,
  guarded: true,
  problems: {
    ...notFound,
    409: ['inspection.wrong-state', 'inspection.unfinished'],
    422: ['opinion.personal-data', 'inspection.not-fit'],
  },
};

@Controller('inspections')
export class InspectionsController {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly requests: InspectionRequestsService,
  ) {}

  @Get()
  @Route({
    summary: 'List inspections of units within reach, newest first',
    requires: 'inspection.read',
    returns: InspectionPage,
  })
  list(
    @Query({ schema: InspectionListQuery }) query: z.infer<typeof InspectionListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.inspections.list(query, caller);
  }

  @Get(':id')
  @Route({
    summary: 'Read an inspection with its checklist, findings and requests',
    requires: 'inspection.read',
    returns: Inspection,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.inspections.get(id, caller);
  }

  @Post()
  @Route({
    summary: 'Plan an inspection of a unit',
    requires: 'inspection.write',
    returns: Inspection,
    status: 201,
    repeatable: true,
    problems: { 422: ['opinion.personal-data', 'inspection.not-fit'] },
  })
  plan(@Body({ schema: InspectionPlan }) body: InspectionPlan) {
    return this.inspections.plan(body);
  }

  @Put(':id')
  @Route({ summary: 'Change the plan before it begins', ...write })
  replan(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: InspectionPlan }) body: InspectionPlan,
    @Calling() caller: Caller,
  ) {
    return this.inspections.replan({ id, version, caller }, body);
  }

  @Post(':id/start')
  @Route({ summary: 'Begin a planned inspection', ...write })
  start(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number, @Calling() caller: Caller) {
    return this.inspections.start({ id, version, caller });
  }

  @Post(':id/checks')
  @Route({ summary: 'Say how the unit meets a point of the checklist', ...write })
  check(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: RecordCheck }) body: RecordCheck,
    @Calling() caller: Caller,
  ) {
    return this.inspections.check({ id, version, caller }, body);
  }

  @Post(':id/findings')
  @Route({ summary: 'Add a finding', ...write })
  find(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewFinding }) body: NewFinding,
    @Calling() caller: Caller,
  ) {
    return this.inspections.find({ id, version, caller }, body);
  }

  @Post(':id/requests')
  @Route({ summary: 'Ask something of the unit by a day', ...write })
  request(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewInspectionRequest }) body: NewInspectionRequest,
    @Calling() caller: Caller,
  ) {
    return this.requests.add({ id, version, caller }, body);
  }

  @Post(':id/conclude')
  @Route({ summary: 'Conclude it, once every point of the checklist is looked at', ...write })
  conclude(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ConcludeInspection }) body: ConcludeInspection,
    @Calling() caller: Caller,
  ) {
    return this.inspections.conclude({ id, version, caller }, body);
  }

  @Post(':id/requests/:requestId/answer')
  @Route({
    summary: 'Say what the unit has done, or enter what came on paper',
    ...write,
    requires: 'inspection.answer',
  })
  answer(
    @Param('id', { schema: IdParam }) id: string,
    @Param('requestId', { schema: IdParam }) requestId: string,
    @IfMatch() version: number,
    @Body({ schema: AnswerInspectionRequest }) body: AnswerInspectionRequest,
    @Calling() caller: Caller,
  ) {
    return this.requests.answer({ id, requestId, version, caller }, body);
  }

  @Post(':id/requests/:requestId/return')
  @Route({ summary: 'Return an answer, or give more time, with a reason and a day', ...write })
  return(
    @Param('id', { schema: IdParam }) id: string,
    @Param('requestId', { schema: IdParam }) requestId: string,
    @IfMatch() version: number,
    @Body({ schema: ReturnInspectionRequest }) body: ReturnInspectionRequest,
    @Calling() caller: Caller,
  ) {
    return this.requests.return({ id, requestId, version, caller }, body);
  }

  @Post(':id/requests/:requestId/settle')
  @Route({ summary: 'Settle a request as fulfilled or waived', ...write })
  settle(
    @Param('id', { schema: IdParam }) id: string,
    @Param('requestId', { schema: IdParam }) requestId: string,
    @IfMatch() version: number,
    @Body({ schema: SettleInspectionRequest }) body: SettleInspectionRequest,
    @Calling() caller: Caller,
  ) {
    return this.requests.settle({ id, requestId, version, caller }, body);
  }

  @Post(':id/close')
  @Route({ summary: 'Close it, once every request is settled', ...write })
  close(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number, @Calling() caller: Caller) {
    return this.inspections.close({ id, version, caller });
  }

  @Post(':id/cancel')
  @Route({ summary: 'Cancel it before it is concluded, with a reason', ...write })
  cancel(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: CancelInspection }) body: CancelInspection,
    @Calling() caller: Caller,
  ) {
    return this.inspections.cancel({ id, version, caller }, body);
  }
}
