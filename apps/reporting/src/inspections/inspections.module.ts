import { Module } from '@nestjs/common';
import { InspectionRequestsService } from './inspection-requests.service.js';
import { InspectionsController } from './inspections.controller.js';
import { InspectionsService } from './inspections.service.js';

@Module({
  controllers: [InspectionsController],
  providers: [InspectionsService, InspectionRequestsService],
})
export class InspectionsModule {}
