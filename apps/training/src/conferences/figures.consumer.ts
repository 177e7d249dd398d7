import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { periodClosed, periodOpened } from '#contracts/periods';
import { FiguresService } from './figures.service.js';

/** Counts when reporting closes a period. */
@Controller()
export class FiguresConsumer {
  constructor(private readonly figures: FiguresService) {}

  @EventPattern<string>(periodOpened.type)
  opened(@Payload({ schema: periodOpened.envelope }) { data }: z.infer<typeof periodOpened.envelope>) {
    return this.figures.keepPeriod(data);
  }

  @EventPattern<string>(periodClosed.type)
  closed(@Payload({ schema: periodClosed.envelope }) event: z.infer<typeof periodClosed.envelope>) {
    return this.figures.count(event.data.id, event.sequence);
  }
}
