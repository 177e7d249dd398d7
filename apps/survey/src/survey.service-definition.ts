import { auditEntities } from '#audit/audit-entry.entity';
import { RevokedAccess1700000004000 } from '#persistence/revoked-access.migration';
import type { ServiceDefinition } from '#service-kit/service';
import { SurveyPlans1700000001000 } from './migrations/1700000001000-survey-plans.js';
import { AuditChain1700000002000 } from './migrations/1700000002000-audit-chain.js';
import { QuestionnairesAndSamples1700000005000 } from './migrations/1700000005000-questionnaires-and-samples.js';
import { PlanStates1700000006000 } from './migrations/1700000006000-plan-states.js';
import { WorkPlans1700000007000 } from './migrations/1700000007000-work-plans.js';
import { Invitations1700000008000 } from './migrations/1700000008000-invitations.js';
import { Vault1700000008001 } from './migrations/1700000008001-vault.js';
import { CaseBook1700000008002 } from './migrations/1700000008002-case-book.js';
import { Assignments1700000008003 } from './migrations/1700000008003-assignments.js';
import { Checks1700000008005 } from './migrations/1700000008005-checks.js';
import { BackCheckDrawEntity, BackCheckEntity } from './back-checks/back-check.entity.js';
import { QualityFlagEntity } from './quality-flags/quality-flag.entity.js';
import { Interviews1700000008004 } from './migrations/1700000008004-interviews.js';
import {
  CaseAssignmentEntity,
  CertificateExceptionEntity,
  FieldInterviewerEntity,
  FieldRuleEntity,
  InterviewerCertificateEntity,
} from './assignments/assignment.entity.js';
import { SeriesOfSurveys1700000008021 } from './migrations/1700000008021-series-of-surveys.js';
import { OutcomesOfReleases1700000008022 } from './migrations/1700000008022-outcomes-of-releases.js';
import { SurveyAnalyses1700000008020 } from './migrations/1700000008020-survey-analyses.js';
import { AnalysisEntity } from './estimates/analysis.entity.js';
import { ContactAttemptEntity, FieldCaseEntity } from './field-cases/field-case.entity.js';
import { InvitationEntity, InvitationPartEntity, TicketKeyEntity } from './invitations/invitation.entity.js';
import { FrameUnitEntity, SamplingFrameEntity } from './frames/frame.entity.js';
import { SurveyPlanEntity } from './plans/plan.entity.js';
import { PretestEntity, QuestionnaireEntity } from './questionnaires/questionnaire.entity.js';
import { SampleCellEntity, SampledUnitEntity, SampleEntity } from './samples/sample.entity.js';
import { SurveyReleaseEntity } from './releases/release.entity.js';
import { CollectionEntity, ResponseEntity } from './vault/response.entity.js';
import { SurveyModule } from './survey.module.js';
import { SurveyWorker } from './survey.worker.js';

/** Survey plans, questionnaires, frames, samples and responses, and the figures that may be printed of a survey. */
export const survey: ServiceDefinition = {
  name: 'survey',
  description:
    'Survey plans, approval, questionnaires, frames, samples, responses, outcome rates, sample sizes',
  database: {
    schema: 'survey',
    entities: [
      SurveyPlanEntity,
      QuestionnaireEntity,
      PretestEntity,
      SamplingFrameEntity,
      FrameUnitEntity,
      SampleEntity,
      SampleCellEntity,
      SampledUnitEntity,
      TicketKeyEntity,
      InvitationPartEntity,
      InvitationEntity,
      FieldCaseEntity,
      ContactAttemptEntity,
      InterviewerCertificateEntity,
      FieldRuleEntity,
      CertificateExceptionEntity,
      FieldInterviewerEntity,
      CaseAssignmentEntity,
      BackCheckDrawEntity,
      BackCheckEntity,
      QualityFlagEntity,
      AnalysisEntity,
      SurveyReleaseEntity,
      ...auditEntities,
    ],
    migrations: [
      SurveyPlans1700000001000,
      AuditChain1700000002000,
      RevokedAccess1700000004000,
      QuestionnairesAndSamples1700000005000,
      PlanStates1700000006000,
      WorkPlans1700000007000,
      Invitations1700000008000,
      CaseBook1700000008002,
      Assignments1700000008003,
      Interviews1700000008004,
      Checks1700000008005,
      SurveyAnalyses1700000008020,
      SeriesOfSurveys1700000008021,
      OutcomesOfReleases1700000008022,
    ],
  },
  vault: {
    schema: 'vault',
    entities: [CollectionEntity, ResponseEntity],
    migrations: [Vault1700000008001],
  },
  module: SurveyModule,
  worker: SurveyWorker,
};
