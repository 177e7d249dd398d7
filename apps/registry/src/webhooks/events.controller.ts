import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import { EventFeed, EventFeedQuery, EventTypeList } from '#contracts/webhooks';
import { Route } from '#service-kit/route';
import { WebhookLogService } from './webhook-log.service.js';

const requires = 'event.read';

@Controller()
export class EventsController {
  constructor(private readonly log: WebhookLogService) {}

  @Get('event-types')
  @Route({ summary: 'List the event types that you can be told of', requires, returns: EventTypeList })
  types(@Calling() caller: Caller) {
    return this.log.types(caller);
  }

  @Get('events')
  @Route({
    summary: 'Read the events after a cursor, in order',
    description:
      'For a system that cannot be called from outside: ask again with `after` = `next`. What is kept goes back 90 days. API clients get the types that their permissions let them read.',
    requires,
    returns: EventFeed,
    problems: { 410: ['event.position-gone'] },
  })
  feed(@Query({ schema: EventFeedQuery }) query: z.infer<typeof EventFeedQuery>, @Calling() caller: Caller) {
    return this.log.feed(query, caller);
  }
}
