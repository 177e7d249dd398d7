import { Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { AreasModule } from './areas/areas.module.js';
import { ClientsModule } from './clients/clients.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { OidcModule } from './oidc/oidc.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { PeopleModule } from './people/people.module.js';
import { SessionsModule } from './sessions/sessions.module.js';

@Module({
  imports: [
    AreasModule,
    OrganisationsModule,
    PeopleModule,
    AccountsModule,
    SessionsModule,
    ClientsModule,
    OidcModule,
    NotificationsModule,
  ],
})
export class RegistryModule {}
