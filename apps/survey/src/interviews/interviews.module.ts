import { Module } from '@nestjs/common';
import { ResponsesModule } from '../responses/responses.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { InterviewsController } from './interviews.controller.js';
import { InterviewsService } from './interviews.service.js';

@Module({
  imports: [ResponsesModule, VaultModule],
  controllers: [InterviewsController],
  providers: [InterviewsService],
})
export class InterviewsModule {}
