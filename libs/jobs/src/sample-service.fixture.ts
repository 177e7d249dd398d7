import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { queueType } from '#contracts/job';
import { type JobsBackend, postgresBackend, redisBackend } from './backend.js';
import type { WorkerTiming } from './job-worker.js';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from './processor.js';

const NoteData = z.strictObject({
  note: z.string(),
  /** Fail so often before succeeding. */
  failures: z.int().default(0),
  /** Keep the whole process busy for so long before the effect. */
  blockMs: z.int().default(0),
});

export const noteWrite = queueType({
  name: 'sample.note-write',
  data: NoteData,
  attempts: 3,
  backoffMs: 50,
  concurrency: 5,
});
export const noteOnce = queueType({
  name: 'sample.note-once',
  data: NoteData,
  attempts: 1,
  backoffMs: 50,
  concurrency: 1,
});

export function openBackend({
  kind,
  url,
  prefix,
}: {
  kind: 'redis' | 'postgres';
  url: string;
  prefix: string;
}): JobsBackend {
  return kind === 'redis' ? redisBackend(url, prefix) : postgresBackend(url);
}

/** Short, so that loss is found within a test's patience. */
export const testTiming: WorkerTiming = {
  heartbeat: 100,
  lostAfter: 1_000,
  sweep: 100,
  recheck: 400,
  grace: 3_000,
  abort: 1_000,
};

/** Lets a test watch the runs and hold them, before the commit or in it, by the first word of their note. */
export class Stage {
  readonly started: { note: string; attempt: number }[] = [];
  readonly ended: string[] = [];
  private readonly released = new Set<string>();

  release(note: string): void {
    this.released.add(note);
  }

  async pass(word: 'held' | 'committing', note: string, signal: AbortSignal): Promise<void> {
    while (note.startsWith(word) && !this.released.has(note)) {
      signal.throwIfAborted();
      await delay(10);
    }
  }
}

@Injectable()
export class NoteWriting {
  constructor(protected readonly stage: Stage) {}

  async process(data: z.output<typeof NoteData>, job: JobHandle): Promise<JobResult> {
    const { note, failures, blockMs } = data;
    this.stage.started.push({ note, attempt: job.attempt });
    await job.progress(40, 'thinking');
    if (job.attempt <= failures) throw new Error(`not in the mood, try ${job.attempt}`);
    for (const end = Date.now() + blockMs; Date.now() < end;);
    await this.stage.pass('held', note, job.signal);
    try {
      return await job.commit(async (unit) => {
        await this.stage.pass('committing', note, job.signal);
        await job.progress(90, 'writing');
        await unit.query('effect', 'INSERT INTO effect VALUES ($1, $2, $3)', [job.id, job.attempt, note]);
        return { note };
      });
    } catch (error) {
      this.stage.ended.push((error as Error).constructor.name);
      throw error;
    }
  }
}

export const everySecond = { name: 'sample.every-second', pattern: '* * * * * *', data: { note: 'tick' } };
export const mondays = { name: 'sample.mondays', pattern: '30 7 * * 1', data: { note: 'week' } };

@ProcessesJob(noteWrite)
export class NoteWriter extends NoteWriting implements JobProcessor<typeof NoteData> {}

@ProcessesJob(noteOnce)
export class OnceWriter extends NoteWriting implements JobProcessor<typeof NoteData> {}

@ProcessesJob(noteWrite, [everySecond, mondays])
export class TickWriter extends NoteWriting implements JobProcessor<typeof NoteData> {}
