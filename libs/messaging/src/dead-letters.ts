import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { Inbox, readEvent } from './inbox.js';
import { reasonOf } from './reason.js';

/** An event that could not be handled, kept with its text until somebody replays it. Times are RFC 3339. */
export interface DeadLetter {
  id: string;
  /** Unknown when the body could not be read, as is `type`. */
  eventId: string | null;
  type: string | null;
  body: string;
  /** What went wrong last. */
  reason: string;
  /** How often it was tried, replays included. */
  attempts: number;
  firstSeenAt: string;
  replayedAt: string | null;
}

/** What is known of an event when it is given up. */
export interface Failure {
  body: string;
  reason: string;
  attempts: number;
  event?: { id: string; type: string };
}

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `id, event_id AS "eventId", type, body, reason, attempts,
  ${instant('first_seen_at')} AS "firstSeenAt", ${instant('replayed_at')} AS "replayedAt"`;

const LIST = `
SELECT ${COLUMNS} FROM dead_letter
WHERE replayed_at IS NULL
  AND ($2::uuid IS NULL OR (first_seen_at, id) < (SELECT first_seen_at, id FROM dead_letter WHERE id = $2))
ORDER BY first_seen_at DESC, id DESC LIMIT $1`;

/** The events this service gave up on. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly transactions: Transactions,
    private readonly inbox: Inbox,
  ) {}

  /** Keeps a failed event. The same body twice is one letter. */
  async add({ body, reason, attempts, event }: Failure): Promise<void> {
    await this.transactions.run((unit) =>
      unit.query(
        'dead-letter.add',
        `INSERT INTO dead_letter (id, event_id, type, body, reason, attempts)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [idOf(body), event?.id ?? null, event?.type ?? null, printable(body), printable(reason), attempts],
      ),
    );
  }

  /** Letters that wait for a replay, newest first. @param page `before` is the id of the last one seen. */
  list(page: { limit: number; before?: string }): Promise<DeadLetter[]> {
    return this.transactions.run((unit) =>
      unit.query<DeadLetter>('dead-letter.list', LIST, [page.limit, page.before ?? null]),
    );
  }

  /** How many letters wait for a replay. */
  async count(): Promise<number> {
    const sql = 'SELECT count(*)::int AS waiting FROM dead_letter WHERE replayed_at IS NULL';
    const [row] = await this.transactions.run((unit) =>
      unit.query<{ waiting: number }>('dead-letter.count', sql),
    );
    return row!.waiting;
  }

  /** @throws Problem `resource.not-found` */
  async get(id: string): Promise<DeadLetter> {
    const sql = `SELECT ${COLUMNS} FROM dead_letter WHERE id = $1`;
    const [letter] = await this.transactions.run((unit) =>
      unit.query<DeadLetter>('dead-letter.get', sql, [id]),
    );
    if (!letter) throw Problem.of('resource.not-found');
    return letter;
  }

  /**
   * Hands the event to the handlers again; its effect and the mark `replayedAt` commit together.
   * @throws Problem `resource.not-found`, `dead-letter.already-replayed`, or `dead-letter.replay-failed`: then
   * the letter stays, with the new reason.
   */
  async replay(id: string): Promise<DeadLetter> {
    try {
      await this.transactions.run(async (unit) => {
        const sql = 'SELECT body, replayed_at FROM dead_letter WHERE id = $1 FOR UPDATE';
        const [letter] = await unit.query<{ body: string; replayed_at: Date | null }>(
          'dead-letter.lock',
          sql,
          [id],
        );
        if (!letter) throw Problem.of('resource.not-found');
        if (letter.replayed_at)
          throw Problem.conflict('dead-letter.already-replayed', 'It was replayed before');
        await this.handle(letter.body);
        await unit.query('dead-letter.replayed', 'UPDATE dead_letter SET replayed_at = now() WHERE id = $1', [
          id,
        ]);
        unit.audit({ action: 'dead-letter.replay', entity: `dead-letter:${id}` });
      });
    } catch (error) {
      if (!(error instanceof FailedAgain)) throw error;
      const sql = 'UPDATE dead_letter SET reason = $2, attempts = attempts + 1 WHERE id = $1';
      await this.transactions.run((unit) =>
        unit.query('dead-letter.failed', sql, [id, printable(error.message)]),
      );
      throw Problem.unprocessable('dead-letter.replay-failed', 'It failed again', { detail: error.message });
    }
    return this.get(id);
  }

  private async handle(body: string): Promise<void> {
    try {
      await this.inbox.take([readEvent(body)]);
    } catch (error) {
      throw new FailedAgain(reasonOf(error));
    }
  }
}

class FailedAgain extends Error {}

/** PostgreSQL's text takes any character but NUL. */
const printable = (text: string): string => text.replaceAll('\0', '\uFFFD');

/** A UUID (version 8) made of the body's SHA-256, so that a letter delivered twice is kept once. */
function idOf(body: string): string {
  const hex = createHash('sha256').update(body).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
