import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AccessTokens } from './access-tokens.js';
import { KeysController } from './keys.controller.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccountService } from './own-account.service.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';
import { SigningKeys } from './signing-keys.js';

@Module({
  imports: [AccountsModule],
  controllers: [SessionsController, OwnAccountController, KeysController],
  providers: [SessionsService, OwnAccountService, AccessTokens, SigningKeys],
  exports: [SessionsService, AccessTokens, SigningKeys],
})
export class SessionsModule {}
