import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { Route } from '#service-kit/route';
import { ConferenceMinutesService } from './conference-minutes.service.js';

const description =
  'A draft until the conference is closed. Its number and the names of those who sign are left to the pen.';
const problems = { 404: ['resource.not-found'], 409: ['conference.no-minutes'] };

@Controller('conferences/:id')
export class ConferenceMinutesController {
  constructor(private readonly minutes: ConferenceMinutesService) {}

  @Get('minutes.docx')
  @Header('content-disposition', 'attachment; filename="bien-ban.docx"')
  @Route({
    summary: 'Fetch the minutes of a conference as a Word file',
    description,
    requires: 'conference-entry.read',
    produces: fileTypes.docx,
    problems,
  })
  async docx(@Param('id', { schema: IdParam }) id: string) {
    return new StreamableFile(await this.minutes.minutes(id, 'docx'), { type: fileTypes.docx });
  }

  @Get('minutes.pdf')
  @Header('content-disposition', 'attachment; filename="bien-ban.pdf"')
  @Route({
    summary: 'Fetch the minutes of a conference as a PDF',
    description,
    requires: 'conference-entry.read',
    produces: fileTypes.pdf,
    problems,
  })
  async pdf(@Param('id', { schema: IdParam }) id: string) {
    return new StreamableFile(await this.minutes.minutes(id, 'pdf'), { type: fileTypes.pdf });
  }

  @Get('closing-report.docx')
  @Header('content-disposition', 'attachment; filename="bao-cao-ket-qua.docx"')
  @Route({
    summary: 'Fetch the report on what a conference came to, in figures, as a Word file',
    description,
    requires: 'conference-entry.read',
    produces: fileTypes.docx,
    problems,
  })
  async reportDocx(@Param('id', { schema: IdParam }) id: string) {
    return new StreamableFile(await this.minutes.closingReport(id, 'docx'), { type: fileTypes.docx });
  }

  @Get('closing-report.pdf')
  @Header('content-disposition', 'attachment; filename="bao-cao-ket-qua.pdf"')
  @Route({
    summary: 'Fetch the report on what a conference came to, in figures, as a PDF',
    description,
    requires: 'conference-entry.read',
    produces: fileTypes.pdf,
    problems,
  })
  async reportPdf(@Param('id', { schema: IdParam }) id: string) {
    return new StreamableFile(await this.minutes.closingReport(id, 'pdf'), { type: fileTypes.pdf });
  }
}
