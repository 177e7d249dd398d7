import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ConsoleLogger, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import type { z } from 'zod';
import type { QueueType } from '#contracts/job';
import { PersistenceModule } from '#persistence/persistence.module';
import { Transactions } from '#persistence/transactions';
import { WorkContext } from '#persistence/work-context';
import { createTestDatabase, foundationOnly, type TestDatabase } from '#testing/test-database';
import type { BullQueue } from './backend.js';
import type { WorkerTiming } from './job-worker.js';
import { Jobs } from './jobs.js';
import { JobsModule } from './jobs.module.js';
import { Line } from './line.fixture.js';
import {
  NoteWriter,
  noteWrite,
  OnceWriter,
  openBackend,
  Stage,
  testTiming,
} from './sample-service.fixture.js';
import { WorkerModule } from './worker.module.js';

/** A backend made ready for one database of tests. */
export interface BackendUnderTest {
  kind: 'redis' | 'postgres';
  url: string;
  prefix: string;
  /** Loses everything, as a FLUSHALL would. */
  wipe(): Promise<void>;
}

const effectTable = 'CREATE TABLE effect (job uuid NOT NULL, attempt integer NOT NULL, note text NOT NULL)';
const sample = foundationOnly('sample', effectTable);

/** The sample service with its database and API, and as many workers as a test starts. */
export class Ground {
  private readonly afterwards: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly backend: BackendUnderTest,
    /** Between the workers of this process and the backend. */
    readonly line: Line,
    private readonly api: TestingModule,
  ) {}

  static async prepare(prepare: (database: TestDatabase) => Promise<BackendUnderTest>): Promise<Ground> {
    const database = await createTestDatabase([sample]);
    const backend = await prepare(database);
    const api = await Test.createTestingModule({
      imports: [PersistenceModule.forService(sample, database.urlOf('sample')), JobsModule],
    }).compile();
    await api.init();
    return new Ground(database, backend, await Line.to(backend.url), api);
  }

  /** Ends what the test has started and empties everything. */
  async tidy(): Promise<void> {
    for (const step of this.afterwards.splice(0).reverse()) await step();
    await this.database.query('TRUNCATE sample.job, sample.effect');
    await this.backend.wipe();
  }

  async close(): Promise<void> {
    this.line.cut();
    await this.api.close();
    await this.database.drop();
  }

  get jobs(): Jobs {
    return this.api.get(Jobs);
  }

  get transactions(): Transactions {
    return this.api.get(Transactions);
  }

  get context(): WorkContext {
    return this.api.get(WorkContext);
  }

  /** A worker in this process. */
  async startWorker(
    processors: Type[] = [NoteWriter, OnceWriter],
    timing: Partial<WorkerTiming> = {},
  ): Promise<{ stage: Stage; stop: () => Promise<void> }> {
    const connection = openBackend({ ...this.backend, url: this.line.url });
    const module = await Test.createTestingModule({
      imports: [
        PersistenceModule.forService(sample, this.database.urlOf('sample')),
        WorkerModule.forService(connection, { ...testTiming, ...timing }),
      ],
      providers: [Stage, ...processors],
    })
      .setLogger(new ConsoleLogger({ logLevels: ['error'] }))
      .compile();
    await module.init();
    let stopping: Promise<void> | undefined;
    const stop = () => (stopping ??= module.close().then(() => connection.close()));
    this.afterwards.push(stop);
    return { stage: module.get(Stage), stop };
  }

  /** A worker in a process of its own; `lines` are what its stage says. */
  startProcess(): { child: ChildProcess; lines: string[] } {
    const { kind, url, prefix } = this.backend;
    const child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('../test-support/run-source.mjs', import.meta.url)),
        fileURLToPath(new URL('./worker-process.fixture.ts', import.meta.url)),
        this.database.urlOf('sample'),
        kind,
        url,
        prefix,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const lines: string[] = [];
    createInterface(child.stdout).on('line', (line) => lines.push(line));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    this.afterwards.push(async () => {
      child.kill('SIGKILL');
      await gone;
    });
    return { child, lines };
  }

  /** BullMQ's side of a queue, past our own code. */
  openQueue(name: string): BullQueue {
    const connection = openBackend(this.backend);
    const queue = connection.queue(name, () => undefined);
    this.afterwards.push(() => queue.close().then(() => connection.close()));
    return queue;
  }

  enqueue(
    data: z.input<typeof noteWrite.data>,
    queue: QueueType<typeof noteWrite.data> = noteWrite,
  ): Promise<string> {
    return this.transactions.run(async (unit) => unit.enqueue(queue, data));
  }

  effects(): Promise<{ job: string; attempt: number; note: string }[]> {
    return this.database.query('SELECT * FROM sample.effect ORDER BY note');
  }
}
