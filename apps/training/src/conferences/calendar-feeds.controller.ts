import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  CalendarFeedListQuery,
  CalendarFeedPage,
  CalendarSecret,
  NewCalendarFeed,
  OwnCalendarFeedListQuery,
  UnitCalendar,
} from '#contracts/calendar-feeds';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { CalendarFeedsService, ownerOf } from './calendar-feeds.service.js';

const notFound = { 404: ['resource.not-found'] };
// The answer shows a secret: it is not kept to be given again.
const opening = { returns: NewCalendarFeed, status: 201 } as const;

@Controller('own-calendar-feeds')
export class OwnCalendarFeedsController {
  constructor(private readonly feeds: CalendarFeedsService) {}

  @Get()
  @Route({
    summary: "List the addresses of the caller's own calendar, latest first",
    requires: 'own-calendar.manage',
    returns: CalendarFeedPage,
    problems: { 409: ['calendar.no-person'] },
  })
  list(
    @Query({ schema: OwnCalendarFeedListQuery }) query: z.infer<typeof OwnCalendarFeedListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.feeds.list(query, ownerOf(caller));
  }

  @Post()
  @Route({
    summary:
      'Open a secret address under which a program reads the conferences and classes the caller is invited to',
    requires: 'own-calendar.manage',
    ...opening,
    problems: { 409: ['calendar.no-person', 'calendar.too-many'] },
  })
  open(@Calling() caller: Caller) {
    return this.feeds.open({ personId: ownerOf(caller), areaId: null });
  }

  @Post(':id/revoke')
  @Route({
    summary: "Revoke an address of the caller's own calendar",
    requires: 'own-calendar.manage',
    problems: { ...notFound, 409: ['calendar.no-person'] },
  })
  revoke(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.feeds.revoke(id, ownerOf(caller));
  }
}

@Controller('calendar-feeds')
export class CalendarFeedsController {
  constructor(private readonly feeds: CalendarFeedsService) {}

  @Get()
  @Route({
    summary: 'List the addresses of the calendars of units, latest first',
    requires: 'unit-calendar.manage',
    returns: CalendarFeedPage,
  })
  list(@Query({ schema: CalendarFeedListQuery }) query: z.infer<typeof CalendarFeedListQuery>) {
    return this.feeds.list(query, null);
  }

  @Post()
  @Route({
    summary: 'Open a secret address under which a program reads the conferences and classes of a unit',
    requires: 'unit-calendar.manage',
    ...opening,
    problems: { 409: ['calendar.too-many'] },
  })
  open(@Body({ schema: UnitCalendar }) { areaId }: UnitCalendar) {
    return this.feeds.open({ personId: null, areaId });
  }

  @Post(':id/revoke')
  @Route({
    summary: 'Revoke an address of the calendar of a unit',
    requires: 'unit-calendar.manage',
    problems: notFound,
  })
  revoke(@Param('id', { schema: IdParam }) id: string) {
    return this.feeds.revoke(id, null);
  }
}

@Controller('calendars')
export class CalendarsController {
  constructor(private readonly feeds: CalendarFeedsService) {}

  // Public: calendar programs cannot sign in; the secret in the address says whose calendar it is.
  @Get(':code/events.ics')
  @Header('cache-control', 'no-store')
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Route({
    summary: 'Read the calendar with this secret, as iCalendar',
    description: 'Conferences and classes from a year ago on; what was cancelled says so.',
    requires: 'public',
    produces: 'text/calendar',
    problems: notFound,
  })
  read(@Param('code', { schema: CalendarSecret }) code: string) {
    return this.feeds.read(code);
  }
}
