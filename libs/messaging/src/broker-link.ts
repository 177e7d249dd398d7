import { Logger } from '@nestjs/common';
import { type Channel, type ChannelModel, connect, type RecoveringChannelModel } from 'amqplib';
import { within } from './within.js';

const MAX_PAUSE_MS = 5_000;
const HEARTBEAT_SECONDS = '10';

/**
 * A connection to RabbitMQ that comes back by itself: after a broker restart, a closed channel, a deleted
 * queue, or when the broker was not there to begin with.
 */
export class BrokerLink {
  private readonly logger = new Logger(BrokerLink.name);
  private readonly model: Promise<RecoveringChannelModel>;
  private up = true;

  /** @param setUp declares and opens what is needed, on every new connection. */
  constructor(
    url: string,
    private readonly name: string,
    setUp: (connection: ChannelModel) => Promise<void>,
  ) {
    this.model = connect(withHeartbeat(url), {
      // Without it, Nagle's algorithm delays small confirms and acks by some 40 ms.
      noDelay: true,
      keepAlive: true,
      timeout: 10_000,
      clientProperties: { connection_name: name },
      recovery: {
        maxDelay: MAX_PAUSE_MS,
        waitForConnect: false,
        setup: async (connection: ChannelModel) => {
          connection.on('error', () => undefined);
          await setUp(connection);
        },
      },
    }).then((model) => this.watch(model));
  }

  async close(): Promise<void> {
    const model = await this.model;
    await within(2_000, model.close(), 'RabbitMQ did not say goodbye').catch(() => undefined);
  }

  private watch(model: RecoveringChannelModel): RecoveringChannelModel {
    const lost = (error: Error): void => {
      if (this.up) this.logger.warn(`${this.name}: no connection (${error.message || String(error)})`);
      this.up = false;
    };
    return model
      .on('error', () => undefined)
      .on('disconnect', lost)
      .on('connect-failed', lost)
      .on('connect', () => {
        if (!this.up) this.logger.log(`${this.name}: connected again`);
        this.up = true;
      });
  }
}

/** A channel is as good as its connection: when it closes, for whatever reason, everything is set up anew. */
export function guarded<C extends Channel>(connection: ChannelModel, channel: C): C {
  channel.on('error', () => undefined);
  channel.on('close', () => abandon(connection));
  return channel;
}

/** Gives a connection up; its {@link BrokerLink} makes another. */
export function abandon(connection: ChannelModel): void {
  connection.close().catch(() => undefined);
}

/** A dead peer is noticed after two to three heartbeats; RabbitMQ's own proposal is a minute each. */
function withHeartbeat(address: string): string {
  const url = new URL(address);
  if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', HEARTBEAT_SECONDS);
  return url.toString();
}
