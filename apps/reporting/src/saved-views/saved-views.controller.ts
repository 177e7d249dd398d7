import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import { NewSavedView, SavedView, SavedViewListQuery, SavedViewPage } from '#contracts/saved-views';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { SavedViewsService } from './saved-views.service.js';

const requires = 'saved-view.manage-own';
const unknown = { 404: ['resource.not-found'] };
const unfit = { 409: ['resource.conflict'], 422: ['opinion.personal-data'] };

@Controller('saved-views')
export class SavedViewsController {
  constructor(private readonly views: SavedViewsService) {}

  @Get()
  @Route({
    summary: 'List the own saved views and those shared with a role of one’s own',
    requires,
    returns: SavedViewPage,
  })
  list(
    @Query({ schema: SavedViewListQuery }) query: z.infer<typeof SavedViewListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.views.list(query, caller);
  }

  @Get(':id')
  @Route({ summary: 'Read a saved view', requires, returns: SavedView, problems: unknown })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.views.get(id, caller);
  }

  @Post()
  @Route({
    summary: 'Save a question under a name',
    requires,
    returns: SavedView,
    status: 201,
    repeatable: true,
    problems: unfit,
  })
  create(@Body({ schema: NewSavedView }) body: NewSavedView, @Calling() caller: Caller) {
    return this.views.create(body, caller);
  }

  @Put(':id')
  @Route({
    summary: 'Change a saved view of one’s own',
    requires,
    returns: SavedView,
    guarded: true,
    problems: { ...unknown, ...unfit },
  })
  change(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewSavedView }) body: NewSavedView,
    @Calling() caller: Caller,
  ) {
    return this.views.change(id, version, body, caller);
  }

  @Delete(':id')
  @Route({ summary: 'Remove a saved view of one’s own', requires, guarded: true, problems: unknown })
  remove(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Calling() caller: Caller,
  ) {
    return this.views.remove(id, version, caller);
  }
}
