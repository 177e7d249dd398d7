import { Module } from '@nestjs/common';
import { EventsController } from './events.controller.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import { WebhookEventsConsumer } from './webhook-events.consumer.js';
import { WebhookLogService } from './webhook-log.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksService } from './webhooks.service.js';
import { WebhookTargets } from './webhook-targets.js';

@Module({
  controllers: [WebhooksController, WebhookDeliveriesController, EventsController, WebhookEventsConsumer],
  providers: [WebhooksService, WebhookDeliveriesService, WebhookLogService, WebhookTargets],
})
export class WebhooksModule {}
