import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import {
  Area,
  AreaChain,
  AreaExportQuery,
  AreaFileQuery,
  AreaImport,
  AreaListQuery,
  AreaOperations,
  AreaOperationsOutcome,
  AreaPage,
  AreaSubtreeQuery,
  Crosswalk,
  CrosswalkQuery,
  SuccessionList,
} from '#contracts/areas';
import { LineageQuery, TreeQuery } from '#contracts/dated-trees';
import { ImportOutcome } from '#contracts/import';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { tableFiles } from '#service-kit/table-file';
import { type Upload, Uploaded } from '#service-kit/uploaded';
import { AreaRecordsService } from './area-records.service.js';
import { AreasService } from './areas.service.js';
import { CrosswalksService } from './crosswalks.service.js';

const notFound = { 404: ['resource.not-found'] };
const notStanding = { ...notFound, 422: ['unit.not-in-force'] };

@Controller('areas')
export class AreasController {
  constructor(
    private readonly areas: AreasService,
    private readonly records: AreaRecordsService,
    private readonly crosswalks: CrosswalksService,
  ) {}

  @Get()
  @Route({
    summary: 'List administrative units, all versions or those of a day',
    requires: 'area.read',
    returns: AreaPage,
  })
  list(@Query({ schema: AreaListQuery }) query: z.infer<typeof AreaListQuery>) {
    return this.areas.list(query);
  }

  @Get('crosswalk')
  @Route({
    summary: 'Carry the units of one day over to those of another, later or earlier',
    description:
      'For each lowest unit of the first day the units of the second in which it lies, with its share. ' +
      'The shares of a unit add up to 1 unless one of them is unknown. To an earlier day the parts of a unit are weighed ' +
      'by the population of what it came from, where that is recorded.',
    requires: 'area.read',
    returns: Crosswalk,
  })
  crosswalk(@Query({ schema: CrosswalkQuery }) query: CrosswalkQuery) {
    return this.crosswalks.between(query);
  }

  @Get('exports')
  @Route({
    summary: 'Fetch all unit versions and successions as a file that can be imported',
    requires: 'area.read',
    produces: tableFiles,
  })
  async export(@Query({ schema: AreaExportQuery }) query: AreaExportQuery): Promise<StreamableFile> {
    const { bytes, type } = await this.records.export(query);
    return new StreamableFile(bytes, { type, disposition: `attachment; filename="areas.${query.format}"` });
  }

  @Get(':id')
  @Route({ summary: 'Read one unit version', requires: 'area.read', returns: Area, problems: notFound })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.areas.get(id);
  }

  @Get(':id/ancestors')
  @Route({
    summary: 'The units above one on a day, from the root down',
    requires: 'area.read',
    returns: AreaChain,
    problems: notStanding,
  })
  ancestors(@Param('id', { schema: IdParam }) id: string, @Query({ schema: TreeQuery }) query: TreeQuery) {
    return this.areas.ancestors(id, query);
  }

  @Get(':id/descendants')
  @Route({
    summary: 'All units below one on a day',
    requires: 'area.read',
    returns: AreaPage,
    problems: notStanding,
  })
  descendants(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: AreaSubtreeQuery }) query: z.infer<typeof AreaSubtreeQuery>,
  ) {
    return this.areas.descendants(id, query);
  }

  @Get(':id/successors')
  @Route({
    summary: 'What became of a unit, through all reforms, with their days',
    requires: 'area.read',
    returns: SuccessionList,
    problems: notFound,
  })
  successors(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: LineageQuery }) query: LineageQuery,
  ) {
    return this.areas.successors(id, query);
  }

  @Get(':id/predecessors')
  @Route({
    summary: 'What a unit came from, through all reforms, with their days',
    requires: 'area.read',
    returns: SuccessionList,
    problems: notFound,
  })
  predecessors(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: LineageQuery }) query: LineageQuery,
  ) {
    return this.areas.predecessors(id, query);
  }

  @Post('operations')
  @Route({
    summary: 'Carry out a decision on units: create, rename, move, close, merge, split …',
    description:
      'All operations take effect on one day, past or future, together or not at all. Versions end and begin on that ' +
      'day; none is rewritten. A refusal names every reason by operation.',
    requires: 'area.reorganise',
    returns: AreaOperationsOutcome,
    repeatable: true,
    problems: { 409: ['area.operation-refused'] },
  })
  reorganise(@Body({ schema: AreaOperations }) body: AreaOperations) {
    return this.records.reorganise(body);
  }

  @Post('imports/files')
  @Route({
    summary: 'Import a file of unit versions or successions, all or nothing',
    description:
      'A table whose titles are the fields of AreaRow or SuccessionRow; `line` of a problem counts in the file.',
    requires: 'area.import',
    consumes: tableFiles,
    returns: ImportOutcome,
    repeatable: true,
    problems: { 422: ['file.unreadable'] },
  })
  importFile(@Uploaded() file: Upload, @Query({ schema: AreaFileQuery }) query: AreaFileQuery) {
    return this.records.importFile(file, query);
  }

  @Post('imports')
  @Route({
    summary: 'Import unit versions and successions, all or nothing',
    requires: 'area.import',
    returns: ImportOutcome,
    repeatable: true,
  })
  import(@Body({ schema: AreaImport }) body: AreaImport) {
    return this.records.import(body);
  }
}
