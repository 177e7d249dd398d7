import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Problem } from '#contracts/problem';
import { asProblem } from './postgres-problems.js';
import { Transaction } from './transaction.js';
import { GroupFailed, type Seat, type SharedTransaction, UnitGroups } from './unit-group.js';
import { type IdempotentRequest, UnitOfWork } from './unit-of-work.js';
import { type Work, WorkContext } from './work-context.js';

/** An answer that was stored under an Idempotency-Key. */
export interface StoredAnswer {
  status: number;
  response: unknown;
}

/** Opens units of work. Nested calls join the one that is open, so a service method can call another. */
@Injectable()
export class Transactions {
  private readonly watchers = new Set<() => void>();
  private readonly groups = new UnitGroups((units) => this.begin(units));

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly context: WorkContext,
  ) {}

  /**
   * Reads through the open unit of work, if there is one, else through the pool. A read that went to the pool
   * inside a unit would hold two connections, and enough of them at once would wait for each other.
   */
  get manager(): EntityManager {
    return this.context.current.unit?.manager ?? this.dataSource.manager;
  }

  /**
   * Runs `body` in one transaction and commits it with its events, jobs and audit records.
   * @throws Problem for the PostgreSQL errors that a client can cause (conflicts, exclusion, bad references).
   */
  async run<T>(body: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    const work = this.context.current;
    work.unit ??= await work.open?.();
    if (work.unit) return body(work.unit);
    return this.within(
      { ...work },
      () => this.alone(),
      (open) => open().then(body),
    );
  }

  /**
   * Runs `handle`, a whole request, at most once per (caller, key), as one unit of work that is opened when it is first
   * needed: its answer commits with its effects. A repetition, also one that runs at the same moment, fails on the key
   * and gets the stored answer instead.
   * @param options `grouped`: it may share its transaction with others that come at the same moment; then it may be
   *   run a second time, after the first was rolled back.
   * @throws Problem `idempotency.key-reused` when the key was used with another request.
   */
  async once(
    request: IdempotentRequest,
    handle: () => Promise<StoredAnswer>,
    { grouped = false }: { grouped?: boolean } = {},
  ): Promise<StoredAnswer> {
    const attempt = (join: () => Promise<Seat>): Promise<StoredAnswer> =>
      this.within({ ...this.context.current }, join, async (open) => {
        const answer = await handle();
        (await open()).answered(request, answer.status, answer.response);
        return answer;
      });
    try {
      if (!grouped) return await attempt(() => this.alone());
      return await attempt(() => this.groups.join()).catch((error: unknown) => {
        if (error instanceof GroupFailed) return attempt(() => this.alone());
        throw error;
      });
    } catch (error) {
      const stored = await this.storedAnswer(request);
      if (stored) return stored;
      throw error;
    }
  }

  /**
   * Has `watcher` called after each commit that left events in the outbox. Only while nobody in this process watches
   * does PostgreSQL notify: that would make commits wait for each other.
   * @returns ends it.
   */
  watchOutbox(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  /** Runs `body` in a context where everything shares the unit that `join` gives, and ends that unit if there came one. */
  private async within<T>(
    work: Work,
    join: () => Promise<Seat>,
    body: (open: () => Promise<UnitOfWork>) => Promise<T>,
  ): Promise<T> {
    let joined: Promise<Seat> | undefined;
    const open = async (): Promise<UnitOfWork> => (work.unit = (await (joined ??= join())).unit);
    try {
      const result = await this.context.run(Object.assign(work, { open }), () => body(open));
      await (await joined)?.finish();
      return result;
    } catch (error) {
      const seat = await joined?.catch(() => undefined);
      throw asProblem(seat ? await seat.fail(error) : error);
    }
  }

  private async alone(): Promise<Seat> {
    const { units, commit, rollback } = await this.begin(1);
    return { unit: units[0]!, finish: commit, fail: async (error) => (await rollback()) ?? error };
  }

  private async begin(count: number): Promise<SharedTransaction> {
    const transaction = await Transaction.begin(this.dataSource);
    const units = Array.from(
      { length: count },
      () => new UnitOfWork(transaction, () => this.context.current),
    );
    return {
      units,
      commit: async () => {
        const published = UnitOfWork.flush(transaction, units, this.watchers.size === 0);
        await transaction.commit();
        if (published) for (const watcher of this.watchers) watcher();
      },
      rollback: () => transaction.rollback(),
    };
  }

  private async storedAnswer(request: IdempotentRequest): Promise<StoredAnswer | undefined> {
    const rows: (StoredAnswer & { request_hash: Buffer })[] = await this.dataSource.query(
      'SELECT request_hash, status, response FROM idempotency WHERE caller = $1 AND key = $2',
      [request.caller, request.key],
    );
    const [stored] = rows;
    if (stored && !stored.request_hash.equals(request.requestHash))
      throw Problem.of('idempotency.key-reused');
    return stored;
  }
}
