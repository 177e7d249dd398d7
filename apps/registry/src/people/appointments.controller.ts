import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  Appointment,
  AppointmentListQuery,
  AppointmentPage,
  EndAppointment,
  NewAppointment,
} from '#contracts/people';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { AppointmentsService } from './appointments.service.js';

@Controller('appointments')
export class AppointmentsController {
  constructor(private readonly appointments: AppointmentsService) {}

  @Get()
  @Route({ summary: 'List appointments', requires: 'appointment.read', returns: AppointmentPage })
  list(
    @Query({ schema: AppointmentListQuery }) query: z.infer<typeof AppointmentListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.appointments.list(query, caller);
  }

  @Get(':id')
  @Route({
    summary: 'Read an appointment',
    requires: 'appointment.read',
    returns: Appointment,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.appointments.get(id, caller);
  }

  @Post()
  @Route({
    summary: 'Appoint a person to a role by a decision',
    requires: 'appointment.write',
    returns: Appointment,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'], 422: ['appointment.area-not-in-force'] },
  })
  appoint(@Body({ schema: NewAppointment }) body: NewAppointment) {
    return this.appointments.appoint(body);
  }

  @Post(':id/end')
  @Route({
    summary: 'End an appointment by a decision',
    requires: 'appointment.write',
    returns: Appointment,
    guarded: true,
    repeatable: true,
    problems: {
      404: ['resource.not-found'],
      409: ['appointment.already-ended'],
      422: ['appointment.ends-before-start'],
    },
  })
  end(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: EndAppointment }) body: EndAppointment,
  ) {
    return this.appointments.end(id, version, body);
  }
}
