import type { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { JobTable, Taken } from './job-table.js';
import { type JobHandle, type JobResult, JobSuperseded } from './processor.js';

/** One run of a job, from its take-up on. */
export class JobRun implements JobHandle {
  readonly id: string;
  readonly attempt: number;
  readonly fence: number;
  readonly createdAt: Date;
  readonly signal: AbortSignal;
  private readonly lost = new AbortController();
  private committing = false;
  private shown = '';

  constructor(
    taken: Taken,
    private readonly table: JobTable,
    private readonly transactions: Transactions,
    shutdown: AbortSignal,
  ) {
    this.id = taken.id;
    this.attempt = taken.attempts;
    this.fence = taken.fence;
    this.createdAt = taken.created_at;
    this.signal = AbortSignal.any([shutdown, this.lost.signal]);
  }

  async progress(percent: number, step: string): Promise<void> {
    const whole = Math.floor(Math.min(Math.max(percent, 0), 100));
    const shown = `${whole} ${step}`;
    // While the commit holds the row, a change from outside its transaction would wait for ever.
    if (this.committing || shown === this.shown) return;
    this.shown = shown;
    if (!(await this.table.progress(this, whole, step))) throw this.superseded();
  }

  async commit(work: (unit: UnitOfWork) => Promise<JobResult>): Promise<JobResult> {
    this.committing = true;
    try {
      return await this.transactions.run(async (unit) => {
        if (!(await this.table.hold(unit, this))) throw this.superseded();
        const result = await work(unit);
        await this.table.complete(unit, this, result);
        return result;
      });
    } catch (error) {
      this.committing = false;
      throw error;
    }
  }

  /** Completes a job whose processor had no effect to commit. */
  async finish(result: JobResult): Promise<void> {
    if (!this.committing) await this.commit(async () => result);
  }

  /** Tells the processor that the job is in other hands. */
  superseded(): JobSuperseded {
    const error = new JobSuperseded(this.id);
    this.lost.abort(error);
    return error;
  }
}
