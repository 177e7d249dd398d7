import { Module } from '@nestjs/common';
import { AreasModule } from '../areas/areas.module.js';
import { AppointmentLimitsController } from './appointment-limits.controller.js';
import { AppointmentLimitsService } from './appointment-limits.service.js';
import { AppointmentsController } from './appointments.controller.js';
import { AppointmentsService } from './appointments.service.js';
import { SuspensionsService } from './suspensions.service.js';

@Module({
  imports: [AreasModule],
  controllers: [AppointmentsController, AppointmentLimitsController],
  providers: [AppointmentsService, SuspensionsService, AppointmentLimitsService],
  exports: [AppointmentsService],
})
export class AppointmentsModule {}
