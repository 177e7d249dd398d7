import type { EventEnvelope } from '#contracts/event';

/** One event as it arrives at a service: JSON text, not yet checked. */
export interface Delivery {
  body: string;
  /** Why the broker gave up on it; it then belongs to the dead letters without another try. */
  refused?: string;
}

/** Which service listens to which event types, and what takes their events. */
export interface Subscriber {
  service: string;
  types: string[];
  /**
   * Takes events in the order they were published, never two batches at once. Resolves when each of them
   * is committed or among the dead letters; when it rejects, the whole batch comes again.
   */
  deliver(batch: Delivery[]): Promise<void>;
}

/** Ends when closed: waits for the batch in flight, takes no more. */
export interface Subscription {
  close(): Promise<void>;
}

/** What carries events from one service to the others. All that differs between the topologies. */
export interface EventTransport {
  /**
   * Resolves when every event is safely handed over; until then the outbox keeps it.
   * @throws Error when it is not known to be handed over: publish it again, subscribers tell duplicates.
   */
  publish(batch: EventEnvelope[]): Promise<void>;
  /** Resolves at once, also while the broker is away: deliveries begin when it is there. */
  subscribe(subscriber: Subscriber): Promise<Subscription>;
  close(): Promise<void>;
}
