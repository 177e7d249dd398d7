import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Param,
  Post,
  Put,
  Query,
  StreamableFile,
} from '@nestjs/common';
import type { z } from 'zod';
import {
  ApplyRoster,
  NewRosterRenewal,
  NewRosterRows,
  RosterDifference,
  RosterFileQuery,
  RosterLineParam,
  RosterRenewal,
  RosterRenewalListQuery,
  RosterRenewalPage,
  RosterRow,
  RosterRows,
  RosterUpload,
  UndoRoster,
} from '#contracts/rosters';
import { IdParam } from '#contracts/values';
import { sheetTypes } from '#documents/sheets';
import { IfMatch } from '#service-kit/if-match';
import { Route, type RouteDeclaration } from '#service-kit/route';
import { tableFiles } from '#service-kit/table-file';
import { type Upload, Uploaded } from '#service-kit/uploaded';
import { RosterDecisionsService } from './roster-decisions.service.js';
import { RostersService } from './rosters.service.js';

const reads = 'roster-renewal.read';
const unknown = { 404: ['resource.not-found'] };
const edits: Omit<RouteDeclaration, 'summary'> = {
  requires: 'roster-renewal.write',
  returns: RosterRows,
  guarded: true,
  problems: { ...unknown, 409: ['renewal.not-a-draft'], 422: ['renewal.too-long'] },
};

@Controller('roster-renewals')
export class RostersController {
  constructor(
    private readonly rosters: RostersService,
    private readonly decisions: RosterDecisionsService,
  ) {}

  @Get()
  @Route({ summary: 'List renewals of rosters, latest first', requires: reads, returns: RosterRenewalPage })
  list(@Query({ schema: RosterRenewalListQuery }) query: z.infer<typeof RosterRenewalListQuery>) {
    return this.rosters.list(query);
  }

  @Get(':id')
  @Route({ summary: 'Read a renewal', requires: reads, returns: RosterRenewal, problems: unknown })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.rosters.get(id);
  }

  @Post()
  @Route({
    summary: 'Begin the renewal of a roster, with those who hold the role on its day or empty',
    requires: 'roster-renewal.write',
    returns: RosterRenewal,
    status: 201,
    repeatable: true,
    problems: { 422: ['request.unprocessable'] },
  })
  create(@Body({ schema: NewRosterRenewal }) body: NewRosterRenewal) {
    return this.rosters.create(body);
  }

  @Get(':id/rows')
  @Route({ summary: 'The lines of a roster', requires: reads, returns: RosterRows, problems: unknown })
  rows(@Param('id', { schema: IdParam }) id: string) {
    return this.rosters.rows(id);
  }

  @Get(':id/rows/file')
  @Header('content-type', sheetTypes.xlsx)
  @Route({
    summary: 'The lines of a roster as a workbook that can be edited and uploaded again',
    requires: reads,
    produces: sheetTypes.xlsx,
    problems: unknown,
  })
  async rowsFile(@Param('id', { schema: IdParam }) id: string) {
    return new StreamableFile(await this.rosters.rowsFile(id));
  }

  @Put(':id/rows')
  @Route({ ...edits, summary: 'Put another list in the place of the present one' })
  replaceRows(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewRosterRows }) { rows }: NewRosterRows,
  ) {
    return this.rosters.replace({ id, version }, rows);
  }

  @Post(':id/rows/files')
  @Route({
    summary: 'Take the list from a file, whole or not at all',
    description: 'A table whose titles are the fields of RosterRow; `line` of a problem counts in the file.',
    requires: 'roster-renewal.write',
    consumes: tableFiles,
    returns: RosterUpload,
    guarded: true,
    problems: { ...unknown, 409: ['renewal.not-a-draft'], 422: ['file.unreadable'] },
  })
  uploadRows(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Uploaded() file: Upload,
    @Query({ schema: RosterFileQuery }) query: RosterFileQuery,
  ) {
    return this.rosters.upload({ id, version }, file, query);
  }

  @Post(':id/rows')
  @Route({ ...edits, summary: 'Add a line to the roster' })
  addRow(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: RosterRow }) row: RosterRow,
  ) {
    return this.rosters.addRow({ id, version }, row);
  }

  @Put(':id/rows/:line')
  @Route({ ...edits, summary: 'Put another in the place of a line' })
  putRow(
    @Param('id', { schema: IdParam }) id: string,
    @Param('line', { schema: RosterLineParam }) line: number,
    @IfMatch() version: number,
    @Body({ schema: RosterRow }) row: RosterRow,
  ) {
    return this.rosters.putRow({ id, version }, line, row);
  }

  @Delete(':id/rows/:line')
  @Route({ ...edits, summary: 'Take a line out of the roster' })
  removeRow(
    @Param('id', { schema: IdParam }) id: string,
    @Param('line', { schema: RosterLineParam }) line: number,
    @IfMatch() version: number,
  ) {
    return this.rosters.removeRow({ id, version }, line);
  }

  @Get(':id/difference')
  @Route({
    summary: 'Who stays, comes, leaves and changes, and what stands in the way',
    requires: reads,
    returns: RosterDifference,
    problems: unknown,
  })
  difference(@Param('id', { schema: IdParam }) id: string) {
    return this.decisions.difference(id);
  }

  @Post(':id/apply')
  @Route({
    summary: 'Put the roster into force under one decision',
    requires: 'roster-renewal.write',
    returns: RosterRenewal,
    guarded: true,
    problems: {
      ...unknown,
      409: ['renewal.not-a-draft', 'renewal.difference-changed'],
      422: ['renewal.has-problems'],
    },
  })
  apply(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ApplyRoster }) body: ApplyRoster,
  ) {
    return this.decisions.apply({ id, version }, body);
  }

  @Post(':id/undo')
  @Route({
    summary: 'Take an applied renewal back by a new decision; the answer is the renewal that does it',
    requires: 'roster-renewal.write',
    returns: RosterRenewal,
    status: 201,
    guarded: true,
    problems: {
      ...unknown,
      409: ['renewal.not-applied', 'renewal.undone'],
      422: ['renewal.undone-too-early', 'renewal.cannot-be-undone'],
    },
  })
  undo(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: UndoRoster }) body: UndoRoster,
  ) {
    return this.decisions.undo({ id, version }, body);
  }

  @Post(':id/discard')
  @Route({
    summary: 'Give up a proposed roster; it stays on record',
    requires: 'roster-renewal.write',
    returns: RosterRenewal,
    guarded: true,
    problems: { ...unknown, 409: ['renewal.not-a-draft'] },
  })
  discard(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.rosters.discard({ id, version });
  }
}
