import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { z } from 'zod';
import type { RotateSecret } from '#contracts/accounts';
import type { Page } from '#contracts/list';
import { offeredEvents } from '#contracts/offered-events';
import { Problem } from '#contracts/problem';
import { webhookDisabled, type WebhookDisabledReason } from '#contracts/webhook-events';
import {
  type ChangeWebhook,
  type CreatedWebhook,
  MAX_ACTIVE_WEBHOOKS,
  type NewWebhook,
  type Webhook,
  type WebhookListQuery,
} from '#contracts/webhooks';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { ApiClientEntity } from '../clients/client.entity.js';
import { overlapEnd } from '../clients/overlap.js';
import { wake } from './wake.js';
import { WebhookEntity } from './webhook.entity.js';
import { toWebhook } from './webhook.mapper.js';
import { newSecret } from './webhook-signature.rules.js';
import { WebhookTargets } from './webhook-targets.js';
import { lockLogSql } from './webhooks.queries.js';

/** A webhook as it was read. */
interface WebhookVersion {
  id: string;
  version: number;
}

/** Nothing that was remembered of a receiver's failures. */
const blank = { failingSince: null, failedLastAt: null, pausedUntil: null } as const;

@Injectable()
export class WebhooksService {
  constructor(
    private readonly targets: WebhookTargets,
    private readonly transactions: Transactions,
  ) {}

  private get webhooks(): Repository<WebhookEntity> {
    return this.transactions.manager.getRepository(WebhookEntity);
  }

  async list(query: z.infer<typeof WebhookListQuery>): Promise<Page<Webhook>> {
    return readPage(
      this.webhooks.createQueryBuilder('webhook'),
      query,
      {
        fields: { state: 'webhook.state', clientId: 'webhook.clientId' },
        sort: { expression: 'webhook.url', of: ({ url }) => url },
        id: { expression: 'webhook.id', of: ({ id }) => id },
      },
      toWebhook,
    );
  }

  async get(id: string): Promise<Webhook> {
    const webhook = await this.webhooks.findOneBy({ id });
    if (!webhook) throw Problem.of('resource.not-found');
    return toWebhook(webhook);
  }

  /**
   * Subscribes to all matching events from now on.
   * @throws Problem 409 when the address has a subscription, or too many are active; 422 when the address must not be
   *   sent to, the client is not an active one, or may not be told of a type.
   */
  async create(input: NewWebhook): Promise<CreatedWebhook> {
    await this.targets.check(input.url);
    return this.transactions.run(async (unit) => {
      await admit(unit);
      await checkOwner(unit, input);
      const webhook: WebhookEntity = {
        id: randomUUID(),
        ...input,
        eventTypes: [...new Set(input.eventTypes)],
        state: 'active',
        disabledReason: null,
        secret: newSecret(),
        formerSecret: null,
        formerSecretUntil: null,
        ...blank,
        version: 1,
      };
      await unit.manager.insert(WebhookEntity, webhook);
      record(unit, 'webhook.create', webhook);
      return { ...toWebhook(webhook), secret: webhook.secret };
    });
  }

  /** Changes a subscription for the events to come; what waits goes to the new address. @throws as `create`. */
  async update(webhook: WebhookVersion, input: ChangeWebhook): Promise<Webhook> {
    await this.targets.check(input.url);
    return this.change(webhook, 'webhook.update', async (unit, { clientId }) => {
      await checkOwner(unit, { ...input, clientId });
      return { ...input, eventTypes: [...new Set(input.eventTypes)] };
    });
  }

  /** Gives a new secret; for the hours given deliveries are signed with the one before as well. */
  async rotate(webhook: WebhookVersion, { overlapHours }: RotateSecret): Promise<CreatedWebhook> {
    const secret = newSecret();
    const rotated = await this.change(webhook, 'webhook.rotate', async (unit, { secret: former }) => {
      const formerSecretUntil = await overlapEnd(unit, overlapHours);
      return { secret, formerSecretUntil, formerSecret: formerSecretUntil && former };
    });
    return { ...rotated, secret };
  }

