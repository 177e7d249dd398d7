import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import { CoverageGapListQuery, CoverageGapPage, UnitCoverage, UnitCoverageQuery } from '#contracts/coverage';
import { Coverage, CoverageQuery } from '#contracts/training';
import { Route } from '#service-kit/route';
import { CoverageService } from './coverage.service.js';

const problems = { 422: ['coverage.no-course'] };

@Controller('coverage')
export class CoverageController {
  constructor(private readonly coverage: CoverageService) {}

  @Get()
  @Route({
    summary: 'How many hold a role, and how many seats classes for it had, level by level',
    requires: 'class.read',
    returns: Coverage,
  })
  get(@Query({ schema: CoverageQuery }) query: CoverageQuery) {
    return this.coverage.of(query);
  }

  @Get('units')
  @Route({
    summary: 'How many of those appointed are trained in a course or on a topic, unit by unit',
    description:
      'A unit has the figures of all below it. Whose unit had ended by the day counts in the one that it became part of, or above it where there were several.',
    requires: 'coverage.read',
    returns: UnitCoverage,
    problems,
  })
  units(@Query({ schema: UnitCoverageQuery }) query: UnitCoverageQuery, @Calling() caller: Caller) {
    return this.coverage.units(query, caller);
  }

  @Get('gaps')
  @Route({
    summary: 'List who of those appointed is not trained in a course or on a topic, longest in office first',
    requires: 'coverage.read',
    returns: CoverageGapPage,
    problems,
  })
  gaps(
    @Query({ schema: CoverageGapListQuery }) query: z.infer<typeof CoverageGapListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.coverage.gaps(query, caller);
  }
}
