import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Job as BullJob } from 'bullmq';
import type { BullQueue, BullWorker, ErrorListener, JobsBackend } from './backend.js';
import type { JobTable } from './job-table.js';
import type { ProcessorDeclaration } from './processor.js';

interface Firing {
  queue: string;
  data: unknown;
}

interface DeclaredSchedule extends Firing {
  name: string;
  pattern: string;
  tz: string;
}

/**
 * Keeps BullMQ's job schedulers equal to the declared schedules and turns each firing into a row of the
 * service's `job` table. The row's id follows from the schedule and the moment it was due, so that two firings
 * make one job.
 */
export class Schedules {
  private readonly declared: DeclaredSchedule[];
  private readonly queue: BullQueue;
  private readonly worker: BullWorker;
  private settled = false;

  /** @throws ZodError when a schedule's data does not fit its queue. */
  constructor(
    backend: JobsBackend,
    private readonly table: JobTable,
    private readonly service: string,
    processors: ProcessorDeclaration[],
    onError: ErrorListener,
  ) {
    this.declared = processors.flatMap(({ queue, schedules }) =>
      schedules.map(({ name, pattern, timezone = 'Asia/Ho_Chi_Minh', data }) => {
        return { name, pattern, tz: timezone, queue: queue.name, data: queue.data.parse(data) };
      }),
    );
    const name = `${service}.schedules`;
    this.queue = backend.queue(name, onError);
    this.worker = backend.worker(name, (job) => this.fire(job), {}, onError);
  }

  /** At the start sets the schedulers right; later only when all are gone, that is, when the backend was wiped. */
  async keep(): Promise<void> {
    if (this.settled && (this.declared.length === 0 || (await this.queue.getJobSchedulersCount()) > 0))
      return;
    const present = new Map(
      (await this.queue.getJobSchedulers()).map((scheduler) => [scheduler.key, scheduler]),
    );
    for (const { name, pattern, tz, ...firing } of this.declared) {
      const before = present.get(name);
      present.delete(name);
      const same =
        before?.pattern === pattern && before.tz === tz && isDeepStrictEqual(before.template?.data, firing);
      // Setting one anew near its moment could drop a firing: leave what is right alone.
      if (!same)
        await this.queue.upsertJobScheduler(name, { pattern, tz }, { name, data: firing, opts: untilDone });
    }
    for (const name of present.keys()) await this.queue.removeJobScheduler(name);
    this.settled = true;
  }

  async close(): Promise<void> {
    await Promise.all([this.worker.close(), this.queue.close()]);
  }

  private async fire(job: BullJob<Firing>): Promise<void> {
    const due = new Date(job.opts.prevMillis!);
    const id = firingId(`${this.service} ${job.name} ${due.toISOString()}`);
    await this.table.insert({ id, ...job.data, requestedBy: `schedule:${job.name}`, due });
  }
}

/** The database may be away for a while when a schedule fires. */
const untilDone = {
  attempts: 20,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  removeOnFail: true,
};

/** A UUID of version 8 (RFC 9562) made of a name's SHA-256. */
export function firingId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
