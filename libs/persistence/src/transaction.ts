import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

/** TypeORM keeps these to itself; it must know that a transaction is open that it did not open. */
interface RunnerState {
  isTransactionActive: boolean;
  transactionDepth: number;
}

/** The part of a pg client that holds back what is written. */
interface Corked {
  connection: { stream: { cork(): void; uncork(): void } };
}

/** SQL that does the same for many at once: `$1` is a JSON array of what each of them gives. */
export interface SharedStatement {
  readonly name: string;
  readonly text: string;
}

/** A query for many at once: `n` in what each gives is its place, and in the row, if it gets one, of whom it is. */
export interface SharedQuery extends SharedStatement {
  /** A statement of its own before the query, of the same `$1`: what it has waited for is seen. */
  readonly first?: string;
}

interface Asked {
  readonly given: object[];
  readonly rows: Promise<Map<number, QueryResultRow>>;
}

/**
 * One transaction on one connection. Statements go out in order without waiting for the answers of those before (the
 * connection is in pipeline mode), and those of one moment in one packet, so that BEGIN travels with the first and COMMIT
 * with the last ones: a change of some statements takes two round trips. A statement behind a failed one is refused by
 * PostgreSQL, COMMIT included.
 */
export class Transaction {
  private readonly sent: Promise<QueryResult>[] = [];
  private gathering = false;
  private readonly asked = new Map<SharedQuery, Asked>();
  /** Sends what is asked at this moment, once nobody else can ask along. */
  private readonly asking: (() => void)[] = [];

  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
  ) {}

  /** Ends with {@link commit} or {@link rollback}. */
  static async begin(dataSource: DataSource): Promise<Transaction> {
    const runner = dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    const transaction = new Transaction(runner, client);
    Object.assign(runner as unknown as RunnerState, { isTransactionActive: true, transactionDepth: 1 });
    transaction.send({ text: 'BEGIN' });
    return transaction;
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>> {
    this.gather();
    return this.client.query<Row>(statement);
  }

  /** Nobody waits for it; if it fails, so do all that follow. */
  send(statement: QueryConfig): void {
    const result = this.query(statement);
    result.catch(() => undefined);
    this.sent.push(result);
  }

  /** Asks together with others that ask the same in this transaction at this moment. @returns the row of this one. */
  async ask<Row extends QueryResultRow>(question: SharedQuery, given: object): Promise<Row | undefined> {
    this.gather();
    let asked = this.asked.get(question);
    if (!asked) {
      const all: object[] = [];
      const rows = new Promise<Map<number, QueryResultRow>>((resolve) =>
        this.asking.push(() => resolve(this.answers(question, all))),
      );
      asked = { given: all, rows };
      this.asked.set(question, asked);
    }
    const n = asked.given.length;
    asked.given.push({ ...given, n });
    return (await asked.rows).get(n) as Row | undefined;
  }

  private async answers(question: SharedQuery, given: object[]): Promise<Map<number, QueryResultRow>> {
    this.asked.delete(question);
    const { name, text, first } = question;
    const values = [JSON.stringify(given)];
    if (first) this.send({ name: `${name}.first`, text: first, values });
    const { rows } = await this.query({ name, text, values });
    return new Map(rows.map((row) => [row['n'] as number, row]));
  }

  /**
   * Commits.
   * @throws the error of the first statement that failed; then it must be rolled back.
   */
  async commit(): Promise<void> {
    this.send({ text: 'COMMIT' });
    const failure = await this.failure();
    if (failure) throw failure;
    const { command } = await this.sent.at(-1)!;
    // PostgreSQL answers ROLLBACK when something had failed that was caught on the way.
    if (command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back');
    await this.close();
  }

  /**
   * Undoes everything, for whatever reason.
   * @returns the error of the first statement that failed unnoticed: what failed after it did so because of it.
   */
  async rollback(): Promise<Error | undefined> {
    await this.client.query('ROLLBACK').catch(() => undefined);
    const failure = await this.failure();
    await this.close();
    return failure;
  }

  private async failure(): Promise<Error | undefined> {
    const outcomes = await Promise.allSettled(this.sent);
    return outcomes.find((outcome) => outcome.status === 'rejected')?.reason as Error | undefined;
  }

  private async close(): Promise<void> {
    Object.assign(this.runner as unknown as RunnerState, { isTransactionActive: false, transactionDepth: 0 });
    await this.runner.release();
  }

  /** What is sent from here until nothing else is to be done at this moment leaves in one packet: each costs a system call. */
  private gather(): void {
    if (this.gathering) return;
    this.gathering = true;
    const { stream } = (this.client as unknown as Corked).connection;
    stream.cork();
    process.nextTick(() => {
      for (const send of this.asking.splice(0)) send();
      this.gathering = false;
      stream.uncork();
    });
  }
}