  /** Stops deliveries. What waits goes on waiting; events from now on pass by. */
  async disable(webhook: WebhookVersion): Promise<Webhook> {
    return this.change(webhook, 'webhook.disable', async (unit, active) => {
      if (active.state === 'disabled') throw Problem.conflict('webhook.disabled', 'It is disabled already');
      return disabled(unit, active, 'administrator');
    });
  }

  /** Lets deliveries go on with what waits; events that passed by can be replayed. */
  async enable(webhook: WebhookVersion): Promise<Webhook> {
    return this.transactions.run(async (unit) => {
      await admit(unit);
      const enabled = await this.change(webhook, 'webhook.enable', async (_, resting) => {
        if (resting.state === 'active') throw Problem.conflict('webhook.active', 'It is active already');
        await checkOwner(unit, resting);
        return { state: 'active', disabledReason: null, ...blank };
      });
      await wake(unit, webhook.id);
      return enabled;
    });
  }

  private async change(
    { id, version }: WebhookVersion,
    action: string,
    difference: (unit: UnitOfWork, webhook: WebhookEntity) => Promise<Partial<WebhookEntity>>,
  ): Promise<Webhook> {
    return this.transactions.run(async (unit) => {
      const webhook = await lockRow(unit, WebhookEntity, id, version);
      Object.assign(webhook, await difference(unit, webhook), { version: version + 1 });
      await unit.manager.save(webhook);
      record(unit, action, webhook);
      return toWebhook(webhook);
    });
  }
}

/** Of the address only the host: the rest may be a secret of the receiver's. */
function record(unit: UnitOfWork, action: string, webhook: WebhookEntity): void {
  const { id, version, state, url, eventTypes, clientId } = webhook;
  const details = { version, state, host: new URL(url).host, eventTypes, clientId };
  unit.audit({ action, entity: `webhook:${id}`, details });
}

/**
 * Makes room for one more active subscription. It is in force from a position of the log on, which is why the log
 * is held, and before the subscription: its writers lock in this order.
 * @throws Problem 409 `webhook.too-many`
 */
async function admit(unit: UnitOfWork): Promise<void> {
  await unit.query('webhook.lock-log', lockLogSql);
  if ((await unit.manager.countBy(WebhookEntity, { state: 'active' })) < MAX_ACTIVE_WEBHOOKS) return;
  const detail = `${MAX_ACTIVE_WEBHOOKS} can be active at a time`;
  throw Problem.conflict('webhook.too-many', 'There are too many subscriptions', { detail });
}

/** A client is told only what it may read. @throws Problem 422 `webhook.no-client`, `webhook.type-not-allowed`. */
async function checkOwner(
  unit: UnitOfWork,
  { clientId, eventTypes }: Pick<WebhookEntity, 'clientId' | 'eventTypes'>,
): Promise<void> {
  if (clientId === null) return;
  const client = await unit.manager.findOneBy(ApiClientEntity, { id: clientId, state: 'active' });
  if (!client) throw Problem.unprocessable('webhook.no-client', 'There is no such active API client');
  const errors = eventTypes.flatMap((type, index) => {
    const needs = offeredEvents.find((offer) => offer.type === type)?.needs;
    if (needs && client.permissions.includes(needs)) return [];
    const message = needs ? `The client needs ${needs} for it` : 'It is not offered any more';
    return [{ path: `eventTypes.${index}`, message }];
  });
  if (errors.length > 0)
    throw Problem.unprocessable('webhook.type-not-allowed', 'The client may not be told of this', { errors });
}

/** What disabling changes; tells of it. */
export function disabled(
  unit: UnitOfWork,
  { id, clientId, version }: WebhookEntity,
  reason: WebhookDisabledReason,
): Pick<WebhookEntity, 'state' | 'disabledReason'> {
  unit.publish(webhookDisabled.of(id, version + 1, { id, clientId, reason }));
  return { state: 'disabled', disabledReason: reason };
}
