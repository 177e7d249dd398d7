import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'amqplib';
import pg from 'pg';
import { registry } from '#apps/registry/src/registry.service-definition';
import { reporting } from '#apps/reporting/src/reporting.service-definition';
import { areaRecorded } from '#contracts/areas';
import { appUrl, migrate } from '#persistence/provision';
import {
  compare,
  type Contender,
  figure,
  quantile,
  type Spread,
  spread,
  table,
  type Turn,
} from './harness.js';
import { Child, type Cleanup, cpuSeconds, freePorts, ownDatabase, startProduct } from './processes.js';
import type { RawPublish, RawStart } from './raw-broker.js';
import { ownTopology, type Servers } from './servers.js';

const ROUNDS = 7;
const COUNT = 4_000;
const STEADY_RATE = 200;
const STEADY_SECONDS = 5;

/** What reporting keeps a copy of: an area of the registry. */
const area = (id: string) =>
  areaRecorded.of(id, 1, {
    id,
    code: 'B1',
    name: 'Xã Minh Họa',
    type: 'commune',
    parentCode: null,
    validFrom: '2026-01-01',
    validTo: null,
  });

const insertEvents = `
  INSERT INTO registry.outbox (id, type, subject, sequence, data)
  SELECT gen_random_uuid(), $2, id, 1, jsonb_set($3::jsonb, '{id}', to_jsonb(id))
    FROM (SELECT gen_random_uuid()::text AS id FROM generate_series(1, $1)) ids`;

