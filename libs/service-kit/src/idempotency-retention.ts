import { Injectable, type Type } from '@nestjs/common';
import { z } from 'zod';
import { queueType } from '#contracts/job';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';
import { Transactions } from '#persistence/transactions';

const none = z.strictObject({});

/** Rows that go at once: a long backlog does not hold its locks together. */
const BATCH = 5_000;

/** How long a request can be repeated under its key. */
const KEPT_DAYS = 7;

const FORGET = `
WITH old AS (
  SELECT caller, key FROM idempotency WHERE created_at < now() - make_interval(days => ${KEPT_DAYS}) LIMIT ${BATCH}
     FOR UPDATE SKIP LOCKED),
gone AS (
  DELETE FROM idempotency i USING old WHERE i.caller = old.caller AND i.key = old.key RETURNING i.key)
SELECT count(*)::int AS gone FROM gone`;

/** Forgets, every night, the answers under keys that nobody repeats any more. Each service has a processor of its own. */
export function idempotencyRetention(service: string): Type<JobProcessor> {
  const name = `${service}.idempotency-retention`;
  const queue = queueType({ name, data: none, attempts: 3, backoffMs: 60_000, concurrency: 1 });

  @Injectable()
  @ProcessesJob(queue, [{ name, pattern: '15 1 * * *', data: {} }])
  class IdempotencyRetention implements JobProcessor<typeof none> {
    constructor(private readonly transactions: Transactions) {}

    async process(_: z.output<typeof none>, job: JobHandle): Promise<JobResult> {
      for (let forgotten = 0; ;) {
        job.signal.throwIfAborted();
        const [row] = await this.transactions.run((unit) =>
          unit.query<{ gone: number }>('idempotency.forget', FORGET),
        );
        forgotten += row!.gone;
        if (row!.gone < BATCH) return { forgotten };
        await job.progress(0, `${forgotten} forgotten`);
      }
    }
  }
  return IdempotencyRetention;
}
