import { Module } from '@nestjs/common';
import { HolidaysController, ReportingCalendarsController } from './calendars.controller.js';
import { CalendarsService } from './calendars.service.js';
import { CorrectionsService } from './corrections.service.js';
import { ReportingPeriodsController } from './periods.controller.js';
import { PeriodsService } from './periods.service.js';

@Module({
  controllers: [ReportingPeriodsController, ReportingCalendarsController, HolidaysController],
  providers: [PeriodsService, CorrectionsService, CalendarsService],
  exports: [PeriodsService],
})
export class PeriodsModule {}
