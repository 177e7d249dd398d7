import { Module } from '@nestjs/common';
import { AuditVerificationsConsumer } from './audit-verifications.consumer.js';
import { AuditVerificationsController } from './audit-verifications.controller.js';
import { AuditVerificationsService } from './audit-verifications.service.js';

@Module({
  controllers: [AuditVerificationsController, AuditVerificationsConsumer],
  providers: [AuditVerificationsService],
})
export class AuditVerificationsModule {}
