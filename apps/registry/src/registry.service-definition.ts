import type { ServiceDefinition } from '#service-kit/service';
import { AccountEntity, AccountGrantEntity } from './accounts/account.entity.js';
import {
  AppointmentEntity,
  AppointmentLimitEntity,
  SubstitutionEntity,
  SuspensionEntity,
} from './appointments/appointment.entity.js';
import { AreaEntity, AreaNodeEntity, AreaSuccessionEntity } from './areas/area.entity.js';
import { ApiClientEntity } from './clients/client.entity.js';
import { UnitsAndPeople1700000001000 } from './migrations/1700000001000-units-and-people.js';
import { Accounts1700000002000 } from './migrations/1700000002000-accounts.js';
import { TheNetwork1700000004000 } from './migrations/1700000004000-the-network.js';
import { OrganisationEntity } from './organisations/organisation.entity.js';
import { PersonEntity } from './people/person.entity.js';
import { PostEntity } from './posts/post.entity.js';
import { RegistryModule } from './registry.module.js';
import { RosterRenewalEntity } from './rosters/roster.entity.js';

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
      AppointmentLimitEntity,
      SuspensionEntity,
      SubstitutionEntity,
      PostEntity,
      RosterRenewalEntity,
      AccountEntity,
      AccountGrantEntity,
      ApiClientEntity,
    ],
    migrations: [UnitsAndPeople1700000001000, Accounts1700000002000, TheNetwork1700000004000],
  },
  module: RegistryModule,
};
