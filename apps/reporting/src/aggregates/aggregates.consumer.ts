import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { aggregateDiscussed } from '#contracts/conference-events';
import { AggregateTextService } from './aggregate-text.service.js';

@Controller()
export class AggregatesConsumer {
  constructor(private readonly text: AggregateTextService) {}

  @EventPattern<string>(aggregateDiscussed.type)
  discussed(
    @Payload({ schema: aggregateDiscussed.envelope }) event: z.infer<typeof aggregateDiscussed.envelope>,
  ) {
    return this.text.discussed(event.data);
  }
}
