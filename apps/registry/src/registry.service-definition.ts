import type { ServiceDefinition } from '#service-kit/service';
import { AccountEntity, AccountGrantEntity } from './accounts/account.entity.js';
import { AreaEntity, AreaNodeEntity, AreaSuccessionEntity } from './areas/area.entity.js';
import { ApiClientEntity } from './clients/client.entity.js';
import { MailEntity } from './mail/mail.entity.js';
import { UnitsAndPeople1700000001000 } from './migrations/1700000001000-units-and-people.js';
import { Accounts1700000002000 } from './migrations/1700000002000-accounts.js';
import { Notifications1700000009000 } from './migrations/1700000009000-notifications.js';
import { NoticeEntity } from './notifications/notice.entity.js';
import {
  NoticePreferenceEntity,
  NotificationSettingsEntity,
} from './notifications/notification-settings.entity.js';
import { OrganisationEntity } from './organisations/organisation.entity.js';
import { AppointmentEntity, PersonEntity } from './people/person.entity.js';
import { RegistryModule } from './registry.module.js';
import { registrySettings } from './registry.settings.js';
import { RegistryWorker } from './registry.worker.js';

/** Who and where, with dates: units, organisations, people, appointments; accounts, sign-in, notices. */
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
      NotificationSettingsEntity,
      NoticePreferenceEntity,
      MailEntity,
      NoticeEntity,
    ],
    migrations: [UnitsAndPeople1700000001000, Accounts1700000002000, Notifications1700000009000],
  },
  module: RegistryModule,
  worker: RegistryWorker,
  settings: registrySettings,
};
