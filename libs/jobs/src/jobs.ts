import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Job, JobState } from '#contracts/job';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';

interface JobRow extends Omit<Job, 'createdAt' | 'finishedAt'> {
  created_at: Date;
  finished_at: Date | null;
}

const COLUMNS = 'id, queue, state, progress, step, attempts, result, error, created_at, finished_at';

/** Which jobs to list; newest first. */
export interface JobListing {
  state?: JobState;
  queue?: string;
  /** Actor that asked for them. */
  requestedBy?: string;
  /** `next` of the page before. */
  cursor?: string;
  /** 50 unless told. */
  limit?: number;
}

/** How long and how closely a job is followed. */
export interface Following {
  /** Ends it, e.g. when the client has gone. */
  signal?: AbortSignal;
  /** Ten minutes unless told. */
  timeoutMs?: number;
  /** Between two looks; 300 unless told. */
  everyMs?: number;
}

/** The jobs of a service, for its API: needs the database only. New ones start with `unit.enqueue`. */
@Injectable()
export class Jobs {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * @param requestedBy when given, only a job asked for by this actor is found.
   * @throws Problem `resource.not-found`
   */
  async get(id: string, requestedBy?: string): Promise<Job> {
    const [row] = await this.dataSource.query<JobRow[]>(
      `SELECT ${COLUMNS} FROM job WHERE id = $1 AND ($2::text IS NULL OR requested_by = $2)`,
      [id, requestedBy ?? null],
    );
    if (!row) throw Problem.of('resource.not-found');
    return toJob(row);
  }

  /** @throws Problem `request.invalid` for a cursor that is not one of ours. */
  async list({ state, queue, requestedBy, cursor, limit = 50 }: JobListing = {}): Promise<Page<Job>> {
    if (cursor !== undefined && !z.uuid().safeParse(cursor).success) {
      const message = 'This is not a cursor of this list';
      throw Problem.of('request.invalid', { errors: [{ path: 'query.cursor', message }] });
    }
    const rows = await this.dataSource.query<JobRow[]>(
      `SELECT ${COLUMNS} FROM job
        WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR queue = $2)
          AND ($3::text IS NULL OR requested_by = $3)
          AND ($4::uuid IS NULL OR (created_at, id) < (SELECT created_at, id FROM job WHERE id = $4))
        ORDER BY created_at DESC, id DESC LIMIT $5`,
      [state ?? null, queue ?? null, requestedBy ?? null, cursor ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(toJob);
    return { items, next: rows.length > limit ? items.at(-1)!.id : null };
  }

  /**
   * Lets a failed job run again, with all its attempts.
   * @throws Problem `resource.not-found`, or `job.not-failed` when there is nothing to retry.
   */
  async retry(id: string): Promise<Job> {
    return this.transactions.run(async (unit) => {
      const [row] = await unit.query<JobRow>(
        'job.retry',
        `UPDATE job SET state = 'waiting', attempts = 0, progress = 0, step = NULL, heartbeat_at = NULL, finished_at = NULL
          WHERE id = $1 AND state = 'failed' RETURNING ${COLUMNS}`,
        [id],
      );
      if (!row) {
        await this.get(id);
        throw Problem.conflict('job.not-failed', 'Only a failed job can be retried');
      }
      unit.audit({ action: 'job.retry', entity: `job:${id}` });
      await unit.query('job.announce', `SELECT pg_notify('job_' || current_schema(), '')`);
      return toJob(row);
    });
  }

  /**
   * The job now and after each change, until it is finished, the time is over, or the signal is aborted.
   * @throws Problem `resource.not-found`
   */
  async *follow(
    id: string,
    { signal, timeoutMs = 600_000, everyMs = 300 }: Following = {},
  ): AsyncGenerator<Job, void> {
    const end = Date.now() + timeoutMs;
    for (let before = ''; !signal?.aborted;) {
      const job = await this.get(id);
      const now = JSON.stringify(job);
      if (now !== before) yield job;
      before = now;
      if (job.finishedAt !== null || Date.now() + everyMs > end) return;
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

function toJob({ created_at, finished_at, ...row }: JobRow): Job {
  return { ...row, createdAt: created_at.toISOString(), finishedAt: finished_at?.toISOString() ?? null };
}
