import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import { PeriodDues } from '#contracts/calendars';
import {
  AreaDiscipline,
  CorrectPeriod,
  ExpectedReportListQuery,
  ExpectedReportPage,
  NewReportingPeriod,
  PeriodCorrection,
  PeriodCorrections,
  PeriodDiscipline,
  ReportingPeriod,
  ReportingPeriodListQuery,
  ReportingPeriodPage,
} from '#contracts/periods';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { CorrectionsService } from './corrections.service.js';
import { PeriodsService } from './periods.service.js';

@Controller('reporting-periods')
export class ReportingPeriodsController {
  constructor(
    private readonly periods: PeriodsService,
    private readonly corrections: CorrectionsService,
  ) {}

  @Get()
  @Route({
    summary: 'List reporting periods, newest first',
    requires: 'reporting-period.read',
    returns: ReportingPeriodPage,
  })
  list(@Query({ schema: ReportingPeriodListQuery }) query: z.infer<typeof ReportingPeriodListQuery>) {
    return this.periods.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read a reporting period',
    requires: 'reporting-period.read',
    returns: ReportingPeriod,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.periods.get(id);
  }

  @Post()
  @Route({
    summary: 'Open a reporting period',
    requires: 'reporting-period.manage',
    returns: ReportingPeriod,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'] },
  })
  create(@Body({ schema: NewReportingPeriod }) body: NewReportingPeriod) {
    return this.periods.create(body);
  }

  @Post(':id/close')
  @Route({
    summary: 'Close a period and freeze who was expected to report',
    requires: 'reporting-period.manage',
    returns: ReportingPeriod,
    guarded: true,
    repeatable: true,
    problems: { 404: ['resource.not-found'], 409: ['period.closed'], 422: ['period.not-over'] },
  })
  close(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.periods.close(id, version);
  }

  @Post(':id/corrections')
  @Route({
    summary: 'Reckon anew who was expected in a closed period; what was known before stays on record',
    requires: 'reporting-period.manage',
    returns: PeriodCorrection,
    status: 201,
    guarded: true,
    repeatable: true,
    problems: {
      404: ['resource.not-found'],
      409: ['period.open', 'period.nothing-to-correct'],
      422: ['opinion.personal-data'],
    },
  })
  correct(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: CorrectPeriod }) body: CorrectPeriod,
  ) {
    return this.corrections.correct(id, version, body);
  }

  @Get(':id/corrections')
  @Route({
    summary: 'How what was frozen of a closed period was corrected, first to last',
    requires: 'reporting-discipline.read',
    returns: PeriodCorrections,
    problems: { 404: ['resource.not-found'] },
  })
  listCorrections(@Param('id', { schema: IdParam }) id: string) {
    return this.corrections.list(id);
  }

  @Get(':id/dues')
  @Route({
    summary: 'When reports of a period fall due, by level and organisation',
    requires: 'reporting-period.read',
    returns: PeriodDues,
    problems: { 404: ['resource.not-found'] },
  })
  dues(@Param('id', { schema: IdParam }) id: string) {
    return this.periods.dues(id);
  }

  @Get(':id/expected-reports')
  @Route({
    summary: 'Who owes a report in a period, and what came',
    requires: 'expected-report.read',
    returns: ExpectedReportPage,
    problems: { 404: ['resource.not-found'] },
  })
  expected(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: ExpectedReportListQuery }) query: z.infer<typeof ExpectedReportListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.periods.expectedReports(id, query, caller);
  }

  @Get(':id/discipline')
  @Route({
    summary: 'How each level keeps its duty to report',
    requires: 'reporting-discipline.read',
    returns: PeriodDiscipline,
    problems: { 404: ['resource.not-found'] },
  })
  discipline(@Param('id', { schema: IdParam }) id: string) {
    return this.periods.discipline(id);
  }

  @Get(':id/discipline/areas')
  @Route({
    summary: 'How each unit within reach keeps its duty to report',
    requires: 'expected-report.read',
    returns: AreaDiscipline,
    problems: { 404: ['resource.not-found'] },
  })
  areaDiscipline(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.periods.areaDiscipline(id, caller);
  }
}
