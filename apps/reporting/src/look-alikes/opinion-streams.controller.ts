import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  NewOpinionStream,
  OpinionStream,
  OpinionStreamListQuery,
  OpinionStreamPage,
  StreamItems,
} from '#contracts/opinion-streams';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { OpinionStreamsService } from './opinion-streams.service.js';

const unfit = {
  409: ['opinion-stream.joined-already'],
  422: ['opinion-stream.unknown-item', 'opinion-stream.unlike'],
};

@Controller('opinion-streams')
export class OpinionStreamsController {
  constructor(private readonly streams: OpinionStreamsService) {}

  @Get()
  @Route({
    summary: 'List the streams that have an item within reach',
    requires: 'opinion-stream.read',
    returns: OpinionStreamPage,
  })
  list(
    @Query({ schema: OpinionStreamListQuery }) query: z.infer<typeof OpinionStreamListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.streams.list(query, caller);
  }

  @Get(':id')
  @Route({
    summary: 'Read a stream with its items within reach',
    requires: 'opinion-stream.read',
    returns: OpinionStream,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.streams.get(id, caller);
  }

  @Post()
  @Route({
    summary: 'Join items of several reports to one stream',
    requires: 'opinion-stream.write',
    returns: OpinionStream,
    status: 201,
    repeatable: true,
    problems: unfit,
  })
  create(@Body({ schema: NewOpinionStream }) body: NewOpinionStream, @Calling() caller: Caller) {
    return this.streams.create(body, caller);
  }

  @Post(':id/join')
  @Route({
    summary: 'Join further items to a stream',
    requires: 'opinion-stream.write',
    returns: OpinionStream,
    guarded: true,
    problems: { 404: ['resource.not-found'], ...unfit },
  })
  join(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: StreamItems }) body: StreamItems,
    @Calling() caller: Caller,
  ) {
    return this.streams.join({ id, version, caller }, body);
  }

  @Post(':id/separate')
  @Route({
    summary: 'Take items out of a stream',
    requires: 'opinion-stream.write',
    returns: OpinionStream,
    guarded: true,
    problems: { 404: ['resource.not-found'], 422: ['opinion-stream.unknown-item'] },
  })
  separate(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: StreamItems }) body: StreamItems,
    @Calling() caller: Caller,
  ) {
    return this.streams.separate({ id, version, caller }, body);
  }
}
