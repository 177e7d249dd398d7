import { auditEntities } from '#audit/audit-entry.entity';
import type { ServiceDefinition } from '#service-kit/service';
import { AccountEntity, AccountGrantEntity } from './accounts/account.entity.js';
import { AllowanceEntity, AllowanceSheetEntity } from './allowances/allowance.entity.js';
import {
  AppointmentEntity,
  AppointmentLimitEntity,
  SubstitutionEntity,
  SuspensionEntity,
} from './appointments/appointment.entity.js';
import {
  AreaEntity,
  AreaNodeEntity,
  AreaPopulationEntity,
  AreaSuccessionEntity,
} from './areas/area.entity.js';
import { AuditCheckpointEntity } from './audit-checkpoints/audit-checkpoint.entity.js';
import {
  AuditChainVerdictEntity,
  AuditVerificationEntity,
} from './audit-verifications/audit-verification.entity.js';
import { BaseSalaryEntity } from './base-salary/base-salary.entity.js';
import { ApiClientEntity } from './clients/client.entity.js';
import {
  ContractEntity,
  ContractSigningEntity,
  ContractTemplateEntity,
} from './contracts/contract.entity.js';
import { ErasureEntity, RetentionDueEntity, RetentionRuleEntity } from './data-protection/erasure.entity.js';
import { MailEntity } from './mail/mail.entity.js';
import { UnitsAndPeople1700000001000 } from './migrations/1700000001000-units-and-people.js';
import { Accounts1700000002000 } from './migrations/1700000002000-accounts.js';
import { ParentsByCode1700000003000 } from './migrations/1700000003000-parents-by-code.js';
import { TheNetwork1700000004000 } from './migrations/1700000004000-the-network.js';
import { ContractsAndRegulations1700000005000 } from './migrations/1700000005000-contracts-and-regulations.js';
import { RecordsAndDataProtection1700000006000 } from './migrations/1700000006000-records-and-data-protection.js';
import { Webhooks1700000007000 } from './migrations/1700000007000-webhooks.js';
import { Audit1700000008000 } from './migrations/1700000008000-audit.js';
import { Notifications1700000009000 } from './migrations/1700000009000-notifications.js';
import { TrainingAndFieldwork1700000010000 } from './migrations/1700000010000-training-and-fieldwork.js';
import { LocksToldOnce1700000011000 } from './migrations/1700000011000-locks-told-once.js';
import { ContractsOfConferences1700000011200 } from './migrations/1700000011200-contracts-of-conferences.js';
import { MergedPeople1700000011500 } from './migrations/1700000011500-merged-people.js';
import { Populations1700000011800 } from './migrations/1700000011800-populations.js';
import { ConferencesAttended1700000013000 } from './migrations/1700000013000-conferences-attended.js';
import { AuditVerifications1700000012000 } from './migrations/1700000012000-audit-verifications.js';
import { NoticeEntity } from './notifications/notice.entity.js';
import {
  NoticePreferenceEntity,
  NotificationSettingsEntity,
} from './notifications/notification-settings.entity.js';
import { OrganisationEntity, OrganisationSuccessionEntity } from './organisations/organisation.entity.js';
import { PersonContactEntity } from './people/person-contact.entity.js';
import { PersonEntity } from './people/person.entity.js';
import { PostEntity } from './posts/post.entity.js';
import { CommendationEntity } from './records/commendation.entity.js';
import { RegistryModule } from './registry.module.js';
import { registrySettings } from './registry.settings.js';
import { RegistryWorker } from './registry.worker.js';
import {
  RegulationAcknowledgementEntity,
  RegulationEntity,
  RegulationFileEntity,
  RegulationVersionEntity,
} from './regulations/regulation.entity.js';
import { ReminderEntity, ReminderSettingsEntity } from './reminders/reminder.entity.js';
import { RosterRenewalEntity } from './rosters/roster.entity.js';
import { WebhookDeliveryEntity, WebhookEntity, WebhookEventEntity } from './webhooks/webhook.entity.js';

/** Who and where, with dates: units, organisations, people, appointments; accounts and sign-in. */
export const registry: ServiceDefinition = {
  name: 'registry',
  description: 'Units, organisations, people, appointments, accounts',
  database: {
    schema: 'registry',
    entities: [
      AccountEntity,
      AccountGrantEntity,
      AllowanceEntity,
      AllowanceSheetEntity,
      AppointmentEntity,
      AppointmentLimitEntity,
      SubstitutionEntity,
      SuspensionEntity,
      AreaEntity,
      AreaNodeEntity,
      AreaPopulationEntity,
      AreaSuccessionEntity,
      AuditCheckpointEntity,
      AuditChainVerdictEntity,
      AuditVerificationEntity,
      BaseSalaryEntity,
      ApiClientEntity,
      ContractEntity,
      ContractSigningEntity,
      ContractTemplateEntity,
      ErasureEntity,
      RetentionDueEntity,
      RetentionRuleEntity,
      MailEntity,
      OrganisationEntity,
      OrganisationSuccessionEntity,
      NoticeEntity,
      NoticePreferenceEntity,
      NotificationSettingsEntity,
      PersonContactEntity,
      PersonEntity,
      PostEntity,
      CommendationEntity,
      RegulationAcknowledgementEntity,
      RegulationEntity,
      RegulationFileEntity,
      RegulationVersionEntity,
      ReminderEntity,
      ReminderSettingsEntity,
      RosterRenewalEntity,
      WebhookDeliveryEntity,
      WebhookEntity,
      WebhookEventEntity,
      ...auditEntities,
    ],
    migrations: [
      UnitsAndPeople1700000001000,
      Accounts1700000002000,
      ParentsByCode1700000003000,
      TheNetwork1700000004000,
      ContractsAndRegulations1700000005000,
      RecordsAndDataProtection1700000006000,
      Webhooks1700000007000,
      Audit1700000008000,
      Notifications1700000009000,
      TrainingAndFieldwork1700000010000,
      LocksToldOnce1700000011000,
      ContractsOfConferences1700000011200,
      MergedPeople1700000011500,
      Populations1700000011800,
      AuditVerifications1700000012000,
      ConferencesAttended1700000013000,
    ],
  },
  module: RegistryModule,
  worker: RegistryWorker,
  settings: registrySettings,
};
