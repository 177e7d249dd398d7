import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  CodeChanges,
  CodeChangesOutcome,
  CodeHistory,
  CodeList,
  CodeListName,
  CodeListQuery,
} from '#contracts/codes';
import { Route } from '#service-kit/route';
import { CodesService } from './codes.service.js';

@Controller('codes')
export class CodesController {
  constructor(private readonly codes: CodesService) {}

  @Get(':list')
  @Route({
    summary: 'Read a code list as of a day: topics or strata, in their order',
    requires: 'code-list.read',
    returns: CodeList,
  })
  async list(
    @Param('list', { schema: CodeListName }) list: CodeListName,
    @Query({ schema: CodeListQuery }) { asOf }: CodeListQuery,
  ) {
    return { items: await this.codes.list(list, asOf) };
  }

  @Get(':list/history')
  @Route({
    summary: 'Read all versions of a code list and what followed on what',
    requires: 'code-list.read',
    returns: CodeHistory,
  })
  history(@Param('list', { schema: CodeListName }) list: CodeListName) {
    return this.codes.history(list);
  }

  @Post(':list/changes')
  @Route({
    summary: 'Create, rename, move, retire or replace lines of a code list from a day on',
    description: 'Reports of periods that end before that day keep the codes and names they have.',
    requires: 'code-list.write',
    returns: CodeChangesOutcome,
    repeatable: true,
    problems: { 409: ['code.refused', 'code.in-use'], 422: ['code.too-early'] },
  })
  change(
    @Param('list', { schema: CodeListName }) list: CodeListName,
    @Body({ schema: CodeChanges }) body: CodeChanges,
  ) {
    return this.codes.change(list, body);
  }
}
