import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  ConferenceEntry,
  ConferenceEntryListQuery,
  ConferenceEntryPage,
  ConferenceEntryText,
} from '#contracts/conference-entries';
import { CloseConference, Conference } from '#contracts/conferences';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ConferenceClosingService } from './conference-closing.service.js';
import { ConferenceEntriesService } from './conference-entries.service.js';

const notFound = { 404: ['resource.not-found'] };
const held = { ...notFound, 409: ['conference.not-held'] };
const write = { requires: 'conference-entry.write', returns: ConferenceEntry } as const;

@Controller('conferences/:id')
export class ConferenceEntriesController {
  constructor(
    private readonly entries: ConferenceEntriesService,
    private readonly closing: ConferenceClosingService,
  ) {}

  @Get('entries')
  @Route({
    summary:
      'List what is on record of a conference: statements with their answers, decisions, guidance, comments',
    requires: 'conference-entry.read',
    returns: ConferenceEntryPage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: ConferenceEntryListQuery }) query: z.infer<typeof ConferenceEntryListQuery>,
  ) {
    return this.entries.list(id, query);
  }

  @Post('entries')
  @Route({
    summary: 'Put something on record of a conference that is being held',
    ...write,
    status: 201,
    repeatable: true,
    problems: {
      ...held,
      422: ['conference.personal-data', 'conference.not-on-agenda', 'conference.too-many'],
    },
  })
  record(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: ConferenceEntryText }) body: ConferenceEntryText,
  ) {
    return this.entries.record(id, body);
  }

  @Put('entries/:entryId')
  @Route({
    summary: 'Correct what is on record, or add the answer to a statement',
    ...write,
    guarded: true,
    problems: {
      ...notFound,
      409: ['conference.not-held', 'conference.other-kind'],
      422: ['conference.personal-data', 'conference.not-on-agenda'],
    },
  })
  update(
    @Param('id', { schema: IdParam }) id: string,
    @Param('entryId', { schema: IdParam }) entryId: string,
    @IfMatch() version: number,
    @Body({ schema: ConferenceEntryText }) body: ConferenceEntryText,
  ) {
    return this.entries.update(id, entryId, version, body);
  }

  @Delete('entries/:entryId')
  @Route({
    summary: 'Take something off the record',
    requires: 'conference-entry.write',
    guarded: true,
    problems: held,
  })
  remove(
    @Param('id', { schema: IdParam }) id: string,
    @Param('entryId', { schema: IdParam }) entryId: string,
    @IfMatch() version: number,
  ) {
    return this.entries.remove(id, entryId, version);
  }

  @Post('close')
  @Route({
    summary: 'Close a conference',
    description:
      'Its guidance becomes the prompts of the next period, comments on aggregate reports go to reporting, and the ' +
      'contracts signed there to the registry.',
    requires: 'conference.write',
    returns: Conference,
    guarded: true,
    problems: { ...held, 422: ['conference.personal-data'] },
  })
  close(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: CloseConference }) body: CloseConference,
  ) {
    return this.closing.close(id, version, body);
  }
}
