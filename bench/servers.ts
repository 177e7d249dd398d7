import { randomBytes } from 'node:crypto';
import { type Channel, connect } from 'amqplib';
import { RabbitTopology } from '#messaging/rabbit-topology';
import { serviceNames } from '#service-kit/service-names';
import type { Cleanup } from './processes.js';

/** The servers the benchmarks run against; they make databases and queues of their own there. */
export interface Servers {
  postgres: string;
  rabbitmq: string;
}

/**
 * Exchanges and queues of a run's own, deleted at the end; the answer is the prefix of their names. Relays wait
 * until every service has its queue, so also those have one that a benchmark does not start.
 */
export async function ownTopology(url: string, cleanup: Cleanup): Promise<string> {
  const prefix = `bench-${randomBytes(4).toString('hex')}-`;
  const topology = new RabbitTopology(prefix);
  const withChannel = async (work: (channel: Channel) => Promise<unknown>): Promise<void> => {
    const connection = await connect(url);
    await work(await connection.createChannel());
    await connection.close();
  };
  await withChannel(async (channel) => {
    for (const service of serviceNames) await topology.declareQueues(channel, service, []);
  });
  cleanup.push(() => withChannel((channel) => topology.delete(channel)));
  return prefix;
}
