import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { abandon, BrokerLink, guarded } from './broker-link.js';
import type { Delivery, Subscriber, Subscription } from './event-transport.js';
import type { RabbitTopology } from './rabbit-topology.js';
import { within } from './within.js';

/** While one batch is handled, the next is on its way. */
const BATCH = 100;
const PREFETCH = 2 * BATCH;

/** A service's consumer: takes its queue in batches and acknowledges a batch after it is dealt with. */
export class RabbitSubscription implements Subscription {
  private readonly link: BrokerLink;
  private tail: Promise<void> = Promise.resolve();
  private channels: Channel[] = [];
  private closing = false;

  constructor(
    url: string,
    private readonly topology: RabbitTopology,
    private readonly subscriber: Subscriber,
  ) {
    this.link = new BrokerLink(url, `langnghe ${subscriber.service}`, (connection) => this.open(connection));
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.tail;
    // Channels first: the end of the connection would overtake the last acknowledgement.
    const closed = Promise.allSettled(this.channels.map((channel) => channel.close()));
    await within(1_000, closed, 'RabbitMQ did not close the channels').catch(() => undefined);
    await this.link.close();
  }

  private async open(connection: ChannelModel): Promise<void> {
    const { service, types } = this.subscriber;
    this.channels = [];
    const channel = guarded(connection, await connection.createChannel());
    await this.topology.declareQueues(channel, service, types);
    const { live, dead } = this.topology.queuesOf(service);
    await this.consume(connection, live, ({ content }) => ({ body: content.toString() }));
    await this.consume(connection, dead, ({ content, properties }) => ({
      body: content.toString(),
      refused: `Given up by the broker: ${properties.headers?.['x-first-death-reason'] ?? 'no reason given'}`,
    }));
  }

  private async consume(
    connection: ChannelModel,
    queue: string,
    read: (message: ConsumeMessage) => Delivery,
  ): Promise<void> {
    // A channel of its own, because an acknowledgement covers all earlier deliveries of its channel.
    const channel = guarded(connection, await connection.createChannel());
    const waiting: ConsumeMessage[] = [];
    let busy = false;
    const next = (): void => {
      if (busy || this.closing || waiting.length === 0) return;
      busy = true;
      const batch = waiting.splice(0, BATCH);
      const handle = async (): Promise<void> => {
        if (this.closing) return;
        await this.subscriber.deliver(batch.map(read));
        channel.ack(batch.at(-1)!, true);
      };
      // One tail for all connections: after a reconnection the batch in flight is finished first. A failure
      // (also of the acknowledgement, on a channel that has closed) leaves this channel behind; all comes again.
      this.tail = this.tail.then(handle).then(
        () => {
          busy = false;
          next();
        },
        () => abandon(connection),
      );
    };
    this.channels.push(channel);
    await channel.prefetch(PREFETCH);
    await channel.consume(queue, (message) => {
      // The queue was deleted.
      if (message === null) return abandon(connection);
      waiting.push(message);
      next();
    });
  }
}
