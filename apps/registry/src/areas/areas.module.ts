import { Module } from '@nestjs/common';
import { AreaNumbering } from './area-numbering.js';
import { AreaRecordsService } from './area-records.service.js';
import { AreasController } from './areas.controller.js';
import { AreasService } from './areas.service.js';
import { CrosswalksService } from './crosswalks.service.js';
import { PopulationsController } from './populations.controller.js';
import { PopulationsService } from './populations.service.js';

@Module({
  controllers: [AreasController, PopulationsController],
  providers: [AreasService, CrosswalksService, PopulationsService, AreaRecordsService, AreaNumbering],
  exports: [AreasService],
})
export class AreasModule {}
