import { Controller, Get, Param } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { FigureId, TracedFigure } from '#contracts/aggregates';
import { Route } from '#service-kit/route';
import { FiguresService } from './figures.service.js';

@Controller('figures')
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  @Get(':figureId')
  @Route({
    summary: 'Say where a figure of a report comes from',
    description:
      'What is counted, as of when, by which rules, and the same figure of every period that was counted: they add up ' +
      'to it. Ids of figures stand in `tables.csv` of the report.',
    requires: 'aggregate-report.read',
    returns: TracedFigure,
    problems: { 404: ['resource.not-found'], 409: ['aggregate-report.building'] },
  })
  trace(@Param('figureId', { schema: FigureId }) figureId: string, @Calling() caller: Caller) {
    return this.figures.trace(figureId, caller);
  }
}
