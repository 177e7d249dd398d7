import type { ServiceDefinition } from '#service-kit/service';
import { AccountEntity, AccountGrantEntity } from './accounts/account.entity.js';
import { AreaEntity, AreaNodeEntity, AreaSuccessionEntity } from './areas/area.entity.js';
import { ApiClientEntity } from './clients/client.entity.js';
import { UnitsAndPeople1700000001000 } from './migrations/1700000001000-units-and-people.js';
import { Accounts1700000002000 } from './migrations/1700000002000-accounts.js';
import { ParentsByCode1700000003000 } from './migrations/1700000003000-parents-by-code.js';
import { OrganisationEntity, OrganisationSuccessionEntity } from './organisations/organisation.entity.js';
import { AppointmentEntity, PersonEntity } from './people/person.entity.js';
import { RegistryModule } from './registry.module.js';

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
      OrganisationSuccessionEntity,
      PersonEntity,
      AppointmentEntity,
      AccountEntity,
      AccountGrantEntity,
      ApiClientEntity,
    ],
    migrations: [UnitsAndPeople1700000001000, Accounts1700000002000, ParentsByCode1700000003000],
  },
  module: RegistryModule,
};
