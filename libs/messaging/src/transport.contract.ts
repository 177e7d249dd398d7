import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventEnvelope } from '#contracts/event';
import { eventually } from '#testing/eventually';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import {
  DeadlyTransport,
  NoteConsumer,
  noteWritten,
  type RunningService,
  serviceNamed,
  startService,
} from '../test-support/event-app.js';
import { SeverableProxy } from '../test-support/severable-proxy.js';
import type { EventTransport } from './event-transport.js';

/** A way to connect three services, as the contract needs it. */
export interface Topology {
  /** The transport a service is made with. */
  transportFor(service: string): EventTransport;
  /** Puts any text where the service's events arrive. */
  inject(service: string, body: string): Promise<void>;
  close(): Promise<void>;
}

/** What must hold of every {@link EventTransport}, seen from services that use it: alpha tells, all three listen. */
export function transportContract(name: string, open: () => Promise<Topology>): void {
  describe(`events ${name}`, () => {
    let database: TestDatabase;
    let topology: Topology;
    let betaDatabase: SeverableProxy;
    let transports: Record<'alpha' | 'beta' | 'gamma', DeadlyTransport>;
    let [alpha, beta, gamma]: RunningService[] = [];

    beforeAll(async () => {
      database = await createTestDatabase(['alpha', 'beta', 'gamma'].map(serviceNamed));
      topology = await open();
      betaDatabase = await SeverableProxy.before(database.urlOf('beta'));
      const transport = (service: string) => new DeadlyTransport(topology.transportFor(service));
      transports = { alpha: transport('alpha'), beta: transport('beta'), gamma: transport('gamma') };
      beta = await startService('beta', betaDatabase.url, transports.beta, [NoteConsumer]);
      gamma = await startService('gamma', database.urlOf('gamma'), transports.gamma, [NoteConsumer]);
      alpha = await startService('alpha', database.urlOf('alpha'), transports.alpha, [NoteConsumer]);
      await write('the first', 1);
      await bothHaveSeen(1);
    });
    afterAll(async () => {
      await Promise.all([alpha, beta, gamma].map((service) => service?.close()));
      await topology.close();
      await betaDatabase.close();
      await database.drop();
    });
    beforeEach(async () => {
      for (const service of ['alpha', 'beta', 'gamma'])
        await database.query(`TRUNCATE ${service}.seen, ${service}.dead_letter`);
    });

    const write = (subject: string, sequence: number, text = 'hello'): Promise<void> =>
      alpha!.transactions.run(async (unit) => unit.publish(noteWritten.of(subject, sequence, { text })));
    const writeMany = async (subject: string, count: number): Promise<void> => {
      for (let sequence = 1; sequence <= count; sequence += 1) await write(subject, sequence);
    };
    const envelope = (subject: string, text = 'hello'): EventEnvelope => ({
      ...noteWritten.of(subject, 1, { text }),
      specversion: '1.0',
      id: randomUUID(),
      source: '/alpha',
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
    });
    const seenBy = (service: string) =>
      database.query<{ subject: string; sequence: number; event_id: string }>(
        `SELECT subject, sequence, event_id FROM ${service}.seen ORDER BY seq`,
      );
    const hasSeen = (service: string, count: number) =>
      eventually(async () => expect((await seenBy(service)).length).toBeGreaterThanOrEqual(count), 20_000);
    const bothHaveSeen = (count: number) => Promise.all([hasSeen('beta', count), hasSeen('gamma', count)]);
    const outboxIsEmpty = () =>
      eventually(async () => expect((await alpha!.relay.health()).waiting).toBe(0), 20_000);
    const deadLettersOf = (service: RunningService | undefined, count: number) =>
      eventually(async () => {
        const letters = await service!.deadLetters.list({ limit: 10 });
        expect(letters).toHaveLength(count);
        return letters;
      });
    const expectEachOnce = async (count: number): Promise<void> => {
      await outboxIsEmpty();
      for (const service of ['beta', 'gamma']) {
        const seen = await seenBy(service);
        expect(seen).toHaveLength(count);
        expect(new Set(seen.map((row) => row.event_id)).size).toBe(count);
      }
    };

    it('reach every service that listens, once', async () => {
      await Promise.all(['a', 'b', 'c'].map((subject) => writeMany(subject, 10)));
      await bothHaveSeen(30);
      await expectEachOnce(30);
      const kept = 'SELECT count(*)::int AS n FROM beta.inbox JOIN beta.seen USING (event_id)';
      expect(await database.query(kept)).toEqual([{ n: 30 }]);
    });

    it('reach the service itself that sends them, in their order and once', async () => {
      transports.alpha.kills.push('after the commit', 'before the transaction');
      await writeMany('to myself', 20);
      await hasSeen('alpha', 20);
      await outboxIsEmpty();
      expect((await seenBy('alpha')).map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: 20 }, (_, n) => n + 1),
      );
      expect(transports.alpha.kills).toEqual([]);
    });

    it('that always fail in the service that sends them do not keep them from the others', async () => {
      alpha!.grudges.add('poison');
      await write('bad', 1, 'poison');
      await write('behind', 1);
      await bothHaveSeen(2);
      await hasSeen('alpha', 1);
      await deadLettersOf(alpha, 1);
      alpha!.grudges.clear();
    });

    it('keep their order per subject while many write at once', async () => {
      const subjects = Array.from({ length: 8 }, (_, n) => `subject ${n}`);
      await Promise.all(subjects.map((subject) => writeMany(subject, 20)));
      await bothHaveSeen(160);
      const seen = await seenBy('beta');
      for (const subject of subjects) {
        const sequences = seen.filter((row) => row.subject === subject).map((row) => row.sequence);
        expect(sequences).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      }
    });

    it('take effect once when they are published three times', async () => {
      const event = envelope('thrice');
      await transports.alpha.publish([event, event]);
      await transports.alpha.publish([event]);
      await write('after', 1);
      await bothHaveSeen(2);
      await expectEachOnce(2);
    });

    it.each([
      ['alpha', 'before publishing'],
      ['alpha', 'after publishing'],
      ['beta', 'before the transaction'],
      ['beta', 'after the commit'],
    ] as const)('take effect once when %s is killed %s', async (service, moment) => {
      const { kills } = transports[service];
      kills.push(moment, moment);
      await writeMany('killed', 5);
      await eventually(() => expect(kills).toEqual([]), 20_000);
      await write('killed', 6);
      await bothHaveSeen(6);
      await expectEachOnce(6);
    });

    it('reach the service that tells them as well, if it listens', async () => {
      await beta!.transactions.run(async (unit) => unit.publish(noteWritten.of('own', 1, { text: 'hello' })));
      await bothHaveSeen(1);
      await eventually(async () => expect((await beta!.relay.health()).waiting).toBe(0), 20_000);
      await expectEachOnce(1);
    });

    it('that always fail become dead letters, and the others flow', async () => {
      beta!.grudges.add('poison');
      await write('before', 1);
      await write('bad', 1, 'poison');
      await writeMany('behind', 3);
      await hasSeen('gamma', 5);
      await hasSeen('beta', 4);
      const [letter] = await deadLettersOf(beta, 1);
      expect(letter).toMatchObject({
        type: noteWritten.type,
        reason: 'cannot bear "poison"',
        attempts: 5,
        replayedAt: null,
      });
      expect((await seenBy('beta')).map((row) => row.subject)).not.toContain('bad');
      expect(await gamma!.deadLetters.count()).toBe(0);
    });

    it('that nobody can read, or nobody handles, become dead letters at once', async () => {
      const unknown = { ...envelope('odd'), type: 'alpha.note.burnt' };
      await topology.inject('beta', 'not \0 JSON');
      await topology.inject('beta', '{"type":"alpha.note.written"}');
      await topology.inject('beta', JSON.stringify(unknown));
      await write('fine', 1);
      await hasSeen('beta', 1);
      const letters = await deadLettersOf(beta, 3);
      expect(letters.every((letter) => letter.attempts === 0)).toBe(true);
      expect(letters.find((letter) => letter.eventId === unknown.id)?.reason).toBe(
        'Nothing here handles alpha.note.burnt',
      );
      expect(letters.filter((letter) => letter.eventId === null)).toHaveLength(2);
    });

    it('that do not have the promised data become dead letters', async () => {
      await transports.alpha.publish([{ ...envelope('odd'), data: { text: 7 } }]);
      const [letter] = await deadLettersOf(beta, 1);
      expect(letter!.attempts).toBe(5);
    });

    it('can be replayed when the fault is mended, and only once', async () => {
      beta!.grudges.add('poison');
      await write('bad', 1, 'poison');
      const { id } = (await deadLettersOf(beta, 1))[0]!;
      const { deadLetters } = beta!;
      await expect(deadLetters.replay(id)).rejects.toMatchObject({ code: 'dead-letter.replay-failed' });
      expect(await deadLetters.get(id)).toMatchObject({ attempts: 6, replayedAt: null });
      expect(await seenBy('beta')).toEqual([]);
      beta!.grudges.clear();
      expect(await deadLetters.replay(id)).toMatchObject({ id, replayedAt: expect.stringMatching(/Z$/) });
      expect(await seenBy('beta')).toHaveLength(1);
      expect(await deadLetters.list({ limit: 10 })).toEqual([]);
      await expect(deadLetters.replay(id)).rejects.toMatchObject({ code: 'dead-letter.already-replayed' });
      await expect(deadLetters.replay(randomUUID())).rejects.toMatchObject({ code: 'resource.not-found' });
    });

    it('wait while a consumer has no database, and none is blamed for it', async () => {
      betaDatabase.sever();
      await writeMany('patient', 20);
      await eventually(() => expect(betaDatabase.turnedAway).toBeGreaterThan(12));
      await betaDatabase.restore();
      await bothHaveSeen(20);
      await expectEachOnce(20);
      expect(await beta!.deadLetters.count()).toBe(0);
    });

    it('go on when the relay loses its connection to the database', async () => {
      await database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'langnghe-alpha-relay'`,
      );
      await writeMany('relayed', 3);
      await bothHaveSeen(3);
      await expectEachOnce(3);
      expect((await alpha!.relay.health()).lastError).toBeUndefined();
    });

    it('wait in the outbox while the relay is stopped', async () => {
      await alpha!.relay.stop();
      await writeMany('stored', 3);
      expect(await alpha!.relay.health()).toMatchObject({ waiting: 3 });
      alpha!.relay.start();
      await bothHaveSeen(3);
      await expectEachOnce(3);
    });
  });
}
