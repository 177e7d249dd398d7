import { Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { AllowancesModule } from './allowances/allowances.module.js';
import { AppointmentsModule } from './appointments/appointments.module.js';
import { AreasModule } from './areas/areas.module.js';
import { AuditCheckpointsModule } from './audit-checkpoints/audit-checkpoints.module.js';
import { AuditVerificationsModule } from './audit-verifications/audit-verifications.module.js';
import { BaseSalaryModule } from './base-salary/base-salary.module.js';
import { ClientsModule } from './clients/clients.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { ContractsModule } from './contracts/contracts.module.js';
import { DataProtectionModule } from './data-protection/data-protection.module.js';
import { OidcModule } from './oidc/oidc.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { PeopleModule } from './people/people.module.js';
import { PostsModule } from './posts/posts.module.js';
import { RecordsModule } from './records/records.module.js';
import { RegulationsModule } from './regulations/regulations.module.js';
import { RemindersModule } from './reminders/reminders.module.js';
import { RolesModule } from './roles/roles.module.js';
import { RostersModule } from './rosters/rosters.module.js';
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
    NotificationsModule,
    RecordsModule,
    DataProtectionModule,
    AuditCheckpointsModule,
    AuditVerificationsModule,
    WebhooksModule,
    BaseSalaryModule,
    ContractsModule,
    AllowancesModule,
    RegulationsModule,
    RemindersModule,
  ],
})
export class RegistryModule {}
