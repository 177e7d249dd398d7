import {
  assertSchemaCompatibility,
  PostgresConnection,
  PostgresQueueBackend,
  type Processor,
  Queue as RedisQueue,
  type QueueBaseOptions,
  withBackend,
  Worker as RedisWorker,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { JOBS_SCHEMA } from './provision.js';

/** What is used of a BullMQ queue. */
export type BullQueue = Pick<
  RedisQueue,
  | 'addBulk'
  | 'upsertJobScheduler'
  | 'removeJobScheduler'
  | 'getJobSchedulers'
  | 'getJobSchedulersCount'
  | 'close'
>;

/** What is used of a BullMQ worker. */
export type BullWorker = Pick<RedisWorker, 'close' | 'disconnect' | 'waitUntilReady'>;

export type BullWorkerOptions = Pick<WorkerOptions, 'concurrency' | 'lockDuration' | 'stalledInterval'>;

/** Is told of connections that fail and locks that are lost; BullMQ itself tries again. */
export type ErrorListener = (error: Error) => void;

/** Where BullMQ keeps its queues. Whoever makes a backend closes it, after every worker that uses it. */
export interface JobsBackend {
  queue(name: string, onError: ErrorListener): BullQueue;
  worker(name: string, process: Processor, options: BullWorkerOptions, onError: ErrorListener): BullWorker;
  close(): Promise<void>;
}

const workerOptions = {
  /** The row of the job counts the attempts, so BullMQ must not give up on a job whose worker was lost often. */
  maxStalledCount: 1_000_000,
  /** Pause after an error; the 15 seconds that BullMQ takes of itself would add to every outage. */
  runRetryDelay: 1_000,
};
/** Nobody reads BullMQ's event stream. */
const streams = { events: { maxLen: 100 } };

/** Queues in Redis; all keys begin with `prefix`. One connection, and one more for each worker. */
export function redisBackend(url: string, prefix = 'langnghe'): JobsBackend {
  // Not lazy: BullMQ would take a first connect that fails for the last.
  const connection = new Redis(url, { maxRetriesPerRequest: null }).on('error', () => undefined);
  return {
    queue: (name, onError) => new RedisQueue(name, { connection, prefix, streams }).on('error', onError),
    worker: (name, process, options, onError) =>
      new RedisWorker(name, process, { ...workerOptions, ...options, connection, prefix }).on(
        'error',
        onError,
      ),
    close: async () => connection.disconnect(),
  };
}

/**
 * Queues in PostgreSQL, in the schema made by {@link provisionJobs}; `url` is that of its application role.
 * Each worker keeps one of the connections for LISTEN, so there must be more than workers.
 */
export function postgresBackend(url: string, connections = 50): JobsBackend {
  const { Queue, Worker } = withBackend(
    (name: string, options: QueueBaseOptions<pg.Pool>) =>
      new PostgresQueueBackend(new PatientConnection(options.connection), name, options as never),
  );
  const connection = new pg.Pool({
    connectionString: url,
    max: connections,
    options: `-c search_path=${JOBS_SCHEMA}`,
    application_name: 'langnghe-jobs',
    keepAlive: true,
  });
  // Every queue and worker listens for errors of the pool that they share.
  connection.setMaxListeners(0);
  connection.on('error', () => undefined);
  return {
    queue: (name, onError) =>
      new Queue(name, { connection, streams }).on('error', onError) as unknown as BullQueue,
    worker: (name, process, options, onError) =>
      new Worker(name, process as never, { ...workerOptions, ...options, connection }).on('error', onError),
    close: () => connection.end(),
  };
}

/** BullMQ's own would remember a failed first connect for ever; this one tries again with the next statement. */
class PatientConnection extends PostgresConnection {
  private compatible?: Promise<unknown>;

  override async waitUntilReady(): Promise<void> {
    this.compatible ??= assertSchemaCompatibility(this.pool, JOBS_SCHEMA);
    await this.compatible.catch((error: unknown) => {
      this.compatible = undefined;
      throw error;
    });
  }
}
