import { randomBytes, randomUUID } from 'node:crypto';
import { type Channel, type ChannelModel, connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EventEnvelope } from '#contracts/event';
import { eventually } from '#testing/eventually';
import { serverIsThere, serverUrls } from '#testing/servers';
import { SeverableProxy } from '../test-support/severable-proxy.js';
import type { Delivery } from './event-transport.js';
import { RabbitTransport } from './rabbit-transport.js';
import { transportContract } from './transport.contract.js';

const url = serverUrls.rabbitmq;
const newPrefix = (): string => `test-${randomBytes(4).toString('hex')}.`;

describe.skipIf(!(await serverIsThere('rabbitmq')))('with RabbitMQ', () => {
  transportContract('over RabbitMQ', async () => {
    const prefix = newPrefix();
    const transports: RabbitTransport[] = [];
    const connection = await connect(url);
    const channel = await connection.createConfirmChannel();
    return {
      transportFor: () => {
        const transport = new RabbitTransport(url, { prefix, services: ['beta', 'gamma'] });
        transports.push(transport);
        return transport;
      },
      inject: async (service, body) => {
        channel.sendToQueue(`${prefix}langnghe.${service}`, Buffer.from(body));
        await channel.waitForConfirms();
      },
      close: async () => {
        for (const transport of transports) await transport.close();
        for (const transport of transports) await transport.deleteTopology();
        await connection.close();
      },
    };
  });

  describe('the RabbitMQ transport', () => {
    const type = 'alpha.note.written';
    const opened: RabbitTransport[] = [];
    let proxy: SeverableProxy;
    let connection: ChannelModel;
    let channel: Channel;

    beforeAll(async () => {
      proxy = await SeverableProxy.before(url);
      connection = await connect(url);
      channel = await connection.createChannel();
    });
    afterEach(async () => {
      await proxy.restore();
      await Promise.all(opened.map((transport) => transport.close()));
      for (const transport of opened.splice(0)) await transport.deleteTopology();
    });
    afterAll(async () => {
      await connection.close();
      await proxy.close();
    });

    const open = (address: string, prefix = newPrefix(), confirmTimeoutMs?: number): RabbitTransport => {
      const transport = new RabbitTransport(address, {
        prefix,
        ...(confirmTimeoutMs && { confirmTimeoutMs }),
      });
      opened.push(transport);
      return transport;
    };
    const event = (subject: string, sequence = 1, eventType = type): EventEnvelope => ({
      specversion: '1.0',
      id: randomUUID(),
      source: '/alpha',
      type: eventType,
      subject,
      sequence,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data: {},
    });
    const subjectOf = ({ body }: Delivery): string => (JSON.parse(body) as EventEnvelope).subject;
    /** Publishes as a relay does: until it succeeds. */
    const tell = (transport: RabbitTransport, ...batch: EventEnvelope[]) =>
      eventually(() => transport.publish(batch), 20_000);
    /** Subscribes beta and waits until its queue takes events. */
    const listen = async (transport: RabbitTransport, heard: string[]): Promise<void> => {
      await transport.subscribe({
        service: 'beta',
        types: [type],
        deliver: async (batch) => void heard.push(...batch.map(subjectOf)),
      });
      await heardAfter(transport, heard, 'ready');
    };
    /** Publishes until it arrives, since an event without a queue is nobody's. */
    const heardAfter = (transport: RabbitTransport, heard: string[], subject: string) =>
      eventually(async () => {
        await transport.publish([event(subject)]);
        expect(heard).toContain(subject);
      }, 20_000);

    it('comes back when its connections are cut, and loses nothing', async () => {
      const heard: string[] = [];
      const transport = open(proxy.url);
      await listen(transport, heard);
      for (let round = 0; round < 3; round += 1) {
        proxy.cut();
        await tell(transport, event(`round ${round}`));
        await eventually(() => expect(heard).toContain(`round ${round}`), 20_000);
      }
    });

    it('starts without a broker and connects when there is one', async () => {
      const heard: string[] = [];
      await proxy.close();
      const transport = open(proxy.url);
      await transport.subscribe({
        service: 'beta',
        types: [type],
        deliver: async (batch) => void heard.push(...batch.map(subjectOf)),
      });
      await expect(transport.publish([event('too early')])).rejects.toThrow('RabbitMQ is not connected');
      await proxy.restore();
      await heardAfter(transport, heard, 'at last');
    });

    it('comes back when its queue is deleted', async () => {
      const heard: string[] = [];
      const prefix = newPrefix();
      const transport = open(url, prefix);
      await listen(transport, heard);
      await channel.deleteQueue(`${prefix}langnghe.beta`);
      await tell(transport, event('after the deletion'));
      await eventually(() => expect(heard).toContain('after the deletion'), 20_000);
    });

    it('finishes a batch whose connection is gone before it takes the next', async () => {
      const prefix = newPrefix();
      const publisher = open(url, prefix);
      const consumer = open(proxy.url, prefix);
      const heard: string[] = [];
      const batches: string[][] = [];
      let finish: (() => void) | undefined;
      let running = 0;
      let most = 0;
      await consumer.subscribe({
        service: 'beta',
        types: [type],
        deliver: async (batch) => {
          most = Math.max(most, (running += 1));
          const subjects = batch.map(subjectOf);
          heard.push(...subjects);
          if (subjects.includes('one')) {
            batches.push(subjects);
            if (batches.length === 1) await new Promise<void>((resolve) => (finish = resolve));
          }
          running -= 1;
        },
      });
      await heardAfter(publisher, heard, 'ready');
      await tell(publisher, event('one'));
      await eventually(() => expect(finish).toBeDefined());
      const consumers = async () => (await channel.checkQueue(`${prefix}langnghe.beta`)).consumerCount;
      expect(await consumers()).toBe(1);
      proxy.sever();
      await eventually(async () => expect(await consumers()).toBe(0));
      await proxy.restore();
      await eventually(async () => expect(await consumers()).toBe(1));
      // Delivered once more already, but not taken yet.
      await eventually(async () =>
        expect((await channel.checkQueue(`${prefix}langnghe.beta`)).messageCount).toBe(0),
      );
      finish!();
      await eventually(() => expect(batches.map((batch) => batch.at(-1))).toEqual(['one', 'one']));
      expect(most).toBe(1);
    });

    it('fails when the broker does not confirm in time', async () => {
      const transport = open(proxy.url, newPrefix(), 300);
      await tell(transport, event('connected'));
      proxy.stall();
      await expect(transport.publish([event('unanswered')])).rejects.toThrow(
        'RabbitMQ did not confirm within 300 ms',
      );
      proxy.cut();
    });

    it('counts an event nobody listens to as handed over, but not one whose queue has vanished', async () => {
      const heard: string[] = [];
      const prefix = newPrefix();
      const publisher = open(url, prefix);
      const consumer = open(url, prefix);
      await tell(publisher, event('unheard', 1, 'alpha.note.unheard'));
      await consumer.subscribe({
        service: 'beta',
        types: [type],
        deliver: async (batch) => void heard.push(...batch.map(subjectOf)),
      });
      await heardAfter(publisher, heard, 'ready');
      await consumer.close();
      await channel.deleteQueue(`${prefix}langnghe.beta`);
      await expect(publisher.publish([event('lost')])).rejects.toThrow(
        'No queue takes alpha.note.written any more',
      );
    });

    it('does not count an event as handed over before every service has declared its queue', async () => {
      const heard: string[] = [];
      const prefix = newPrefix();
      const transport = new RabbitTransport(url, { prefix, services: ['beta'] });
      opened.push(transport);
      await eventually(() =>
        expect(transport.publish([event('early')])).rejects.toThrow('beta has no queue yet'),
      );
      await transport.subscribe({
        service: 'beta',
        types: [type],
        deliver: async (batch) => void heard.push(...batch.map(subjectOf)),
      });
      await tell(transport, event('first'));
      await eventually(() => expect(heard).toEqual(['first']));
    });

    it('lets one replica of a service consume, and another take over', async () => {
      const prefix = newPrefix();
      const heard: Record<string, string[]> = { first: [], second: [] };
      const publisher = open(url, prefix);
      const [first, second] = [open(url, prefix), open(url, prefix)];
      await listen(first, heard['first']!);
      await second.subscribe({
        service: 'beta',
        types: [type],
        deliver: async (batch) => void heard['second']!.push(...batch.map(subjectOf)),
      });
      // Only the live queue has a single active consumer.
      await eventually(async () =>
        expect((await channel.checkQueue(`${prefix}langnghe.beta.dead`)).consumerCount).toBe(2),
      );
      await tell(publisher, event('for the first'));
      await eventually(() => expect(heard['first']).toContain('for the first'));
      await first.close();
      await tell(publisher, event('for the second'));
      await eventually(() => expect(heard['second']).toContain('for the second'));
      expect(heard['second']).not.toContain('for the first');
    });

    it('hands over as refused what was delivered too often without an answer', async () => {
      const prefix = newPrefix();
      const transport = open(url, prefix);
      await listen(transport, []);
      await transport.close();
      const again = open(url, prefix);
      await tell(again, event('killer'));
      let deliveries = 0;
      const { consumerTag } = await channel.consume(`${prefix}langnghe.beta`, (message) => {
        if (subjectOf({ body: String(message!.content) }) !== 'killer') return channel.ack(message!);
        deliveries += 1;
        channel.nack(message!, false, true);
      });
      await eventually(async () =>
        expect((await channel.checkQueue(`${prefix}langnghe.beta.dead`)).messageCount).toBe(1),
      );
      await channel.cancel(consumerTag);
      expect(deliveries).toBe(21);
      const refused: Delivery[] = [];
      await again.subscribe({
        service: 'beta',
        types: [type],
        deliver: async (batch) => void refused.push(...batch),
      });
      await eventually(() => expect(refused.map(subjectOf)).toEqual(['killer']));
      expect(refused[0]!.refused).toBe('Given up by the broker: delivery_limit');
    });
  });
});
