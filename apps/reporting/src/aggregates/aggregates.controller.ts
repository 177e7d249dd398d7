import { Body, Controller, Get, Header, Param, Post, Put, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  AggregateComment,
  AggregateCommentList,
  AggregateRebuild,
  AggregateReport,
  AggregateReportHead,
  AggregateReportListQuery,
  AggregateReportPage,
  Approve,
  DispatchAggregate,
  EditSection,
  IssueAggregate,
  NewAggregateReport,
  NewComment,
  RebuildQuery,
  SectionHistory,
  Supersede,
  Withdraw,
} from '#contracts/aggregates';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { sheetTypes } from '#documents/sheets';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { AggregateDocumentsService } from './aggregate-documents.service.js';
import { AggregateRebuildService } from './aggregate-rebuild.service.js';
import { AggregateTextService } from './aggregate-text.service.js';
import { AggregatesService } from './aggregates.service.js';

const change = { returns: AggregateReport, guarded: true } as const;
const wrongState = { 404: ['resource.not-found'], 409: ['aggregate-report.wrong-state'] };
const notFound = { 404: ['resource.not-found'] };

@Controller('aggregate-reports')
export class AggregateReportsController {
  constructor(
    private readonly aggregates: AggregatesService,
    private readonly documents: AggregateDocumentsService,
    private readonly text: AggregateTextService,
    private readonly rebuilds: AggregateRebuildService,
  ) {}

  @Get()
  @Route({
    summary: 'List aggregate reports, newest first',
    requires: 'aggregate-report.read',
    returns: AggregateReportPage,
  })
  list(
    @Query({ schema: AggregateReportListQuery }) query: z.infer<typeof AggregateReportListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.aggregates.list(query, caller);
  }

  @Get(':id')
  @Route({
    summary: 'Read an aggregate report',
    requires: 'aggregate-report.read',
    returns: AggregateReport,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.aggregates.get(id, caller);
  }

  @Get(':id/document.docx')
  @Header('content-disposition', 'attachment; filename="bao-cao.docx"')
  @Route({
    summary: 'Fetch the document in the form of the office',
    requires: 'aggregate-report.read',
    produces: fileTypes.docx,
    problems: { ...notFound, 409: ['aggregate-report.building'] },
  })
  async docx(
    @Param('id', { schema: IdParam }) id: string,
    @Calling() caller: Caller,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.document(id, 'docx', caller), { type: fileTypes.docx });
  }

