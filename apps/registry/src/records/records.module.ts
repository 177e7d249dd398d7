import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { CommendationsController } from './commendations.controller.js';
import { CommendationsService } from './commendations.service.js';
import { PersonRecordsConsumer } from './person-records.consumer.js';
import { OwnRecordController, PersonRecordsController } from './person-records.controller.js';
import { PersonRecordsService } from './person-records.service.js';
import { WorkConsumer } from './work.consumer.js';
import { WorkService } from './work.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [
    PersonRecordsController,
    OwnRecordController,
    CommendationsController,
    PersonRecordsConsumer,
    WorkConsumer,
  ],
  providers: [PersonRecordsService, CommendationsService, WorkService],
})
export class RecordsModule {}
