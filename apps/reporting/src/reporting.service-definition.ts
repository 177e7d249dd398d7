import { auditEntities } from '#audit/audit-entry.entity';
import { RevokedAccess1700000004000 } from '#persistence/revoked-access.migration';
import type { ServiceDefinition } from '#service-kit/service';
import {
  AggregateCommentEntity,
  AggregateDocumentEntity,
  AggregateReportEntity,
  DispatchEntity,
} from './aggregates/aggregate.entity.js';
import { CodeEntity, CodeSuccessionEntity } from './codes/code.entity.js';
import { InspectionEntity, InspectionRequestEntity } from './inspections/inspection.entity.js';
import { OpinionStreamEntity } from './look-alikes/opinion-stream.entity.js';
import { OpinionReports1700000001000 } from './migrations/1700000001000-opinion-reports.js';
import { AuditChain1700000002000 } from './migrations/1700000002000-audit-chain.js';
import { ForemostItems1700000003000 } from './migrations/1700000003000-foremost-items.js';
import { TreesByRoot1700000003500 } from './migrations/1700000003500-trees-by-root.js';
import { OpinionStreams1700000005000 } from './migrations/1700000005000-opinion-streams.js';
import { CodeVersions1700000005100 } from './migrations/1700000005100-code-versions.js';
import { Guidance1700000005200 } from './migrations/1700000005200-guidance.js';
import { FirstReading1700000005300 } from './migrations/1700000005300-first-reading.js';
import { Attachments1700000005500 } from './migrations/1700000005500-attachments.js';
import { Calendars1700000005400 } from './migrations/1700000005400-calendars.js';
import { Opening1700000005600 } from './migrations/1700000005600-opening.js';
import { ItemVersions1700000007000 } from './migrations/1700000007000-item-versions.js';
import { ReviewLevels1700000007100 } from './migrations/1700000007100-review-levels.js';
import { SuspensionsAndHandOvers1700000007200 } from './migrations/1700000007200-suspensions-and-hand-overs.js';
import { Recommendations1700000007500 } from './migrations/1700000007500-recommendations.js';
import { ReportReminders1700000007600 } from './migrations/1700000007600-report-reminders.js';
import { Escalation1700000007700 } from './migrations/1700000007700-escalation.js';
import { Inspections1700000007800 } from './migrations/1700000007800-inspections.js';
import { OrganisationVersions1700000008000 } from './migrations/1700000008000-organisation-versions.js';
import { WordsOfItems1700000008010 } from './migrations/1700000008010-words-of-items.js';
import { SavedViews1700000008020 } from './migrations/1700000008020-saved-views.js';
import { IssuedPdf1700000009200 } from './migrations/1700000009200-issued-pdf.js';
import { ReleasesByPeriod1700000009300 } from './migrations/1700000009300-releases-by-period.js';
import { Superseding1700000009400 } from './migrations/1700000009400-superseding.js';
import { SectionVersions1700000009500 } from './migrations/1700000009500-section-versions.js';
import { FormOfDocuments1700000009600 } from './migrations/1700000009600-form-of-documents.js';
import { NamesOfLines1700000009700 } from './migrations/1700000009700-names-of-lines.js';
import { ThematicRequests1700000009800 } from './migrations/1700000009800-thematic-requests.js';
import { PeriodResults1700000009810 } from './migrations/1700000009810-period-results.js';
import { StreamMembership1700000009820 } from './migrations/1700000009820-stream-membership.js';
import { CorrectedExpectations1700000009830 } from './migrations/1700000009830-corrected-expectations.js';
import { WordsKept1700000009840 } from './migrations/1700000009840-words-kept.js';
import { ReportsOfUnits1700000009850 } from './migrations/1700000009850-reports-of-units.js';
import { KeptCounts1700000009860 } from './migrations/1700000009860-kept-counts.js';
import { OfficeEntity } from './office/office.module.js';
import { OpinionAttachmentEntity } from './opinion-reports/attachment.entity.js';
import { OpinionItemEntity, OpinionReportEntity } from './opinion-reports/opinion-report.entity.js';
import { HolidaysEntity, ReportingCalendarEntity } from './periods/calendar.entity.js';
import { ExpectedReportEntity, ReportingPeriodEntity } from './periods/period.entity.js';
import { ReviewSettingsEntity, ReviewWaitingEntity } from './review-levels/review.entity.js';
import {
  ExplanationEntity,
  RecommendationDocumentEntity,
  RecommendationEntity,
  RecommendationItemEntity,
  RecommendationStepEntity,
} from './recommendations/recommendation.entity.js';
import { ReportReminderSettingsEntity } from './reminders/report-reminder-settings.entity.js';
import { SavedViewEntity } from './saved-views/saved-view.entity.js';
import { ThematicRequestEntity } from './thematic-requests/thematic-request.entity.js';
import { ReportingModule } from './reporting.module.js';
import { ReportingWorker } from './reporting.worker.js';

/** Opinion reports, their review, aggregate reports and their way to the recipients. */
export const reporting: ServiceDefinition = {
  name: 'reporting',
  description: 'Opinion reports, review, aggregate reports, dispatch',
  database: {
    schema: 'reporting',
    entities: [
      CodeEntity,
      CodeSuccessionEntity,
      OfficeEntity,
      ReportingPeriodEntity,
      ExpectedReportEntity,
      ThematicRequestEntity,
      ReportingCalendarEntity,
      HolidaysEntity,
      OpinionReportEntity,
      OpinionItemEntity,
      OpinionAttachmentEntity,
      ReviewSettingsEntity,
      ReportReminderSettingsEntity,
      InspectionEntity,
      InspectionRequestEntity,
      RecommendationEntity,
      RecommendationStepEntity,
      RecommendationItemEntity,
      RecommendationDocumentEntity,
      ExplanationEntity,
      ReviewWaitingEntity,
      OpinionStreamEntity,
      SavedViewEntity,
      AggregateReportEntity,
      AggregateCommentEntity,
      AggregateDocumentEntity,
      DispatchEntity,
      ...auditEntities,
    ],
    migrations: [
      OpinionReports1700000001000,
      AuditChain1700000002000,
      ForemostItems1700000003000,
      TreesByRoot1700000003500,
      RevokedAccess1700000004000,
      OpinionStreams1700000005000,
      CodeVersions1700000005100,
      Guidance1700000005200,
      FirstReading1700000005300,
      Calendars1700000005400,
      Attachments1700000005500,
      Opening1700000005600,
      ItemVersions1700000007000,
      ReviewLevels1700000007100,
      SuspensionsAndHandOvers1700000007200,
      Recommendations1700000007500,
      ReportReminders1700000007600,
      Escalation1700000007700,
      Inspections1700000007800,
      OrganisationVersions1700000008000,
      WordsOfItems1700000008010,
      SavedViews1700000008020,
      IssuedPdf1700000009200,
      ReleasesByPeriod1700000009300,
      Superseding1700000009400,
      SectionVersions1700000009500,
      FormOfDocuments1700000009600,
      NamesOfLines1700000009700,
      ThematicRequests1700000009800,
      PeriodResults1700000009810,
      StreamMembership1700000009820,
      CorrectedExpectations1700000009830,
      WordsKept1700000009840,
      ReportsOfUnits1700000009850,
      KeptCounts1700000009860,
    ],
  },
  module: ReportingModule,
  worker: ReportingWorker,
};
