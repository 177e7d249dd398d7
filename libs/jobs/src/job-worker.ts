import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Transactions } from '#persistence/transactions';
import type { WorkContext } from '#persistence/work-context';
import type { JobsBackend } from './backend.js';
import { ChannelListener } from './channel-listener.js';
import { JobDispatcher } from './dispatcher.js';
import { type DeclaredProcessor, JobRunner } from './job-runner.js';
import { JobTable } from './job-table.js';
import { Schedules } from './schedules.js';

/** All in milliseconds. */
export interface WorkerTiming {
  /** Between two signs of life of the running jobs. */
  heartbeat: number;
  /** Without a sign of life for so long, a job counts as lost and is run again. */
  lostAfter: number;
  /** Between two looks for lost jobs and for rows that nobody announced. */
  sweep: number;
  /** After which a waiting row is offered to BullMQ once more, in case it forgot. */
  recheck: number;
  /** How long the running jobs may go on after the order to stop. */
  grace: number;
  /** How long they may take to react to the abort signal after that. */
  abort: number;
}

const standardTiming: WorkerTiming = {
  heartbeat: 5_000,
  lostAfter: 30_000,
  sweep: 5_000,
  recheck: 30_000,
  grace: 20_000,
  abort: 3_000,
};

/** What a worker works with. */
export interface WorkerParts {
  dataSource: DataSource;
  transactions: Transactions;
  context: WorkContext;
  backend: JobsBackend;
  /** Asked at the start, when all providers exist. */
  processors: () => DeclaredProcessor[];
  timing?: Partial<WorkerTiming>;
}

/** Runs the jobs of one service: dispatcher, schedules, and a BullMQ worker for each queue. */
export class JobWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Jobs');
  private readonly timing: WorkerTiming;
  private stop?: () => Promise<void>;
  private lastReport = '';

  constructor(private readonly parts: WorkerParts) {
    this.timing = { ...standardTiming, ...parts.timing };
  }

  /**
   * Starts without waiting for Redis: until it is there, jobs wait in their rows.
   * @throws Error when two processors claim one queue.
   */
  onApplicationBootstrap(): void {
    const { parts, timing, report } = this;
    const { schema, url } = parts.dataSource.options as unknown as { schema: string; url: string };
    const processors = parts.processors();
    const names = processors.map(({ queue }) => queue.name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice) throw new Error(`Queue ${twice} has two processors`);

    const table = new JobTable(parts.dataSource);
    const runner = new JobRunner(table, parts.transactions, parts.context);
    const schedules = new Schedules(parts.backend, table, schema, processors, report);
    const queues = processors.map(({ queue }) => ({
      type: queue,
      bull: parts.backend.queue(queue.name, report),
    }));
    const dispatcher = new JobDispatcher(table, queues, timing.recheck, report);
    const workers = processors.map((declared) => {
      const { lostAfter } = timing;
      const options = {
        concurrency: declared.queue.concurrency,
        lockDuration: lostAfter,
        stalledInterval: lostAfter / 2,
      };
      return parts.backend.worker(
        declared.queue.name,
        (job, token) => runner.run(declared, job, token),
        options,
        report,
      );
    });
    const listener = new ChannelListener(url, `job_${schema}`, () => dispatcher.wake(), report);
    listener.start();
    const heartbeat = setInterval(() => void runner.beat().catch(report), timing.heartbeat);
    const stopping = new AbortController();
    void this.repeat(stopping.signal, async () => {
      // Our own first: after a pause of the whole process they would all count as lost.
      await runner.beat();
      await table.returnLost(names, timing.lostAfter);
      dispatcher.wake();
      await schedules.keep();
    });

    this.stop = async () => {
      stopping.abort();
      await listener.stop();
      const closing = Promise.all([
        dispatcher.stop(),
        schedules.close(),
        ...workers.map((worker) => worker.close()),
      ]);
      // Without a running job, only a server that is away can hold the closing up.
      if (!(await within(runner.busy > 0 ? timing.grace : timing.abort, closing))) {
        runner.abort();
        if (!(await within(timing.abort, closing))) {
          this.logger.warn(`The worker did not stop in time; jobs that will be run again: ${runner.busy}`);
          await within(timing.abort, Promise.all(workers.map((worker) => worker.disconnect())));
        }
      }
      clearInterval(heartbeat);
      await within(timing.abort, Promise.all(queues.map(({ bull }) => bull.close())));
    };
  }

  /** Takes no more jobs, lets the running ones end, and aborts those that take too long. */
  async onModuleDestroy(): Promise<void> {
    await this.stop?.();
  }

  private async repeat(until: AbortSignal, sweep: () => Promise<void>): Promise<void> {
    while (!until.aborted) {
      await sweep().catch(this.report);
      await delay(this.timing.sweep, undefined, { signal: until }).catch(() => undefined);
    }
  }

  /** A server that is away gives the same error again and again: it is logged once. */
  private readonly report = (error: Error): void => {
    const text = error.message || (error as { code?: string }).code || error.name;
    if (text !== this.lastReport) this.logger.warn(text);
    this.lastReport = text;
  };
}

/** Whether the work ends in time; how it ends does not matter. */
function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const ended = work.then(
    () => true,
    () => true,
  );
  return Promise.race([ended, delay(ms, false, { ref: false })]);
}
