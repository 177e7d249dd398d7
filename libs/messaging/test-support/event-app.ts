import {
  Catch,
  Controller,
  type ExceptionFilter,
  StandardSchemaValidationPipe,
  type Type,
} from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { type Observable, throwError } from 'rxjs';
import { z } from 'zod';
import { type EventEnvelope, eventType } from '#contracts/event';
import { PersistenceModule } from '#persistence/persistence.module';
import { Transactions } from '#persistence/transactions';
import { foundationOnly } from '#testing/test-database';
import { DeadLetters } from '../src/dead-letters.js';
import { EventServer } from '../src/event-server.js';
import type { EventTransport, Subscriber, Subscription } from '../src/event-transport.js';
import { MessagingModule } from '../src/messaging.module.js';
import { Relay } from '../src/relay.js';

/** What the services of these tests tell each other. */
export const noteWritten = eventType('alpha.note.written', z.object({ text: z.string() }));
type NoteWritten = z.infer<typeof noteWritten.envelope>;

/** A service with a table of what it has seen; a row has no key, so that a double effect would show. */
export const serviceNamed = (name: string) =>
  foundationOnly(
    name,
    `CREATE TABLE seen (seq bigint GENERATED ALWAYS AS IDENTITY, event_id uuid, subject text, sequence int, text text)`,
  );

/** Texts that a service cannot bear just now. */
export class Grudges extends Set<string> {}

/** Writes down each note. */
@Controller()
export class NoteConsumer {
  constructor(
    private readonly transactions: Transactions,
    private readonly grudges: Grudges,
  ) {}

  @EventPattern<string>(noteWritten.type)
  async onNote(@Payload({ schema: noteWritten.envelope }) event: NoteWritten): Promise<void> {
    await this.transactions.run(async (unit) => {
      const values = [event.id, event.subject, event.sequence, event.data.text];
      await unit.query(
        'seen.insert',
        'INSERT INTO seen (event_id, subject, sequence, text) VALUES ($1, $2, $3, $4)',
        values,
      );
      if (this.grudges.has(event.data.text)) throw new Error(`cannot bear "${event.data.text}"`);
    });
  }
}

/** What an application's filter does with the errors of event handlers: it leaves them to the event server. */
@Catch()
export class PassThrough implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** A running service. */
export interface RunningService {
  transactions: Transactions;
  relay: Relay;
  deadLetters: DeadLetters;
  grudges: Grudges;
  close(): Promise<void>;
}

/** Starts a service as a process would, without an HTTP port. */
export async function startService(
  name: string,
  url: string,
  transport: EventTransport,
  controllers: Type[] = [],
  filters: ExceptionFilter[] = [new PassThrough()],
): Promise<RunningService> {
  const grudges = new Grudges();
  const module = await Test.createTestingModule({
    imports: [
      PersistenceModule.forService(serviceNamed(name), url),
      MessagingModule.forService(name, url, transport),
    ],
    controllers,
    providers: [{ provide: Grudges, useValue: grudges }],
  }).compile();
  const app = module.createNestApplication(new FastifyAdapter(), { logger: false });
  app.useGlobalPipes(new StandardSchemaValidationPipe());
  app.useGlobalFilters(...filters);
  app.connectMicroservice({ strategy: app.get(EventServer) }, { inheritAppConfig: true });
  await app.init();
  await app.startAllMicroservices();
  return {
    transactions: app.get(Transactions),
    relay: app.get(Relay),
    deadLetters: app.get(DeadLetters),
    grudges,
    close: () => app.close(),
  };
}

/** The moments at which {@link DeadlyTransport} can kill. */
export type Moment = 'before publishing' | 'after publishing' | 'before the transaction' | 'after the commit';

/** A transport whose user is killed at the worst moments: what was done stays done, but nobody hears of it. */
export class DeadlyTransport implements EventTransport {
  /** Where to kill next, in this order within each of publishing and consuming. */
  readonly kills: Moment[] = [];

  constructor(private readonly inner: EventTransport) {}

  async publish(batch: EventEnvelope[]): Promise<void> {
    this.pass('before publishing');
    await this.inner.publish(batch);
    this.pass('after publishing');
  }

  subscribe(subscriber: Subscriber): Promise<Subscription> {
    return this.inner.subscribe({
      ...subscriber,
      deliver: async (batch) => {
        this.pass('before the transaction');
        await subscriber.deliver(batch);
        this.pass('after the commit');
      },
    });
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  private pass(moment: Moment): void {
    const index = this.kills.indexOf(moment);
    if (index < 0) return;
    this.kills.splice(index, 1);
    throw new Error(`killed ${moment}`);
  }
}
