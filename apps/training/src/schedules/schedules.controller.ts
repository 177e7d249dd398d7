import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { ClassSchedule, ScheduleClass, ScheduledClass } from '#contracts/class-schedules';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { SchedulesService } from './schedules.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('classes/:id/schedule')
export class SchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  @Get()
  @Route({
    summary: 'When and where a class meets, and who teaches it',
    requires: 'class-participant.read',
    returns: ClassSchedule,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.schedules.get(id, caller);
  }

  @Put()
  @Route({
    summary: 'Say when and where a class meets, and who teaches it',
    description: 'By the version of the class. Trainers whom another class needs at the same time are named.',
    requires: 'class-participant.write',
    returns: ScheduledClass,
    guarded: true,
    problems: {
      ...notFound,
      409: ['class.not-planned'],
      422: ['class.session-outside', 'class.no-person'],
    },
  })
  schedule(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ScheduleClass }) body: ScheduleClass,
  ) {
    return this.schedules.schedule(id, version, body);
  }
}
