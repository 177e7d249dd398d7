import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  Sample,
  SampleCellList,
  SampledUnitListQuery,
  SampledUnitPage,
  SampleList,
  SampleRequest,
} from '#contracts/samples';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { SamplesService } from './samples.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('plans/:id/samples')
export class PlanSamplesController {
  constructor(private readonly samples: SamplesService) {}

  @Get()
  @Route({
    summary: 'List the samples of a plan, latest first',
    requires: 'sample.read',
    returns: SampleList,
    problems: notFound,
  })
  list(@Param('id', { schema: IdParam }) id: string) {
    return this.samples.list(id);
  }

  @Post()
  @Route({
    summary: 'Draw a sample',
    description: 'The same frame, design, seed and version of the code draw the same sample.',
    requires: 'sample.draw',
    returns: Sample,
    status: 201,
    repeatable: true,
    problems: {
      ...notFound,
      409: ['sample.plan-approved'],
      422: ['sample.design-differs', 'sample.impossible', 'sample.cells-too-small'],
    },
  })
  draw(@Param('id', { schema: IdParam }) id: string, @Body({ schema: SampleRequest }) body: SampleRequest) {
    return this.samples.draw(id, body);
  }
}

@Controller('samples')
export class SamplesController {
  constructor(private readonly samples: SamplesService) {}

  @Get(':id')
  @Route({ summary: 'Read a sample', requires: 'sample.read', returns: Sample, problems: notFound })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.samples.get(id);
  }

  @Get(':id/cells')
  @Route({
    summary: 'List the cells of a sample, with inclusion probability and base weight',
    requires: 'sample.read',
    returns: SampleCellList,
    problems: notFound,
  })
  cells(@Param('id', { schema: IdParam }) id: string) {
    return this.samples.cells(id);
  }

  @Get(':id/units')
  @Route({
    summary: 'List the units that were drawn',
    requires: 'sample.read',
    returns: SampledUnitPage,
    problems: notFound,
  })
  units(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: SampledUnitListQuery }) query: z.infer<typeof SampledUnitListQuery>,
  ) {
    return this.samples.units(id, query);
  }
}
