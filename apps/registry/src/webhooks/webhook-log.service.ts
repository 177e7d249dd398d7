import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { EventEnvelope } from '#contracts/event';
import { type OfferedEvent, offeredEvents } from '#contracts/offered-events';
import { Problem } from '#contracts/problem';
import { webhookPinged } from '#contracts/webhook-events';
import {
  type EventFeed,
  type EventFeedQuery,
  type EventTypeList,
  webhookDelivery,
} from '#contracts/webhooks';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { feedSql, recordForOneSql, recordForSubscribersSql, RETENTION_DAYS } from './webhooks.queries.js';

interface FeedRow {
  head: number;
  trimmed: number;
  position: number | null;
  envelope: EventEnvelope;
}

/** The log of all events that may leave: written in the order of its positions, read from any of them on. */
@Injectable()
export class WebhookLogService {
  constructor(private readonly transactions: Transactions) {}

  /** Writes an event down as it leaves, with a delivery for each subscription to it. */
  async record(event: EventEnvelope): Promise<void> {
    const offer = offeredEvents.find(({ type }) => type === event.type)!;
    if (!offer.leaves(event)) return;
    const envelope = offer.envelope.parse(event);
    await this.transactions.run((unit) =>
      write(unit, { name: 'subscribers', sql: recordForSubscribersSql, envelope, whom: offer.needs }),
    );
  }

  /** Writes a trial down, for one subscription. @returns its position. */
  async recordPing(unit: UnitOfWork, webhookId: string): Promise<number> {
    const [{ now }] = (await unit.query<{ now: Date }>('webhook.now', 'SELECT now()')) as [{ now: Date }];
    const envelope: EventEnvelope = {
      ...webhookPinged.of(webhookId, 0, { id: webhookId }),
      specversion: '1.0',
      id: randomUUID(),
      source: '/registry',
      time: now.toISOString(),
      datacontenttype: 'application/json',
    };
    return write(unit, { name: 'one', sql: recordForOneSql, envelope, whom: webhookId });
  }

  types(caller: Caller): EventTypeList {
    const items = offersTo(caller).map(({ type, summary, needs }) => ({ type, summary, permission: needs }));
    return { items };
  }

  /**
   * The events after a position, as far as the caller is told of their types.
   * @throws Problem 410 `event.position-gone`, 400 for a position that has not been reached.
   */
  async feed({ after, limit }: z.infer<typeof EventFeedQuery>, caller: Caller): Promise<EventFeed> {
    const types = offersTo(caller).map(({ type }) => type);
    const rows: FeedRow[] = await this.transactions.manager.query(feedSql, [after, types, limit + 1]);
    const { head, trimmed } = rows[0]!;
    if (after !== undefined) checkPosition(after, { head, trimmed }, 'query.after');
    const found = rows.flatMap(({ position, envelope }) =>
      position === null ? [] : [{ position, event: envelope }],
    );
    const items = found.slice(0, limit);
    const more = found.length > limit;
    return { items, next: more ? items.at(-1)!.position : head, more };
  }
}

/** @throws Problem 410 `event.position-gone`, 400 for a position that has not been reached. */
export function checkPosition(
  after: number,
  { head, trimmed }: Pick<FeedRow, 'head' | 'trimmed'>,
  path: string,
): void {
  if (after < trimmed) {
    const detail = `Events are kept for ${RETENTION_DAYS} days; the oldest come after position ${trimmed}`;
    throw new Problem('event.position-gone', 410, 'What came after this position is no longer kept', {
      detail,
    });
  }
  if (after > head)
    throw Problem.of('request.invalid', {
      errors: [{ path, message: `The last position so far is ${head}` }],
    });
}

/** API clients are told of what they may read; administrators, who decide what goes to whom, of everything. */
const offersTo = ({ claims }: Caller): readonly OfferedEvent[] =>
  claims.kind === 'client'
    ? offeredEvents.filter(({ needs }) => claims.permissions.includes(needs))
    : offeredEvents;

interface Entry {
  name: string;
  sql: string;
  envelope: EventEnvelope;
  whom: string;
}

async function write(unit: UnitOfWork, { name, sql, envelope, whom }: Entry): Promise<number> {
  const rows = await unit.query<{ position: number; webhookId: string | null }>(
    `webhook.record.${name}`,
    sql,
    [envelope.id, envelope.type, JSON.stringify(envelope), whom],
  );
  for (const { webhookId } of rows) if (webhookId) unit.enqueue(webhookDelivery, { webhookId });
  return rows[0]!.position;
}
