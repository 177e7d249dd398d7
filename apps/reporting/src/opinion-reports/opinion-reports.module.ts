import { Module } from '@nestjs/common';
import { PeriodsModule } from '../periods/periods.module.js';
import { OpinionAttachmentsController } from './attachments.controller.js';
import { AttachmentsService } from './attachments.service.js';
import { BlankingService } from './blanking.service.js';
import { FilingService } from './filing.service.js';
import { OpinionReportReviewController } from './opinion-report-review.controller.js';
import { OpinionReportsController } from './opinion-reports.controller.js';
import { OpinionReportsService } from './opinion-reports.service.js';
import { ReportChanges } from './report-changes.js';
import { ReportFilesController } from './report-files.controller.js';
import { ReportFilesService } from './report-files.service.js';
import { ReviewService } from './review.service.js';

@Module({
  imports: [PeriodsModule],
  controllers: [
    ReportFilesController,
    OpinionReportsController,
    OpinionReportReviewController,
    OpinionAttachmentsController,
  ],
  providers: [
    AttachmentsService,
    BlankingService,
    FilingService,
    OpinionReportsService,
    ReportChanges,
    ReportFilesService,
    ReviewService,
  ],
  exports: [OpinionReportsService],
})
export class OpinionReportsModule {}
