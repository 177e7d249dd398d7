import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { contractsSignedAtConference } from '#contracts/conference-events';
import { ConferenceSigningsService } from './conference-signings.service.js';

/** Hears from training which contracts were signed at a conference. */
@Controller()
export class ConferenceSigningsConsumer {
  constructor(private readonly signings: ConferenceSigningsService) {}

  @EventPattern<string>(contractsSignedAtConference.type)
  signed(
    @Payload({ schema: contractsSignedAtConference.envelope })
    { data }: z.infer<typeof contractsSignedAtConference.envelope>,
  ) {
    return this.signings.sign(data);
  }
}
