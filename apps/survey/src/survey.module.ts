import { Module } from '@nestjs/common';
import { FramesModule } from './frames/frames.module.js';
import { EstimatesModule } from './estimates/estimates.module.js';
import { FieldCasesModule } from './field-cases/field-cases.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { PlansModule } from './plans/plans.module.js';
import { QuestionnairesModule } from './questionnaires/questionnaires.module.js';
import { ReleasesModule } from './releases/releases.module.js';
import { ResponsesModule } from './responses/responses.module.js';
import { SamplesModule } from './samples/samples.module.js';

@Module({
  imports: [
    PlansModule,
    QuestionnairesModule,
    FramesModule,
    SamplesModule,
    InvitationsModule,
    ResponsesModule,
    FieldCasesModule,
    EstimatesModule,
    ReleasesModule,
  ],
})
export class SurveyModule {}
