import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#contracts/job';
import { eventually } from '#testing/eventually';
import type { TestDatabase } from '#testing/test-database';
import { type BackendUnderTest, Ground } from './ground.fixture.js';
import {
  everySecond,
  mondays,
  noteOnce,
  NoteWriter,
  noteWrite,
  testTiming,
  TickWriter,
} from './sample-service.fixture.js';

/** What jobs must hold to, whatever BullMQ keeps its queues in. */
export function jobsContract(
  name: string,
  prepare: (database: TestDatabase) => Promise<BackendUnderTest>,
  isThere = true,
): void {
  describe.skipIf(!isThere)(`jobs on ${name}`, () => {
    let ground: Ground;

    beforeAll(async () => {
      ground = await Ground.prepare(prepare);
    });
    afterEach(() => ground.tidy());
    afterAll(() => ground.close());

    const until = (id: string, expected: Partial<Job>, timeoutMs = 15_000): Promise<Job> =>
      eventually(async () => {
        const job = await ground.jobs.get(id);
        expect(job).toMatchObject(expected);
        return job;
      }, timeoutMs);

    it('runs once and says what it made, in the name of the job', async () => {
      await ground.startWorker();
      const id = await ground.enqueue({ note: 'one' });
      const job = await until(id, { state: 'completed' });
      expect(job).toMatchObject({
        progress: 100,
        step: null,
        attempts: 1,
        result: { note: 'one' },
        error: null,
      });
      expect(job.finishedAt! >= job.createdAt).toBe(true);
      expect(await ground.effects()).toEqual([{ job: id, attempt: 1, note: 'one' }]);
    });

    it('never runs what was asked for in a transaction that failed', async () => {
      const { stage } = await ground.startWorker();
      const failing = ground.transactions.run(async (unit) => {
        unit.enqueue(noteWrite, { note: 'never' });
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      await until(await ground.enqueue({ note: 'after' }), { state: 'completed' });
      expect(stage.started.map((run) => run.note)).toEqual(['after']);
    });

    it('shows progress while it runs, to who follows it', async () => {
      const { stage } = await ground.startWorker();
      const id = await ground.enqueue({ note: 'held' });
      await until(id, { state: 'active', progress: 40, step: 'thinking' });
      const seen: string[] = [];
      for await (const job of ground.jobs.follow(id, { everyMs: 20 })) {
        seen.push(`${job.state} ${job.progress}`);
        stage.release('held');
      }
      expect(seen).toEqual(['active 40', 'completed 100']);
    });

    it('tries again after a pause, and keeps what went wrong', async () => {
      const { stage } = await ground.startWorker();
      const id = await ground.enqueue({ note: 'moody', failures: 1 });
      await until(id, { state: 'completed', attempts: 2, error: null });
      expect(stage.started.map((run) => run.attempt)).toEqual([1, 2]);
    });

    it('gives up after the last attempt; an administrator finds the job and lets it run again', async () => {
      await ground.startWorker();
      const id = await ground.enqueue({ note: 'first', failures: 3 });
      await until(id, { state: 'failed', attempts: 3, error: 'not in the mood, try 3' });
      expect((await ground.jobs.list({ state: 'failed' })).items.map((job) => job.id)).toEqual([id]);

      await ground.database.query(`UPDATE sample.job SET data = '{"note": "second"}' WHERE id = $1`, [id]);
      const retried = await ground.context.run({ actor: 'an' }, () => ground.jobs.retry(id));
      expect(retried).toMatchObject({ state: 'waiting', attempts: 0, finishedAt: null });
      await until(id, { state: 'completed', attempts: 1, error: null });
      await expect(ground.jobs.retry(id)).rejects.toMatchObject({ code: 'job.not-failed' });
      expect(
        await ground.database.query(`SELECT actor, action FROM sample.audit_entry WHERE entity = $1`, [
          `job:${id}`,
        ]),
      ).toEqual([{ actor: 'an', action: 'job.retry' }]);
    });

    it('fails at once and clearly on data that do not fit', async () => {
      await ground.startWorker();
      const [row] = await ground.database.query<{ id: string }>(
        `INSERT INTO sample.job (id, queue, data, requested_by)
         VALUES (gen_random_uuid(), 'sample.note-write', '{"note": 7}', 'an') RETURNING id`,
      );
      const job = await until(row!.id, { state: 'failed', attempts: 1 });
      expect(job.error).toMatch(/The data of the job is not right.*expected string/s);
    });

    it('is taken up again when its worker is killed, and has its effect once', async () => {
      const { child, lines } = ground.startProcess();
      const id = await ground.enqueue({ note: 'held and killed' });
      await eventually(
        () => expect(lines).toContain('started {"note":"held and killed","attempt":1}'),
        20_000,
      );
      child.kill('SIGKILL');
      const { stage } = await ground.startWorker();
      stage.release('held and killed');
      await until(id, { state: 'completed', attempts: 2 });
      expect(await ground.effects()).toEqual([{ job: id, attempt: 2, note: 'held and killed' }]);
    });

    it('fails when its workers are lost more often than it has attempts', async () => {
      const { child, lines } = ground.startProcess();
      const id = await ground.enqueue({ note: 'held and killed' }, noteOnce);
      await eventually(() => expect(lines).toHaveLength(1), 20_000);
      child.kill('SIGKILL');
      await ground.startWorker();
      const job = await until(id, { state: 'failed', attempts: 1 });
      expect(job.error).toBe('Its worker was lost, and its attempts are used up');
    });

    it('has its effect once when a blocked worker comes back after another took over', async () => {
      const { lines } = ground.startProcess();
      const id = await ground.enqueue({ note: 'blocked', blockMs: 6_000 });
      await eventually(() => expect(lines).toHaveLength(1), 20_000);
      await ground.database.query(`UPDATE sample.job SET data = '{"note": "blocked"}' WHERE id = $1`, [id]);
      await ground.startWorker();
      await until(id, { state: 'completed', attempts: 2 });
      await eventually(() => expect(lines).toContain('ended "JobSuperseded"'));
      expect(await ground.effects()).toEqual([{ job: id, attempt: 2, note: 'blocked' }]);
      expect(await ground.jobs.get(id)).toMatchObject({ state: 'completed', error: null });
    });

    it('goes on by itself when it was blocked and nobody took over', async () => {
      ground.startProcess();
      const id = await ground.enqueue({ note: 'blocked', blockMs: 3 * testTiming.lostAfter });
      await until(id, { state: 'completed', attempts: 1 }, 20_000);
      expect(await ground.effects()).toEqual([{ job: id, attempt: 1, note: 'blocked' }]);
    });

    it('does not run again what is finished or in other hands, when BullMQ hands it out once more', async () => {
      const queue = ground.openQueue(noteOnce.name);
      const { stage } = await ground.startWorker();
      const done = await ground.enqueue({ note: 'done' }, noteOnce);
      await until(done, { state: 'completed' });
      await queue.addBulk([{ name: 'run', data: {}, opts: { jobId: done, removeOnComplete: true } }]);
      await until(await ground.enqueue({ note: 'next' }, noteOnce), { state: 'completed' });
      expect(await ground.jobs.get(done)).toMatchObject({ state: 'completed', attempts: 1 });
      expect(stage.started.map((run) => run.note)).toEqual(['done', 'next']);
    });

    it('takes neither a long commit nor its neighbours for lost', async () => {
      const { stage } = await ground.startWorker();
      const neighbour = await ground.enqueue({ note: 'held' });
      const long = await ground.enqueue({ note: 'committing' });
      for (const id of [neighbour, long]) await until(id, { state: 'active', progress: 40 });
      await ground.startWorker();
      const before = Date.now();
      await eventually(() => expect(Date.now() - before).toBeGreaterThan(2.5 * testTiming.lostAfter));
      await until(await ground.enqueue({ note: 'meanwhile' }), { state: 'completed' }, 2_000);
      stage.release('committing');
      stage.release('held');
      await until(long, { state: 'completed', attempts: 1 });
      await until(neighbour, { state: 'completed', attempts: 1 });
    });

    it('survives the loss of everything in the queue', async () => {
      const { stage } = await ground.startWorker();
      const running = await ground.enqueue({ note: 'held' }, noteOnce);
      await until(running, { state: 'active', progress: 40 });
      const waiting = await ground.enqueue({ note: 'waiting' }, noteOnce);
      await eventually(async () =>
        expect(await ground.database.query('SELECT FROM sample.job WHERE heartbeat_at IS NULL')).toHaveLength(
          0,
        ),
      );
      await ground.backend.wipe();
      stage.release('held');
      await until(running, { state: 'completed', attempts: 1 });
      await until(waiting, { state: 'completed', attempts: 1 });
      expect((await ground.effects()).map((effect) => effect.note)).toEqual(['held', 'waiting']);
    });

    it('waits in its row while the queue is away, at the start and later', async () => {
      ground.line.cut();
      await ground.startWorker();
      const early = await ground.enqueue({ note: 'early' });
      await until(early, { state: 'waiting' });
      await ground.line.restore();
      await until(early, { state: 'completed', attempts: 1 });
      ground.line.cut();
      const late = await ground.enqueue({ note: 'late' });
      await ground.line.restore();
      await until(late, { state: 'completed', attempts: 1 });
    });

    it('stops in time while the queue is away', async () => {
      const { stop } = await ground.startWorker();
      await until(await ground.enqueue({ note: 'before' }), { state: 'completed' });
      ground.line.cut();
      await ground.enqueue({ note: 'meanwhile' });
      const before = Date.now();
      await stop();
      expect(Date.now() - before).toBeLessThan(5 * testTiming.abort);
      await ground.line.restore();
    });

    it('hears of new jobs at once, also after it lost the connection that tells of them', async () => {
      const listeners = () =>
        ground.database.query<{ pid: number }>(
          `SELECT pid FROM pg_stat_activity WHERE application_name = 'langnghe-job_sample' AND datname = current_database()`,
        );
      await ground.startWorker(undefined, { sweep: 60_000 });
      await until(await ground.enqueue({ note: 'one' }), { state: 'completed' });
      await until(await ground.enqueue({ note: 'two' }), { state: 'completed' }, 1_000);
      const [before] = await listeners();
      await ground.database.query('SELECT pg_terminate_backend($1)', [before!.pid]);
      await eventually(async () =>
        expect((await listeners()).map(({ pid }) => pid === before!.pid)).toEqual([false]),
      );
      await until(await ground.enqueue({ note: 'three' }), { state: 'completed' }, 1_000);
    });

    it('goes on after PostgreSQL has cut every connection', async () => {
      const { stage } = await ground.startWorker();
      const running = await ground.enqueue({ note: 'held' });
      await until(running, { state: 'active', progress: 40 });
      const waiting = await ground.enqueue({ note: 'held too' });
      await ground.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND usename LIKE '%_app' AND pid <> pg_backend_pid()`,
      );
      stage.release('held');
      stage.release('held too');
      await until(running, { state: 'completed' });
      await until(waiting, { state: 'completed' });
      await until(await eventually(() => ground.enqueue({ note: 'later' })), {
        state: 'completed',
        attempts: 1,
      });
      expect((await ground.effects()).map((effect) => effect.note)).toEqual(['held', 'held too', 'later']);
    });

    it('has each effect once with two workers', async () => {
      await ground.startWorker();
      await ground.startWorker();
      const notes = Array.from({ length: 100 }, (_, i) => `n${i}`);
      await ground.transactions.run(async (unit) => {
        for (const note of notes)
          unit.enqueue(noteWrite, { note, failures: Number(note.slice(1)) % 10 === 0 ? 1 : 0 });
      });
      await eventually(
        async () =>
          expect((await ground.jobs.list({ state: 'completed', limit: 200 })).items).toHaveLength(100),
        25_000,
      );
      expect((await ground.effects()).map((effect) => effect.note)).toEqual(notes.toSorted());
    });

    it('lets a running job end when the worker must stop', async () => {
      const { stage, stop } = await ground.startWorker();
      const id = await ground.enqueue({ note: 'held' });
      await until(id, { state: 'active', progress: 40 });
      const stopped = stop();
      const late = await ground.enqueue({ note: 'late' });
      stage.release('held');
      await stopped;
      expect(await ground.jobs.get(id)).toMatchObject({ state: 'completed', attempts: 1 });
      // It was not begun, or had been fetched already and ended as well.
      const { state, attempts } = (await ground.jobs.get(late))!;
      expect(['waiting after 0', 'completed after 1']).toContain(`${state} after ${attempts}`);
    });

    it('gives a job back when it does not end in time, without counting the attempt', async () => {
      const { stop } = await ground.startWorker(undefined, { grace: 200 });
      const id = await ground.enqueue({ note: 'held' }, noteOnce);
      await until(id, { state: 'active', progress: 40 });
      await stop();
      expect(await ground.jobs.get(id)).toMatchObject({ state: 'waiting', attempts: 0, error: null });
      const { stage } = await ground.startWorker();
      stage.release('held');
      await until(id, { state: 'completed', attempts: 1 });
    });

    it('makes one job per tick with two workers, and goes on after the queue was wiped', async () => {
      const ticks = async (from: number): Promise<void> => {
        const rows = await eventually(async () => {
          const found = await ground.database.query<{ due: Date; state: string }>(
            `SELECT created_at AS due, state FROM sample.job WHERE requested_by = 'schedule:sample.every-second' ORDER BY 1`,
          );
          expect(found.filter((row) => row.state === 'completed').length).toBeGreaterThanOrEqual(from + 3);
          return found;
        });
        expect(new Set(rows.map((row) => row.due.getTime())).size).toBe(rows.length);
        expect(rows.every((row) => row.due.getMilliseconds() === 0)).toBe(true);
      };
      await ground.startWorker([TickWriter]);
      await ground.startWorker([TickWriter]);
      await ticks(0);
      await ground.backend.wipe();
      await ticks(await ground.database.query('SELECT FROM sample.job').then((rows) => rows.length));
    });

    it('fires late, once, what came due while no worker ran', async () => {
      const due = () =>
        ground.database.query<{ late: boolean }>(
          `SELECT heartbeat_at - created_at > interval '3 s' AS late FROM sample.job WHERE heartbeat_at IS NOT NULL`,
        );
      const { stop } = await ground.startWorker([TickWriter]);
      await eventually(async () => expect(await due()).not.toHaveLength(0));
      await stop();
      const before = Date.now();
      await eventually(() => expect(Date.now() - before).toBeGreaterThan(4_000));
      await ground.startWorker([TickWriter]);
      await eventually(async () => expect((await due()).filter(({ late }) => late)).toHaveLength(1));
    });

    it('reckons schedules in the time of Vietnam, and drops those no longer declared', async () => {
      const queue = ground.openQueue('sample.schedules');
      const { stop } = await ground.startWorker([TickWriter]);
      const schedulers = await eventually(async () => {
        const found = await queue.getJobSchedulers();
        expect(found.map((scheduler) => scheduler.key).sort()).toEqual([everySecond.name, mondays.name]);
        return found;
      });
      const next = new Date(schedulers.find((scheduler) => scheduler.key === mondays.name)!.next!);
      expect([next.getUTCDay(), next.getUTCHours(), next.getUTCMinutes()]).toEqual([1, 0, 30]);
      expect(next.getTime() - Date.now()).toBeLessThanOrEqual(7 * 86_400_000);
      await stop();
      await ground.startWorker([NoteWriter]);
      await eventually(async () => expect(await queue.getJobSchedulers()).toEqual([]));
    });
  });
}
