import { randomUUID } from 'node:crypto';
import type { QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { NewEvent } from '#contracts/event';
import type { QueueType } from '#contracts/job';
import type { Transaction } from './transaction.js';

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

interface Collected {
  events: NewEvent[];
  jobs: { id: string; queue: string; data: unknown; requestedBy: string }[];
  audits: (AuditRecord & Actor)[];
  answers: (IdempotentRequest & { status: number; response: unknown })[];
}

const FLUSH = `
WITH events AS (
  INSERT INTO outbox (id, type, subject, sequence, data)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::jsonb[])),
jobs AS (
  INSERT INTO job (id, queue, data, requested_by)
  SELECT * FROM unnest($6::uuid[], $7::text[], $8::jsonb[], $9::text[])),
audits AS (
  INSERT INTO audit_entry (actor, action, entity, request_id, details)
  SELECT * FROM unnest($10::text[], $11::text[], $12::text[], $13::text[], $14::jsonb[])),
answered AS (
  INSERT INTO idempotency (caller, key, request_hash, status, response)
  SELECT * FROM unnest($15::text[], $16::text[], $17::bytea[], $18::int[], $19::jsonb[]))
SELECT CASE WHEN $20::boolean THEN pg_notify('outbox_' || current_schema(), '') END,
       CASE WHEN cardinality($6::uuid[]) > 0 THEN pg_notify('job_' || current_schema(), '') END`;

/**
 * One transaction and everything that must commit with it: the change itself (through `manager` or
 * `query`), events, jobs, audit records and the idempotency record. The latter four are collected and
 * written by one statement just before COMMIT.
 */
export class UnitOfWork {
  private readonly collected: Collected = { events: [], jobs: [], audits: [], answers: [] };

  constructor(
    private readonly transaction: Transaction,
    /** Who acts at this moment: one unit may handle several events. */
    private readonly actor: () => Actor,
  ) {}

  get manager(): EntityManager {
    return this.transaction.manager;
  }

  /** Runs SQL as a named prepared statement (parsed once per connection) inside the transaction. */
  async query<Row extends QueryResultRow>(
    name: string,
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    return (await this.transaction.query<Row>({ name, text, values })).rows;
  }

  /** Like `query`, for a statement whose rows nobody needs: nobody waits for it, and if it fails the unit does. */
  send(name: string, text: string, values: unknown[] = []): void {
    this.transaction.send({ name, text, values });
  }

  /** Sends the event after COMMIT, through the outbox. */
  publish(event: NewEvent): void {
    this.collected.events.push(event);
  }

  /** Starts a job after COMMIT; the answer is the job's id. */
  enqueue<Schema extends z.ZodType>(queue: QueueType<Schema>, data: z.input<Schema>): string {
    const id = randomUUID();
    const { actor } = this.actor();
    this.collected.jobs.push({ id, queue: queue.name, data: queue.data.parse(data), requestedBy: actor });
    return id;
  }

  /** Records who did what to what. */
  audit(record: AuditRecord): void {
    const { actor, requestId } = this.actor();
    this.collected.audits.push({ ...record, actor, requestId });
  }

  /** Stores the answer given to an idempotent request, so that a repetition gets the same one. */
  answered(request: IdempotentRequest, status: number, response: unknown): void {
    this.collected.answers.push({ ...request, status, response });
  }

  /**
   * Sends what units of one transaction have collected, to be written just before COMMIT; called once, by
   * {@link Transactions}.
   * @param notify tells through PostgreSQL that there are events.
   * @returns whether there are events.
   */
  static flush(transaction: Transaction, units: UnitOfWork[], notify: boolean): boolean {
    const all = <Kind extends keyof Collected>(kind: Kind): Collected[Kind] =>
      units.flatMap(({ collected }): Collected[Kind][number][] => collected[kind]) as Collected[Kind];
    const [events, jobs, audits, answers] = [all('events'), all('jobs'), all('audits'), all('answers')];
    if (events.length + jobs.length + audits.length + answers.length === 0) return false;
    const values = [
      events.map(() => randomUUID()),
      events.map((event) => event.type),
      events.map((event) => event.subject),
      events.map((event) => event.sequence),
      events.map((event) => JSON.stringify(event.data)),
      jobs.map((job) => job.id),
      jobs.map((job) => job.queue),
      jobs.map((job) => JSON.stringify(job.data)),
      jobs.map((job) => job.requestedBy),
      audits.map((audit) => audit.actor),
      audits.map((audit) => audit.action),
      audits.map((audit) => audit.entity),
      audits.map((audit) => audit.requestId ?? null),
      audits.map((audit) => JSON.stringify(audit.details ?? {})),
      answers.map((answer) => answer.caller),
      answers.map((answer) => answer.key),
      answers.map((answer) => answer.requestHash),
      answers.map((answer) => answer.status),
      answers.map((answer) => JSON.stringify(answer.response ?? null)),
      notify && events.length > 0,
    ];
    transaction.send({ name: 'unit-of-work.flush', text: FLUSH, values });
    return events.length > 0;
  }
}
