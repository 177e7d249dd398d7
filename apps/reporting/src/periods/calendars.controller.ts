import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  Holidays,
  HolidaysUpdate,
  NewReportingCalendar,
  OpenCalendarPeriod,
  ReportingCalendar,
  ReportingCalendarListQuery,
  ReportingCalendarPage,
  UpcomingPeriods,
} from '#contracts/calendars';
import { ReportingPeriod } from '#contracts/periods';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { CalendarsService } from './calendars.service.js';

@Controller('reporting-calendars')
export class ReportingCalendarsController {
  constructor(private readonly calendars: CalendarsService) {}

  @Get()
  @Route({
    summary: 'List the rules by which periods follow one another',
    requires: 'reporting-calendar.read',
    returns: ReportingCalendarPage,
  })
  list(@Query({ schema: ReportingCalendarListQuery }) query: z.infer<typeof ReportingCalendarListQuery>) {
    return this.calendars.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read a calendar',
    requires: 'reporting-calendar.read',
    returns: ReportingCalendar,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.calendars.get(id);
  }

  @Post()
  @Route({
    summary: 'Add a calendar',
    requires: 'reporting-calendar.write',
    returns: ReportingCalendar,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'], 422: ['reporting-calendar.unknown-organisation'] },
  })
  create(@Body({ schema: NewReportingCalendar }) body: NewReportingCalendar) {
    return this.calendars.create(body);
  }

  @Put(':id')
  @Route({
    summary: 'Change a calendar, for periods opened from now on',
    requires: 'reporting-calendar.write',
    returns: ReportingCalendar,
    guarded: true,
    problems: {
      404: ['resource.not-found'],
      409: ['resource.conflict'],
      422: ['reporting-calendar.unknown-organisation'],
    },
  })
  change(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewReportingCalendar }) body: NewReportingCalendar,
  ) {
    return this.calendars.change(id, version, body);
  }

  @Get(':id/upcoming')
  @Route({
    summary:
      'The period of a calendar in which today lies and the next two: which are open, when the others open',
    requires: 'reporting-calendar.read',
    returns: UpcomingPeriods,
    problems: { 404: ['resource.not-found'] },
  })
  upcoming(@Param('id', { schema: IdParam }) id: string) {
    return this.calendars.upcoming(id);
  }

  @Post(':id/periods')
  @Route({
    summary: 'Open the period of a calendar in which a day lies',
    requires: 'reporting-period.manage',
    returns: ReportingPeriod,
    status: 201,
    repeatable: true,
    problems: { 404: ['resource.not-found'], 409: ['resource.conflict'] },
  })
  open(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: OpenCalendarPeriod }) { on }: z.infer<typeof OpenCalendarPeriod>,
  ) {
    return this.calendars.open(id, on);
  }
}

@Controller('holidays')
export class HolidaysController {
  constructor(private readonly calendars: CalendarsService) {}

  @Get()
  @Route({
    summary: 'Read which days are not worked',
    requires: 'reporting-calendar.read',
    returns: Holidays,
  })
  get() {
    return this.calendars.holidays();
  }

  @Put()
  @Route({
    summary: 'Say which days are not worked, for periods opened from now on',
    requires: 'reporting-calendar.write',
    returns: Holidays,
    guarded: true,
    problems: { 422: ['holidays.personal-data'] },
  })
  change(@IfMatch() version: number, @Body({ schema: HolidaysUpdate }) body: HolidaysUpdate) {
    return this.calendars.changeHolidays(version, body);
  }
}
