import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { auditSealed } from '#contracts/audit';
import type { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { CHAINED_COLUMNS, type ChainedEntry, genesis, hashText, linkHash } from './chain.js';

const BATCH = 1_000;
const SWEEP_MS = 1_000;
const LOOK_MS = 60_000;

/** The end of a chain: the hash at the last position, or what the chain begins with at position 0. */
export interface ChainEnd {
  position: number;
  hash: Buffer;
}

/** Entries given out so far, and the transactions that may still be writing some of them. */
interface Horizon {
  last: number;
  writers: string[];
}

/** Of several replicas one seals at a time: a position is given once. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('audit of ' || current_schema(), 0))`;
const LAST = `SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM audit_entry_seq_seq`;
/** A transaction holds this lock from before it takes a number until its entries can be seen. */
const WRITERS = `
SELECT virtualtransaction AS writer FROM pg_locks
 WHERE relation = 'audit_entry'::regclass AND mode = 'RowExclusiveLock'
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
/** What of `audit_entry e` above $1 is not sealed. The second bound keeps a merge from reading all links. */
const UNSEALED = `e.seq > $1 AND NOT EXISTS (SELECT FROM audit_link l WHERE l.entry_seq = e.seq AND l.entry_seq > $1)`;
const TAKE = `SELECT ${CHAINED_COLUMNS} FROM audit_entry e WHERE ${UNSEALED} ORDER BY e.seq LIMIT ${BATCH}`;
const WAITING = `
SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(e.at)), 0)::float8 AS "oldestSeconds"
  FROM audit_entry e WHERE ${UNSEALED}`;
const END = `SELECT position, hash FROM audit_link ORDER BY position DESC LIMIT 1`;
const LINK = `
INSERT INTO audit_link (position, entry_seq, hash) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])`;
/** An hour has gone since the last checkpoint (or the first entry), and more was sealed than the record of it. */
const DUE = `
SELECT FROM audit_entry e LEFT JOIN LATERAL (
  SELECT at, (details->>'position')::bigint AS position FROM audit_entry
   WHERE entity = $1 AND action = 'audit.checkpoint' ORDER BY seq DESC LIMIT 1) done ON true
 WHERE e.seq = (SELECT min(seq) FROM audit_entry) AND coalesce(done.at, e.at) < now() - interval '1 hour'
   AND (SELECT max(position) FROM audit_link) > coalesce(done.position + 1, 0)`;

/**
 * Gives every committed audit entry its place in the service's chain, about a second later and outside of the
 * transaction that wrote it, and every hour tells the end of the chain, to have it signed.
 */
export class AuditSealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AuditSealer.name);
  private readonly stopping = new AbortController();
  private loop?: Promise<void>;
  /** Every number up to it is sealed, or was given to a transaction that came to nothing. */
  private floor = 0;
  private open?: Horizon;
  private nextLook = 0;
  private failing = false;

  constructor(
    private readonly service: string,
    private readonly transactions: Transactions,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /** Seals what has committed, however much it is, in the order of numbers; late commits come after. */
  async sweep(): Promise<void> {
    const { manager } = this.transactions;
    // The number before the writers: whoever took one up to it is among them, or can be seen by now.
    const [{ last }] = await manager.query<[{ last: number }]>(LAST);
    if (last === this.floor) return;
    const writers = (await manager.query<{ writer: string }[]>(WRITERS)).map(({ writer }) => writer);
    const waitedFor = this.open?.writers.some((writer) => writers.includes(writer));
    let above = this.floor;
    let sealed: number[];
    do {
      sealed = await this.transactions.run((unit) => this.seal(unit, above));
      above = sealed.at(-1) ?? above;
    } while (sealed.length === BATCH && !this.stopping.signal.aborted);
    if (writers.length === 0) {
      this.floor = last;
      this.open = undefined;
    } else if (!waitedFor) {
      this.floor = this.open?.last ?? this.floor;
      this.open = { last, writers };
    }
  }

  /** Seals up to a thousand entries above a number in this transaction; gives back their numbers. */
  async seal(unit: UnitOfWork, above = this.floor): Promise<number[]> {
    await unit.query('audit.lock', LOCK);
    // Not by name: a plan kept for any number would read the whole log.
    const entries = await unit.manager.query<ChainedEntry[]>(TAKE, [above]);
    if (entries.length === 0) return [];
    let { position, hash } = await this.end(unit);
    const links = entries.map((entry) => {
      position += 1;
      hash = linkHash(hash, entry);
      return { position, seq: Number(entry.seq), hash };
    });
    await unit.query('audit.link', LINK, [
      links.map((link) => link.position),
      links.map((link) => link.seq),
      links.map((link) => link.hash),
    ]);
    return links.map(({ seq }) => seq);
  }

  async end(unit: UnitOfWork): Promise<ChainEnd> {
    const [end] = await unit.query<ChainEnd>('audit.end', END);
    return end ?? { position: 0, hash: genesis(this.service) };
  }

  /** How many entries are not sealed yet, and the age of the oldest in seconds. */
  async waiting(): Promise<{ waiting: number; oldestSeconds: number }> {
    const [row] = await this.transactions.manager.query<[{ waiting: number; oldestSeconds: number }]>(
      WAITING,
      [this.floor],
    );
    return row;
  }

  /** Asks for the signature of the chain's end, as it is after another batch. */
  async checkpoint(): Promise<ChainEnd> {
    return this.transactions.run(async (unit) => {
      await this.seal(unit);
      const { position, hash } = await this.end(unit);
      const head = { position, hash: hashText(hash) };
      unit.publish(auditSealed(this.service).of(this.service, position, head));
      unit.audit({ action: 'audit.checkpoint', entity: chainEntity(this.service), details: head });
      return { position, hash };
    });
  }

  /** Makes the checkpoint of the hour when it is due. */
  async checkpointWhenDue(): Promise<void> {
    const due = await this.transactions.manager.query<unknown[]>(DUE, [chainEntity(this.service)]);
    if (due.length === 0) return;
    // All of the log is looked through once more, should the database have been put back under this process.
    this.forget();
    await this.sweep();
    await this.checkpoint();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.sweep();
        if (Date.now() >= this.nextLook) {
          await this.checkpointWhenDue();
          this.nextLook = Date.now() + LOOK_MS;
        }
        this.failing = false;
      } catch (error) {
        this.failed(error);
      }
      await delay(SWEEP_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private failed(error: unknown): void {
    this.forget();
    if (!this.failing) this.logger.warn(`${this.service}: audit entries wait to be sealed: ${String(error)}`);
    this.failing = true;
  }

  private forget(): void {
    this.floor = 0;
    this.open = undefined;
  }
}

const chainEntity = (service: string): string => `audit-chain:${service}`;
