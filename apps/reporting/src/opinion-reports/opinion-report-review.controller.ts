import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { OpinionReport } from '#contracts/opinion';
import { BlankItem, CorrectItem, OpinionItemVersionList, ReopenReport, ReviewPath } from '#contracts/review';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { BlankingService } from './blanking.service.js';
import { OpinionReportsService } from './opinion-reports.service.js';
import { ReviewService } from './review.service.js';

const wrongState = { 404: ['resource.not-found'], 409: ['opinion-report.wrong-state'] };

/** What happens to a report after its first decision, and the way it takes to get there. */
@Controller('opinion-reports')
export class OpinionReportReviewController {
  constructor(
    private readonly reports: OpinionReportsService,
    private readonly review: ReviewService,
    private readonly blanking: BlankingService,
  ) {}

  @Get(':id/review')
  @Route({
    summary: 'Which levels a report passes, and where it waits',
    requires: 'opinion-report.read',
    returns: ReviewPath,
    problems: { 404: ['resource.not-found'] },
  })
  path(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.review.path(id, caller);
  }

  @Get(':id/items/:itemId/versions')
  @Route({
    summary: 'What an item has said since it was filed, and what changed',
    requires: 'opinion-report.read',
    returns: OpinionItemVersionList,
    problems: { 404: ['resource.not-found'] },
  })
  versions(
    @Param('id', { schema: IdParam }) id: string,
    @Param('itemId', { schema: IdParam }) itemId: string,
    @Calling() caller: Caller,
  ) {
    return this.reports.versions(id, itemId, caller);
  }

  @Post(':id/items/:itemId/correct')
  @Route({
    summary: 'Set an accepted item right; it awaits review again',
    requires: 'opinion-report.file',
    returns: OpinionReport,
    guarded: true,
    problems: { ...wrongState, 422: ['opinion.not-fit', 'opinion-report.other-item'] },
  })
  correct(
    @Param('id', { schema: IdParam }) id: string,
    @Param('itemId', { schema: IdParam }) itemId: string,
    @IfMatch() version: number,
    @Body({ schema: CorrectItem }) body: CorrectItem,
    @Calling() caller: Caller,
  ) {
    return this.reports.correct({ id, version, caller }, itemId, body);
  }

  @Post(':id/items/:itemId/blank')
  @Route({
    summary: 'Blank words of a version of an item that lead to a person; what is counted stays',
    requires: 'opinion-report.blank',
    returns: OpinionReport,
    guarded: true,
    problems: { ...wrongState, 422: ['opinion.personal-data', 'opinion-report.nothing-to-blank'] },
  })
  blank(
    @Param('id', { schema: IdParam }) id: string,
    @Param('itemId', { schema: IdParam }) itemId: string,
    @IfMatch() version: number,
    @Body({ schema: BlankItem }) body: BlankItem,
    @Calling() caller: Caller,
  ) {
    return this.blanking.blank({ id, version, caller }, itemId, body);
  }

  @Post(':id/reopen')
  @Route({
    summary: 'Open accepted items again, each with a reason',
    requires: 'opinion-report.reopen',
    returns: OpinionReport,
    guarded: true,
    problems: { ...wrongState, 422: ['opinion-report.unknown-item'] },
  })
  reopen(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ReopenReport }) body: ReopenReport,
    @Calling() caller: Caller,
  ) {
    return this.review.reopen({ id, version, caller }, body);
  }
}
