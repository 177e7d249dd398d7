import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ImportOutcome } from '#contracts/import';
import {
  Organisation,
  OrganisationImport,
  OrganisationListQuery,
  OrganisationPage,
} from '#contracts/organisations';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { OrganisationsService } from './organisations.service.js';

@Controller('organisations')
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationsService) {}

  @Get()
  @Route({ summary: 'List organisations', requires: 'organisation.read', returns: OrganisationPage })
  list(@Query({ schema: OrganisationListQuery }) query: z.infer<typeof OrganisationListQuery>) {
    return this.organisations.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read one organisation version',
    requires: 'organisation.read',
    returns: Organisation,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.organisations.get(id);
  }

  @Post('imports')
  @Route({
    summary: 'Import organisation versions, all or nothing',
    requires: 'organisation.import',
    returns: ImportOutcome,
    repeatable: true,
  })
  import(@Body({ schema: OrganisationImport }) body: OrganisationImport) {
    return this.organisations.import(body);
  }
}
