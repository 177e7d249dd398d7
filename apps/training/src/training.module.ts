import { Module } from '@nestjs/common';
import { AssessmentsModule } from './assessments/assessments.module.js';
import { CertificatesModule } from './certificates/certificates.module.js';
import { CheckInsModule } from './check-ins/check-ins.module.js';
import { ClassesModule } from './classes/classes.module.js';
import { ConferencesModule } from './conferences/conferences.module.js';
import { CoursesModule } from './courses/courses.module.js';
import { CoverageModule } from './coverage/coverage.module.js';
import { EvaluationsModule } from './evaluations/evaluations.module.js';
import { GuidanceModule } from './guidance/guidance.module.js';
import { MaterialsModule } from './materials/materials.module.js';
import { ParticipantsModule } from './participants/participants.module.js';
import { SchedulesModule } from './schedules/schedules.module.js';
import { ReferenceModule } from './reference/reference.module.js';

@Module({
  imports: [
    ReferenceModule,
    CoursesModule,
    ClassesModule,
    CoverageModule,
    CertificatesModule,
    ParticipantsModule,
    SchedulesModule,
    CheckInsModule,
    EvaluationsModule,
    MaterialsModule,
    GuidanceModule,
    AssessmentsModule,
    ConferencesModule,
  ],
})
export class TrainingModule {}
