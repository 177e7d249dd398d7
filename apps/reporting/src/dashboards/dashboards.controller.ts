import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  DashboardTable,
  DashboardTableQuery,
  DashboardTrend,
  SalienceQuery,
  TendencyQuery,
} from '#contracts/dashboards';
import { Route } from '#service-kit/route';
import { DashboardsService } from './dashboards.service.js';

const requires = 'aggregate-report.read';
const breakdown = { returns: DashboardTable, problems: { 404: ['resource.not-found'] } };

@Controller('dashboards')
export class DashboardsController {
  constructor(private readonly dashboards: DashboardsService) {}

  @Get('salience')
  @Route({
    summary: 'How much each topic was spoken of, period by period',
    description: 'Figures of the reports in force that the caller may read, as they were released.',
    requires,
    returns: DashboardTrend,
  })
  salience(
    @Query({ schema: SalienceQuery }) query: z.infer<typeof SalienceQuery>,
    @Calling() caller: Caller,
  ) {
    return this.dashboards.salience(query, caller);
  }

  @Get('tendency')
  @Route({ summary: 'Which way opinions lean, period by period', requires, returns: DashboardTrend })
  tendency(@Query({ schema: TendencyQuery }) query: TendencyQuery, @Calling() caller: Caller) {
    return this.dashboards.tendency(query, caller);
  }

  @Get('areas')
  @Route({ summary: 'A period by unit, to colour a map by the codes of units', requires, ...breakdown })
  areas(
    @Query({ schema: DashboardTableQuery }) { periodId }: z.infer<typeof DashboardTableQuery>,
    @Calling() caller: Caller,
  ) {
    return this.dashboards.breakdown('area', periodId, caller);
  }

  @Get('strata')
  @Route({ summary: 'A period by stratum', requires, ...breakdown })
  strata(
    @Query({ schema: DashboardTableQuery }) { periodId }: z.infer<typeof DashboardTableQuery>,
    @Calling() caller: Caller,
  ) {
    return this.dashboards.breakdown('stratum', periodId, caller);
  }
}
