import { randomUUID } from 'node:crypto';
import type { PoolClient, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { NewEvent } from '#contracts/event';
import type { QueueType } from '#contracts/job';

/** On whose behalf something is done. */
export interface Actor {
  /** Account id, API client id, `event:<id>`, `job:<id>` or `system`. */
  actor: string;
  requestId?: string;
}

/** What happened to what, for the audit log. `entity` is `<noun>:<id>`; details hold ids and facts, no opinion text. */
export interface AuditRecord {
  action: string;
  entity: string;
  details?: Record<string, unknown>;
}

/** A request that must not take effect twice: who sent it, under which key, and what it asked. */
export interface IdempotentRequest {
  caller: string;
  key: string;
  requestHash: Buffer;
}

const FLUSH = `
WITH events AS (
  INSERT INTO outbox (id, type, subject, sequence, data)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::jsonb[])),
jobs AS (
  INSERT INTO job (id, queue, data, requested_by)
  SELECT id, queue, data, $9 FROM unnest($6::uuid[], $7::text[], $8::jsonb[]) AS j(id, queue, data)),
audits AS (
  INSERT INTO audit_entry (actor, action, entity, request_id, details)
  SELECT * FROM unnest($10::text[], $11::text[], $12::text[], $13::text[], $14::jsonb[])),
answered AS (
  INSERT INTO idempotency (caller, key, request_hash, status, response)
  SELECT $15, $16, $17, $18, $19 WHERE $16::text IS NOT NULL)
SELECT CASE WHEN cardinality($1::uuid[]) > 0 THEN pg_notify('outbox_' || current_schema(), '') END,
       CASE WHEN cardinality($6::uuid[]) > 0 THEN pg_notify('job_' || current_schema(), '') END`;

/**
 * One transaction and everything that must commit with it: the change itself (through `manager` or
 * `query`), events, jobs, audit records and the idempotency record. The latter four are collected and
 * written by one statement just before COMMIT.
 */
export class UnitOfWork {
  private readonly events: NewEvent[] = [];
  private readonly jobs: { id: string; queue: string; data: unknown }[] = [];
  private readonly audits: (AuditRecord & Actor)[] = [];
  private answer?: IdempotentRequest & { status: number; response: unknown };

  constructor(
    readonly manager: EntityManager,
    private readonly client: PoolClient,
    /** Who acts at this moment: one unit may handle several events. */
    private readonly actor: () => Actor,
  ) {}

  /** Runs SQL as a named prepared statement (parsed once per connection) inside the transaction. */
  async query<Row extends QueryResultRow>(
    name: string,
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    return (await this.client.query<Row>({ name, text, values })).rows;
  }

  /** Sends the event after COMMIT, through the outbox. */
  publish(event: NewEvent): void {
    this.events.push(event);
  }

  /** Starts a job after COMMIT; the answer is the job's id. */
  enqueue<Schema extends z.ZodType>(queue: QueueType<Schema>, data: z.input<Schema>): string {
    const id = randomUUID();
    this.jobs.push({ id, queue: queue.name, data: queue.data.parse(data) });
    return id;
  }

  /** Records who did what to what. */
  audit(record: AuditRecord): void {
    this.audits.push({ ...record, ...this.actor() });
  }

  /** Stores the answer given to an idempotent request, so that a repetition gets the same one. */
  answered(request: IdempotentRequest, status: number, response: unknown): void {
    this.answer = { ...request, status, response };
  }

  /** Writes what was collected; called once, by {@link Transactions}. */
  async flush(): Promise<void> {
    const { events, jobs, audits, answer } = this;
    if (events.length + jobs.length + audits.length === 0 && !answer) return;
    await this.client.query({
      name: 'unit-of-work.flush',
      text: FLUSH,
      values: [
        events.map(() => randomUUID()),
        events.map((event) => event.type),
        events.map((event) => event.subject),
        events.map((event) => event.sequence),
        events.map((event) => JSON.stringify(event.data)),
        jobs.map((job) => job.id),
        jobs.map((job) => job.queue),
        jobs.map((job) => JSON.stringify(job.data)),
        this.actor().actor,
        audits.map((audit) => audit.actor),
        audits.map((audit) => audit.action),
        audits.map((audit) => audit.entity),
        audits.map((audit) => audit.requestId ?? null),
        audits.map((audit) => JSON.stringify(audit.details ?? {})),
        answer?.caller ?? null,
        answer?.key ?? null,
        answer?.requestHash ?? null,
        answer?.status ?? null,
        answer ? JSON.stringify(answer.response ?? null) : null,
      ],
    });
  }
}
