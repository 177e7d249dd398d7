import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { IdParam } from '#contracts/values';
import {
  PositionParam,
  ReplayWebhook,
  WebhookDelivery,
  WebhookDeliveryListQuery,
  WebhookDeliveryPage,
  WebhookReplay,
} from '#contracts/webhooks';
import { Route } from '#service-kit/route';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';

const requires = 'webhook.manage';
const known = { 403: ['auth.second-factor-required'], 404: ['resource.not-found'] };

@Controller('webhooks/:id')
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveriesService) {}

  @Get('deliveries')
  @Route({
    summary: 'List what became of the events of a subscription, newest first',
    requires,
    returns: WebhookDeliveryPage,
    problems: known,
  })
  list(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: WebhookDeliveryListQuery }) query: z.infer<typeof WebhookDeliveryListQuery>,
  ) {
    return this.deliveries.list(id, query);
  }

  @Post('test')
  @Route({
    summary: 'Send a trial (`registry.webhook.pinged`) to a subscription, once',
    requires,
    returns: WebhookDelivery,
    status: 202,
    repeatable: true,
    problems: { ...known, 409: ['webhook.disabled'] },
  })
  test(@Param('id', { schema: IdParam }) id: string) {
    return this.deliveries.test(id);
  }

  @Post('deliveries/:position/replay')
  @Route({
    summary: 'Send a dead delivery again',
    requires,
    returns: WebhookDelivery,
    status: 202,
    repeatable: true,
    problems: { ...known, 409: ['webhook.disabled', 'webhook.not-dead'] },
  })
  replayOne(
    @Param('id', { schema: IdParam }) webhookId: string,
    @Param('position', { schema: PositionParam }) position: number,
  ) {
    return this.deliveries.replayOne({ webhookId, position });
  }

  @Post('replay-dead')
  @Route({
    summary: 'Send all dead deliveries of a subscription again',
    requires,
    returns: WebhookReplay,
    status: 202,
    repeatable: true,
    problems: { ...known, 409: ['webhook.disabled'] },
  })
  replayDead(@Param('id', { schema: IdParam }) id: string) {
    return this.deliveries.replayDead(id);
  }

  @Post('replay')
  @Route({
    summary: 'Send every event after a position again, delivered or not',
    description:
      'Events keep their `webhook-id`, so a receiver that remembers these can tell what it has had.',
    requires,
    returns: WebhookReplay,
    status: 202,
    repeatable: true,
    problems: { ...known, 409: ['webhook.disabled'], 410: ['event.position-gone'] },
  })
  replayAfter(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: ReplayWebhook }) body: ReplayWebhook,
  ) {
    return this.deliveries.replayAfter(id, body);
  }
}