/** From a commit in registry's outbox to the commit of its effect in reporting, over RabbitMQ. */
export async function event(
  servers: Servers,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<string> {
  const database = await ownDatabase(servers.postgres, 'bench_event', cleanup);
  const prefix = await ownTopology(servers.rabbitmq, cleanup);
  const secret = randomBytes(12).toString('hex');
  await migrate([registry.database, reporting.database], database, secret);
  const ports = await freePorts(2);
  const start = (name: 'registry' | 'reporting', index: number): Promise<number> =>
    startProduct(
      name,
      {
        PORT: String(ports[index]),
        DATABASE_URL: appUrl(database, name, secret),
        RABBITMQ_URL: servers.rabbitmq,
        LANGNGHE_NAME_PREFIX: prefix,
        LANGNGHE_ADMIN_PASSWORD: randomBytes(12).toString('hex'),
      },
      cleanup,
    );
  const product = [await start('reporting', 0), await start('registry', 1)];
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  cleanup.push(() => client.end());

  const raw = await rawContender(servers, database, client, `${prefix}raw`, cleanup);
  const ours: Contender = {
    name: 'registry to reporting',
    turn: () =>
      drain(client, 'reporting.inbox', product, async () => {
        await client.query('BEGIN');
        await client.query(insertEvents, [COUNT, areaRecorded.type, JSON.stringify(area(randomUUID()).data)]);
        await client.query(`SELECT pg_notify('outbox_registry', '')`);
        await client.query('COMMIT');
      }),
  };
  const lines = await compare([raw, ours], ROUNDS, say);
  const steady = await steadyLatency(database, cleanup, say);
  return [
    `${figure(COUNT)} events a turn, counted until the last one is committed at the receiver.`,
    table(lines, 'events'),
    `At ${STEADY_RATE} events/s, each committed by itself, from the answer to COMMIT to the notice of the receiver's ` +
      `commit (${STEADY_SECONDS} s a turn, ${ROUNDS} turns): p50 ${inMs(steady.p50)}, p99 **${inMs(steady.p99)}**.`,
  ].join('\n\n');
}

const inMs = ({ median, least, most }: Spread): string =>
  `${figure(median)} ms (${figure(least)}–${figure(most)})`;

async function rawContender(
  servers: Servers,
  database: string,
  client: pg.Client,
  queue: string,
  cleanup: Cleanup,
): Promise<Contender> {
  await client.query('CREATE TABLE received (id uuid PRIMARY KEY, body jsonb NOT NULL)');
  cleanup.push(async () => {
    const connection = await connect(servers.rabbitmq);
    await (await connection.createChannel()).deleteQueue(queue);
    await connection.close();
  });
  const [publisher, consumer] = [Child.start('raw-broker', cleanup), Child.start('raw-broker', cleanup)];
  const common = { rabbitmq: servers.rabbitmq, queue, databaseUrl: database };
  await consumer.ask({ role: 'consume', ...common } satisfies RawStart);
  await publisher.ask({ role: 'publish', ...common } satisfies RawStart);
  const { data, ...head } = area(randomUUID());
  const time = new Date().toISOString();
  const body = {
    specversion: '1.0',
    source: '/registry',
    ...head,
    time,
    datacontenttype: 'application/json',
    data,
  };
  return {
    name: 'raw',
    turn: () =>
      drain(client, 'received', [publisher.pid, consumer.pid], () =>
        publisher.ask({ count: COUNT, body } satisfies RawPublish),
      ),
  };
}

/** Sends, and waits until the table of the receiver has as many rows more. */
async function drain(
  client: pg.Client,
  receiver: string,
  pids: number[],
  send: () => Promise<unknown>,
): Promise<Turn> {
  const count = async (): Promise<number> =>
    (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${receiver}`)).rows[0]!.n;
  const [goal, cpu, began] = [(await count()) + COUNT, cpuSeconds(...pids), performance.now()];
  await send();
  while ((await count()) < goal) {
    if (performance.now() - began > 60_000) throw new Error(`${receiver} does not get what was sent`);
    await delay(5);
  }
  return { units: COUNT, seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSeconds(...pids) - cpu };
}

/** A trigger tells of each inbox row when its transaction commits. */
async function steadyLatency(
  database: string,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<{ p50: Spread; p99: Spread }> {
  const [sender, listener] = [
    new pg.Client({ connectionString: database }),
    new pg.Client({ connectionString: database }),
  ];
  for (const client of [sender, listener]) {
    await client.connect();
    cleanup.push(() => client.end());
  }
  await listener.query(`
    CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM pg_notify('seen', new.event_id::text); RETURN NULL; END$$;
    CREATE TRIGGER tell AFTER INSERT ON reporting.inbox FOR EACH ROW EXECUTE FUNCTION tell();
    GRANT EXECUTE ON FUNCTION tell() TO PUBLIC;
    LISTEN seen`);
  const committed = new Map<string, number>();
  const seen = new Map<string, number>();
  listener.on('notification', ({ payload }) => void seen.set(payload!, performance.now()));
  const data = JSON.stringify(area(randomUUID()).data);
  const text = `
    WITH event AS (
      INSERT INTO registry.outbox (id, type, subject, sequence, data)
      SELECT $1::uuid, $2, $3::text, 1, jsonb_set($4::jsonb, '{id}', to_jsonb($3::text)))
    SELECT pg_notify('outbox_registry', '')`;
  const [p50s, p99s]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    committed.clear();
    seen.clear();
    const began = performance.now();
    for (let sent = 0; sent < STEADY_RATE * STEADY_SECONDS; sent += 1) {
      const due = began + (1000 * sent) / STEADY_RATE;
      if (due > performance.now()) await delay(due - performance.now());
      const id = randomUUID();
      await sender.query({ name: 'event', text, values: [id, areaRecorded.type, randomUUID(), data] });
      committed.set(id, performance.now());
    }
    for (const end = performance.now() + 10_000; seen.size < committed.size && performance.now() < end;)
      await delay(10);
    if (seen.size < committed.size) throw new Error(`${committed.size - seen.size} events have not arrived`);
    const times = [...committed].map(([id, at]) => seen.get(id)! - at).sort((a, b) => a - b);
    p50s.push(quantile(times, 0.5));
    p99s.push(quantile(times, 0.99));
    say(`steady round ${round + 1}: p50 ${figure(p50s.at(-1)!)} ms, p99 ${figure(p99s.at(-1)!)} ms`);
  }
  return { p50: spread(p50s), p99: spread(p99s) };
}
