import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventEnvelope } from '#contracts/event';
import { offeredEvents } from '#contracts/offered-events';
import { WebhookLogService } from './webhook-log.service.js';

/** Hears every event that may leave, of all services and of this one. */
@Controller()
export class WebhookEventsConsumer {
  constructor(private readonly log: WebhookLogService) {}

  @EventPattern<string[]>(offeredEvents.map(({ type }) => type))
  happened(@Payload() event: EventEnvelope) {
    return this.log.record(event);
  }
}
