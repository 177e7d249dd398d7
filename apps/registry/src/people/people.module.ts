import { Module } from '@nestjs/common';
import { AreasModule } from '../areas/areas.module.js';
import { AppointmentsController } from './appointments.controller.js';
import { AppointmentsService } from './appointments.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { OwnContactController, PersonContactsController } from './person-contacts.controller.js';
import { PersonContactsService } from './person-contacts.service.js';

@Module({
  imports: [AreasModule],
  controllers: [PeopleController, AppointmentsController, PersonContactsController, OwnContactController],
  providers: [PeopleService, AppointmentsService, PersonContactsService],
  exports: [AppointmentsService, PeopleService],
})
export class PeopleModule {}
