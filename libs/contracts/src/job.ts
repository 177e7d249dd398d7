import { z } from 'zod';
import { ListParameters, pageOf } from './list.js';

export const JobState = z.enum(['waiting', 'active', 'completed', 'failed']);
export type JobState = z.infer<typeof JobState>;

/** Long work as a resource: poll it, or follow `/progress` as server-sent events. */
export const Job = z
  .object({
    id: z.uuid(),
    queue: z.string(),
    state: JobState,
    /** Per cent, 0 to 100. */
    progress: z.int().min(0).max(100),
    /** What is being done just now, in words. */
    step: z.string().nullable(),
    attempts: z.int(),
    /** Ids of what was made; present when completed. */
    result: z.record(z.string(), z.unknown()).nullable(),
    error: z.string().nullable(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof Job>;

/** Limits and retries of a queue; `data` is checked when a job is enqueued and again when it is taken up. */
export interface QueueType<Schema extends z.ZodType = z.ZodType> {
  /** `<service>.<noun>-<verb>`, e.g. `reporting.aggregate-build`. */
  name: string;
  data: Schema;
  attempts: number;
  /** First delay before a retry in milliseconds; doubles each time. */
  backoffMs: number;
  concurrency: number;
}

/** Declares a queue. */
export function queueType<Schema extends z.ZodType>(queue: QueueType<Schema>): QueueType<Schema> {
  return queue;
}

export const JobPage = pageOf(Job, 'JobPage');
export const JobListQuery = ListParameters.omit({ total: true }).extend({
  state: JobState.optional(),
  queue: z.string().max(100).optional(),
});
