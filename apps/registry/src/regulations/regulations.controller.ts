import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import { AppointmentPage } from '#contracts/people';
import {
  NewRegulation,
  NewRegulationVersion,
  ReadingList,
  Regulation,
  RegulationCitingQuery,
  RegulationFile,
  RegulationListQuery,
  RegulationPage,
  RepealRegulation,
} from '#contracts/regulations';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { type Upload, Uploaded } from '#service-kit/uploaded';
import { ReadingsService } from './readings.service.js';
import { RegulationsService } from './regulations.service.js';

const notFound = { 404: ['resource.not-found'] };
const inTheWay = ['regulation.no-file', 'regulation.no-organisation'];

@Controller('regulations')
export class RegulationsController {
  constructor(
    private readonly regulations: RegulationsService,
    private readonly readings: ReadingsService,
  ) {}

  @Get()
  @Route({
    summary: 'List regulations and guidance documents, newest first',
    requires: 'regulation.read',
    returns: RegulationPage,
  })
  list(@Query({ schema: RegulationListQuery }) query: z.infer<typeof RegulationListQuery>) {
    return this.regulations.list(query);
  }

  @Get('reading-list')
  @Route({
    summary: 'What you must read today, unread first',
    requires: 'regulation.read',
    returns: ReadingList,
  })
  readingList(@Calling() caller: Caller) {
    return this.readings.own(caller);
  }

  @Get(':id')
  @Route({
    summary: 'Read a regulation with all its versions',
    requires: 'regulation.read',
    returns: Regulation,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.regulations.get(id);
  }

  @Get(':id/appointments')
  @Route({
    summary: 'List the appointments whose legal basis names a regulation',
    requires: 'appointment.read',
    returns: AppointmentPage,
    problems: notFound,
  })
  citing(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: RegulationCitingQuery }) query: z.infer<typeof RegulationCitingQuery>,
    @Calling() caller: Caller,
  ) {
    return this.regulations.citing(id, query, caller);
  }

  @Post('files')
  @Route({
    summary: 'Send the file of a version, a PDF or DOCX of at most 16 MB',
    description:
      'A version then names it by its `sha256`. The type is checked by the content; macros are refused.',
    requires: 'regulation.write',
    consumes: Object.values(fileTypes),
    returns: RegulationFile,
    repeatable: true,
    problems: { 422: ['file.unreadable'] },
  })
  keepFile(@Uploaded() file: Upload) {
    return this.regulations.keep(file);
  }

  @Post()
  @Route({
    summary: 'Record a regulation with its first version',
    requires: 'regulation.write',
    returns: Regulation,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'], 422: inTheWay },
  })
  issue(@Body({ schema: NewRegulation }) body: NewRegulation) {
    return this.regulations.issue(body);
  }

  @Post(':id/versions')
  @Route({
    summary: 'Add a version; the one before is in force until this one is',
    requires: 'regulation.write',
    returns: Regulation,
    status: 201,
    guarded: true,
    problems: { ...notFound, 409: ['regulation.repealed'], 422: ['regulation.not-after', ...inTheWay] },
  })
  revise(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewRegulationVersion }) body: NewRegulationVersion,
  ) {
    return this.regulations.revise(id, version, body);
  }

  @Post(':id/repeal')
  @Route({
    summary: 'End a regulation, and name the one that takes its place',
    requires: 'regulation.write',
    returns: Regulation,
    guarded: true,
    problems: {
      ...notFound,
      409: ['regulation.repealed'],
      422: ['regulation.no-successor', 'regulation.not-after'],
    },
  })
  repeal(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: RepealRegulation }) body: RepealRegulation,
  ) {
    return this.regulations.repeal(id, version, body);
  }
}
