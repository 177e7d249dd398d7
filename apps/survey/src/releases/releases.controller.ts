import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  NewSurveyRelease,
  SurveyRelease,
  SurveyReleaseApproval,
  SurveyReleaseListQuery,
  SurveyReleasePage,
  SurveyReleaseText,
  SurveyReleaseWithdrawal,
} from '#contracts/releases';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ReleasesService } from './releases.service.js';

const notFound = { 404: ['resource.not-found'] };
const change = { returns: SurveyRelease, guarded: true } as const;

@Controller('plans/:id/releases')
export class PlanReleasesController {
  constructor(private readonly releases: ReleasesService) {}

  @Get()
  @Route({
    summary: 'List the releases of a survey, latest first',
    requires: 'survey-release.read',
    returns: SurveyReleasePage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: SurveyReleaseListQuery }) query: z.infer<typeof SurveyReleaseListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.releases.list(id, query, caller);
  }

  @Post()
  @Route({
    summary: 'Begin a release of an analysis',
    description:
      'What plan, sample and analysis tell is filled into the methods statement; `missing` names what is still empty.',
    requires: 'survey-release.write',
    returns: SurveyRelease,
    status: 201,
    repeatable: true,
    problems: {
      ...notFound,
      409: ['analysis.not-computed'],
      422: ['survey-release.no-analysis', 'survey-release.personal-data'],
    },
  })
  create(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: NewSurveyRelease }) body: NewSurveyRelease,
  ) {
    return this.releases.create(id, body);
  }
}

@Controller('releases')
export class ReleasesController {
  constructor(private readonly releases: ReleasesService) {}

  @Get(':id')
  @Route({
    summary: 'Read a release: tables, estimates and methods statement',
    requires: 'survey-release.read',
    returns: SurveyRelease,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.releases.get(id, caller);
  }

  @Put(':id')
  @Route({
    summary: 'Rewrite the title and the methods statement of a draft',
    requires: 'survey-release.write',
    ...change,
    problems: {
      ...notFound,
      409: ['survey-release.wrong-state'],
      422: ['survey-release.personal-data'],
    },
  })
  update(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: SurveyReleaseText }) body: SurveyReleaseText,
  ) {
    return this.releases.update(id, version, body);
  }

  @Post(':id/approve')
  @Route({
    summary: 'Approve exactly this content of a release',
    description: "Refused while one of AAPOR's eleven items of disclosure is empty; the problem names them.",
    requires: 'survey-release.approve',
    ...change,
    problems: {
      ...notFound,
      403: ['auth.second-factor-required'],
      409: [
        'survey-release.wrong-state',
        'survey-release.methods-incomplete',
        'survey-release.content-changed',
        'survey-release.overtaken',
      ],
    },
  })
  approve(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: SurveyReleaseApproval }) { contentHash }: z.infer<typeof SurveyReleaseApproval>,
    @Calling() caller: Caller,
  ) {
    return this.releases.approve(id, version, contentHash, caller);
  }

  @Post(':id/publish')
  @Route({
    summary: 'Publish the approved release in place of the one before',
    requires: 'survey-release.publish',
    ...change,
    problems: { ...notFound, 409: ['survey-release.wrong-state', 'survey-release.overtaken'] },
  })
  publish(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.releases.publish(id, version);
  }

  @Post(':id/withdraw')
  @Route({
    summary: 'Withdraw a release; it stays on record with the reason',
    requires: 'survey-release.publish',
    ...change,
    problems: {
      ...notFound,
      409: ['survey-release.wrong-state'],
      422: ['survey-release.personal-data'],
    },
  })
  withdraw(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: SurveyReleaseWithdrawal }) { reason }: z.infer<typeof SurveyReleaseWithdrawal>,
  ) {
    return this.releases.withdraw(id, version, reason);
  }
}
