import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  ActionItem,
  ActionItemListQuery,
  ActionItemPage,
  ActionItemText,
  CloseActionItem,
} from '#contracts/conference-entries';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ActionItemsService } from './action-items.service.js';

const notFound = { 404: ['resource.not-found'] };
const write = { requires: 'action-item.write', returns: ActionItem } as const;

@Controller()
export class ActionItemsController {
  constructor(private readonly items: ActionItemsService) {}

  @Get('action-items')
  @Route({
    summary: 'List action items, the next due first',
    requires: 'action-item.read',
    returns: ActionItemPage,
  })
  list(
    @Query({ schema: ActionItemListQuery }) query: z.infer<typeof ActionItemListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.items.list(query, caller);
  }

  @Get('action-items/:id')
  @Route({
    summary: 'Read an action item',
    requires: 'action-item.read',
    returns: ActionItem,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.items.get(id, caller);
  }

  @Get('conferences/:id/action-items')
  @Route({
    summary: 'List the action items before a conference: its own and those carried to it',
    description: 'Carried are those of earlier conferences of its kind and unit that were open when it met.',
    requires: 'action-item.read',
    returns: ActionItemPage,
    problems: notFound,
  })
  before(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: ActionItemListQuery }) query: z.infer<typeof ActionItemListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.items.before(id, query, caller);
  }

  @Post('conferences/:id/action-items')
  @Route({
    summary: 'Record an action item that a conference agrees',
    ...write,
    status: 201,
    repeatable: true,
    problems: {
      ...notFound,
      409: ['conference.not-held'],
      422: ['conference.personal-data', 'action-item.no-appointment'],
    },
  })
  agree(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: ActionItemText }) body: ActionItemText,
  ) {
    return this.items.agree(id, body);
  }

  @Put('action-items/:id')
  @Route({
    summary: 'Correct an action item while its conference is being held',
    ...write,
    guarded: true,
    problems: {
      ...notFound,
      409: ['action-item.closed', 'conference.not-held'],
      422: ['conference.personal-data', 'action-item.no-appointment'],
    },
  })
  update(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ActionItemText }) body: ActionItemText,
  ) {
    return this.items.update(id, version, body);
  }

  @Post('action-items/:id/close')
  @Route({
    summary: 'Close an action item at the conference that is being held',
    ...write,
    guarded: true,
    problems: {
      ...notFound,
      409: ['action-item.closed', 'conference.not-held'],
      422: ['conference.personal-data', 'action-item.no-conference'],
    },
  })
  close(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: CloseActionItem }) body: CloseActionItem,
  ) {
    return this.items.close(id, version, body);
  }
}
