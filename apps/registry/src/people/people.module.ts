import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { OwnContactController, PersonContactsController } from './person-contacts.controller.js';
import { PersonContactsService } from './person-contacts.service.js';
import { PersonMergesController } from './person-merges.controller.js';
import { PersonMergesService } from './person-merges.service.js';

@Module({
  controllers: [PeopleController, PersonContactsController, OwnContactController, PersonMergesController],
  providers: [PeopleService, PersonContactsService, PersonMergesService],
  exports: [PeopleService],
})
export class PeopleModule {}
