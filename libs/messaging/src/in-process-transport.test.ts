import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EventEnvelope } from '#contracts/event';
import type { Subscriber, Subscription } from './event-transport.js';
import { InProcessTransport } from './in-process-transport.js';
import { transportContract } from './transport.contract.js';

/** Also lets a test put any text before a subscriber. */
class TappedTransport extends InProcessTransport {
  readonly subscribers = new Map<string, Subscriber>();

  override subscribe(subscriber: Subscriber): Promise<Subscription> {
    this.subscribers.set(subscriber.service, subscriber);
    return super.subscribe(subscriber);
  }
}

transportContract('in one process', async () => {
  const transport = new TappedTransport(['beta', 'gamma']);
  return {
    transportFor: () => transport,
    inject: async (service, body) => transport.subscribers.get(service)!.deliver([{ body }]),
    close: () => transport.close(),
  };
});

describe('the in-process transport', () => {
  const event: EventEnvelope = {
    specversion: '1.0',
    id: randomUUID(),
    source: '/alpha',
    type: 'alpha.note.written',
    subject: 'n',
    sequence: 1,
    time: '2026-01-01T00:00:00Z',
    datacontenttype: 'application/json',
    data: {},
  };
  const listener = (service: string, deliver: Subscriber['deliver']): Subscriber => ({
    service,
    types: [event.type],
    deliver,
  });

  it('does not count an event as handed over before every service listens', async () => {
    const transport = new InProcessTransport(['beta']);
    await expect(transport.publish([event])).rejects.toThrow('Not listening yet: beta');
    await transport.subscribe(listener('beta', async () => undefined));
    await transport.publish([event]);
  });

  it('does not count an event as handed over before the slowest service has committed', async () => {
    const transport = new InProcessTransport();
    let commit = (): void => undefined;
    const order: string[] = [];
    await transport.subscribe(listener('beta', async () => void order.push('beta')));
    await transport.subscribe(
      listener('gamma', () => new Promise((resolve) => (commit = () => (order.push('gamma'), resolve())))),
    );
    const published = transport.publish([event]).then(() => order.push('published'));
    await new Promise(setImmediate);
    commit();
    await published;
    expect(order).toEqual(['beta', 'gamma', 'published']);
  });

  it('fails when one service fails, after the others are done', async () => {
    const transport = new InProcessTransport();
    let done = false;
    await transport.subscribe(listener('beta', async () => Promise.reject(new Error('stopping'))));
    await transport.subscribe(
      listener('gamma', () => new Promise((resolve) => setImmediate(() => resolve(void (done = true))))),
    );
    await expect(transport.publish([event])).rejects.toThrow('stopping');
    expect(done).toBe(true);
  });

  it('gives a service one batch after the other, whoever publishes', async () => {
    const transport = new InProcessTransport();
    let running = 0;
    let most = 0;
    const deliver = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running -= 1;
    };
    await transport.subscribe(listener('beta', deliver));
    await Promise.all(Array.from({ length: 5 }, () => transport.publish([event])));
    expect(most).toBe(1);
  });
});
