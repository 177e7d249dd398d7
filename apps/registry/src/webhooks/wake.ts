import { webhookDelivery } from '#contracts/webhooks';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { dueSql } from './webhooks.queries.js';

/** Starts jobs for what is due, of one subscription or of all. @returns how many. */
export async function wake(unit: UnitOfWork, webhookId?: string): Promise<number> {
  const due = await unit.query<{ webhookId: string }>('webhook.due', dueSql, [webhookId ?? null]);
  for (const { webhookId } of due) unit.enqueue(webhookDelivery, { webhookId });
  return due.length;
}
