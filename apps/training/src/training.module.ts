import { Module } from '@nestjs/common';
import { CertificatesModule } from './certificates/certificates.module.js';
import { ClassesModule } from './classes/classes.module.js';
import { ConferencesModule } from './conferences/conferences.module.js';
import { CoursesModule } from './courses/courses.module.js';
import { CoverageModule } from './coverage/coverage.module.js';
import { ParticipantsModule } from './participants/participants.module.js';
import { ReferenceModule } from './reference/reference.module.js';

@Module({
  imports: [
    ReferenceModule,
    CoursesModule,
    ClassesModule,
    CoverageModule,
    CertificatesModule,
    ParticipantsModule,
    ConferencesModule,
  ],
})
export class TrainingModule {}
