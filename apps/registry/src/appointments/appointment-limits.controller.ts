import { Body, Controller, Get, Post } from '@nestjs/common';
import { AppointmentLimit, AppointmentLimitList, NewAppointmentLimit } from '#contracts/appointments';
import { Route } from '#service-kit/route';
import { AppointmentLimitsService } from './appointment-limits.service.js';

@Controller('appointment-limits')
export class AppointmentLimitsController {
  constructor(private readonly limits: AppointmentLimitsService) {}

  @Get()
  @Route({
    summary: 'How many may hold a role at one organisation and level, from which day on',
    requires: 'roster-renewal.read',
    returns: AppointmentLimitList,
  })
  list() {
    return this.limits.list();
  }

  @Post()
  @Route({
    summary: 'Limit how many may hold a role at one organisation and level, from a day on',
    requires: 'appointment.write',
    returns: AppointmentLimit,
    status: 201,
    repeatable: true,
    problems: { 409: ['appointment-limit.exceeded', 'resource.conflict'] },
  })
  add(@Body({ schema: NewAppointmentLimit }) body: AppointmentLimit) {
    return this.limits.add(body);
  }
}
