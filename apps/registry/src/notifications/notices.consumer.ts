import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventEnvelope } from '#contracts/event';
import { noticeRules } from './notices.rules.js';
import { NoticesService } from './notices.service.js';

/** Hears every event that somebody is told of, of all services and of this one. */
@Controller()
export class NoticesConsumer {
  constructor(private readonly notices: NoticesService) {}

  @EventPattern<string[]>(noticeRules.map(({ type }) => type))
  happened(@Payload() event: EventEnvelope) {
    return this.notices.tell(event);
  }
}
