import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  Attempt,
  AttemptListQuery,
  AttemptPage,
  HoldInterview,
  MarkAttempt,
  SubmitAttempt,
} from '#contracts/assessments';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { AttemptsService } from './attempts.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('attempts')
export class AttemptsController {
  constructor(private readonly attempts: AttemptsService) {}

  @Get()
  @Route({
    summary: 'List attempts at assessments, without their marks',
    requires: 'attempt.read',
    returns: AttemptPage,
  })
  list(
    @Query({ schema: AttemptListQuery }) query: z.infer<typeof AttemptListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.attempts.list(query, caller);
  }

  @Get(':id')
  @Route({
    summary: 'Read an attempt: whoever made it, who teaches the class, and the office',
    requires: 'attempt.read',
    returns: Attempt,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.attempts.get(id, caller);
  }

  @Post('interviews')
  @Route({
    summary: 'Record a practical interview by the rubric of its assessment',
    requires: 'attempt.mark',
    returns: Attempt,
    status: 201,
    repeatable: true,
    problems: {
      409: ['assessment.no-more-attempts', 'attempt.own'],
      422: ['assessment.not-for-you', 'assessment.no-interview', 'attempt.marks-do-not-fit'],
    },
  })
  interview(@Body({ schema: HoldInterview }) body: HoldInterview, @Calling() caller: Caller) {
    return this.attempts.interview(body, caller);
  }

  @Post(':id/submit')
  @Route({
    summary: 'Hand in an attempt of one’s own',
    requires: 'assessment.take',
    returns: Attempt,
    guarded: true,
    problems: {
      ...notFound,
      409: ['attempt.submitted', 'attempt.class-assessed'],
      422: ['attempt.answers-do-not-fit', 'attempt.personal-data'],
    },
  })
  submit(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: SubmitAttempt }) body: SubmitAttempt,
    @Calling() caller: Caller,
  ) {
    return this.attempts.submit(id, version, body, caller);
  }

  @Post(':id/marks')
  @Route({
    summary: 'Mark the open questions of an attempt',
    requires: 'attempt.mark',
    returns: Attempt,
    guarded: true,
    problems: {
      ...notFound,
      409: ['attempt.not-submitted', 'attempt.own', 'attempt.class-assessed'],
      422: ['attempt.marks-do-not-fit'],
    },
  })
  mark(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: MarkAttempt }) body: MarkAttempt,
    @Calling() caller: Caller,
  ) {
    return this.attempts.mark(id, version, body, caller);
  }
}
