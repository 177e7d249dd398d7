import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { EventEnvelope } from '#contracts/event';
import type { DeadLetters, Failure } from './dead-letters.js';
import type { Delivery, EventTransport, Subscription } from './event-transport.js';
import { type Inbox, readEvent } from './inbox.js';
import { reasonOf } from './reason.js';
import { within } from './within.js';

const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 2_000;
const GRACE_MS = 10_000;

interface Arrival {
  event: EventEnvelope;
  body: string;
}

/**
 * The Nest side of a service's subscription: methods marked `@EventPattern(type)` get the whole envelope as
 * their `@Payload()`, checked but for its `data`. A batch is one transaction; when it fails, each event gets its
 * own, and one that fails five times goes to the dead letters, so that those behind it are not held up. While the
 * database is away it waits, and blames no event for it.
 */
export class EventServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  protected override readonly logger = new Logger(EventServer.name);
  private readonly stopping = new AbortController();
  private subscription?: Subscription;

  constructor(
    private readonly service: string,
    private readonly transport: EventTransport,
    private readonly inbox: Inbox,
    private readonly deadLetters: DeadLetters,
  ) {
    super();
  }

  /** Handlers are kept as a list: Nest would start those of one type at once, on one database connection. */
  override addHandler(pattern: string, handler: MessageHandler, isEventHandler = false): void {
    if (!isEventHandler) throw new Error(`${pattern}: services send events to each other, not requests`);
    this.inbox.register(this.normalizePattern(pattern), handler);
  }

  listen(callback: (error?: unknown) => void): void {
    const { service, inbox } = this;
    const deliver = (batch: Delivery[]): Promise<void> => this.deliver(batch);
    this.transport.subscribe({ service, types: inbox.types, deliver }).then((subscription) => {
      this.subscription = subscription;
      callback();
    }, callback);
  }

  /** Lets the batch in flight finish, ten seconds at most; one that is waiting to be tried again comes anew. */
  async close(): Promise<void> {
    this.stopping.abort();
    const closed = this.subscription?.close() ?? Promise.resolve();
    await within(GRACE_MS, closed, `${this.service} did not finish its events`).catch((error) =>
      this.logger.warn(reasonOf(error)),
    );
  }

  on(): never {
    throw new Error('It has no events of its own to listen to');
  }

  unwrap<T = EventTransport>(): T {
    return this.transport as T;
  }

  private async deliver(batch: Delivery[]): Promise<void> {
    const arrivals: Arrival[] = [];
    for (const delivery of batch) {
      const failure = this.check(delivery, arrivals);
      if (failure) await this.bury(failure);
    }
    if (arrivals.length === 0) return;
    const events = arrivals.map(({ event }) => event);
    const together = await this.inbox.take(events).then(
      () => true,
      () => false,
    );
    if (together) return;
    for (const arrival of arrivals) await this.takeAlone(arrival);
  }

  /** Adds what can be handled to `arrivals`; of the rest says why not. */
  private check({ body, refused }: Delivery, arrivals: Arrival[]): Failure | undefined {
    try {
      const event = readEvent(body);
      if (refused) return { body, reason: refused, attempts: 0, event };
      if (!this.inbox.handles(event.type))
        return { body, reason: `Nothing here handles ${event.type}`, attempts: 0, event };
      arrivals.push({ event, body });
      return undefined;
    } catch (error) {
      return { body, reason: reasonOf(error), attempts: 0 };
    }
  }

  /** Tries in place, so that later events of the same subject do not overtake. */
  private async takeAlone({ event, body }: Arrival): Promise<void> {
    for (let failures = 0, pause = FIRST_PAUSE_MS; ; pause = longer(pause)) {
      try {
        return await this.inbox.take([event]);
      } catch (error) {
        if (await this.inbox.databaseAnswers()) failures += 1;
        if (failures === ATTEMPTS)
          return this.bury({ body, reason: reasonOf(error), attempts: failures, event });
        await this.rest(pause);
      }
    }
  }

  /** Waits for the database as long as it takes. */
  private async bury(failure: Failure): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; ; pause = longer(pause)) {
      try {
        await this.deadLetters.add(failure);
        return this.logger.error(
          `${this.service}: dead letter ${failure.event?.type ?? ''} ${failure.reason}`,
        );
      } catch (error) {
        this.logger.warn(`${this.service}: cannot keep a dead letter: ${reasonOf(error)}`);
        await this.rest(pause);
      }
    }
  }

  /** @throws AbortError when the service stops: the batch is not acknowledged and comes again. */
  private rest(ms: number): Promise<void> {
    return delay(ms, undefined, { signal: this.stopping.signal });
  }
}

const longer = (pause: number): number => Math.min(2 * pause, MAX_PAUSE_MS);
