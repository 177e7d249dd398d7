import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  Assessment,
  AssessmentListQuery,
  AssessmentPage,
  AssessmentText,
  Attempt,
  StartAttempt,
} from '#contracts/assessments';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { AssessmentsService } from './assessments.service.js';
import { AttemptsService } from './attempts.service.js';

const notFound = { 404: ['resource.not-found'] };
const unfit = { 422: ['assessment.no-course', 'assessment.no-bank', 'assessment.small-bank'] };

@Controller('assessments')
export class AssessmentsController {
  constructor(
    private readonly assessments: AssessmentsService,
    private readonly attempts: AttemptsService,
  ) {}

  @Get()
  @Route({ summary: 'List the assessments of courses', requires: 'assessment.read', returns: AssessmentPage })
  list(@Query({ schema: AssessmentListQuery }) query: z.infer<typeof AssessmentListQuery>) {
    return this.assessments.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read an assessment',
    requires: 'assessment.read',
    returns: Assessment,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.assessments.get(id);
  }

  @Post()
  @Route({
    summary: 'Add an assessment to a course: questions drawn from a bank, or an interview by a rubric',
    requires: 'assessment.write',
    returns: Assessment,
    status: 201,
    repeatable: true,
    problems: unfit,
  })
  create(@Body({ schema: AssessmentText }) body: AssessmentText) {
    return this.assessments.create(body);
  }

  @Put(':id')
  @Route({
    summary: 'Rewrite an assessment; attempts that were begun stay as they are',
    requires: 'assessment.write',
    returns: Assessment,
    guarded: true,
    problems: { ...notFound, ...unfit },
  })
  update(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: AssessmentText }) body: AssessmentText,
  ) {
    return this.assessments.update(id, version, body);
  }

  @Post(':id/attempts')
  @Route({
    summary: 'Begin an attempt of one’s own, or go on with the one that is open',
    description: 'The questions are drawn anew for each attempt.',
    requires: 'assessment.take',
    returns: Attempt,
    status: 201,
    repeatable: true,
    problems: {
      ...notFound,
      409: ['assessment.no-more-attempts'],
      422: ['assessment.not-for-you', 'assessment.no-questions'],
    },
  })
  start(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: StartAttempt }) body: StartAttempt,
    @Calling() caller: Caller,
  ) {
    return this.attempts.start(id, body, caller);
  }
}
