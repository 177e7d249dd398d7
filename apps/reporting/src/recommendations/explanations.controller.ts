import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  Explanation,
  ExplanationListQuery,
  ExplanationPage,
  NewExplanation,
  WithdrawExplanation,
} from '#contracts/explanations';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ExplanationsService } from './explanations.service.js';

@Controller('explanations')
export class ExplanationsController {
  constructor(private readonly explanations: ExplanationsService) {}

  @Get()
  @Route({
    summary: 'List official answers and explanations, newest first',
    requires: 'explanation.read',
    returns: ExplanationPage,
  })
  list(@Query({ schema: ExplanationListQuery }) query: z.infer<typeof ExplanationListQuery>) {
    return this.explanations.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read an official answer or explanation, also one that was withdrawn',
    requires: 'explanation.read',
    returns: Explanation,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.explanations.get(id);
  }

  @Post()
  @Route({
    summary: 'Publish an official answer or explanation to the network',
    requires: 'explanation.publish',
    returns: Explanation,
    status: 201,
    repeatable: true,
    problems: { 422: ['opinion.personal-data', 'explanation.unknown-recommendation'] },
  })
  publish(@Body({ schema: NewExplanation }) body: NewExplanation) {
    return this.explanations.publish(body);
  }

  @Post(':id/withdraw')
  @Route({
    summary: 'Withdraw an explanation, with a reason',
    requires: 'explanation.publish',
    returns: Explanation,
    guarded: true,
    problems: {
      404: ['resource.not-found'],
      409: ['explanation.withdrawn'],
      422: ['opinion.personal-data'],
    },
  })
  withdraw(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: WithdrawExplanation }) body: WithdrawExplanation,
  ) {
    return this.explanations.withdraw(id, version, body);
  }
}
