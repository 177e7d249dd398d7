import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  NewOpinionItem,
  NewOpinionReport,
  OpinionReport,
  OpinionReportListQuery,
  OpinionReportPage,
  ReturnReport,
} from '#contracts/opinion';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { FilingService } from './filing.service.js';
import { OpinionReportsService } from './opinion-reports.service.js';
import { ReviewService } from './review.service.js';

const changes = { returns: OpinionReport, guarded: true } as const;
const notYours = {
  404: ['resource.not-found'],
  409: ['opinion-report.wrong-state', 'opinion-report.not-your-turn', 'opinion-report.own-report'],
};
const wrongState = { 404: ['resource.not-found'], 409: ['opinion-report.wrong-state'] };

@Controller('opinion-reports')
export class OpinionReportsController {
  constructor(
    private readonly filing: FilingService,
    private readonly reports: OpinionReportsService,
    private readonly review: ReviewService,
  ) {}

  @Get()
  @Route({
    summary: 'List opinion reports within reach',
    requires: 'opinion-report.read',
    returns: OpinionReportPage,
  })
  list(
    @Query({ schema: OpinionReportListQuery }) query: z.infer<typeof OpinionReportListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.reports.list(query, caller);
  }

  @Get(':id')
  @Route({
    summary: 'Read an opinion report with its items',
    requires: 'opinion-report.read',
    returns: OpinionReport,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.reports.get(id, caller);
  }

  @Post()
  @Route({
    summary: 'File an opinion report',
    description: 'Refused text is neither stored nor logged; the answer says where to reword.',
    requires: 'opinion-report.file',
    returns: OpinionReport,
    status: 201,
    repeatable: true,
    grouped: true,
    problems: {
      409: ['period.closed', 'resource.conflict'],
      422: [
        'opinion.personal-data',
        'opinion.prevalence-not-earned',
        'opinion.unknown-reference',
        'opinion.not-appointed',
        'opinion.other-kind',
        'opinion.not-asked',
      ],
    },
  })
  file(@Body({ schema: NewOpinionReport }) body: NewOpinionReport, @Calling() caller: Caller) {
    return this.filing.file(body, caller);
  }

  @Post(':id/submit')
  @Route({
    summary: 'Send in a draft or a revised report',
    requires: 'opinion-report.file',
    ...changes,
    problems: wrongState,
  })
  submit(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Calling() caller: Caller,
  ) {
    return this.reports.submit({ id, version, caller });
  }

  @Put(':id/items/:itemId')
  @Route({
    summary: 'Revise a returned item',
    requires: 'opinion-report.file',
    ...changes,
    problems: { ...wrongState, 422: ['opinion.not-fit'] },
  })
  revise(
    @Param('id', { schema: IdParam }) id: string,
    @Param('itemId', { schema: IdParam }) itemId: string,
    @IfMatch() version: number,
    @Body({ schema: NewOpinionItem }) body: NewOpinionItem,
    @Calling() caller: Caller,
  ) {
    return this.reports.revise({ id, version, caller }, itemId, body);
  }

  @Post(':id/receive')
  @Route({
    summary: 'Take a report in hand',
    requires: 'opinion-report.review',
    ...changes,
    problems: notYours,
  })
  receive(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Calling() caller: Caller,
  ) {
    return this.review.receive({ id, version, caller });
  }

  @Post(':id/accept')
  @Route({
    summary: 'Let a report pass a level; after the last one it is accepted',
    requires: 'opinion-report.review',
    ...changes,
    problems: notYours,
  })
  accept(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Calling() caller: Caller,
  ) {
    return this.review.accept({ id, version, caller });
  }

  @Post(':id/return')
  @Route({
    summary: 'Return items with reasons and let the rest pass',
    requires: 'opinion-report.review',
    ...changes,
    problems: { ...notYours, 422: ['opinion-report.unknown-item'] },
  })
  return(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ReturnReport }) body: ReturnReport,
    @Calling() caller: Caller,
  ) {
    return this.review.return({ id, version, caller }, body);
  }
}
