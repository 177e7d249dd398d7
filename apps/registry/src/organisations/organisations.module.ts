import { Module } from '@nestjs/common';
import { OrganisationRecordsService } from './organisation-records.service.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsService } from './organisations.service.js';

@Module({
  controllers: [OrganisationsController],
  providers: [OrganisationsService, OrganisationRecordsService],
  exports: [OrganisationsService],
})
export class OrganisationsModule {}
