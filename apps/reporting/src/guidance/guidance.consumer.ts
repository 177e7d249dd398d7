import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { guidanceAgreed } from '#contracts/conference-events';
import { GuidanceService } from './guidance.service.js';

@Controller()
export class GuidanceConsumer {
  constructor(private readonly guidance: GuidanceService) {}

  @EventPattern<string>(guidanceAgreed.type)
  guidanceAgreed(
    @Payload({ schema: guidanceAgreed.envelope }) event: z.infer<typeof guidanceAgreed.envelope>,
  ) {
    return this.guidance.keep(event.data, event.sequence);
  }
}
