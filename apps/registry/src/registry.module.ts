import { Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { AppointmentsModule } from './appointments/appointments.module.js';
import { AreasModule } from './areas/areas.module.js';
import { AuditCheckpointsModule } from './audit-checkpoints/audit-checkpoints.module.js';
import { ClientsModule } from './clients/clients.module.js';
import { DataProtectionModule } from './data-protection/data-protection.module.js';
import { OidcModule } from './oidc/oidc.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { PeopleModule } from './people/people.module.js';
import { PostsModule } from './posts/posts.module.js';
import { RolesModule } from './roles/roles.module.js';
import { RostersModule } from './rosters/rosters.module.js';
import { RecordsModule } from './records/records.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

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
    RecordsModule,
    DataProtectionModule,
    AuditCheckpointsModule,
    WebhooksModule,
  ],
})
export class RegistryModule {}
