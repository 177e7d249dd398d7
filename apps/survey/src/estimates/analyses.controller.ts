import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  Analysis,
  AnalysisHead,
  AnalysisListQuery,
  AnalysisPage,
  AnalysisRebuild,
  AnalysisText,
} from '#contracts/analyses';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { AnalysesService } from './analyses.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('plans/:id/analyses')
export class PlanAnalysesController {
  constructor(private readonly analyses: AnalysesService) {}

  @Get()
  @Route({
    summary: 'List what was worked out of the answers to a survey, latest first',
    requires: 'survey-analysis.read',
    returns: AnalysisPage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: AnalysisListQuery }) query: z.infer<typeof AnalysisListQuery>,
  ) {
    return this.analyses.list(id, query);
  }

  @Post()
  @Route({
    summary: 'Work out weights and estimates of a survey whose fieldwork is closed',
    description:
      'Answers at once; follow the job `jobId`. Everything in the result has passed the release gate, held against what ' +
      'was released of the survey before. Designs without known chances have shares of those who answered and no more.',
    requires: 'survey-analysis.write',
    returns: AnalysisHead,
    status: 202,
    repeatable: true,
    problems: { ...notFound, 409: ['analysis.not-closed'], 422: ['analysis.unsuitable'] },
  })
  start(@Param('id', { schema: IdParam }) id: string, @Body({ schema: AnalysisText }) body: AnalysisText) {
    return this.analyses.start(id, body);
  }
}

@Controller('analyses')
export class AnalysesController {
  constructor(private readonly analyses: AnalysesService) {}

  @Get(':id')
  @Route({
    summary: 'Read an analysis with its weights and estimates',
    requires: 'survey-analysis.read',
    returns: Analysis,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.analyses.get(id);
  }

  @Get(':id/rebuild')
  @Route({
    summary: 'Work an analysis out again from the answers as they are now',
    description: '`same` says whether answers and outcome are what they were, to the last digit.',
    requires: 'survey-analysis.write',
    returns: AnalysisRebuild,
    problems: { ...notFound, 409: ['analysis.not-computed', 'analysis.impossible'] },
  })
  rebuild(@Param('id', { schema: IdParam }) id: string) {
    return this.analyses.rebuild(id);
  }
}
