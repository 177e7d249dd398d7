import { randomUUID } from 'node:crypto';
import type { QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { NewEvent } from '#contracts/event';
import type { QueueType } from '#contracts/job';
import type { SharedQuery, SharedStatement, Transaction } from './transaction.js';

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
  rows: { statement: SharedStatement; row: object }[];
  events: NewEvent[];
  jobs: { id: string; queue: string; data: unknown; requestedBy: string }[];
  audits: (AuditRecord & Actor)[];
  answers: (IdempotentRequest & { status: number; response: unknown })[];
}

const FLUSH = `
WITH events AS (
  INSERT INTO outbox (id, type, subject, sequence, data)
  SELECT * FROM jsonb_to_recordset($1::jsonb -> 'events') AS event (id uuid, type text, subject text, sequence int, data jsonb)),
jobs AS (
  INSERT INTO job (id, queue, data, requested_by)
  SELECT * FROM jsonb_to_recordset($1::jsonb -> 'jobs') AS job (id uuid, queue text, data jsonb, "requestedBy" text)),
audits AS (
  INSERT INTO audit_entry (actor, action, entity, request_id, details)
  SELECT actor, action, entity, "requestId", coalesce(details, '{}')
    FROM jsonb_to_recordset($1::jsonb -> 'audits')
      AS audit (actor text, action text, entity text, "requestId" text, details jsonb)),
answered AS (
  INSERT INTO idempotency (caller, key, request_hash, status, response)
  SELECT caller, key, decode("requestHash", 'base64'), status, coalesce(response, 'null')
    FROM jsonb_to_recordset($1::jsonb -> 'answers')
      AS answer (caller text, key text, "requestHash" text, status int, response jsonb))
SELECT CASE WHEN $2::boolean THEN pg_notify('outbox_' || current_schema(), '') END,
       CASE WHEN $3::boolean THEN pg_notify('job_' || current_schema(), '') END`;

/**
 * One transaction and everything that must commit with it: the change itself (through `manager` or
 * `query`), events, jobs, audit records and the idempotency record. The latter four are collected and
 * written by one statement just before COMMIT, after the rows that can wait until then.
 */
export class UnitOfWork {
  private readonly collected: Collected = { rows: [], events: [], jobs: [], audits: [], answers: [] };

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

  /** Like `query`, of one row: units that ask the same at the same moment, in one transaction, ask together. */
  ask<Row extends QueryResultRow>(question: SharedQuery, given: object): Promise<Row | undefined> {
    return this.transaction.ask<Row>(question, given);
  }

  /** Writes a row just before COMMIT, in one statement with those that this and other units of the transaction write. */
  write(statement: SharedStatement, row: object): void {
    this.collected.rows.push({ statement, row });
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
    const written = new Map<SharedStatement, object[]>();
    for (const { statement, row } of all('rows')) {
      const rows = written.get(statement);
      if (rows) rows.push(row);
      else written.set(statement, [row]);
    }
    for (const [{ name, text }, rows] of written)
      transaction.send({ name, text, values: [JSON.stringify(rows)] });
    const [events, jobs, audits, answers] = [all('events'), all('jobs'), all('audits'), all('answers')];
    if (events.length + jobs.length + audits.length + answers.length === 0) return false;
    const collected = {
      events: events.map((event) => ({ id: randomUUID(), ...event })),
      jobs,
      audits,
      answers: answers.map((answer) => ({ ...answer, requestHash: answer.requestHash.toString('base64') })),
    };
    const values = [JSON.stringify(collected), notify && events.length > 0, jobs.length > 0];
    transaction.send({ name: 'unit-of-work.flush', text: FLUSH, values });
    return events.length > 0;
  }
}
