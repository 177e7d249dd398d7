import { Controller, Get, Header, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Caller, Calling } from '#auth/requires';
import { Acknowledgement, RegulationReaderList, RegulationReaderQuery } from '#contracts/regulations';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { Route } from '#service-kit/route';
import { ReadingsService } from './readings.service.js';
import { RegulationsService } from './regulations.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('regulation-versions')
export class RegulationVersionsController {
  constructor(
    private readonly regulations: RegulationsService,
    private readonly readings: ReadingsService,
  ) {}

  @Get(':id/file')
  @Header('x-content-type-options', 'nosniff')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  @Header('cache-control', 'private, max-age=31536000, immutable')
  @Route({
    summary: 'Fetch the file of a version; its ETag is the SHA-256 of the content',
    requires: 'regulation.read',
    produces: Object.values(fileTypes),
    problems: notFound,
  })
  async file(
    @Param('id', { schema: IdParam }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { content, mediaType, sha256 } = await this.regulations.file(id);
    void reply.header('etag', `"${sha256}"`);
    const ending = mediaType === fileTypes.pdf ? 'pdf' : 'docx';
    return new StreamableFile(content, {
      type: mediaType,
      disposition: `attachment; filename="van-ban.${ending}"`,
    });
  }

  @Get(':id/readers')
  @Route({
    summary: 'List who must read a version, and who has',
    requires: 'regulation.track',
    returns: RegulationReaderList,
    problems: notFound,
  })
  readers(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: RegulationReaderQuery }) query: RegulationReaderQuery,
    @Calling() caller: Caller,
  ) {
    return this.readings.readers(id, query, caller);
  }

  @Post(':id/acknowledge')
  @Route({
    summary: 'Say that you have read a version',
    requires: 'regulation.read',
    returns: Acknowledgement,
    problems: { ...notFound, 422: ['regulation.not-a-reader'] },
  })
  acknowledge(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.readings.acknowledge(id, caller);
  }
}
