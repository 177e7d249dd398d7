import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { InterviewBatch, InterviewForm, InterviewResults } from '#contracts/interviews';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { InterviewsService } from './interviews.service.js';

const problems = { 404: ['resource.not-found'], 409: ['response.not-taken'] };

@Controller('plans/:id')
export class InterviewsController {
  constructor(private readonly interviews: InterviewsService) {}

  @Get('interview-form')
  @Route({
    summary: 'Read what is asked in a survey of which one has cases',
    requires: 'interview.send',
    returns: InterviewForm,
    problems,
  })
  form(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.interviews.form(id, caller);
  }

  @Post('interviews')
  @Route({
    summary: 'Send interviews with cases that one has, up to 500, in any order, complete or not',
    description:
      'Each is taken or refused for itself. Safe to repeat: a case has one interview. Of several saves of it the latest stands.',
    requires: 'interview.send',
    returns: InterviewResults,
    problems,
  })
  take(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: InterviewBatch }) body: InterviewBatch,
    @Calling() caller: Caller,
  ) {
    return this.interviews.take(id, body, caller);
  }
}
