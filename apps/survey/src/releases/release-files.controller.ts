import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { sheetTypes } from '#documents/sheets';
import { Route } from '#service-kit/route';
import { microdataFile } from './release.microdata.js';
import { ReleaseFilesService } from './release-files.service.js';

const file = { requires: 'survey-release.read' as const, problems: { 404: ['resource.not-found'] } };

@Controller('releases')
export class ReleaseFilesController {
  constructor(private readonly files: ReleaseFilesService) {}

  @Get(':id/document.docx')
  @Header('content-disposition', 'attachment; filename="ket-qua.docx"')
  @Route({ summary: 'Fetch a release as a document', ...file, produces: fileTypes.docx })
  async docx(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return new StreamableFile(await this.files.document(id, 'docx', caller), { type: fileTypes.docx });
  }

  @Get(':id/document.pdf')
  @Header('content-disposition', 'attachment; filename="ket-qua.pdf"')
  @Route({ summary: 'Fetch a release as PDF', ...file, produces: fileTypes.pdf })
  async pdf(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return new StreamableFile(await this.files.document(id, 'pdf', caller), { type: fileTypes.pdf });
  }

  @Get(':id/tables.xlsx')
  @Header('content-disposition', 'attachment; filename="uoc-luong.xlsx"')
  @Route({ summary: 'Fetch the estimates and the methods as a workbook', ...file, produces: sheetTypes.xlsx })
  async xlsx(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return new StreamableFile(await this.files.tables(id, 'xlsx', caller), { type: sheetTypes.xlsx });
  }

  @Get(':id/tables.csv')
  @Header('content-disposition', 'attachment; filename="uoc-luong.csv"')
  @Route({ summary: 'Fetch every estimate as a line', ...file, produces: sheetTypes.csv })
  async csv(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return new StreamableFile(await this.files.tables(id, 'csv', caller), { type: sheetTypes.csv });
  }

  @Get(':id/codebook.xml')
  @Header('content-disposition', 'attachment; filename="ddi-codebook.xml"')
  @Route({
    summary: 'Fetch a release as DDI-Codebook 2.5',
    description:
      'Of each answer what the release shows, and what the file of records holds, if there is one.',
    ...file,
    produces: 'application/xml',
  })
  async ddi(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return new StreamableFile(await this.files.ddi(id, caller), { type: 'application/xml' });
  }

  @Get(':id/microdata.csv')
  @Header('content-disposition', `attachment; filename="${microdataFile}"`)
  @Route({
    summary: 'Fetch the de-identified records',
    description:
      'A line for each person with the variables that the analysis named, unweighted. There is such a file only if it passed disclosure control; combinations of answers that too few gave are left empty in it.',
    ...file,
    produces: sheetTypes.csv,
    problems: { 404: ['resource.not-found', 'survey-release.no-microdata'] },
  })
  async microdata(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return new StreamableFile(await this.files.microdata(id, caller), { type: sheetTypes.csv });
  }
}
