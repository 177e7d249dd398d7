import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { ErasuresController } from './erasures.controller.js';
import { ErasuresService } from './erasures.service.js';
import { PersonalDataController } from './personal-data.controller.js';
import { PersonalDataService } from './personal-data.service.js';
import { RetentionController } from './retention.controller.js';
import { RetentionService } from './retention.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [PersonalDataController, ErasuresController, RetentionController],
  providers: [PersonalDataService, ErasuresService, RetentionService],
})
export class DataProtectionModule {}
