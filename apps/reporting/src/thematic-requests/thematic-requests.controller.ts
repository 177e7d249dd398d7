import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  NewThematicRequest,
  ThematicRequest,
  ThematicRequestListQuery,
  ThematicRequestPage,
} from '#contracts/thematic-requests';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { ThematicRequestsService } from './thematic-requests.service.js';

@Controller('thematic-requests')
export class ThematicRequestsController {
  constructor(private readonly requests: ThematicRequestsService) {}

  @Get()
  @Route({
    summary: 'List what collaborators are asked on one topic, newest first',
    requires: 'thematic-request.read',
    returns: ThematicRequestPage,
  })
  list(
    @Query({ schema: ThematicRequestListQuery }) query: z.infer<typeof ThematicRequestListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.requests.list(query, caller);
  }

  @Get(':id')
  @Route({
    summary: 'Read a request, with how many were asked and have answered',
    requires: 'thematic-request.read',
    returns: ThematicRequest,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.requests.get(id);
  }

  @Post()
  @Route({
    summary: 'Ask collaborators on one topic',
    description:
      'It opens a reporting period of its own, by the same id: reports of the kind `thematic` are filed for it, and once ' +
      'it is closed an aggregate report is built of them.',
    requires: 'thematic-request.open',
    returns: ThematicRequest,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'], 422: ['opinion.personal-data', 'thematic-request.not-fit'] },
  })
  open(@Body({ schema: NewThematicRequest }) body: NewThematicRequest) {
    return this.requests.open(body);
  }
}
