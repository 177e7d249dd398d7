import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import {
  type ReplayWebhook,
  type WebhookDelivery,
  type WebhookDeliveryListQuery,
  type WebhookReplay,
} from '#contracts/webhooks';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { wake } from './wake.js';
import { WebhookDeliveryEntity, WebhookEventEntity } from './webhook.entity.js';
import { toDelivery } from './webhook.mapper.js';
import { checkPosition, WebhookLogService } from './webhook-log.service.js';
import { lockLogSql, replayAfterSql, replayDeadSql, replayOneSql } from './webhooks.queries.js';
import { WebhooksService } from './webhooks.service.js';

/** A delivery's place: its subscription, and its event's position in the log. */
export interface DeliveryPlace {
  webhookId: string;
  position: number;
}

/** What became of the events of a subscription, and sending them again. */
@Injectable()
export class WebhookDeliveriesService {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly log: WebhookLogService,
    private readonly transactions: Transactions,
  ) {}

  /** The newest first. */
  async list(
    webhookId: string,
    query: z.infer<typeof WebhookDeliveryListQuery>,
  ): Promise<Page<WebhookDelivery>> {
    await this.webhooks.get(webhookId);
    return readPage(
      this.deliveriesOf(webhookId),
      query,
      {
        fields: { state: 'delivery.state' },
        sort: { expression: 'delivery.position', of: ({ position }) => position },
        id: { expression: 'delivery.webhookId', of: ({ webhookId }) => webhookId },
        direction: 'DESC',
      },
      toDelivery,
    );
  }

  /** Sends a trial to a subscription, once. @throws Problem 409 `webhook.disabled`. */
  async test(webhookId: string): Promise<WebhookDelivery> {
    return this.transactions.run(async (unit) => {
      await this.activeWebhook(webhookId);
      const position = await this.log.recordPing(unit, webhookId);
      unit.audit({ action: 'webhook.test', entity: `webhook:${webhookId}`, details: { position } });
      return this.get({ webhookId, position });
    });
  }

  /** Sends a dead delivery again, with all its attempts. @throws Problem 409 `webhook.not-dead`, `webhook.disabled`. */
  async replayOne({ webhookId, position }: DeliveryPlace): Promise<WebhookDelivery> {
    return this.transactions.run(async (unit) => {
      await this.activeWebhook(webhookId);
      await this.get({ webhookId, position });
      const replayed = await unit.query('webhook.replay-one', replayOneSql, [webhookId, position]);
      if (replayed.length === 0)
        throw Problem.conflict('webhook.not-dead', 'Only a dead delivery is sent again by itself');
      await this.resume(unit, webhookId, { position });
      return this.get({ webhookId, position });
    });
  }

  /** Sends all dead deliveries again. @throws Problem 409 `webhook.disabled`. */
  async replayDead(webhookId: string): Promise<WebhookReplay> {
    return this.transactions.run(async (unit) => {
      await this.activeWebhook(webhookId);
      const replayed = await unit.query('webhook.replay-dead', replayDeadSql, [webhookId]);
      await this.resume(unit, webhookId, { deliveries: replayed.length });
      return { deliveries: replayed.length };
    });
  }

  /**
   * Sends everything after a position again, whether it arrived or not.
   * @throws Problem 409 `webhook.disabled`, 410 `event.position-gone`, 400 for a position that was not reached.
   */
  async replayAfter(webhookId: string, { after }: ReplayWebhook): Promise<WebhookReplay> {
    return this.transactions.run(async (unit) => {
      const [log] = await unit.query<{ head: number; trimmed: number }>('webhook.lock-log', lockLogSql);
      await this.activeWebhook(webhookId);
      if (after > 0) checkPosition(after, log!, 'after');
      const replayed = await unit.query('webhook.replay-after', replayAfterSql, [webhookId, after]);
      await this.resume(unit, webhookId, { after, deliveries: replayed.length });
      return { deliveries: replayed.length };
    });
  }

  /** What a subscription rests from is not begun again behind its back. */
  private async activeWebhook(id: string): Promise<void> {
    const { state } = await this.webhooks.get(id);
    if (state === 'disabled') throw Problem.conflict('webhook.disabled', 'Enable the subscription first');
  }

  private async resume(unit: UnitOfWork, webhookId: string, details: Record<string, unknown>): Promise<void> {
    unit.audit({ action: 'webhook.replay', entity: `webhook:${webhookId}`, details });
    await wake(unit, webhookId);
  }

  private async get({ webhookId, position }: DeliveryPlace): Promise<WebhookDelivery> {
    const delivery = await this.deliveriesOf(webhookId)
      .andWhere('delivery.position = :position', { position })
      .getOne();
    if (!delivery) throw Problem.of('resource.not-found');
    return toDelivery(delivery);
  }

  private deliveriesOf(webhookId: string) {
    return this.transactions.manager
      .createQueryBuilder(WebhookDeliveryEntity, 'delivery')
      .innerJoinAndMapOne('delivery.event', WebhookEventEntity, 'event', 'event.position = delivery.position')
      .where('delivery.webhookId = :webhookId', { webhookId });
  }
}
