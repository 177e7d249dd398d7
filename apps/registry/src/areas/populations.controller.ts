import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  AreaPopulationListQuery,
  AreaPopulationPage,
  AreaPopulationsOutcome,
  NewAreaPopulations,
} from '#contracts/areas';
import { Route } from '#service-kit/route';
import { PopulationsService } from './populations.service.js';

@Controller('area-populations')
export class PopulationsController {
  constructor(private readonly populations: PopulationsService) {}

  @Get()
  @Route({
    summary: 'List how many people lived in units, and by whose count',
    requires: 'area.read',
    returns: AreaPopulationPage,
  })
  list(@Query({ schema: AreaPopulationListQuery }) query: z.infer<typeof AreaPopulationListQuery>) {
    return this.populations.list(query);
  }

  @Post()
  @Route({
    summary: 'Record a count of many units, by which a crosswalk weighs what a unit came from',
    requires: 'area.import',
    returns: AreaPopulationsOutcome,
    status: 201,
    repeatable: true,
    problems: { 422: ['area.no-such-unit', 'area.counted-twice'] },
  })
  record(@Body({ schema: NewAreaPopulations }) body: NewAreaPopulations) {
    return this.populations.record(body);
  }
}
