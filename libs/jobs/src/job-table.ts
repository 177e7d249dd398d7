import type { DataSource } from 'typeorm';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { JobResult } from './processor.js';

/** One take-up of a job. */
export interface Taken {
  id: string;
  fence: number;
  /** Counts this one. */
  attempts: number;
  data: unknown;
  created_at: Date;
}

/** A job asked for by the clock. */
export interface ScheduledJob {
  id: string;
  queue: string;
  data: unknown;
  requestedBy: string;
  due: Date;
}

type Run = Pick<Taken, 'id' | 'fence'>;

/**
 * The worker's statements on the service's `job` table. A row goes from waiting to active by being taken up,
 * and on to completed, failed, or back to waiting; each step after the take-up holds only while the fence is
 * still the one given then. The heartbeat of a waiting row tells when it was last handed to BullMQ.
 */
export class JobTable {
  constructor(private readonly dataSource: DataSource) {}

  /** Undefined when the row is not waiting: finished, or in other hands. */
  async takeUp(id: string): Promise<Taken | undefined> {
    const [taken] = await this.update<Taken>(
      `UPDATE job SET state = 'active', attempts = attempts + 1, fence = fence + 1, progress = 0, step = NULL,
              heartbeat_at = now()
        WHERE id = $1 AND state = 'waiting' RETURNING id, fence, attempts, data, created_at`,
      [id],
    );
    return taken;
  }

  /** Signs of life of all runs at once; gives back the runs that are no longer ours. */
  async beat(runs: Run[]): Promise<Run[]> {
    // A row locked by its own commit is skipped: waiting for it would stop the beat of the others.
    return this.dataSource.query(
      `WITH held AS (SELECT * FROM unnest($1::uuid[], $2::bigint[]) AS run (id, fence)),
            mine AS (SELECT id FROM job JOIN held USING (id, fence) WHERE state = 'active'
                        FOR NO KEY UPDATE OF job SKIP LOCKED),
            beat AS (UPDATE job SET heartbeat_at = now() FROM mine WHERE job.id = mine.id)
       SELECT held.id, held.fence FROM held LEFT JOIN job USING (id, fence) WHERE job.state IS DISTINCT FROM 'active'`,
      [runs.map((run) => run.id), runs.map((run) => run.fence)],
    );
  }

  /** False when the run is no longer ours. */
  async progress(run: Run, percent: number, step: string): Promise<boolean> {
    const rows = await this.update(
      `UPDATE job SET progress = $3, step = $4, heartbeat_at = now()
        WHERE id = $1 AND fence = $2 AND state = 'active' RETURNING id`,
      [run.id, run.fence, percent, step],
    );
    return rows.length === 1;
  }

  /** Locks the row for the rest of the transaction; false when the run is no longer ours. */
  async hold(unit: UnitOfWork, run: Run): Promise<boolean> {
    const text = `SELECT id FROM job WHERE id = $1 AND fence = $2 AND state = 'active' FOR NO KEY UPDATE`;
    return (await unit.query('job.hold', text, [run.id, run.fence])).length === 1;
  }

  /** Completes a row that is held. */
  async complete(unit: UnitOfWork, run: Run, result: JobResult): Promise<void> {
    await unit.query(
      'job.complete',
      `UPDATE job SET state = 'completed', progress = 100, step = NULL, result = $2, error = NULL,
              finished_at = clock_timestamp() WHERE id = $1`,
      [run.id, JSON.stringify(result)],
    );
  }

  /**
   * Back to waiting while attempts remain and it makes sense, else failed.
   * Undefined when the run is no longer ours.
   */
  async fail(
    run: Run,
    error: string,
    attempts: number,
    forGood: boolean,
  ): Promise<'waiting' | 'failed' | undefined> {
    const [row] = await this.update<{ state: 'waiting' | 'failed' }>(
      `UPDATE job SET state = CASE WHEN attempts < $4 AND NOT $5 THEN 'waiting' ELSE 'failed' END, error = $3,
              attempts = least(attempts, $4), heartbeat_at = now(),
              finished_at = CASE WHEN attempts < $4 AND NOT $5 THEN NULL ELSE clock_timestamp() END
        WHERE id = $1 AND fence = $2 AND state = 'active' RETURNING state`,
      [run.id, run.fence, error, attempts, forGood],
    );
    return row?.state;
  }

  /** Back to waiting as if it had not been taken up. */
  async giveBack(run: Run): Promise<void> {
    await this.update(
      `UPDATE job SET state = 'waiting', attempts = attempts - 1, step = NULL, heartbeat_at = NULL
        WHERE id = $1 AND fence = $2 AND state = 'active'`,
      [run.id, run.fence],
    );
  }

  /** Active rows without a sign of life for `lostAfterMs` wait again; how many. */
  async returnLost(queues: string[], lostAfterMs: number): Promise<number> {
    const rows = await this.update(
      `UPDATE job SET state = 'waiting', step = NULL, error = 'The worker that ran it was lost', heartbeat_at = NULL
        WHERE id IN (SELECT id FROM job WHERE state = 'active' AND queue = ANY($1)
                        AND heartbeat_at < now() - $2 * interval '1 ms' FOR NO KEY UPDATE SKIP LOCKED)
       RETURNING id`,
      [queues, lostAfterMs],
    );
    return rows.length;
  }

  /** Waiting rows that were never handed to BullMQ, or not within `recheckMs`; marked as handed over now. */
  async claim(queues: string[], recheckMs: number, limit: number): Promise<{ id: string; queue: string }[]> {
    const rows = await this.update<{ id: string; queue: string; created_at: Date }>(
      `UPDATE job SET heartbeat_at = now()
        WHERE id IN (SELECT id FROM job WHERE state = 'waiting' AND queue = ANY($1)
                        AND (heartbeat_at IS NULL OR heartbeat_at < now() - $2 * interval '1 ms')
                      ORDER BY heartbeat_at NULLS FIRST, created_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED)
       RETURNING id, queue, created_at`,
      [queues, recheckMs, limit],
    );
    return rows.sort((a, b) => a.created_at.getTime() - b.created_at.getTime());
  }

  /** Undoes a claim. */
  async unclaim(ids: string[]): Promise<void> {
    await this.update(`UPDATE job SET heartbeat_at = NULL WHERE id = ANY($1) AND state = 'waiting'`, [ids]);
  }

  /** Writes a scheduled job and wakes the dispatcher; a second time nothing. */
  async insert(job: ScheduledJob): Promise<void> {
    await this.dataSource.query(
      `WITH made AS (
         INSERT INTO job (id, queue, data, requested_by, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING RETURNING id)
       SELECT pg_notify('job_' || current_schema(), '') FROM made`,
      [job.id, job.queue, JSON.stringify(job.data), job.requestedBy, job.due],
    );
  }

  /** TypeORM answers an UPDATE with its rows and their number. */
  private async update<Row>(text: string, values: unknown[]): Promise<Row[]> {
    const [rows] = await this.dataSource.query<[Row[], number]>(text, values);
    return rows;
  }
}
