import { auditEntities } from '#audit/audit-entry.entity';
import { RevokedAccess1700000004000 } from '#persistence/revoked-access.migration';
import type { ServiceDefinition } from '#service-kit/service';
import { SurveyPlans1700000001000 } from './migrations/1700000001000-survey-plans.js';
import { AuditChain1700000002000 } from './migrations/1700000002000-audit-chain.js';
import { SurveyPlanEntity } from './plans/plan.entity.js';
import { SurveyModule } from './survey.module.js';

/** Survey plans, their approval, and the figures that may be printed of a survey. */
export const survey: ServiceDefinition = {
  name: 'survey',
  description: 'Survey plans, approval, outcome rates, sample sizes',
  database: {
    schema: 'survey',
    entities: [SurveyPlanEntity, ...auditEntities],
    migrations: [SurveyPlans1700000001000, AuditChain1700000002000, RevokedAccess1700000004000],
  },
  module: SurveyModule,
};