  @Get(':id/document.pdf')
  @Header('content-disposition', 'attachment; filename="bao-cao.pdf"')
  @Route({
    summary: 'Fetch the document in the form of the office as PDF',
    requires: 'aggregate-report.read',
    produces: fileTypes.pdf,
    problems: { ...notFound, 409: ['aggregate-report.building'] },
  })
  async pdf(
    @Param('id', { schema: IdParam }) id: string,
    @Calling() caller: Caller,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.document(id, 'pdf', caller), { type: fileTypes.pdf });
  }

  @Get(':id/tables.xlsx')
  @Header('content-disposition', 'attachment; filename="bang-so-lieu.xlsx"')
  @Route({
    summary: 'Fetch the tables as a workbook',
    requires: 'aggregate-report.read',
    produces: sheetTypes.xlsx,
    problems: { ...notFound, 409: ['aggregate-report.building'] },
  })
  async xlsx(
    @Param('id', { schema: IdParam }) id: string,
    @Calling() caller: Caller,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.tables(id, 'xlsx', caller), { type: sheetTypes.xlsx });
  }

  @Get(':id/tables.csv')
  @Header('content-disposition', 'attachment; filename="bang-so-lieu.csv"')
  @Route({
    summary: 'Fetch every figure of the tables as a line',
    requires: 'aggregate-report.read',
    produces: sheetTypes.csv,
    problems: { ...notFound, 409: ['aggregate-report.building'] },
  })
  async csv(
    @Param('id', { schema: IdParam }) id: string,
    @Calling() caller: Caller,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.tables(id, 'csv', caller), { type: sheetTypes.csv });
  }

  @Get(':id/rebuild')
  @Route({
    summary: 'Make a report anew from what was known when it was built',
    description:
      'Items are counted as they were known then, whatever has been corrected since; `asOf` takes the text as it stood ' +
      'at that time. `same` says whether the outcome is what is stored, to the last byte.',
    requires: 'aggregate-report.issue',
    returns: AggregateRebuild,
    problems: { ...notFound, 409: ['aggregate-report.building', 'aggregate-report.other-method'] },
  })
  rebuild(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: RebuildQuery }) { asOf }: z.infer<typeof RebuildQuery>,
    @Calling() caller: Caller,
  ) {
    return this.rebuilds.rebuild(id, asOf, caller);
  }

  @Post()
  @Route({
    summary: 'Build the aggregate report of a closed period',
    description:
      'Answers at once; follow the job `jobId`. The report of a quarter or a year counts the same items as those of the ' +
      'periods within it, all of which must be closed. Of a unit it shows what can be shown of every unit beside the ' +
      'province.',
    requires: 'aggregate-report.edit',
    returns: AggregateReportHead,
    status: 202,
    repeatable: true,
    problems: {
      409: ['period.open', 'resource.conflict'],
      422: ['aggregate-report.no-period', 'aggregate-report.no-unit'],
    },
  })
  start(@Body({ schema: NewAggregateReport }) { periodId, areaId }: NewAggregateReport) {
    return this.aggregates.start(periodId, areaId);
  }

  @Put(':id/sections/:section')
  @Route({
    summary: 'Rewrite the text of a section',
    requires: 'aggregate-report.edit',
    ...change,
    problems: {
      ...wrongState,
      422: ['opinion.personal-data', 'aggregate-report.figure-changed', 'aggregate-report.no-figure'],
    },
  })
  edit(
    @Param('id', { schema: IdParam }) id: string,
    @Param('section') section: string,
    @IfMatch() version: number,
    @Body({ schema: EditSection }) { paragraphs }: EditSection,
    @Calling() caller: Caller,
  ) {
    return this.text.edit(id, version, { section, paragraphs, caller });
  }

  @Get(':id/sections/:section/history')
  @Route({
    summary: 'Read how the text of a section came to be',
    requires: 'aggregate-report.comment',
    returns: SectionHistory,
    problems: notFound,
  })
  history(
    @Param('id', { schema: IdParam }) id: string,
    @Param('section') section: string,
    @Calling() caller: Caller,
  ) {
    return this.text.history(id, section, caller);
  }

  @Post(':id/circulate')
  @Route({
    summary: 'Circulate the draft for comment',
    requires: 'aggregate-report.edit',
    ...change,
    problems: wrongState,
  })
  circulate(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.aggregates.circulate(id, version);
  }

  @Get(':id/comments')
  @Route({
    summary: 'Read the comments on a report',
    requires: 'aggregate-report.comment',
    returns: AggregateCommentList,
    problems: notFound,
  })
  comments(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.text.comments(id, caller);
  }

  @Post(':id/comments')
  @Route({
    summary: 'Comment on a report',
    requires: 'aggregate-report.comment',
    returns: AggregateComment,
    status: 201,
    repeatable: true,
    problems: { ...notFound, 422: ['opinion.personal-data'] },
  })
  comment(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: NewComment }) body: NewComment,
    @Calling() caller: Caller,
  ) {
    return this.text.comment(id, body, caller);
  }

  @Post(':id/approve')
  @Route({
    summary: 'Approve exactly this content',
    requires: 'aggregate-report.approve',
    ...change,
    problems: {
      ...wrongState,
      403: ['auth.second-factor-required'],
      409: ['aggregate-report.wrong-state', 'aggregate-report.content-changed'],
    },
  })
  approve(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: Approve }) body: Approve,
    @Calling() caller: Caller,
  ) {
    return this.aggregates.approve(id, version, body, caller);
  }

  @Post(':id/issue')
  @Route({
    summary: 'Number and issue the approved report',
    requires: 'aggregate-report.issue',
    ...change,
    problems: {
      ...wrongState,
      409: ['aggregate-report.wrong-state', 'aggregate-report.overtaken'],
    },
  })
  issue(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: IssueAggregate }) body: IssueAggregate,
  ) {
    return this.aggregates.issue(id, version, body);
  }

  @Post(':id/dispatch')
  @Route({
    summary: 'Dispatch the issued report to its recipients',
    requires: 'aggregate-report.issue',
    ...change,
    problems: wrongState,
  })
  dispatch(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: DispatchAggregate }) body: DispatchAggregate,
  ) {
    return this.aggregates.dispatch(id, version, body);
  }

  @Post(':id/acknowledge')
  @Route({
    summary: 'Acknowledge the receipt of a report',
    requires: 'aggregate-report.acknowledge',
    returns: AggregateReport,
    problems: wrongState,
  })
  acknowledge(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.aggregates.acknowledge(id, caller);
  }

  @Post(':id/withdraw')
  @Route({
    summary: 'Withdraw a report',
    requires: 'aggregate-report.issue',
    ...change,
    problems: { ...wrongState, 422: ['opinion.personal-data'] },
  })
  withdraw(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: Withdraw }) body: Withdraw,
  ) {
    return this.aggregates.withdraw(id, version, body);
  }

  @Post(':id/supersede')
  @Route({
    summary: 'Build a version that takes the place of an issued report',
    description:
      'The report stays in force until the new one is issued, and can be read afterwards; its recipients are told.',
    requires: 'aggregate-report.edit',
    returns: AggregateReportHead,
    status: 202,
    guarded: true,
    problems: {
      ...wrongState,
      409: ['aggregate-report.wrong-state', 'resource.conflict'],
      422: ['opinion.personal-data'],
    },
  })
  supersede(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: Supersede }) body: Supersede,
  ) {
    return this.aggregates.supersede(id, version, body);
  }
}
