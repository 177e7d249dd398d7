import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { conferenceAttendanceRecorded } from '#contracts/conference-events';
import { attendanceRecorded, certificateChanged } from '#contracts/certificates';
import { fieldworkCounted } from '#contracts/survey-events';
import { WorkService } from './work.service.js';

/** Keeps of training's and survey's facts what a person's record shows. */
@Controller()
export class WorkConsumer {
  constructor(private readonly work: WorkService) {}

  @EventPattern<string>(attendanceRecorded.type)
  attendanceRecorded(
    @Payload({ schema: attendanceRecorded.envelope }) event: z.infer<typeof attendanceRecorded.envelope>,
  ) {
    return this.work.keepAttendance(event.data, event.sequence);
  }

  @EventPattern<string>(conferenceAttendanceRecorded.type)
  conferenceAttendanceRecorded(
    @Payload({ schema: conferenceAttendanceRecorded.envelope })
    event: z.infer<typeof conferenceAttendanceRecorded.envelope>,
  ) {
    return this.work.keepConference(event.data, event.sequence);
  }

  @EventPattern<string>(certificateChanged.type)
  certificateChanged(
    @Payload({ schema: certificateChanged.envelope }) event: z.infer<typeof certificateChanged.envelope>,
  ) {
    return this.work.keepCertificate(event.data, event.sequence);
  }

  @EventPattern<string>(fieldworkCounted.type)
  fieldworkCounted(
    @Payload({ schema: fieldworkCounted.envelope }) event: z.infer<typeof fieldworkCounted.envelope>,
  ) {
    return this.work.keepFieldwork(event.data, event.sequence);
  }
}
