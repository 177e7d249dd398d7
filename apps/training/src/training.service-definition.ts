import { auditEntities } from '#audit/audit-entry.entity';
import { RevokedAccess1700000004000 } from '#persistence/revoked-access.migration';
import type { ServiceDefinition } from '#service-kit/service';
import { AssessmentEntity, AttemptEntity, QuestionBankEntity } from './assessments/assessment.entity.js';
import { CertificateEntity } from './certificates/certificate.entity.js';
import { PUBLIC_ADDRESS } from './certificates/public-address.js';
import { TrainingClassEntity } from './classes/class.entity.js';
import { CalendarFeedEntity } from './conferences/calendar-feed.entity.js';
import {
  AgendaItemEntity,
  ConferenceEntity,
  ConferenceParticipantEntity,
  ConferenceSiteEntity,
} from './conferences/conference.entity.js';
import { ActionItemEntity, ConferenceEntryEntity } from './conferences/conference-record.entity.js';
import { CourseEntity } from './courses/course.entity.js';
import { CoursesAndClasses1700000001000 } from './migrations/1700000001000-courses-and-classes.js';
import { AuditChain1700000002000 } from './migrations/1700000002000-audit-chain.js';
import { Certificates1700000005000 } from './migrations/1700000005000-certificates.js';
import { ClassParticipants1700000005500 } from './migrations/1700000005500-class-participants.js';
import { CertificateReminders1700000006000 } from './migrations/1700000006000-certificate-reminders.js';
import { ClassStatesAndCheckIns1700000008100 } from './migrations/1700000008100-class-states-and-check-ins.js';
import { RepliesAndSchedules1700000008000 } from './migrations/1700000008000-replies-and-schedules.js';
import { Assessments1700000008200 } from './migrations/1700000008200-assessments.js';
import { GuidanceQuestionEntity, SentGuidanceEntity } from './guidance/guidance.entity.js';
import { MaterialEntity, MaterialFileEntity, MaterialOpeningEntity } from './materials/material.entity.js';
import { CourseMaterials1700000008300 } from './migrations/1700000008300-course-materials.js';
import {
  ClassCostEntity,
  ClassEvaluationEntity,
  EvaluationGivenEntity,
} from './evaluations/evaluation.entity.js';
import { EvaluationsAndCosts1700000008400 } from './migrations/1700000008400-evaluations-and-costs.js';
import { Cascades1700000008500 } from './migrations/1700000008500-cascades.js';
import { WrittenGuidance1700000008600 } from './migrations/1700000008600-written-guidance.js';
import { CourseTopics1700000008610 } from './migrations/1700000008610-course-topics.js';
import { Conferences1700000007000 } from './migrations/1700000007000-conferences.js';
import { ConferenceRecords1700000007100 } from './migrations/1700000007100-conference-records.js';
import { Units1700000007200 } from './migrations/1700000007200-units.js';
import { CalendarFeeds1700000007300 } from './migrations/1700000007300-calendar-feeds.js';
import { ReportingPeriods1700000007400 } from './migrations/1700000007400-reporting-periods.js';
import { ConferenceReminders1700000007510 } from './migrations/1700000007510-conference-reminders.js';
import { PlacesOfUnits1700000007500 } from './migrations/1700000007500-places-of-units.js';
import { AppointmentEntity } from './reference/appointment.entity.js';
import { ParticipantEntity } from './participants/participant.entity.js';
import { ClassSessionEntity, ClassTrainerEntity } from './schedules/schedule.entity.js';
import { TrainingModule } from './training.module.js';
import { TrainingWorker } from './training.worker.js';

const conferenceEntities = [
  ConferenceEntity,
  ConferenceSiteEntity,
  AgendaItemEntity,
  ConferenceParticipantEntity,
  ConferenceEntryEntity,
  ActionItemEntity,
  CalendarFeedEntity,
];

/** Courses, their classes and certificates, and how far they reach those who hold a role. */
export const training: ServiceDefinition = {
  name: 'training',
  description: 'Courses, classes, attendance, certificates, coverage, conferences',
  database: {
    schema: 'training',
    entities: [
      AppointmentEntity,
      CourseEntity,
      TrainingClassEntity,
      CertificateEntity,
      ParticipantEntity,
      ClassSessionEntity,
      ClassTrainerEntity,
      ClassEvaluationEntity,
      EvaluationGivenEntity,
      ClassCostEntity,
      MaterialFileEntity,
      MaterialEntity,
      MaterialOpeningEntity,
      SentGuidanceEntity,
      GuidanceQuestionEntity,
      QuestionBankEntity,
      AssessmentEntity,
      AttemptEntity,
      ...conferenceEntities,
      ...auditEntities,
    ],
    migrations: [
      CoursesAndClasses1700000001000,
      AuditChain1700000002000,
      RevokedAccess1700000004000,
      Certificates1700000005000,
      ClassParticipants1700000005500,
      CertificateReminders1700000006000,
      RepliesAndSchedules1700000008000,
      ClassStatesAndCheckIns1700000008100,
      Assessments1700000008200,
      CourseMaterials1700000008300,
      EvaluationsAndCosts1700000008400,
      Cascades1700000008500,
      WrittenGuidance1700000008600,
      CourseTopics1700000008610,
      Conferences1700000007000,
      ConferenceRecords1700000007100,
      Units1700000007200,
      CalendarFeeds1700000007300,
      ReportingPeriods1700000007400,
      PlacesOfUnits1700000007500,
      ConferenceReminders1700000007510,
    ],
  },
  module: TrainingModule,
  worker: TrainingWorker,
  settings: ({ LANGNGHE_PUBLIC_URL: publicUrl }) => [
    { provide: PUBLIC_ADDRESS, useValue: publicUrl ?? null },
  ],
};
