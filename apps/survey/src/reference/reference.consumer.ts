import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { certificateChanged } from '#contracts/certificates';
import { personMerged } from '#contracts/people';
import { ReferenceService } from './reference.service.js';

/** Keeps of training's and the registry's facts what fieldwork goes by. */
@Controller()
export class ReferenceConsumer {
  constructor(private readonly reference: ReferenceService) {}

  @EventPattern<string>(certificateChanged.type)
  certificateChanged(
    @Payload({ schema: certificateChanged.envelope }) event: z.infer<typeof certificateChanged.envelope>,
  ) {
    return this.reference.keepCertificate(event.data, event.sequence, event.time);
  }

  @EventPattern<string>(personMerged.type)
  personMerged(@Payload({ schema: personMerged.envelope }) { data }: z.infer<typeof personMerged.envelope>) {
    return this.reference.movePerson(data);
  }
}
