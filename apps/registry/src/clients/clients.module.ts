import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ClientsController } from './clients.controller.js';
import { ClientsService } from './clients.service.js';
import { TokensController } from './tokens.controller.js';

@Module({
  imports: [SessionsModule],
  controllers: [ClientsController, TokensController],
  providers: [ClientsService],
})
export class ClientsModule {}
