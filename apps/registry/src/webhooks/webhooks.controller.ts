import { Body, Controller, Get, Header, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { RotateSecret } from '#contracts/accounts';
import { IdParam } from '#contracts/values';
import {
  ChangeWebhook,
  CreatedWebhook,
  NewWebhook,
  Webhook,
  WebhookListQuery,
  WebhookPage,
} from '#contracts/webhooks';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { WebhooksService } from './webhooks.service.js';

const requires = 'webhook.manage';
const secondFactor = { 403: ['auth.second-factor-required'] };
const known = { ...secondFactor, 404: ['resource.not-found'] };
const refusals = ['webhook.target-refused', 'webhook.no-client', 'webhook.type-not-allowed'];

@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @Route({
    summary: 'List subscriptions of other systems',
    requires,
    returns: WebhookPage,
    problems: secondFactor,
  })
  list(@Query({ schema: WebhookListQuery }) query: z.infer<typeof WebhookListQuery>) {
    return this.webhooks.list(query);
  }

  @Get(':id')
  @Route({ summary: 'Read a subscription', requires, returns: Webhook, problems: known })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.webhooks.get(id);
  }

  // Not repeatable: the secret is shown once. The address keeps the subscription single.
  @Post()
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Subscribe another system to events; the signing secret is shown once',
    description:
      'Each event from now on is sent by POST, signed as in Standard Webhooks, until the receiver answers 2xx.',
    requires,
    returns: CreatedWebhook,
    status: 201,
    problems: { ...secondFactor, 409: ['resource.conflict', 'webhook.too-many'], 422: refusals },
  })
  create(@Body({ schema: NewWebhook }) body: NewWebhook) {
    return this.webhooks.create(body);
  }

  @Put(':id')
  @Route({
    summary: 'Change where events are sent, which, and how many at a time',
    requires,
    returns: Webhook,
    guarded: true,
    problems: { ...known, 409: ['resource.conflict'], 422: refusals },
  })
  update(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ChangeWebhook }) body: ChangeWebhook,
  ) {
    return this.webhooks.update({ id, version }, body);
  }

  // Not repeatable, as above.
  @Post(':id/rotate')
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Make a new signing secret; the old one signs as well for as long as you say',
    requires,
    returns: CreatedWebhook,
    guarded: true,
    repeatable: false,
    problems: known,
  })
  rotate(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: RotateSecret }) body: RotateSecret,
  ) {
    return this.webhooks.rotate({ id, version }, body);
  }

  @Post(':id/disable')
  @Route({
    summary: 'Stop deliveries; what waits goes on waiting',
    requires,
    returns: Webhook,
    guarded: true,
    problems: { ...known, 409: ['webhook.disabled'] },
  })
  disable(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.webhooks.disable({ id, version });
  }

  @Post(':id/enable')
  @Route({
    summary: 'Let deliveries go on',
    requires,
    returns: Webhook,
    guarded: true,
    problems: { ...known, 409: ['webhook.active', 'webhook.too-many'], 422: refusals.slice(1) },
  })
  enable(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.webhooks.enable({ id, version });
  }
}
