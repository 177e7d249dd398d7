import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import pg from 'pg';
import type { EventEnvelope } from '#contracts/event';
import type { Transactions } from '#persistence/transactions';
import type { EventTransport } from './event-transport.js';
import { reasonOf } from './reason.js';
import { within } from './within.js';

const BATCH = 200;
const SWEEP_MS = 1_000;
/** Commits in quick succession share a batch. */
const REST_MS = 25;
/** How soon to look again when another replica is at it, and may be past what was committed here. */
const TURN_MS = 50;
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 2_000;
const GRACE_MS = 10_000;

/** What the health check shows of a {@link Relay}. */
export interface RelayHealth {
  /** Events that wait in the outbox. */
  waiting: number;
  /** Age of the oldest of them in seconds, by the database's clock. */
  oldestSeconds: number;
  /** Why the last try failed; absent while all is well. */
  lastError?: string;
}

interface ClaimRow {
  held: boolean;
  /** Null, as all below, when there is nothing to claim. */
  id: string | null;
  type: string;
  subject: string;
  sequence: number;
  time: Date;
  data: Record<string, unknown>;
}

type OutboxRow = ClaimRow & { id: string };

/**
 * Of several replicas one drains at a time: two would break the order. Never "newer than the last one": a transaction may
 * commit after another with a higher number. One row at least, which says whether it is our turn. What is deleted is back
 * when the transaction does not commit.
 */
export const CLAIM = `
WITH turn AS MATERIALIZED (
  SELECT pg_try_advisory_xact_lock(hashtextextended('relay of ' || current_schema(), 0)) AS held),
event AS (
  DELETE FROM outbox WHERE seq = ANY (ARRAY(
    SELECT seq FROM outbox WHERE (SELECT held FROM turn) ORDER BY seq LIMIT ${BATCH}))
  RETURNING seq, id, type, subject, sequence, time, data)
SELECT turn.held, event.* FROM turn LEFT JOIN event ON true ORDER BY seq`;
const HEALTH = `
SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(time)), 0)::float8 AS "oldestSeconds" FROM outbox`;

/**
 * Publishes what commits to the outbox, at least once and in order, and deletes it as it is handed over.
 * Woken by the commits of its own process, by NOTIFY for those of others, and every second. It has one database
 * connection of its own.
 */
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Relay.name);
  private loop?: Promise<void>;
  private client?: pg.Client;
  private stopping = false;
  private unwatch?: () => void;
  private nudged = false;
  private wake: () => void = () => undefined;
  private lastError?: string;

  /** @param url of the service's application role. */
  constructor(
    private readonly service: string,
    private readonly url: string,
    private readonly transport: EventTransport,
    private readonly transactions: Transactions,
  ) {}

  onApplicationBootstrap(): void {
    this.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  start(): void {
    this.stopping = false;
    this.unwatch ??= this.transactions.watchOutbox(() => this.nudge());
    this.loop ??= this.run();
  }

  /** Waits for the batch in flight, ten seconds at most; what is not confirmed by then is published again. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.unwatch?.();
    this.unwatch = undefined;
    this.nudge();
    const { loop } = this;
    this.loop = undefined;
    if (loop)
      await within(GRACE_MS, loop, 'The batch was not done').catch((error) =>
        this.logger.warn(reasonOf(error)),
      );
    await this.disconnect();
  }

  async health(): Promise<RelayHealth> {
    const [row] = await this.transactions.run((unit) => unit.query<RelayHealth>('relay.health', HEALTH));
    return { ...row!, ...(this.lastError && { lastError: this.lastError }) };
  }

  private async run(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; !this.stopping;) {
      try {
        this.client ??= await this.connect();
        const count = await this.drain(this.client);
        this.recovered();
        pause = FIRST_PAUSE_MS;
        if (count === 0) await this.idle(SWEEP_MS);
        else if (count === 'not our turn') await delay(TURN_MS);
        else if (count < BATCH) await delay(REST_MS);
      } catch (error) {
        this.failed(error);
        await this.disconnect();
        this.nudged = false;
        await this.idle(pause);
        pause = Math.min(2 * pause, MAX_PAUSE_MS);
      }
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: `langnghe-${this.service}-relay`,
      // What is claimed and handed over need not be on disk: what a crash brings back comes again, and inboxes skip it.
      options: `-c search_path=${this.service},public -c timezone=UTC -c synchronous_commit=off`,
      connectionTimeoutMillis: 5_000,
      query_timeout: 15_000,
      pipeline: true,
      keepAlive: true,
    });
    client.on('error', () => this.nudge());
    client.on('notification', () => this.nudge());
    await client.connect();
    await client.query(`LISTEN outbox_${this.service}`);
    return client;
  }

  private async disconnect(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    if (client) await within(1_000, client.end(), 'PostgreSQL did not say goodbye').catch(() => undefined);
  }

  /** How many events it published. */
  private async drain(client: pg.Client): Promise<number | 'not our turn'> {
    this.nudged = false;
    const [, { rows }] = await Promise.all([
      client.query('BEGIN'),
      client.query<ClaimRow>({ name: 'relay.claim', text: CLAIM }),
    ]);
    const batch = rows.filter((row): row is OutboxRow => row.id !== null);
    if (batch.length > 0) await this.transport.publish(batch.map((row) => this.envelope(row)));
    await client.query('COMMIT');
    return rows[0]!.held ? batch.length : 'not our turn';
  }

  private envelope({ id, type, subject, sequence, time, data }: OutboxRow): EventEnvelope {
    return {
      specversion: '1.0',
      id,
      source: `/${this.service}`,
      type,
      subject,
      sequence,
      time: time.toISOString(),
      datacontenttype: 'application/json',
      data,
    };
  }

  private nudge(): void {
    this.nudged = true;
    this.wake();
  }

  private async idle(ms: number): Promise<void> {
    if (this.nudged || this.stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private failed(error: unknown): void {
    if (!this.lastError) this.logger.warn(`${this.service}: events wait in the outbox: ${reasonOf(error)}`);
    this.lastError = reasonOf(error);
  }

  private recovered(): void {
    if (this.lastError) this.logger.log(`${this.service}: events flow again`);
    this.lastError = undefined;
  }
}
