import type { Channel } from 'amqplib';

/** Returns of an unanswered delivery before the broker parks it: the stop for events that kill their consumer. */
const DELIVERY_LIMIT = 20;

/** Names of a service's two queues. */
export interface ServiceQueues {
  /** Its events. */
  live: string;
  /** Those on which the broker gave up. */
  dead: string;
}

/** The exchanges and queues on the broker, declared by whoever connects. */
export class RabbitTopology {
  readonly events: string;
  private readonly dead: string;
  private readonly declared = new Set<string>();

  constructor(private readonly prefix: string) {
    this.events = `${prefix}langnghe.events`;
    this.dead = `${prefix}langnghe.dead`;
  }

  queuesOf(service: string): ServiceQueues {
    const live = `${this.prefix}langnghe.${service}`;
    return { live, dead: `${live}.dead` };
  }

  async declareExchanges(channel: Channel): Promise<void> {
    await channel.assertExchange(this.events, 'topic', { durable: true });
    await channel.assertExchange(this.dead, 'direct', { durable: true });
  }

  /**
   * Every argument is explicit, since the defaults differ between RabbitMQ 3 and 4. The dead queue comes last:
   * where it exists, the live one has its bindings.
   */
  async declareQueues(channel: Channel, service: string, types: string[]): Promise<void> {
    const { live, dead } = this.queuesOf(service);
    this.declared.add(live).add(dead);
    await this.declareExchanges(channel);
    await channel.assertQueue(live, {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-delivery-limit': DELIVERY_LIMIT,
        'x-dead-letter-exchange': this.dead,
        'x-dead-letter-routing-key': service,
        'x-dead-letter-strategy': 'at-least-once',
        // What the strategy above demands; without a length limit nothing is ever rejected.
        'x-overflow': 'reject-publish',
        // Several replicas, one of them consuming: the order holds.
        'x-single-active-consumer': true,
      },
    });
    for (const type of types) await channel.bindQueue(live, this.events, type);
    await channel.assertQueue(dead, {
      durable: true,
      // No letter is ever dropped here: far beyond any number of restarts.
      arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 1_000_000 },
    });
    await channel.bindQueue(dead, this.dead, service);
  }

  async delete(channel: Channel): Promise<void> {
    for (const queue of this.declared) await channel.deleteQueue(queue);
    await channel.deleteExchange(this.events);
    await channel.deleteExchange(this.dead);
  }
}
