import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { webhookDelivery } from '#contracts/webhooks';
import { type JobHandle, type JobProcessor, ProcessesJob } from '#jobs/processor';
import { WebhookAttemptsService } from './webhook-attempts.service.js';
import { WebhookSender } from './webhook-sender.js';

/** Deliveries that one job makes before it hands over to a new one. */
const ROUND = 50;

/**
 * Delivers what is due to one subscription, one after the other. A subscription has as many of these jobs at work as
 * its concurrency allows, and the queue has places for the jobs of all: a receiver that hangs holds up its own only.
 */
@Injectable()
@ProcessesJob(webhookDelivery)
export class WebhookDeliveryProcessor implements JobProcessor<typeof webhookDelivery.data> {
  constructor(
    private readonly attempts: WebhookAttemptsService,
    private readonly sender: WebhookSender,
  ) {}

  async process({ webhookId }: z.infer<typeof webhookDelivery.data>, job: JobHandle) {
    for (let sent = 0; sent < ROUND; sent += 1) {
      const claim = await this.attempts.claim(webhookId);
      if (!claim) return { sent };
      const attempt = await this.sender.send(claim.message, job.signal).catch(async (error: unknown) => {
        await this.attempts.giveBack(claim);
        throw error;
      });
      await this.attempts.settle(claim, attempt);
    }
    return job.commit(async (unit) => {
      unit.enqueue(webhookDelivery, { webhookId });
      return { sent: ROUND };
    });
  }
}
