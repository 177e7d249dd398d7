import { Module } from '@nestjs/common';
import { OpinionAttachmentsController } from './attachments.controller.js';
import { AttachmentsService } from './attachments.service.js';
import { BlankingService } from './blanking.service.js';
import { FilingService } from './filing.service.js';
import { OpinionReportReviewController } from './opinion-report-review.controller.js';
import { OpinionReportsController } from './opinion-reports.controller.js';
import { OpinionReportsService } from './opinion-reports.service.js';
import { ReportChanges } from './report-changes.js';
import { ReviewService } from './review.service.js';

@Module({
  controllers: [OpinionReportsController, OpinionReportReviewController, OpinionAttachmentsController],
  providers: [
    AttachmentsService,
    BlankingService,
    FilingService,
    OpinionReportsService,
    ReportChanges,
    ReviewService,
  ],
  exports: [OpinionReportsService],
})
export class OpinionReportsModule {}
