import { Module } from '@nestjs/common';
import { ReviewersRepeatProcessor } from './accounts/reviewers-repeat.processor.js';
import { AuditVerifyProcessor } from './audit-verifications/audit-verify.processor.js';
import { RetentionProcessor } from './data-protection/retention.processor.js';
import { MailDigestProcessor } from './mail/mail-digest.processor.js';
import { MailDispatchProcessor } from './mail/mail-dispatch.processor.js';
import { MailOutbox } from './mail/mail-outbox.js';
import { NoticeRetentionProcessor } from './notifications/notice-retention.processor.js';
import { RemindersProcessor } from './reminders/reminders.processor.js';
import { WebhookAttemptsService } from './webhooks/webhook-attempts.service.js';
import { WebhookDeliveryProcessor } from './webhooks/webhook-delivery.processor.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import { WebhookSweepProcessor } from './webhooks/webhook-sweep.processor.js';
import { WebhookTargets } from './webhooks/webhook-targets.js';

/** What the worker runs for this service. */
@Module({
  providers: [
    ReviewersRepeatProcessor,
    AuditVerifyProcessor,
    RetentionProcessor,
    RemindersProcessor,
    WebhookAttemptsService,
    WebhookSender,
    WebhookTargets,
    WebhookDeliveryProcessor,
    WebhookSweepProcessor,
    MailOutbox,
    MailDispatchProcessor,
    MailDigestProcessor,
    NoticeRetentionProcessor,
  ],
})
export class RegistryWorker {}
