import { Module } from '@nestjs/common';
import { ReadingsService } from './readings.service.js';
import { RegulationVersionsController } from './regulation-versions.controller.js';
import { RegulationsController } from './regulations.controller.js';
import { RegulationsService } from './regulations.service.js';

@Module({
  controllers: [RegulationsController, RegulationVersionsController],
  providers: [RegulationsService, ReadingsService],
})
export class RegulationsModule {}
