import { Module } from '@nestjs/common';
import { AdHocReportsModule } from './ad-hoc-reports/ad-hoc-reports.module.js';
import { AggregatesModule } from './aggregates/aggregates.module.js';
import { CodesModule } from './codes/codes.module.js';
import { DashboardsModule } from './dashboards/dashboards.module.js';
import { GuidanceModule } from './guidance/guidance.module.js';
import { InspectionsModule } from './inspections/inspections.module.js';
import { LookAlikesModule } from './look-alikes/look-alikes.module.js';
import { OfficeModule } from './office/office.module.js';
import { OpinionItemsModule } from './opinion-items/opinion-items.module.js';
import { OpinionReportsModule } from './opinion-reports/opinion-reports.module.js';
import { PeriodsModule } from './periods/periods.module.js';
import { PeriodResultsModule } from './period-results/period-results.module.js';
import { ReviewLevelsModule } from './review-levels/review-levels.module.js';
import { RecommendationsModule } from './recommendations/recommendations.module.js';
import { RemindersModule } from './reminders/reminders.module.js';
import { ThematicRequestsModule } from './thematic-requests/thematic-requests.module.js';
import { ReferenceModule } from './reference/reference.module.js';
import { SavedViewsModule } from './saved-views/saved-views.module.js';

@Module({
  imports: [
    ReferenceModule,
    CodesModule,
    OfficeModule,
    PeriodsModule,
    GuidanceModule,
    PeriodResultsModule,
    ThematicRequestsModule,
    AdHocReportsModule,
    LookAlikesModule,
    OpinionReportsModule,
    OpinionItemsModule,
    ReviewLevelsModule,
    RemindersModule,
    RecommendationsModule,
    InspectionsModule,
    AggregatesModule,
    DashboardsModule,
    SavedViewsModule,
  ],
})
export class ReportingModule {}
