import { DiscoveryService } from '@nestjs/core';
import type { z } from 'zod';
import type { QueueType } from '#contracts/job';
import type { UnitOfWork } from '#persistence/unit-of-work';

/** Ids of what a job made; shown to who asked for it. */
export type JobResult = Record<string, unknown>;

/** A job being run, as its processor sees it. */
export interface JobHandle {
  readonly id: string;
  /** 1 on the first try. */
  readonly attempt: number;
  /** Grows with each take-up, so that a worker that was believed dead cannot overwrite its successor. */
  readonly fence: number;
  /** When it was asked for; of a scheduled job, the moment it was due. */
  readonly createdAt: Date;
  /** Aborted when the process must end or another worker has taken the job over: stop by throwing. */
  readonly signal: AbortSignal;
  /**
   * Shows how far the job is; nothing is written when neither the whole per cent nor the step has changed.
   * @param percent 0 to 100.
   * @throws JobSuperseded
   */
  progress(percent: number, step: string): Promise<void>;
  /**
   * Runs the job's final effect and marks it completed in one transaction, which happens only once however
   * often and wherever the job is run. Long computing belongs before it.
   * @throws JobSuperseded when another worker has taken the job over; nothing is written then.
   */
  commit(work: (unit: UnitOfWork) => Promise<JobResult>): Promise<JobResult>;
}

/**
 * Does the jobs of one queue. An error means another try, until the attempts of the queue are used up.
 * A job without an effect in the database may return its result without `job.commit`.
 */
export interface JobProcessor<Schema extends z.ZodType = z.ZodType> {
  process(data: z.output<Schema>, job: JobHandle): Promise<JobResult>;
}

/** A job asked for again and again by the clock. */
export interface Schedule<Schema extends z.ZodType = z.ZodType> {
  /** Unique in the service. */
  name: string;
  /** Cron pattern of five fields, or six with seconds first. */
  pattern: string;
  /** IANA name; Asia/Ho_Chi_Minh unless told. */
  timezone?: string;
  data: z.input<Schema>;
}

export interface ProcessorDeclaration<Schema extends z.ZodType = z.ZodType> {
  queue: QueueType<Schema>;
  schedules: Schedule<Schema>[];
}

/** Marks the declaration of a processor; set by {@link ProcessesJob}. */
export const Declared = DiscoveryService.createDecorator<ProcessorDeclaration>();

/** Makes a provider the processor of a queue, and asks for its jobs by the clock. */
export function ProcessesJob<Schema extends z.ZodType>(
  queue: QueueType<Schema>,
  schedules: Schedule<Schema>[] = [],
) {
  return (target: new (...parameters: never[]) => JobProcessor<Schema>): void => {
    Declared({ queue, schedules } as unknown as ProcessorDeclaration)(target);
  };
}

/** Another worker has taken the job over, or it has been finished: this run must not have an effect. */
export class JobSuperseded extends Error {
  constructor(id: string) {
    super(`Job ${id} is no longer in the hands of this run`);
  }
}

/** The job cannot succeed however often it is tried. */
export class PermanentFailure extends Error {}
