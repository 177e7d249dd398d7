import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { appointmentHandedOver } from '#contracts/appointments';
import { areaRecorded, areaTreeNumbered } from '#contracts/areas';
import { organisationRecorded } from '#contracts/organisations';
import { appointmentRecorded } from '#contracts/people';
import { reviewerRecorded } from '#contracts/review';
import { ReferenceService } from './reference.service.js';

/** Keeps this service's copy of what the registry knows. */
@Controller()
export class ReferenceConsumer {
  constructor(private readonly reference: ReferenceService) {}

  @EventPattern<string>(areaRecorded.type)
  areaRecorded(@Payload({ schema: areaRecorded.envelope }) event: z.infer<typeof areaRecorded.envelope>) {
    return this.reference.keepArea(event.data, event.sequence);
  }

  @EventPattern<string>(areaTreeNumbered.type)
  treeNumbered(
    @Payload({ schema: areaTreeNumbered.envelope }) event: z.infer<typeof areaTreeNumbered.envelope>,
  ) {
    return this.reference.keepTree(event.data, event.sequence);
  }

  @EventPattern<string>(organisationRecorded.type)
  organisationRecorded(
    @Payload({ schema: organisationRecorded.envelope })
    { data, sequence }: z.infer<typeof organisationRecorded.envelope>,
  ) {
    return this.reference.keepOrganisation(data, sequence);
  }

  @EventPattern<string>(appointmentRecorded.type)
  appointmentRecorded(
    @Payload({ schema: appointmentRecorded.envelope }) event: z.infer<typeof appointmentRecorded.envelope>,
  ) {
    return this.reference.keepAppointment(event.data, event.sequence);
  }

  @EventPattern<string>(reviewerRecorded.type)
  reviewerRecorded(
    @Payload({ schema: reviewerRecorded.envelope }) event: z.infer<typeof reviewerRecorded.envelope>,
  ) {
    return this.reference.keepReviewer(event.data, event.sequence);
  }

  @EventPattern<string>(appointmentHandedOver.type)
  handedOver(
    @Payload({ schema: appointmentHandedOver.envelope })
    event: z.infer<typeof appointmentHandedOver.envelope>,
  ) {
    return this.reference.keepHandOver(event.data, event.sequence);
  }
}
