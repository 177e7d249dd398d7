import type { ServiceDefinition } from '#service-kit/service';
import { AccountEntity, AccountGrantEntity } from './accounts/account.entity.js';
import { AllowanceEntity, AllowanceSheetEntity } from './allowances/allowance.entity.js';
import { AreaEntity, AreaNodeEntity, AreaSuccessionEntity } from './areas/area.entity.js';
import { BaseSalaryEntity } from './base-salary/base-salary.entity.js';
import { ApiClientEntity } from './clients/client.entity.js';
import {
  ContractEntity,
  ContractSigningEntity,
  ContractTemplateEntity,
} from './contracts/contract.entity.js';
import { UnitsAndPeople1700000001000 } from './migrations/1700000001000-units-and-people.js';
import { Accounts1700000002000 } from './migrations/1700000002000-accounts.js';
import { ContractsAndRegulations1700000005000 } from './migrations/1700000005000-contracts-and-regulations.js';
import { OrganisationEntity } from './organisations/organisation.entity.js';
import { AppointmentEntity, PersonEntity } from './people/person.entity.js';
import { RegistryModule } from './registry.module.js';
import { RegistryWorker } from './registry.worker.js';
import {
  RegulationAcknowledgementEntity,
  RegulationEntity,
  RegulationFileEntity,
  RegulationVersionEntity,
} from './regulations/regulation.entity.js';
import { ReminderEntity, ReminderSettingsEntity } from './reminders/reminder.entity.js';

/** Who and where, with dates: units, organisations, people, appointments; accounts and sign-in. */
export const registry: ServiceDefinition = {
  name: 'registry',
  description: 'Units, organisations, people, appointments, accounts',
  database: {
    schema: 'registry',
    entities: [
      AreaEntity,
      AreaNodeEntity,
      AreaSuccessionEntity,
      OrganisationEntity,
      PersonEntity,
      AppointmentEntity,
      AccountEntity,
      AccountGrantEntity,
      ApiClientEntity,
      BaseSalaryEntity,
      ContractTemplateEntity,
      ContractSigningEntity,
      ContractEntity,
      AllowanceSheetEntity,
      AllowanceEntity,
      RegulationEntity,
      RegulationVersionEntity,
      RegulationFileEntity,
      RegulationAcknowledgementEntity,
      ReminderSettingsEntity,
      ReminderEntity,
    ],
    migrations: [UnitsAndPeople1700000001000, Accounts1700000002000, ContractsAndRegulations1700000005000],
  },
  module: RegistryModule,
  worker: RegistryWorker,
};
