import { z } from 'zod';

/**
 * A domain event as it travels: CloudEvents 1.0, structured JSON.
 * `subject` is the aggregate's id and `sequence` its version, so that a consumer can keep only the newest.
 */
export const EventEnvelope = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string(),
  type: z.string().regex(/^[a-z]+(\.[a-zA-Z]+){2}$/),
  subject: z.string(),
  sequence: z.int().nonnegative(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.unknown()),
});
export type EventEnvelope = z.infer<typeof EventEnvelope>;

/** What a service method publishes; id, time and source are set when the transaction is flushed. */
export interface NewEvent<Data extends Record<string, unknown> = Record<string, unknown>> {
  type: string;
  subject: string;
  sequence: number;
  data: Data;
}

/** An event type: its name and the schema of its data, used by the publisher and by every consumer. */
export interface EventType<Schema extends z.ZodType = z.ZodType> {
  type: string;
  data: Schema;
  /** The whole envelope with this data: what a consumer's `@Payload({ schema })` checks. */
  envelope: z.ZodType<Omit<EventEnvelope, 'data'> & { data: z.output<Schema> }>;
  /** Builds an event of this type; the data is checked when it is published. */
  of(subject: string, sequence: number, data: z.input<Schema>): NewEvent;
}

/** Declares an event type `<service>.<noun>.<pastVerb>`: ids and facts, no personal data, no opinion text. */
export function eventType<Schema extends z.ZodType>(type: string, data: Schema): EventType<Schema> {
  return {
    type,
    data,
    envelope: EventEnvelope.extend({ type: z.literal(type), data }) as never,
    of: (subject, sequence, value) => ({
      type,
      subject,
      sequence,
      data: data.parse(value) as Record<string, unknown>,
    }),
  };
}
