import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AuditCheckpointsConsumer } from './audit-checkpoints.consumer.js';
import { AuditCheckpointsController } from './audit-checkpoints.controller.js';
import { AuditCheckpointsService } from './audit-checkpoints.service.js';

@Module({
  imports: [SessionsModule],
  controllers: [AuditCheckpointsController, AuditCheckpointsConsumer],
  providers: [AuditCheckpointsService],
})
export class AuditCheckpointsModule {}
