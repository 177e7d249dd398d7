import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Transactions } from '#persistence/transactions';
import { DeadLetters } from './dead-letters.js';
import { EventServer } from './event-server.js';
import type { EventTransport } from './event-transport.js';
import { Inbox } from './inbox.js';
import { Relay } from './relay.js';

/**
 * Events for one service: the relay that sends (started and stopped with the application), and what receives.
 * Connect the latter with `app.connectMicroservice({ strategy: app.get(EventServer) }, { inheritAppConfig: true })`.
 * Needs PersistenceModule.
 */
@Global()
@Module({})
export class MessagingModule {
  /**
   * @param service its name and schema.
   * @param url of its application role.
   * @param transport closed by whoever made it, after the application.
   */
  static forService(service: string, url: string, transport: EventTransport): DynamicModule {
    return {
      module: MessagingModule,
      providers: [
        Inbox,
        DeadLetters,
        {
          provide: EventServer,
          inject: [Inbox, DeadLetters],
          useFactory: (inbox: Inbox, deadLetters: DeadLetters) =>
            new EventServer(service, transport, inbox, deadLetters),
        },
        {
          provide: Relay,
          inject: [Transactions],
          useFactory: (transactions: Transactions) => new Relay(service, url, transport, transactions),
        },
      ],
      exports: [DeadLetters, EventServer, Relay],
    };
  }
}
