import { Controller, Get, Post, Query, StreamableFile } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { FilingOutcome, ReportFileQuery, ReportTemplateQuery } from '#contracts/report-files';
import { Route } from '#service-kit/route';
import { tableFiles } from '#service-kit/table-file';
import { type Upload, Uploaded } from '#service-kit/uploaded';
import { ReportFilesService } from './report-files.service.js';

@Controller('opinion-reports/imports')
export class ReportFilesController {
  constructor(private readonly files: ReportFilesService) {}

  @Get('template')
  @Route({
    summary: 'Fetch the table by which reports of a period are filed',
    description: 'A workbook also holds the lists that cells are filled from; the others the titles alone.',
    requires: 'opinion-report.file',
    produces: tableFiles,
    problems: { 404: ['resource.not-found'] },
  })
  async template(
    @Query({ schema: ReportTemplateQuery }) query: ReportTemplateQuery,
    @Calling() caller: Caller,
  ): Promise<StreamableFile> {
    const { bytes, type } = await this.files.template(query, caller);
    const disposition = `attachment; filename="opinion-reports.${query.format}"`;
    return new StreamableFile(bytes, { type, disposition });
  }

  @Post('files')
  @Route({
    summary: 'File the reports of a table, all or none',
    description:
      'A line is an opinion stream, lines with the same appointment one report. Every problem names its line; refused ' +
      'text is neither stored nor logged.',
    requires: 'opinion-report.file',
    consumes: tableFiles,
    returns: FilingOutcome,
    repeatable: true,
    problems: { 404: ['resource.not-found'], 409: ['resource.conflict'], 422: ['file.unreadable'] },
  })
  file(
    @Uploaded() file: Upload,
    @Query({ schema: ReportFileQuery }) query: ReportFileQuery,
    @Calling() caller: Caller,
  ) {
    return this.files.file(file, query, caller);
  }
}
