import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Area, AreaFileQuery, AreaImport, AreaListQuery, AreaPage, SuccessionList } from '#contracts/areas';
import { ImportOutcome } from '#contracts/import';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { tableFiles } from '#service-kit/table-file';
import { type Upload, Uploaded } from '#service-kit/uploaded';
import { AreasService } from './areas.service.js';

@Controller('areas')
export class AreasController {
  constructor(private readonly areas: AreasService) {}

  @Get()
  @Route({
    summary: 'List administrative units, all versions or those of a day',
    requires: 'area.read',
    returns: AreaPage,
  })
  list(@Query({ schema: AreaListQuery }) query: z.infer<typeof AreaListQuery>) {
    return this.areas.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read one unit version',
    requires: 'area.read',
    returns: Area,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.areas.get(id);
  }

  @Get(':id/successions')
  @Route({
    summary: 'What a unit came from and what became of it',
    requires: 'area.read',
    returns: SuccessionList,
    problems: { 404: ['resource.not-found'] },
  })
  successions(@Param('id', { schema: IdParam }) id: string) {
    return this.areas.successionsOf(id);
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
    return this.areas.importFile(file, query);
  }

  @Post('imports')
  @Route({
    summary: 'Import unit versions and successions, all or nothing',
    requires: 'area.import',
    returns: ImportOutcome,
    repeatable: true,
  })
  import(@Body({ schema: AreaImport }) body: AreaImport) {
    return this.areas.import(body);
  }
}
