import type { ServiceDefinition } from '#service-kit/service';
import { AccountEntity, AccountGrantEntity } from './accounts/account.entity.js';
import { AreaEntity, AreaNodeEntity, AreaSuccessionEntity } from './areas/area.entity.js';
import { ApiClientEntity } from './clients/client.entity.js';
import { UnitsAndPeople1700000001000 } from './migrations/1700000001000-units-and-people.js';
import { Accounts1700000002000 } from './migrations/1700000002000-accounts.js';
import { Webhooks1700000007000 } from './migrations/1700000007000-webhooks.js';
import { OrganisationEntity } from './organisations/organisation.entity.js';
import { AppointmentEntity, PersonEntity } from './people/person.entity.js';
import { RegistryModule } from './registry.module.js';
import { registrySettings } from './registry.settings.js';
import { RegistryWorker } from './registry.worker.js';
import { WebhookDeliveryEntity, WebhookEntity, WebhookEventEntity } from './webhooks/webhook.entity.js';

/** Who and where, with dates: units, organisations, people, appointments; accounts, sign-in, webhooks. */
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
      WebhookEntity,
      WebhookEventEntity,
      WebhookDeliveryEntity,
    ],
    migrations: [UnitsAndPeople1700000001000, Accounts1700000002000, Webhooks1700000007000],
  },
  module: RegistryModule,
  worker: RegistryWorker,
  settings: registrySettings,
};
