import { Module } from '@nestjs/common';
import { AreasModule } from '../areas/areas.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { FirstAdministrator } from './first-administrator.js';
import { GrantsInForce } from './grants-in-force.js';
import { Passwords } from './passwords.js';
import { SignInFailures } from './sign-in-failures.js';

@Module({
  imports: [AreasModule, OrganisationsModule],
  controllers: [AccountsController],
  providers: [AccountsService, FirstAdministrator, GrantsInForce, Passwords, SignInFailures],
  exports: [AccountsService, FirstAdministrator, GrantsInForce, Passwords, SignInFailures],
})
export class AccountsModule {}
