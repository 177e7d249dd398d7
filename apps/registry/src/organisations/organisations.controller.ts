import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { LineageQuery, TreeQuery } from '#contracts/dated-trees';
import { ImportOutcome } from '#contracts/import';
import {
  Organisation,
  OrganisationChain,
  OrganisationExportQuery,
  OrganisationFileQuery,
  OrganisationImport,
  OrganisationListQuery,
  OrganisationOperations,
  OrganisationOperationsOutcome,
  OrganisationPage,
  OrganisationSubtreeQuery,
  OrganisationSuccessionList,
} from '#contracts/organisations';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { tableFiles } from '#service-kit/table-file';
import { type Upload, Uploaded } from '#service-kit/uploaded';
import { OrganisationRecordsService } from './organisation-records.service.js';
import { OrganisationsService } from './organisations.service.js';

const notFound = { 404: ['resource.not-found'] };
const notStanding = { ...notFound, 422: ['unit.not-in-force'] };

@Controller('organisations')
export class OrganisationsController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly records: OrganisationRecordsService,
  ) {}

  @Get()
  @Route({ summary: 'List organisations', requires: 'organisation.read', returns: OrganisationPage })
  list(@Query({ schema: OrganisationListQuery }) query: z.infer<typeof OrganisationListQuery>) {
    return this.organisations.list(query);
  }

  @Get('exports')
  @Route({
    summary: 'Fetch all organisation versions and successions as a file that can be imported',
    requires: 'organisation.read',
    produces: tableFiles,
  })
  async export(
    @Query({ schema: OrganisationExportQuery }) query: OrganisationExportQuery,
  ): Promise<StreamableFile> {
    const { bytes, type } = await this.records.export(query);
    const disposition = `attachment; filename="organisations.${query.format}"`;
    return new StreamableFile(bytes, { type, disposition });
  }

  @Get(':id')
  @Route({
    summary: 'Read one organisation version',
    requires: 'organisation.read',
    returns: Organisation,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.organisations.get(id);
  }

  @Get(':id/ancestors')
  @Route({
    summary: 'The bodies above one on a day, from the root down',
    requires: 'organisation.read',
    returns: OrganisationChain,
    problems: notStanding,
  })
  ancestors(@Param('id', { schema: IdParam }) id: string, @Query({ schema: TreeQuery }) query: TreeQuery) {
    return this.organisations.ancestors(id, query);
  }

  @Get(':id/descendants')
  @Route({
    summary: 'All bodies below one on a day',
    requires: 'organisation.read',
    returns: OrganisationPage,
    problems: notStanding,
  })
  descendants(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: OrganisationSubtreeQuery }) query: z.infer<typeof OrganisationSubtreeQuery>,
  ) {
    return this.organisations.descendants(id, query);
  }

  @Get(':id/successors')
  @Route({
    summary: 'What became of an organisation, through all reorganisations, with their days',
    requires: 'organisation.read',
    returns: OrganisationSuccessionList,
    problems: notFound,
  })
  successors(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: LineageQuery }) query: LineageQuery,
  ) {
    return this.organisations.successors(id, query);
  }

  @Get(':id/predecessors')
  @Route({
    summary: 'What an organisation came from, through all reorganisations, with their days',
    requires: 'organisation.read',
    returns: OrganisationSuccessionList,
    problems: notFound,
  })
  predecessors(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: LineageQuery }) query: LineageQuery,
  ) {
    return this.organisations.predecessors(id, query);
  }

  @Post('operations')
  @Route({
    summary: 'Carry out a decision on organisations: create, rename, move, close, merge, split …',
    description:
      'All operations take effect on one day, past or future, together or not at all. Versions end and begin on that ' +
      'day; none is rewritten. A refusal names every reason by operation.',
    requires: 'organisation.reorganise',
    returns: OrganisationOperationsOutcome,
    repeatable: true,
    problems: { 409: ['organisation.operation-refused'] },
  })
  reorganise(@Body({ schema: OrganisationOperations }) body: OrganisationOperations) {
    return this.records.reorganise(body);
  }

  @Post('imports/files')
  @Route({
    summary: 'Import a file of organisation versions or successions, all or nothing',
    description:
      'A table whose titles are the fields of OrganisationRow or OrganisationSuccessionRow; `line` of a problem ' +
      'counts in the file.',
    requires: 'organisation.import',
    consumes: tableFiles,
    returns: ImportOutcome,
    repeatable: true,
    problems: { 422: ['file.unreadable'] },
  })
  importFile(
    @Uploaded() file: Upload,
    @Query({ schema: OrganisationFileQuery }) query: OrganisationFileQuery,
  ) {
    return this.records.importFile(file, query);
  }

  @Post('imports')
  @Route({
    summary: 'Import organisation versions and successions, all or nothing',
    requires: 'organisation.import',
    returns: ImportOutcome,
    repeatable: true,
  })
  import(@Body({ schema: OrganisationImport }) body: OrganisationImport) {
    return this.records.import(body);
  }
}
