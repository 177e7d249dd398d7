import { Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { AppointmentsModule } from './appointments/appointments.module.js';
import { AreasModule } from './areas/areas.module.js';
import { ClientsModule } from './clients/clients.module.js';
import { OidcModule } from './oidc/oidc.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { PeopleModule } from './people/people.module.js';
import { PostsModule } from './posts/posts.module.js';
import { RolesModule } from './roles/roles.module.js';
import { RostersModule } from './rosters/rosters.module.js';
import { SessionsModule } from './sessions/sessions.module.js';

@Module({
  imports: [
    AreasModule,
    OrganisationsModule,
    PeopleModule,
    AppointmentsModule,
    PostsModule,
    RostersModule,
    RolesModule,
    AccountsModule,
    SessionsModule,
    ClientsModule,
    OidcModule,
  ],
})
export class RegistryModule {}
