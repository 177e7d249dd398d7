import type { Webhook, WebhookDelivery } from '#contracts/webhooks';
import type { WebhookDeliveryEntity, WebhookEntity } from './webhook.entity.js';

const instant = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export function toWebhook(entity: WebhookEntity): Webhook {
  const { secret: _, formerSecret: __, failedLastAt: ___, ...webhook } = entity;
  return {
    ...webhook,
    failingSince: instant(entity.failingSince),
    pausedUntil: instant(entity.pausedUntil),
    formerSecretUntil: instant(entity.formerSecretUntil),
  };
}

export function toDelivery(entity: WebhookDeliveryEntity): WebhookDelivery {
  const { position, state, attempts, lastStatus, lastError, lastMilliseconds } = entity;
  const { eventId, type } = entity.event!;
  return {
    position,
    eventId,
    type,
    state,
    attempts,
    nextAttemptAt: state === 'waiting' ? instant(entity.nextAttemptAt) : null,
    lastAttemptAt: instant(entity.lastAttemptAt),
    lastStatus,
    lastError,
    lastMilliseconds,
  };
}
