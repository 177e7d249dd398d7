import type { OnApplicationShutdown } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { asProblem } from './postgres-problems.js';
import { Transaction } from './transaction.js';

/** Runs SQL as a named prepared statement. */
export type VaultQuery = <Row extends QueryResultRow>(
  name: string,
  text: string,
  values?: unknown[],
) => Promise<Row[]>;

/**
 * A second database of a service, under a role that sees nothing else, and which the service's own role does not see.
 * Beside what is asked nothing is written: no event, no audit entry, no answer under a key.
 */
export class Vault implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `body` in one transaction. @throws Problem for the PostgreSQL errors that a client can cause. */
  async run<T>(body: (query: VaultQuery) => Promise<T>): Promise<T> {
    const transaction = await Transaction.begin(this.dataSource);
    try {
      const result = await body(
        async <Row extends QueryResultRow>(name: string, text: string, values: unknown[] = []) =>
          (await transaction.query<Row>({ name, text, values })).rows,
      );
      await transaction.commit();
      return result;
    } catch (error) {
      throw asProblem((await transaction.rollback()) ?? error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}
