import { Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { PollsController, ResponsesController } from './responses.controller.js';
import { ResponsesService } from './responses.service.js';

@Module({
  imports: [VaultModule],
  controllers: [ResponsesController, PollsController],
  providers: [ResponsesService],
  exports: [ResponsesService],
})
export class ResponsesModule {}
