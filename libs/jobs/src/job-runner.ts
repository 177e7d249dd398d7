import { Logger } from '@nestjs/common';
import { type Job as BullJob, WaitingError } from 'bullmq';
import { z } from 'zod';
import type { Transactions } from '#persistence/transactions';
import type { WorkContext } from '#persistence/work-context';
import { JobRun } from './job-run.js';
import type { JobTable } from './job-table.js';
import { type JobProcessor, PermanentFailure, type ProcessorDeclaration } from './processor.js';

/** A queue with the provider that does its jobs. */
export interface DeclaredProcessor extends ProcessorDeclaration {
  processor: JobProcessor;
}

/** Runs jobs as BullMQ hands them out, and keeps their rows true. */
export class JobRunner {
  private readonly logger = new Logger('Jobs');
  private readonly runs = new Set<JobRun>();
  private readonly shutdown = new AbortController();

  constructor(
    private readonly table: JobTable,
    private readonly transactions: Transactions,
    private readonly context: WorkContext,
  ) {}

  /** How many jobs are being run. */
  get busy(): number {
    return this.runs.size;
  }

  /** Does one job. It rejects when BullMQ is to hand the job out again later. */
  async run({ queue, processor }: DeclaredProcessor, job: BullJob, token?: string): Promise<void> {
    const taken = await this.table.takeUp(job.id!);
    if (!taken) return;
    if (taken.attempts > queue.attempts) {
      await this.table.fail(taken, 'Its worker was lost, and its attempts are used up', queue.attempts, true);
      return;
    }
    const run = new JobRun(taken, this.table, this.transactions, this.shutdown.signal);
    this.runs.add(run);
    try {
      const result = await this.context.run({ actor: `job:${run.id}` }, () =>
        processor.process(parse(queue.data, taken.data), run),
      );
      await run.finish(result);
    } catch (error) {
      if (this.shutdown.signal.aborted) {
        await this.table.giveBack(run);
        await job.moveToWait(token);
        throw new WaitingError();
      }
      const text = (error as Error).message.slice(0, 1_000);
      const state = await this.table.fail(run, text, queue.attempts, error instanceof PermanentFailure);
      this.logger.warn(`${queue.name} ${run.id}, attempt ${run.attempt} of ${queue.attempts}: ${text}`);
      // Why is written in the row only: BullMQ's store gets no words.
      if (state === 'waiting') throw new Error('failed');
    } finally {
      this.runs.delete(run);
    }
  }

  /** Gives a sign of life for every run, and tells those whose job is in other hands. */
  async beat(): Promise<void> {
    const runs = [...this.runs];
    if (runs.length === 0) return;
    for (const lost of await this.table.beat(runs)) {
      runs.find((run) => run.id === lost.id && run.fence === lost.fence)?.superseded();
    }
  }

  /** Tells the runs to stop; those that do are given back without counting the attempt. */
  abort(): void {
    this.shutdown.abort(new Error('The worker is shutting down'));
  }
}

function parse(schema: z.ZodType, data: unknown): unknown {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new PermanentFailure(`The data of the job is not right: ${z.prettifyError(parsed.error)}`);
}
