import { Module } from '@nestjs/common';
import { FilingService } from './filing.service.js';
import { OpinionReportsController } from './opinion-reports.controller.js';
import { OpinionReportsService } from './opinion-reports.service.js';

@Module({
  controllers: [OpinionReportsController],
  providers: [FilingService, OpinionReportsService],
})
export class OpinionReportsModule {}
