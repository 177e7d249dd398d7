import { Logger } from '@nestjs/common';
import { type ChannelModel, connect, type ConfirmChannel } from 'amqplib';
import type { EventEnvelope } from '#contracts/event';
import { BrokerLink, guarded } from './broker-link.js';
import type { EventTransport, Subscriber, Subscription } from './event-transport.js';
import { RabbitSubscription } from './rabbit-subscription.js';
import { RabbitTopology } from './rabbit-topology.js';
import { within } from './within.js';

/** How a {@link RabbitTransport} departs from the usual. */
export interface RabbitOptions {
  /** Put before the name of every exchange and queue, so that several installations share one broker. */
  prefix?: string;
  /** How long `publish` waits for the broker's confirmation. */
  confirmTimeoutMs?: number;
  /**
   * Services that must have declared their queues before anything counts as handed over: on a first start,
   * events that are published earlier would pass them by.
   */
  services?: string[];
}

/**
 * Carries events over RabbitMQ: a topic exchange, one quorum queue per service. Publishing and consuming use
 * separate connections, because a broker that is low on disk or memory stops reading from publishers.
 */
export class RabbitTransport implements EventTransport {
  private readonly logger = new Logger(RabbitTransport.name);
  private readonly topology: RabbitTopology;
  private readonly confirmTimeoutMs: number;
  private readonly subscriptions: RabbitSubscription[] = [];
  private readonly publisher: BrokerLink;
  private readonly awaited: Set<string>;
  private open?: { connection: ChannelModel; channel: ConfirmChannel };
  private blocked?: string;
  private returned = new Set<string>();
  private readonly heard = new Set<string>();
  private readonly unheard = new Set<string>();

  constructor(
    private readonly url: string,
    { prefix = '', confirmTimeoutMs = 10_000, services = [] }: RabbitOptions = {},
  ) {
    this.topology = new RabbitTopology(prefix);
    this.confirmTimeoutMs = confirmTimeoutMs;
    this.awaited = new Set(services);
    this.publisher = new BrokerLink(url, 'langnghe publisher', (connection) =>
      this.openPublisher(connection),
    );
  }

  async publish(batch: EventEnvelope[]): Promise<void> {
    if (!this.open) throw new Error('RabbitMQ is not connected');
    if (this.blocked) throw new Error(`RabbitMQ takes no messages: ${this.blocked}`);
    const { connection, channel } = this.open;
    for (const service of this.awaited) {
      await within(this.confirmTimeoutMs, this.checkQueue(connection, service), 'RabbitMQ did not answer');
    }
    for (const event of batch) {
      channel.publish(this.topology.events, event.type, Buffer.from(JSON.stringify(event)), {
        mandatory: true,
        persistent: true,
        contentType: 'application/cloudevents+json',
        messageId: event.id,
      });
    }
    await within(this.confirmTimeoutMs, channel.waitForConfirms(), 'RabbitMQ did not confirm');
    this.judgeReturned(batch);
  }

  async subscribe(subscriber: Subscriber): Promise<Subscription> {
    const subscription = new RabbitSubscription(this.url, this.topology, subscriber);
    this.subscriptions.push(subscription);
    return subscription;
  }

  async close(): Promise<void> {
    await Promise.all([
      this.publisher.close(),
      ...this.subscriptions.map((subscription) => subscription.close()),
    ]);
  }

  /** Deletes the exchanges, and the queues of the services that subscribed here, with all they hold. */
  async deleteTopology(): Promise<void> {
    const connection = await connect(this.url);
    await this.topology.delete(await connection.createChannel());
    await connection.close();
  }

  private async openPublisher(connection: ChannelModel): Promise<void> {
    connection.on('blocked', (reason) => (this.blocked = reason));
    connection.on('unblocked', () => (this.blocked = undefined));
    const channel = guarded(connection, await connection.createConfirmChannel());
    channel.on('return', (message) => this.returned.add(String(message.properties.messageId)));
    channel.on('close', () => (this.open = undefined));
    await this.topology.declareExchanges(channel);
    this.returned = new Set();
    this.blocked = undefined;
    this.open = { connection, channel };
  }

  private async checkQueue(connection: ChannelModel, service: string): Promise<void> {
    // The broker closes the channel that asks for a queue that does not exist.
    const probe = await connection.createChannel();
    probe.on('error', () => undefined);
    const exists = probe.checkQueue(this.topology.queuesOf(service).dead).then(() => probe.close());
    await exists.catch(() => Promise.reject(new Error(`${service} has no queue yet`)));
    this.awaited.delete(service);
  }

  /**
   * An event that found no queue comes back before its confirmation. That is normal for a type nobody listens
   * to; but when a type has had listeners, its queue was deleted and will be declared again: an error till then.
   */
  private judgeReturned(batch: EventEnvelope[]): void {
    const lost = new Set<string>();
    for (const { id, type } of batch) {
      if (!this.returned.delete(id)) this.heard.add(type);
      else if (this.heard.has(type)) lost.add(type);
      else if (!this.unheard.has(type)) {
        this.unheard.add(type);
        this.logger.log(`No service listens to ${type}`);
      }
    }
    if (lost.size > 0) throw new Error(`No queue takes ${[...lost].join(', ')} any more`);
  }
}
