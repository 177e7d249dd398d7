import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { webhookSweep } from '#contracts/webhooks';
import { type JobHandle, type JobProcessor, ProcessesJob } from '#jobs/processor';
import { wake } from './wake.js';
import { forgetJobsSql, lockLogSql, oldSql, trimSql } from './webhooks.queries.js';

const often = { name: 'registry.webhook-sweep', pattern: '*/15 * * * * *', data: {} };

/**
 * Starts the deliveries whose time has come: the second and later attempts, those that a lost worker had taken, and
 * whatever nobody was woken for. Clears what is past its time.
 */
@Injectable()
@ProcessesJob(webhookSweep, [often])
export class WebhookSweepProcessor implements JobProcessor<typeof webhookSweep.data> {
  async process(_: z.infer<typeof webhookSweep.data>, job: JobHandle) {
    return job.commit(async (unit) => {
      const started = await wake(unit);
      await unit.query('webhook.forget-jobs', forgetJobsSql);
      const [old] = await unit.query<{ upto: number | null }>('webhook.old', oldSql);
      if (old!.upto !== null) {
        await unit.query('webhook.lock-log', lockLogSql);
        await unit.query('webhook.trim', trimSql, [old!.upto]);
      }
      return { started };
    });
  }
}
