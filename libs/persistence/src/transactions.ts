import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PoolClient } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { Problem } from '#contracts/problem';
import { asProblem } from './postgres-problems.js';
import { type IdempotentRequest, UnitOfWork } from './unit-of-work.js';
import { WorkContext } from './work-context.js';

/** An answer that was stored under an Idempotency-Key. */
export interface StoredAnswer {
  status: number;
  response: unknown;
}

/** Opens units of work. Nested calls join the one that is open, so a service method can call another. */
@Injectable()
export class Transactions {
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
    if (work.unit) return body(work.unit);
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      const unit = new UnitOfWork(runner.manager, client, () => this.context.current);
      const result = await this.context.run({ ...work, unit }, () => body(unit));
      await unit.flush();
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw asProblem(error);
    } finally {
      await runner.release();
    }
  }

  /**
   * Runs `body` at most once per (caller, key): its answer commits with its effects. A repetition, also one
   * that runs at the same moment, fails on the key and gets the stored answer instead.
   * @throws Problem `idempotency.key-reused` when the key was used with another request.
   */
  async once(
    request: IdempotentRequest,
    body: (unit: UnitOfWork) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer> {
    try {
      return await this.run(async (unit) => {
        const answer = await body(unit);
        unit.answered(request, answer.status, answer.response);
        return answer;
      });
    } catch (error) {
      const stored = await this.storedAnswer(request);
      if (stored) return stored;
      throw error;
    }
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
