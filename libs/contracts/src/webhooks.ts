import { z } from 'zod';
import { EventEnvelope } from './event.js';
import { queueType } from './job.js';
import { listQuery, pageOf } from './list.js';
import { offeredEvents } from './offered-events.js';
import { text, timestamp } from './values.js';
import { WebhookDisabledReason } from './webhook-events.js';

/** Deliveries on their way to one receiver at a time, at most. */
export const MAX_CONCURRENCY = 5;
/** Subscriptions that may be active at a time: with the number above, each always finds a place in the queue. */
export const MAX_ACTIVE_WEBHOOKS = 50;

/** An event type that can be subscribed to. */
export const EventTypeOffer = z
  .object({
    type: z.string(),
    summary: z.string(),
    /** What an API client needs to be told of it. */
    permission: z.string(),
  })
  .meta({ id: 'EventTypeOffer' });
export const EventTypeList = z.object({ items: z.array(EventTypeOffer) }).meta({ id: 'EventTypeList' });
export type EventTypeList = z.infer<typeof EventTypeList>;

const offeredType = z.enum(offeredEvents.map(({ type }) => type) as [string, ...string[]]);

const webhookFields = {
  /** Where deliveries are sent to by POST. */
  url: text(2000),
  eventTypes: z.array(offeredType).min(1).max(50),
  description: text(500).nullable(),
  /** How many deliveries may be on their way at a time. */
  concurrency: z.int().min(1).max(MAX_CONCURRENCY),
};

/** A subscription: which events are sent where. */
export const Webhook = z
  .object({
    id: z.uuid(),
    ...webhookFields,
    eventTypes: z.array(z.string()),
    /** The API client whose system receives, which limits the event types; null: the administrators'. */
    clientId: z.uuid().nullable(),
    state: z.enum(['active', 'disabled']),
    disabledReason: WebhookDisabledReason.nullable(),
    /** Since when nothing was accepted, while deliveries are tried. */
    failingSince: timestamp.nullable(),
    /** Until when the receiver has asked for a pause. */
    pausedUntil: timestamp.nullable(),
    /** Until when deliveries are also signed with the secret before. */
    formerSecretUntil: timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof Webhook>;
export const WebhookPage = pageOf(Webhook, 'WebhookPage');
export const WebhookListQuery = listQuery({ state: 'value', clientId: 'value' });

export const NewWebhook = z
  .strictObject({
    ...webhookFields,
    description: webhookFields.description.default(null),
    concurrency: webhookFields.concurrency.default(2),
    clientId: z.uuid().nullable(),
  })
  .meta({ id: 'NewWebhook' });
export type NewWebhook = z.infer<typeof NewWebhook>;

export const ChangeWebhook = z.strictObject(webhookFields).meta({ id: 'ChangeWebhook' });
export type ChangeWebhook = z.infer<typeof ChangeWebhook>;

/** The secret (`whsec_…`) is shown once, in this answer. */
export const CreatedWebhook = Webhook.extend({ secret: z.string() }).meta({ id: 'CreatedWebhook' });
export type CreatedWebhook = z.infer<typeof CreatedWebhook>;

export const WebhookDeliveryState = z.enum(['waiting', 'sending', 'delivered', 'dead']);

/** One event on its way to one subscription. */
export const WebhookDelivery = z
  .object({
    /** Place of the event in the log. */
    position: z.int(),
    /** The `webhook-id` under which it is sent, the same at every attempt. */
    eventId: z.uuid(),
    type: z.string(),
    state: WebhookDeliveryState,
    attempts: z.int(),
    /** When it is tried next; null when it is not. */
    nextAttemptAt: timestamp.nullable(),
    lastAttemptAt: timestamp.nullable(),
    /** What the receiver answered last; null when it did not. */
    lastStatus: z.int().nullable(),
    /** What went wrong last, in a line; null when nothing did. */
    lastError: z.string().nullable(),
    /** How long the last attempt took. */
    lastMilliseconds: z.int().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
export const WebhookDeliveryPage = pageOf(WebhookDelivery, 'WebhookDeliveryPage');
export const WebhookDeliveryListQuery = listQuery({ state: 'value' });

const position = z.int().min(0).max(999_999_999_999_999);
/** A position in a path or query. */
export const PositionParam = z
  .string()
  .regex(/^\d{1,15}$/, 'A position is a number')
  .pipe(z.coerce.number<string>());

export const ReplayWebhook = z
  .strictObject({
    /** Everything that comes after this position is sent again; 0: all that is kept. */
    after: position,
  })
  .meta({ id: 'ReplayWebhook' });
export type ReplayWebhook = z.infer<typeof ReplayWebhook>;
export const WebhookReplay = z
  .object({
    /** How many wait to be sent again. */
    deliveries: z.int(),
  })
  .meta({ id: 'WebhookReplay' });
export type WebhookReplay = z.infer<typeof WebhookReplay>;

export const EventFeedQuery = z.strictObject({
  after: PositionParam.optional().describe(
    'The `next` of the page before; left out: the oldest that is kept',
  ),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('How many at most, 1 to 100'),
});

/** Events in the order of the log. */
export const EventFeed = z
  .object({
    items: z.array(z.object({ position: z.int(), event: EventEnvelope })),
    /** The cursor to go on from, also when there is nothing more as yet. */
    next: z.int(),
    /** Whether more is there already. */
    more: z.boolean(),
  })
  .meta({ id: 'EventFeed' });
export type EventFeed = z.infer<typeof EventFeed>;

/**
 * Sends what is due to one subscription, one after the other; several such jobs make its concurrency. They are many,
 * but wait for receivers most of the time, and hold no connection to the database then.
 */
export const webhookDelivery = queueType({
  name: 'registry.webhook-deliver',
  data: z.object({ webhookId: z.uuid() }),
  attempts: 3,
  backoffMs: 1_000,
  concurrency: MAX_ACTIVE_WEBHOOKS * MAX_CONCURRENCY,
});

/** Starts deliveries whose time has come, and clears the log of what is too old. */
export const webhookSweep = queueType({
  name: 'registry.webhook-sweep',
  data: z.object({}),
  attempts: 3,
  backoffMs: 1_000,
  concurrency: 1,
});
