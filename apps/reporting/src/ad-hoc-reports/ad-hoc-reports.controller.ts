import { Controller, Get, Param } from '@nestjs/common';
import { AdHocReadings } from '#contracts/ad-hoc-reports';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { AdHocReportsService } from './ad-hoc-reports.service.js';

@Controller('reporting-periods')
export class AdHocReportsController {
  constructor(private readonly reports: AdHocReportsService) {}

  @Get(':id/ad-hoc-readings')
  @Route({
    summary: 'How soon the ad-hoc reports of a period were first read',
    requires: 'reporting-discipline.read',
    returns: AdHocReadings,
    problems: { 404: ['resource.not-found'] },
  })
  readings(@Param('id', { schema: IdParam }) id: string) {
    return this.reports.readings(id);
  }
}
