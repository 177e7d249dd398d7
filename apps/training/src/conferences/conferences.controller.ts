import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  CancelConference,
  Conference,
  ConferenceAttendance,
  ConferenceListQuery,
  ConferencePage,
  ConferencePlan,
} from '#contracts/conferences';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ConferencesService } from './conferences.service.js';

const change = { requires: 'conference.write', returns: Conference, guarded: true } as const;
const notFound = { 404: ['resource.not-found'] };
const ahead = { ...notFound, 409: ['conference.not-planned'] };
const written = { 422: ['conference.no-person', 'conference.personal-data'] };

@Controller('conferences')
export class ConferencesController {
  constructor(private readonly conferences: ConferencesService) {}

  @Get()
  @Route({ summary: 'List conferences, latest first', requires: 'conference.read', returns: ConferencePage })
  list(@Query({ schema: ConferenceListQuery }) query: z.infer<typeof ConferenceListQuery>) {
    return this.conferences.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read a conference with its sites and agenda',
    requires: 'conference.read',
    returns: Conference,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.conferences.get(id);
  }

  @Post()
  @Route({
    summary: 'Plan a conference',
    requires: 'conference.write',
    returns: Conference,
    status: 201,
    repeatable: true,
    problems: written,
  })
  plan(@Body({ schema: ConferencePlan }) body: ConferencePlan) {
    return this.conferences.plan(body);
  }

  @Put(':id')
  @Route({
    summary: 'Rewrite the plan of a conference that has not been held',
    description: 'Who is invited stays so.',
    ...change,
    problems: { ...ahead, ...written },
  })
  update(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ConferencePlan }) body: ConferencePlan,
  ) {
    return this.conferences.update(id, version, body);
  }

  @Post(':id/attendance')
  @Route({
    summary: 'Record who came to a conference, site by site',
    description: 'The conference is then held. Until it is closed the list may be sent again, corrected.',
    ...change,
    problems: {
      ...notFound,
      409: ['conference.over'],
      422: ['conference.not-begun', 'conference.not-invited', 'conference.no-site'],
    },
  })
  attend(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ConferenceAttendance }) body: ConferenceAttendance,
  ) {
    return this.conferences.attend(id, version, body);
  }

  @Post(':id/cancel')
  @Route({
    summary: 'Cancel a conference that has not been held',
    ...change,
    problems: { ...ahead, 422: ['conference.personal-data'] },
  })
  cancel(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: CancelConference }) body: CancelConference,
  ) {
    return this.conferences.cancel(id, version, body);
  }
}
