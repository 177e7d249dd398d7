import { Module } from '@nestjs/common';
import { AreaNumbering } from './area-numbering.js';
import { AreaRecordsService } from './area-records.service.js';
import { AreasController } from './areas.controller.js';
import { AreasService } from './areas.service.js';

@Module({
  controllers: [AreasController],
  providers: [AreasService, AreaRecordsService, AreaNumbering],
  exports: [AreasService],
})
export class AreasModule {}
