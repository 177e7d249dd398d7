import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { FileQuery, ImportOutcome } from '#contracts/import';
import {
  SamplingFrame,
  SamplingFrameListQuery,
  SamplingFramePage,
  SamplingFrameText,
} from '#contracts/samples';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { tableFiles } from '#service-kit/table-file';
import { type Upload, Uploaded } from '#service-kit/uploaded';
import { FramesService } from './frames.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('sampling-frames')
export class FramesController {
  constructor(private readonly frames: FramesService) {}

  @Get()
  @Route({ summary: 'List sampling frames', requires: 'sampling-frame.read', returns: SamplingFramePage })
  list(@Query({ schema: SamplingFrameListQuery }) query: z.infer<typeof SamplingFrameListQuery>) {
    return this.frames.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read a sampling frame',
    requires: 'sampling-frame.read',
    returns: SamplingFrame,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.frames.get(id);
  }

  @Post()
  @Route({
    summary: 'Make a sampling frame, to be filled from a file',
    requires: 'sampling-frame.write',
    returns: SamplingFrame,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'] },
  })
  create(@Body({ schema: SamplingFrameText }) body: SamplingFrameText) {
    return this.frames.create(body);
  }

  @Post(':id/files')
  @Route({
    summary: 'Fill a frame with the units of a file, in its order',
    description: 'Columns code, name, cluster, stratum, size. What was in the frame is replaced.',
    requires: 'sampling-frame.write',
    consumes: tableFiles,
    returns: ImportOutcome,
    problems: { ...notFound, 409: ['sampling-frame.drawn-from'], 422: ['file.unreadable'] },
  })
  fill(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: FileQuery }) query: FileQuery,
    @Uploaded() file: Upload,
  ) {
    return this.frames.fill(id, file, query);
  }
}
