import type { EventEnvelope } from '#contracts/event';
import type { Delivery, EventTransport, Subscriber, Subscription } from './event-transport.js';

/**
 * Hands events to services in the same process. `publish` resolves when every subscriber has committed
 * (or dead-lettered) its events, so the outbox row outlives a killed process.
 */
export class InProcessTransport implements EventTransport {
  private readonly mailboxes = new Map<string, Mailbox>();

  /** @param services those that must be listening before anything counts as handed over. */
  constructor(private readonly services: string[] = []) {}

  async publish(batch: EventEnvelope[]): Promise<void> {
    const absent = this.services.filter((service) => !this.mailboxes.has(service));
    if (absent.length > 0) throw new Error(`Not listening yet: ${absent.join(', ')}`);
    const deliveries = batch.map((event) => ({ type: event.type, body: JSON.stringify(event) }));
    const outcomes = await Promise.allSettled([...this.mailboxes.values()].map((box) => box.put(deliveries)));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async subscribe(subscriber: Subscriber): Promise<Subscription> {
    const { service } = subscriber;
    if (this.mailboxes.has(service)) throw new Error(`${service} listens already`);
    const mailbox = new Mailbox(subscriber);
    this.mailboxes.set(service, mailbox);
    return {
      close: async () => {
        if (this.mailboxes.get(service) === mailbox) this.mailboxes.delete(service);
        await mailbox.emptied();
      },
    };
  }

  async close(): Promise<void> {
    const mailboxes = [...this.mailboxes.values()];
    this.mailboxes.clear();
    await Promise.all(mailboxes.map((mailbox) => mailbox.emptied()));
  }
}

/** Several relays may publish at the same moment; a subscriber still gets one batch after the other. */
class Mailbox {
  private readonly types: Set<string>;
  private tail: Promise<void> = Promise.resolve();

  constructor(private readonly subscriber: Subscriber) {
    this.types = new Set(subscriber.types);
  }

  async put(deliveries: (Delivery & { type: string })[]): Promise<void> {
    const wanted = deliveries.filter(({ type }) => this.types.has(type)).map(({ body }) => ({ body }));
    if (wanted.length === 0) return;
    const taken = this.tail.then(() => this.subscriber.deliver(wanted));
    this.tail = taken.catch(() => undefined);
    await taken;
  }

  emptied(): Promise<void> {
    return this.tail;
  }
}
