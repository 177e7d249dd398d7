import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { areaRecorded, areaSuccessionsRecorded, areaTreeNumbered } from '#contracts/areas';
import { organisationRecorded } from '#contracts/organisations';
import { appointmentRecorded, personMerged } from '#contracts/people';
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

  @EventPattern<string>(areaRecorded.type)
  areaRecorded(@Payload({ schema: areaRecorded.envelope }) event: z.infer<typeof areaRecorded.envelope>) {
    return this.reference.keepUnit('area', event.data, event.sequence);
  }

  @EventPattern<string>(areaTreeNumbered.type)
  treeNumbered(
    @Payload({ schema: areaTreeNumbered.envelope }) event: z.infer<typeof areaTreeNumbered.envelope>,
  ) {
    return this.reference.keepTree(event.data, event.sequence);
  }

  @EventPattern<string>(areaSuccessionsRecorded.type)
  successionsRecorded(
    @Payload({ schema: areaSuccessionsRecorded.envelope })
    { data }: z.infer<typeof areaSuccessionsRecorded.envelope>,
  ) {
    return this.reference.keepSuccessions(data);
  }

  @EventPattern<string>(organisationRecorded.type)
  organisationRecorded(
    @Payload({ schema: organisationRecorded.envelope }) event: z.infer<typeof organisationRecorded.envelope>,
  ) {
    return this.reference.keepUnit('organisation', event.data, event.sequence);
  }

  @EventPattern<string>(personMerged.type)
  personMerged(@Payload({ schema: personMerged.envelope }) { data }: z.infer<typeof personMerged.envelope>) {
    return this.reference.movePerson(data);
  }
}
