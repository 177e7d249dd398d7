import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventEnvelope } from '#contracts/event';
import { eventually } from '#testing/eventually';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import {
  DeadlyTransport,
  noteWritten,
  type RunningService,
  serviceNamed,
  startService,
} from '../test-support/event-app.js';
import { SeverableProxy } from '../test-support/severable-proxy.js';
import { InProcessTransport } from './in-process-transport.js';
import { CLAIM, Relay } from './relay.js';

describe('the relay', () => {
  let database: TestDatabase;
  let transport: InProcessTransport;
  let alpha: RunningService;
  let heard: EventEnvelope[];

  beforeAll(async () => {
    database = await createTestDatabase([serviceNamed('alpha')]);
  });
  beforeEach(async () => {
    transport = new InProcessTransport(['listener']);
    alpha = await startService('alpha', database.urlOf('alpha'), transport);
    heard = [];
  });
  afterEach(async () => {
    await alpha.close();
    await transport.close();
    await database.query('TRUNCATE alpha.outbox');
  });
  afterAll(() => database.drop());

  const listen = () =>
    transport.subscribe({
      service: 'listener',
      types: [noteWritten.type],
      deliver: async (batch) =>
        void heard.push(...batch.map(({ body }) => JSON.parse(body) as EventEnvelope)),
    });
  const write = (subject: string, sequence = 1): Promise<void> =>
    alpha.transactions.run(async (unit) =>
      unit.publish(noteWritten.of(subject, sequence, { text: 'hello' })),
    );
  const hears = (count: number) => eventually(() => expect(heard).toHaveLength(count));

  it('sends CloudEvents with the service as their source', async () => {
    await listen();
    await write('one', 3);
    await hears(1);
    expect(heard[0]).toMatchObject({
      specversion: '1.0',
      source: '/alpha',
      type: noteWritten.type,
      subject: 'one',
      sequence: 3,
    });
    expect(heard[0]!.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('is woken by a commit, not by its clock', async () => {
    await listen();
    const started = Date.now();
    for (let n = 1; n <= 10; n += 1) {
      await write('one', n);
      await hears(n);
    }
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('keeps the order when two replicas drain one outbox and now and then fail', async () => {
    await listen();
    await alpha.relay.stop();
    const relays = [1, 2].map(() => {
      const deadly = new DeadlyTransport(transport);
      deadly.kills.push(...Array.from({ length: 3 }, () => 'before publishing' as const));
      return new Relay('alpha', database.urlOf('alpha'), deadly, alpha.transactions);
    });
    for (const relay of relays) relay.start();
    for (let n = 1; n <= 300; n += 1) await write('one', n);
    await hears(300);
    await Promise.all(relays.map((relay) => relay.stop()));
    expect(heard.map((event) => event.sequence)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
  });

  it('leaves the outbox to the replica that is at it', async () => {
    await listen();
    let release = (): void => undefined;
    let other = Promise.resolve();
    await new Promise<void>((locked) => {
      other = alpha.transactions.run(async (unit) => {
        await unit.query('test.lock', `SELECT pg_advisory_xact_lock(hashtextextended('relay of alpha', 0))`);
        locked();
        await new Promise<void>((resolve) => (release = resolve));
      });
    });
    await write('one');
    await eventually(async () => {
      const looked = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'langnghe-alpha-relay' AND state = 'idle'
        AND state_change > (SELECT time FROM alpha.outbox) + interval '100 ms'`;
      expect(await database.query(looked)).toHaveLength(1);
    });
    expect(heard).toEqual([]);
    expect(await readOfTheOutbox()).toEqual([]);
    release();
    await other;
    await hears(1);
  });

  /** The steps of a claim that read rows of the outbox. */
  async function readOfTheOutbox(): Promise<string[]> {
    type Step = {
      'Node Type': string;
      'Relation Name'?: string;
      'Actual Rows': number;
      'Rows Removed by Filter'?: number;
      Plans?: Step[];
    };
    const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)];
    const [row] = await alpha.transactions.run((unit) =>
      unit.query<{ 'QUERY PLAN': { Plan: Step }[] }>('test.claim', `EXPLAIN (ANALYZE, FORMAT JSON) ${CLAIM}`),
    );
    const steps = stepsOf(row!['QUERY PLAN'][0]!.Plan).filter((step) => step['Relation Name'] === 'outbox');
    expect(steps.length).toBeGreaterThan(1);
    return steps
      .filter((step) => step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0) > 0)
      .map((step) => step['Node Type']);
  }

  it('sends an event that commits after younger ones were sent', async () => {
    await listen();
    let commit = (): void => undefined;
    let late = Promise.resolve();
    await new Promise<void>((inserted) => {
      late = alpha.transactions.run(async (unit) => {
        const row = `INSERT INTO outbox (id, type, subject, sequence, data) VALUES (gen_random_uuid(), $1, 'late', 1, '{}')`;
        await unit.query('test.late', row, [noteWritten.type]);
        inserted();
        await new Promise<void>((resolve) => (commit = resolve));
        await unit.query('test.notify', `SELECT pg_notify('outbox_alpha', '')`);
      });
    });
    await write('young');
    await hears(1);
    commit();
    await late;
    await hears(2);
    expect(heard.map((event) => event.subject)).toEqual(['young', 'late']);
  });

  it('reports what waits and why, and sends it when it can', async () => {
    for (let n = 1; n <= 450; n += 1) await write('one', n);
    await eventually(async () =>
      expect(await alpha.relay.health()).toMatchObject({
        waiting: 450,
        lastError: 'Not listening yet: listener',
      }),
    );
    expect((await alpha.relay.health()).oldestSeconds).toBeGreaterThan(0);
    await listen();
    await hears(450);
    await eventually(async () =>
      expect(await alpha.relay.health()).toEqual({ waiting: 0, oldestSeconds: 0 }),
    );
  });

  it('comes back when its database does', async () => {
    await listen();
    await alpha.relay.stop();
    const proxy = await SeverableProxy.before(database.urlOf('alpha'));
    const relay = new Relay('alpha', proxy.url, transport, alpha.transactions);
    relay.start();
    await write('before');
    await hears(1);
    proxy.sever();
    await write('meanwhile');
    await eventually(() => expect(proxy.turnedAway).toBeGreaterThan(2));
    await proxy.restore();
    // What had been sent when the connection was cut may come again: it was not known to be sent.
    await eventually(() => expect(heard.at(-1)?.subject).toBe('meanwhile'));
    expect(new Set(heard.map(({ subject }) => subject))).toEqual(new Set(['before', 'meanwhile']));
    await relay.stop();
    await proxy.close();
  });
});
