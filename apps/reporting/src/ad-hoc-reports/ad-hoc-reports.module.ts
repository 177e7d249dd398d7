import { Module } from '@nestjs/common';
import { PeriodsModule } from '../periods/periods.module.js';
import { AdHocReportsController } from './ad-hoc-reports.controller.js';
import { AdHocReportsService } from './ad-hoc-reports.service.js';

@Module({
  imports: [PeriodsModule],
  controllers: [AdHocReportsController],
  providers: [AdHocReportsService],
})
export class AdHocReportsModule {}
