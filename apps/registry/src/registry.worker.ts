import { Module } from '@nestjs/common';
import { RetentionProcessor } from './data-protection/retention.processor.js';
import { WebhookAttemptsService } from './webhooks/webhook-attempts.service.js';
import { WebhookDeliveryProcessor } from './webhooks/webhook-delivery.processor.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import { WebhookSweepProcessor } from './webhooks/webhook-sweep.processor.js';
import { WebhookTargets } from './webhooks/webhook-targets.js';

/** What the worker runs for this service. */
@Module({
  providers: [
    RetentionProcessor,
    WebhookAttemptsService,
    WebhookSender,
    WebhookTargets,
    WebhookDeliveryProcessor,
    WebhookSweepProcessor,
  ],
})
export class RegistryWorker {}
