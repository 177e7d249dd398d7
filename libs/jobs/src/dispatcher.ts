import type { QueueType } from '#contracts/job';
import type { BullQueue, ErrorListener } from './backend.js';
import type { JobTable } from './job-table.js';

/** A queue as declared, and its counterpart in BullMQ. */
export interface DispatchedQueue {
  type: QueueType;
  bull: BullQueue;
}

const BATCH = 500;

/**
 * Hands waiting rows to BullMQ, under the row's id, so that handing over twice is harmless. BullMQ gets no data.
 */
export class JobDispatcher {
  private readonly queues: Map<string, DispatchedQueue>;
  private running?: Promise<void>;
  private again = false;
  private stopped = false;

  constructor(
    private readonly table: JobTable,
    queues: DispatchedQueue[],
    private readonly recheckMs: number,
    private readonly onError: ErrorListener,
  ) {
    this.queues = new Map(queues.map((queue) => [queue.type.name, queue]));
  }

  /** Hands over what waits; calls while one is at work are served by one more round. */
  wake(): void {
    this.again = true;
    this.running ??= this.work().finally(() => (this.running = undefined));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        while ((await this.handOver()) === BATCH && !this.stopped);
      } catch (error) {
        this.onError(error as Error);
      }
    }
  }

  private async handOver(): Promise<number> {
    const rows = await this.table.claim([...this.queues.keys()], this.recheckMs, BATCH);
    try {
      for (const [name, { type, bull }] of this.queues) {
        const ids = rows.filter((row) => row.queue === name).map((row) => row.id);
        if (ids.length > 0)
          await bull.addBulk(ids.map((jobId) => ({ name: 'run', data: {}, opts: bullOptions(type, jobId) })));
      }
    } catch (error) {
      await this.table.unclaim(rows.map((row) => row.id));
      throw error;
    }
    return rows.length;
  }
}

/** Nothing is kept in BullMQ after the end, so that an administrator's retry can use the id again. */
const bullOptions = (type: QueueType, jobId: string) => ({
  jobId,
  attempts: type.attempts,
  backoff: { type: 'exponential', delay: type.backoffMs },
  removeOnComplete: true,
  removeOnFail: true,
});
