import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { ClassCost, ClassEvaluation, GiveEvaluation, WriteClassCost } from '#contracts/evaluations';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { EvaluationsService } from './evaluations.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('classes/:id')
export class EvaluationsController {
  constructor(private readonly evaluations: EvaluationsService) {}

  @Post('evaluation')
  @Route({
    summary: 'Say what one thinks of a class that one came to; it is kept without who said it',
    description: 'Sent again it is refused: no record of the request is kept.',
    requires: 'class-evaluation.give',
    problems: {
      ...notFound,
      409: ['class.not-over', 'evaluation.given', 'evaluation.closed'],
      422: ['evaluation.personal-data'],
    },
  })
  give(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: GiveEvaluation }) body: GiveEvaluation,
    @Calling() caller: Caller,
  ) {
    return this.evaluations.give(id, body, caller);
  }

  @Get('evaluation')
  @Route({
    summary:
      'What those who came think of a class, once it is closed and as far as the release gate shows it',
    requires: 'class-evaluation.read',
    returns: ClassEvaluation,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.evaluations.get(id);
  }

  @Post('evaluation/close')
  @Route({
    summary: 'Close the evaluation of a class, by the version of the class',
    requires: 'class.write',
    returns: ClassEvaluation,
    guarded: true,
    problems: { ...notFound, 409: ['class.not-over', 'evaluation.closed'] },
  })
  close(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.evaluations.close(id, version);
  }

  @Get('cost')
  @Route({
    summary: 'What a class cost',
    requires: 'class-cost.read',
    returns: ClassCost,
    problems: notFound,
  })
  cost(@Param('id', { schema: IdParam }) id: string) {
    return this.evaluations.cost(id);
  }

  @Put('cost')
  @Route({
    summary: 'Write what a class cost, item by item in đồng',
    requires: 'class-cost.write',
    returns: ClassCost,
    guarded: true,
    problems: notFound,
  })
  writeCost(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: WriteClassCost }) body: WriteClassCost,
  ) {
    return this.evaluations.writeCost(id, version, body);
  }
}
