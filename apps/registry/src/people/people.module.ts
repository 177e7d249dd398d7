import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { OwnContactController, PersonContactsController } from './person-contacts.controller.js';
import { PersonContactsService } from './person-contacts.service.js';

@Module({
  controllers: [PeopleController, PersonContactsController, OwnContactController],
  providers: [PeopleService, PersonContactsService],
  exports: [PeopleService],
})
export class PeopleModule {}
