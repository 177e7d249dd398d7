import { Controller, Delete, Get, Header, Param, Post, StreamableFile } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { FileHash, OpinionAttachmentList } from '#contracts/attachments';
import { OpinionReport } from '#contracts/opinion';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { type Upload, Uploaded } from '#service-kit/uploaded';
import { AttachmentsService } from './attachments.service.js';

const notFound = { 404: ['resource.not-found'] };
const ofDrafts = { ...notFound, 409: ['opinion-report.wrong-state'] };

@Controller('opinion-reports/:id/attachments')
export class OpinionAttachmentsController {
  constructor(private readonly attachments: AttachmentsService) {}

  @Get()
  @Route({
    summary: 'List the documents that came with a report',
    requires: 'opinion-report.read',
    returns: OpinionAttachmentList,
    problems: notFound,
  })
  list(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.attachments.list(id, caller);
  }

  @Get(':sha256')
  @Header('x-content-type-options', 'nosniff')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  @Header('cache-control', 'private, no-store')
  @Route({
    summary: 'Fetch a document that came with a report',
    requires: 'opinion-report.read',
    produces: fileTypes.docx,
    problems: notFound,
  })
  async content(
    @Param('id', { schema: IdParam }) id: string,
    @Param('sha256', { schema: FileHash }) sha256: string,
    @Calling() caller: Caller,
  ): Promise<StreamableFile> {
    const { content, mediaType } = await this.attachments.content(id, sha256, caller);
    return new StreamableFile(content, {
      type: mediaType,
      disposition: 'attachment; filename="kem-theo.docx"',
    });
  }

  @Post()
  @Route({
    summary: 'Add a document to a draft, a DOCX of at most 16 MB',
    description:
      'Its text is guarded like that of a report, and so what cannot be read so is refused: macros, pictures, files within it, PDF.',
    requires: 'opinion-report.file',
    consumes: [fileTypes.docx],
    returns: OpinionReport,
    guarded: true,
    problems: {
      ...ofDrafts,
      422: ['file.unreadable', 'opinion.personal-data', 'opinion-attachment.too-many'],
    },
  })
  add(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Uploaded() file: Upload,
    @Calling() caller: Caller,
  ) {
    return this.attachments.add({ id, version, caller }, file);
  }

  @Delete(':sha256')
  @Route({
    summary: 'Take a document out of a draft',
    requires: 'opinion-report.file',
    returns: OpinionReport,
    guarded: true,
    problems: ofDrafts,
  })
  remove(
    @Param('id', { schema: IdParam }) id: string,
    @Param('sha256', { schema: FileHash }) sha256: string,
    @IfMatch() version: number,
    @Calling() caller: Caller,
  ) {
    return this.attachments.remove({ id, version, caller }, sha256);
  }
}
