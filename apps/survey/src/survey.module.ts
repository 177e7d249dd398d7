import { Module } from '@nestjs/common';
import { AssignmentsModule } from './assignments/assignments.module.js';
import { BackChecksModule } from './back-checks/back-checks.module.js';
import { FramesModule } from './frames/frames.module.js';
import { EstimatesModule } from './estimates/estimates.module.js';
import { FieldCasesModule } from './field-cases/field-cases.module.js';
import { InterviewsModule } from './interviews/interviews.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { PlansModule } from './plans/plans.module.js';
import { QualityFlagsModule } from './quality-flags/quality-flags.module.js';
import { QuestionnairesModule } from './questionnaires/questionnaires.module.js';
import { ReferenceModule } from './reference/reference.module.js';
import { ReleasesModule } from './releases/releases.module.js';
import { ResponsesModule } from './responses/responses.module.js';
import { SamplesModule } from './samples/samples.module.js';
import { TrendsModule } from './trends/trends.module.js';

@Module({
  imports: [
    PlansModule,
    QuestionnairesModule,
    FramesModule,
    SamplesModule,
    InvitationsModule,
    ResponsesModule,
    FieldCasesModule,
    AssignmentsModule,
    InterviewsModule,
    BackChecksModule,
    QualityFlagsModule,
    ReferenceModule,
    EstimatesModule,
    ReleasesModule,
    TrendsModule,
  ],
})
export class SurveyModule {}
