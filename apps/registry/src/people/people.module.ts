import { Module } from '@nestjs/common';
import { AreasModule } from '../areas/areas.module.js';
import { AppointmentsController } from './appointments.controller.js';
import { AppointmentsService } from './appointments.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';

@Module({
  imports: [AreasModule],
  controllers: [PeopleController, AppointmentsController],
  providers: [PeopleService, AppointmentsService],
  exports: [AppointmentsService],
})
export class PeopleModule {}
