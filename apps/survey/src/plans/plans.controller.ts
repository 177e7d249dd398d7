import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  OutcomeRates,
  OutcomeRatesQuestion,
  SampleSize,
  SampleSizeQuestion,
  SurveyPlan,
  SurveyPlanListQuery,
  SurveyPlanPage,
  SurveyPlanStep,
  SurveyPlanText,
} from '#contracts/survey';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { PlansService } from './plans.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('plans')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  @Get()
  @Route({
    summary: 'List survey plans, latest fieldwork first',
    requires: 'survey-plan.read',
    returns: SurveyPlanPage,
  })
  list(@Query({ schema: SurveyPlanListQuery }) query: z.infer<typeof SurveyPlanListQuery>) {
    return this.plans.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read a survey plan',
    requires: 'survey-plan.read',
    returns: SurveyPlan,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.plans.get(id);
  }

  @Post()
  @Route({
    summary: 'Plan a survey',
    requires: 'survey-plan.write',
    returns: SurveyPlan,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'] },
  })
  create(@Body({ schema: SurveyPlanText }) body: SurveyPlanText) {
    return this.plans.create(body);
  }

  @Put(':id')
  @Route({
    summary: 'Rewrite a survey plan',
    description: 'It is then planned anew, and has to be approved again.',
    requires: 'survey-plan.write',
    returns: SurveyPlan,
    guarded: true,
    problems: { ...notFound, 409: ['resource.conflict', 'survey-plan.in-field'] },
  })
  update(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: SurveyPlanText }) body: SurveyPlanText,
  ) {
    return this.plans.update(id, version, body);
  }

  @Post(':id/approve')
  @Route({
    summary: 'Approve exactly this version of a survey plan',
    requires: 'survey-plan.approve',
    returns: SurveyPlan,
    guarded: true,
    repeatable: true,
    problems: {
      ...notFound,
      403: ['auth.second-factor-required'],
      409: ['survey-plan.already-approved', 'survey-plan.wrong-state', 'survey-plan.not-ready'],
    },
  })
  approve(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Calling() caller: Caller,
  ) {
    return this.plans.approve(id, version, caller);
  }

  @Post(':id/advance')
  @Route({
    summary: 'Take a survey plan one step on',
    description:
      'Designed: with a questionnaire and a sample; pretested: the latest version was tried out; fielding: it is frozen.',
    requires: 'survey-plan.write',
    returns: SurveyPlan,
    guarded: true,
    problems: { ...notFound, 409: ['survey-plan.wrong-state', 'survey-plan.not-ready'] },
  })
  advance(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: SurveyPlanStep }) body: SurveyPlanStep,
  ) {
    return this.plans.advance(id, version, body);
  }

  @Post(':id/outcome-rates')
  @Route({
    summary: "Work out AAPOR's outcome rates; nothing is stored",
    requires: 'survey-plan.read',
    returns: OutcomeRates,
    problems: { ...notFound, 422: ['survey-plan.no-outcome-rates'] },
  })
  outcomeRates(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: OutcomeRatesQuestion }) body: OutcomeRatesQuestion,
  ) {
    return this.plans.outcomeRates(id, body);
  }

  @Post(':id/sample-size')
  @Route({
    summary: 'Work out how large the sample must be; nothing is stored',
    requires: 'survey-plan.read',
    returns: SampleSize,
    problems: { ...notFound, 422: ['survey-plan.no-margin-of-error'] },
  })
  sampleSize(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: SampleSizeQuestion }) body: SampleSizeQuestion,
  ) {
    return this.plans.sampleSize(id, body);
  }
}
