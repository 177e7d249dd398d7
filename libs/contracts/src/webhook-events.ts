import { z } from 'zod';
import { eventType } from './event.js';

/**
 * Why a subscription rests: an administrator wished it, its receiver said that it is gone for good (410), or it has
 * not accepted anything for days.
 */
export const WebhookDisabledReason = z.enum(['administrator', 'gone', 'failing']);
export type WebhookDisabledReason = z.infer<typeof WebhookDisabledReason>;

/** A subscription was disabled; by itself when the reason is not `administrator`. */
export const webhookDisabled = eventType(
  'registry.webhook.disabled',
  z.object({ id: z.uuid(), clientId: z.uuid().nullable(), reason: WebhookDisabledReason }),
);

/** An administrator tries a subscription out. It goes to that subscription alone, and only once. */
export const webhookPinged = eventType('registry.webhook.pinged', z.object({ id: z.uuid() }));
