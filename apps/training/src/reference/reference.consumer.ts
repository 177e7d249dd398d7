import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { appointmentRecorded } from '#contracts/people';
import { ReferenceService } from './reference.service.js';

/** Keeps this service's copy of what the registry knows. */
@Controller()
export class ReferenceConsumer {
  constructor(private readonly reference: ReferenceService) {}

  @EventPattern<string>(appointmentRecorded.type)
  appointmentRecorded(
    @Payload({ schema: appointmentRecorded.envelope }) event: z.infer<typeof appointmentRecorded.envelope>,
  ) {
    return this.reference.keepAppointment(event.data, event.sequence);
  }
}
