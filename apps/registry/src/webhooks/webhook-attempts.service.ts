import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '#contracts/event';
import { webhookPinged } from '#contracts/webhook-events';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { WebhookEntity } from './webhook.entity.js';
import { type Attempt, failureOf, judge } from './webhook-retry.rules.js';
import type { Outgoing } from './webhook-sender.js';
import { signatureOf } from './webhook-signature.rules.js';
import {
  acceptedSql,
  claimSql,
  giveBackSql,
  holdWebhookSql,
  refusedSql,
  settleSql,
} from './webhooks.queries.js';
import { disabled } from './webhooks.service.js';

interface HeldWebhook {
  url: string;
  concurrency: number;
  secret: string;
  formerSecret: string | null;
}

interface ClaimedDelivery {
  position: number;
  attempts: number;
  fence: number;
  envelope: EventEnvelope;
  /** Seconds since 1970. */
  now: number;
}

/** A delivery in the hands of one job, for one attempt. */
export interface Claim {
  webhookId: string;
  delivery: ClaimedDelivery;
  message: Outgoing;
}

/** The attempts at deliveries, as the worker makes them. */
@Injectable()
export class WebhookAttemptsService {
  constructor(private readonly transactions: Transactions) {}

  /** Takes what is due next to a subscription; nothing when it rests, or has enough on its way. */
  async claim(webhookId: string): Promise<Claim | undefined> {
    return this.transactions.run(async (unit) => {
      const [webhook] = await unit.query<HeldWebhook>('webhook.hold', holdWebhookSql, [webhookId]);
      if (!webhook) return undefined;
      const { concurrency } = webhook;
      const [delivery] = await unit.query<ClaimedDelivery>('webhook.claim', claimSql, [
        webhookId,
        concurrency,
      ]);
      return delivery && { webhookId, delivery, message: messageOf(webhook, delivery) };
    });
  }

  /** The attempt was not made, or not to its end: another one follows, and it does not count. */
  async giveBack({ webhookId, delivery: { position, fence } }: Claim): Promise<void> {
    await this.transactions.run((unit) =>
      unit.query('webhook.give-back', giveBackSql, [webhookId, position, fence]),
    );
  }

  /** Writes down how an attempt went, and what follows for the delivery and its subscription. */
  async settle({ webhookId, delivery }: Claim, attempt: Attempt): Promise<void> {
    const { position, fence, attempts, now, envelope } = delivery;
    const once = envelope.type === webhookPinged.type;
    const verdict = judge(attempt, { attempts, once, now }, Math.random());
    const { afterSeconds, pauseSeconds } =
      verdict.state === 'waiting' ? verdict : { afterSeconds: 0, pauseSeconds: null };
    await this.transactions.run(async (unit) => {
      const settled = await unit.query('webhook.settle', settleSql, [
        webhookId,
        position,
        fence,
        verdict.state,
        afterSeconds,
        attempt.status,
        failureOf(attempt),
        attempt.milliseconds,
      ]);
      // It was believed lost, and is in other hands.
      if (settled.length === 0) return;
      if (verdict.state === 'delivered') {
        await unit.query('webhook.accepted', acceptedSql, [webhookId]);
        return;
      }
      const [{ failing }] = (await unit.query<{ failing: boolean }>('webhook.refused', refusedSql, [
        webhookId,
        pauseSeconds,
      ])) as [{ failing: boolean }];
      if (verdict.state === 'dead' && verdict.gone) await disable(unit, webhookId, 'gone');
      else if (failing) await disable(unit, webhookId, 'failing');
    });
  }
}

async function disable(unit: UnitOfWork, id: string, reason: 'gone' | 'failing'): Promise<void> {
  const webhook = await unit.manager.findOneByOrFail(WebhookEntity, { id });
  if (webhook.state === 'disabled') return;
  await unit.manager.update(WebhookEntity, id, {
    ...disabled(unit, webhook, reason),
    version: webhook.version + 1,
  });
  unit.audit({ action: 'webhook.disable', entity: `webhook:${id}`, details: { reason } });
}

function messageOf(webhook: HeldWebhook, { envelope, now }: ClaimedDelivery): Outgoing {
  const { url, secret, formerSecret } = webhook;
  const body = JSON.stringify(envelope);
  const timestamp = Math.floor(now);
  const secrets = formerSecret ? [secret, formerSecret] : [secret];
  return {
    url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'langnghe-webhooks/1',
      'webhook-id': envelope.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf({ id: envelope.id, timestamp, body }, secrets),
    },
  };
}
