import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { OidcController } from './oidc.controller.js';
import { OidcClient } from './oidc-client.js';
import { OidcService } from './oidc.service.js';

/** `OIDC_SETTINGS` come from a global module. */
@Module({
  imports: [AccountsModule, SessionsModule],
  controllers: [OidcController],
  providers: [OidcService, OidcClient],
})
export class OidcModule {}
