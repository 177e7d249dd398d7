import { type Channel, type ConfirmChannel, connect, type ConsumeMessage } from 'amqplib';
import pg from 'pg';
import { answerParent } from './processes.js';

/**
 * The limit of an event: messages published with confirms, a thousand on their way at a time, to a quorum queue;
 * taken by hundreds, inserted by one statement each hundred, acknowledged after it. No outbox, no inbox, no checks.
 */
export interface RawStart {
  role: 'publish' | 'consume';
  rabbitmq: string;
  queue: string;
  databaseUrl: string;
}

/** Publish so many copies of a body, with distinct ids. */
export interface RawPublish {
  count: number;
  body: Record<string, unknown>;
}

const WINDOW = 1_000;
const BATCH = 100;

let channel: ConfirmChannel;
let queue: string;

async function consume(consumer: Channel, databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const waiting: ConsumeMessage[] = [];
  let busy = false;
  const next = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH);
      const bodies = batch.map(({ content }) => content.toString());
      const ids = bodies.map((body) => (JSON.parse(body) as { id: string }).id);
      const text = 'INSERT INTO received (id, body) SELECT * FROM unnest($1::uuid[], $2::jsonb[])';
      await client.query({ name: 'received', text, values: [ids, bodies] });
      consumer.ack(batch.at(-1)!, true);
    }
    busy = false;
  };
  await consumer.prefetch(2 * BATCH);
  await consumer.consume(queue, (message) => {
    waiting.push(message!);
    void next();
  });
}

answerParent(async (question: RawStart | RawPublish) => {
  if ('role' in question) {
    queue = question.queue;
    const connection = await connect(question.rabbitmq, { noDelay: true });
    channel = await connection.createConfirmChannel();
    await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    if (question.role === 'consume') await consume(channel, question.databaseUrl);
    return {};
  }
  for (let sent = 0; sent < question.count; sent += 1) {
    const content = Buffer.from(JSON.stringify({ ...question.body, id: crypto.randomUUID() }));
    channel.sendToQueue(queue, content, { persistent: true });
    if (sent % WINDOW === WINDOW - 1) await channel.waitForConfirms();
  }
  await channel.waitForConfirms();
  return {};
});
