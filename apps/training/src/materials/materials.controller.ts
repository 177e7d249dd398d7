import { Body, Controller, Get, Header, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  Material,
  MaterialFile,
  MaterialListQuery,
  MaterialOpeningListQuery,
  MaterialOpeningPage,
  MaterialPage,
  NewMaterial,
} from '#contracts/materials';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { Uploaded, type Upload } from '#service-kit/uploaded';
import { MaterialsService } from './materials.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('courses/:id/materials')
export class CourseMaterialsController {
  constructor(private readonly materials: MaterialsService) {}

  @Get()
  @Route({
    summary: 'List the materials of a course',
    requires: 'material.read',
    returns: MaterialPage,
    problems: notFound,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: MaterialListQuery }) query: z.infer<typeof MaterialListQuery>,
  ) {
    return this.materials.list(id, query);
  }

  @Post()
  @Route({
    summary: 'Add a file, a link or a text to a course, or put it in the place of another',
    requires: 'material.write',
    returns: Material,
    status: 201,
    repeatable: true,
    problems: { ...notFound, 409: ['resource.conflict'], 422: ['material.no-file', 'material.not-there'] },
  })
  add(@Param('id', { schema: IdParam }) id: string, @Body({ schema: NewMaterial }) body: NewMaterial) {
    return this.materials.add(id, body);
  }
}

@Controller('materials')
export class MaterialsController {
  constructor(private readonly materials: MaterialsService) {}

  @Post('files')
  @Route({
    summary: 'Send the file of a material, a PDF or DOCX of at most 16 MB',
    description:
      'A material then names it by its `sha256`. The type is checked by the content; macros are refused.',
    requires: 'material.write',
    consumes: Object.values(fileTypes),
    returns: MaterialFile,
    repeatable: true,
    problems: { 422: ['file.unreadable'] },
  })
  keepFile(@Uploaded() file: Upload) {
    return this.materials.keep(file);
  }

  @Get(':id')
  @Route({
    summary: 'Open a material, which is noted',
    requires: 'material.read',
    returns: Material,
    problems: notFound,
  })
  open(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.materials.open(id, caller);
  }

  @Get(':id/file')
  @Header('x-content-type-options', 'nosniff')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  @Header('cache-control', 'private, no-cache')
  @Route({
    summary: 'Open the file of a material, which is noted; its ETag is the SHA-256 of the content',
    requires: 'material.read',
    produces: Object.values(fileTypes),
    problems: notFound,
  })
  async file(
    @Param('id', { schema: IdParam }) id: string,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { content, mediaType, sha256 } = await this.materials.file(id, caller);
    void reply.header('etag', `"${sha256}"`);
    const ending = mediaType === fileTypes.pdf ? 'pdf' : 'docx';
    return new StreamableFile(content, {
      type: mediaType,
      disposition: `attachment; filename="tai-lieu.${ending}"`,
    });
  }

  @Get(':id/openings')
  @Route({
    summary: 'List who has opened a material',
    requires: 'material-opening.read',
    returns: MaterialOpeningPage,
    problems: notFound,
  })
  openings(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: MaterialOpeningListQuery }) query: z.infer<typeof MaterialOpeningListQuery>,
  ) {
    return this.materials.openings(id, query);
  }

  @Post(':id/withdraw')
  @Route({
    summary: 'Withdraw a material; whoever has its id still reads what was given out',
    requires: 'material.write',
    returns: Material,
    guarded: true,
    problems: { ...notFound, 409: ['material.withdrawn'] },
  })
  withdraw(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.materials.withdraw(id, version);
  }
}
