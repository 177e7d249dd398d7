import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  AppointmentDecision,
  EndedBy,
  HandOver,
  NewNomination,
  NewSubstitution,
  NewSuspension,
  SubstitutionList,
  SuspensionList,
} from '#contracts/appointments';
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
import { SuspensionsService } from './suspensions.service.js';

const unknown = { 404: ['resource.not-found'] };
const guardedChange = { requires: 'appointment.write', returns: Appointment, guarded: true } as const;

@Controller('appointments')
export class AppointmentsController {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly pauses: SuspensionsService,
  ) {}

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
    problems: {
      409: ['resource.conflict', 'appointment.place-full'],
      422: ['appointment.area-not-in-force'],
    },
  })
  appoint(@Body({ schema: NewAppointment }) body: z.output<typeof NewAppointment>) {
    return this.appointments.appoint(body);
  }

  @Post('nominations')
  @Route({
    summary: 'Nominate a person for a role; the decision comes later',
    requires: 'appointment.write',
    returns: Appointment,
    status: 201,
    repeatable: true,
    problems: { 422: ['appointment.area-not-in-force'] },
  })
  nominate(@Body({ schema: NewNomination }) body: NewNomination) {
    return this.appointments.nominate(body);
  }

  @Post(':id/appoint')
  @Route({
    ...guardedChange,
    summary: 'Appoint who was nominated, by a decision',
    problems: {
      ...unknown,
      409: ['appointment.not-nominated', 'resource.conflict', 'appointment.place-full'],
      422: ['appointment.area-not-in-force'],
    },
  })
  confirm(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: AppointmentDecision }) body: AppointmentDecision,
  ) {
    return this.appointments.confirm({ id, version }, body);
  }

  @Post(':id/decline')
  @Route({
    ...guardedChange,
    summary: 'Decline a nomination',
    problems: { ...unknown, 409: ['appointment.not-nominated'] },
  })
  decline(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.appointments.decline({ id, version });
  }

  @Post(':id/end')
  @Route({
    ...guardedChange,
    summary: 'End an appointment by a decision; what it gave access to is refused at once',
    problems: {
      ...unknown,
      409: ['appointment.already-ended', 'appointment.not-appointed'],
      422: ['appointment.ends-before-start', 'appointment.ends-after-term'],
    },
  })
  end(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: EndAppointment }) body: EndAppointment,
  ) {
    return this.appointments.end({ id, version }, body);
  }

  @Post(':id/hand-over')
  @Route({
    ...guardedChange,
    summary: 'Give what the holder of an ended appointment has open to a successor',
    problems: {
      ...unknown,
      409: ['appointment.not-ended', 'appointment.handed-over'],
      422: ['appointment.no-successor'],
    },
  })
  handOver(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: HandOver }) body: HandOver,
  ) {
    return this.appointments.handOver({ id, version }, body);
  }

  @Get(':id/suspensions')
  @Route({
    summary: 'Days on which an appointment rests',
    requires: 'appointment.read',
    returns: SuspensionList,
    problems: unknown,
  })
  suspensions(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.pauses.suspensions(id, caller);
  }

  @Post(':id/suspensions')
  @Route({
    ...guardedChange,
    summary: 'Suspend an appointment by a decision: it gives no access and owes no reports',
    problems: {
      ...unknown,
      409: ['appointment.not-appointed', 'resource.conflict'],
      422: ['appointment.outside-its-days'],
    },
  })
  suspend(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewSuspension }) body: NewSuspension,
  ) {
    return this.pauses.suspend({ id, version }, body);
  }

  @Post(':id/lift-suspension')
  @Route({
    ...guardedChange,
    summary: 'Lift the suspension that holds on a day, by a decision',
    problems: { ...unknown, 409: ['appointment.not-suspended'] },
  })
  liftSuspension(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: EndedBy }) body: EndedBy,
  ) {
    return this.pauses.lift({ id, version }, body);
  }

  @Get(':id/substitutions')
  @Route({
    summary: 'Who acts in the holder’s place, and when',
    requires: 'appointment.read',
    returns: SubstitutionList,
    problems: unknown,
  })
  substitutions(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.pauses.substitutions(id, caller);
  }

  @Post(':id/substitutions')
  @Route({
    ...guardedChange,
    summary: 'Let another act in the holder’s place between two days',
    problems: {
      ...unknown,
      409: ['appointment.not-appointed', 'resource.conflict'],
      422: ['appointment.outside-its-days', 'appointment.own-substitute', 'request.unprocessable'],
    },
  })
  substitute(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewSubstitution }) body: NewSubstitution,
  ) {
    return this.pauses.substitute({ id, version }, body);
  }

  @Post(':id/end-substitution')
  @Route({
    ...guardedChange,
    summary: 'End the substitution that holds on a day',
    problems: { ...unknown, 409: ['appointment.not-substituted'] },
  })
  endSubstitution(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: EndedBy }) body: EndedBy,
  ) {
    return this.pauses.endSubstitution({ id, version }, body);
  }
}
