import { Injectable } from '@nestjs/common';
import { isObservable, lastValueFrom } from 'rxjs';
import { EventEnvelope } from '#contracts/event';
import { Transactions } from '#persistence/transactions';
import { WorkContext } from '#persistence/work-context';

/** A consumer's method, as Nest wraps it: pipes and filters included. May answer with an Observable. */
export type EventHandler = (event: EventEnvelope) => unknown;

/** Skips what was handled before, also twice the same in one batch. */
const TAKE = `
INSERT INTO inbox (event_id, type) SELECT * FROM unnest($1::uuid[], $2::text[])
ON CONFLICT DO NOTHING RETURNING event_id`;

/** Hands events to the handlers of this service, each event once. */
@Injectable()
export class Inbox {
  private readonly handlers = new Map<string, EventHandler[]>();

  constructor(
    private readonly transactions: Transactions,
    private readonly context: WorkContext,
  ) {}

  /** The event types that have handlers. */
  get types(): string[] {
    return [...this.handlers.keys()];
  }

  handles(type: string): boolean {
    return this.handlers.has(type);
  }

  /** Several handlers of one type run one after the other, in the same transaction. */
  register(type: string, handler: EventHandler): void {
    this.handlers.set(type, [...(this.handlers.get(type) ?? []), handler]);
  }

  /**
   * Handles events in order, all in one transaction with their inbox records; joins a unit of work that is
   * open. Those that were handled before are skipped.
   * @throws what a handler or the database throws; then nothing has happened.
   */
  async take(events: EventEnvelope[]): Promise<void> {
    const work = this.context.current;
    const actor = events.length === 1 ? actorOf(events[0]!) : work.actor;
    await this.context.run({ ...work, actor }, () =>
      this.transactions.run(async (unit) => {
        const values = [events.map(({ id }) => id), events.map(({ type }) => type)];
        const rows = await unit.query<{ event_id: string }>('inbox.take', TAKE, values);
        const fresh = new Set(rows.map((row) => row.event_id));
        for (const event of events) {
          if (!fresh.delete(event.id.toLowerCase())) continue;
          await this.context.run({ ...work, actor: actorOf(event), unit }, () => this.handle(event));
        }
      }),
    );
  }

  /** Whether the database can be reached just now: if not, a failure was not the event's fault. */
  databaseAnswers(): Promise<boolean> {
    const question = this.transactions.run((unit) => unit.query('inbox.probe', 'SELECT 1'));
    return question.then(
      () => true,
      () => false,
    );
  }

  private async handle(event: EventEnvelope): Promise<void> {
    const handlers = this.handlers.get(event.type);
    if (!handlers) throw new Error(`Nothing here handles ${event.type}`);
    for (const handler of handlers) {
      const result = await handler(event);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    }
  }
}

const actorOf = (event: EventEnvelope): string => `event:${event.id}`;

/**
 * Reads an event from its JSON text.
 * @throws Error that says what is wrong with it.
 */
export function readEvent(body: string): EventEnvelope {
  const { data, error } = EventEnvelope.safeParse(JSON.parse(body));
  if (data) return data;
  const issues = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Not an event: ${issues.join('; ')}`);
}
