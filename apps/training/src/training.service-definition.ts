import { auditEntities } from '#audit/audit-entry.entity';
import { RevokedAccess1700000004000 } from '#persistence/revoked-access.migration';
import type { ServiceDefinition } from '#service-kit/service';
import { TrainingClassEntity } from './classes/class.entity.js';
import { CourseEntity } from './courses/course.entity.js';
import { CoursesAndClasses1700000001000 } from './migrations/1700000001000-courses-and-classes.js';
import { AuditChain1700000002000 } from './migrations/1700000002000-audit-chain.js';
import { TrainingModule } from './training.module.js';

/** Courses, their classes, and how far they reach those who hold a role. */
export const training: ServiceDefinition = {
  name: 'training',
  description: 'Courses, classes, attendance, coverage',
  database: {
    schema: 'training',
    entities: [CourseEntity, TrainingClassEntity, ...auditEntities],
    migrations: [CoursesAndClasses1700000001000, AuditChain1700000002000, RevokedAccess1700000004000],
  },
  module: TrainingModule,
};
