import { randomUUID } from 'node:crypto';
import { Controller, type Type } from '@nestjs/common';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { of } from 'rxjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventEnvelope } from '#contracts/event';
import { Transactions } from '#persistence/transactions';
import { WorkContext } from '#persistence/work-context';
import { eventually } from '#testing/eventually';
import { createTestDatabase, type TestDatabase } from '#testing/test-database';
import {
  Grudges,
  NoteConsumer,
  noteWritten,
  type RunningService,
  serviceNamed,
  startService,
} from '../test-support/event-app.js';
import { SeverableProxy } from '../test-support/severable-proxy.js';
import { InProcessTransport } from './in-process-transport.js';

/** A second consumer of the same type; answers with an Observable, as Nest allows. */
@Controller()
class AuditingConsumer {
  constructor(
    private readonly transactions: Transactions,
    private readonly context: WorkContext,
    private readonly grudges: Grudges,
  ) {}

  @EventPattern<string>(noteWritten.type)
  async onNote(@Payload({ schema: noteWritten.envelope }) event: EventEnvelope) {
    await this.transactions.run(async (unit) => {
      unit.audit({
        action: 'note.hear',
        entity: `note:${event.subject}`,
        details: { actor: this.context.current.actor },
      });
      unit.publish({ type: 'beta.note.heard', subject: event.subject, sequence: 1, data: {} });
    });
    if (this.grudges.has(`${event.data['text']} twice`)) throw new Error('cannot hear it twice');
    return of('heard');
  }
}

@Controller()
class AnsweringController {
  @MessagePattern('notes')
  notes(): string[] {
    return [];
  }
}

describe('the event server', () => {
  let database: TestDatabase;
  let transport: InProcessTransport;
  let beta: RunningService | undefined;

  beforeAll(async () => {
    database = await createTestDatabase([serviceNamed('beta')]);
  });
  beforeEach(() => {
    transport = new InProcessTransport();
  });
  afterEach(async () => {
    await beta?.close();
    beta = undefined;
    await transport.close();
    await database.query('TRUNCATE beta.seen, beta.dead_letter, beta.audit_entry, beta.outbox, beta.inbox');
  });
  afterAll(() => database.drop());

  const start = async (controllers: Type[], url = database.urlOf('beta')): Promise<RunningService> =>
    (beta = await startService('beta', url, transport, controllers));
  const event = (subject: string, data: Record<string, unknown> = { text: 'hello' }): EventEnvelope => ({
    specversion: '1.0',
    id: randomUUID(),
    source: '/alpha',
    type: noteWritten.type,
    subject,
    sequence: 1,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data,
  });
  const seen = () => database.query<{ subject: string }>('SELECT subject FROM beta.seen ORDER BY seq');
  const audits = () => database.query('SELECT actor, entity, details FROM beta.audit_entry ORDER BY seq');

  it('handles a batch in one transaction', async () => {
    await start([NoteConsumer]);
    await transport.publish(Array.from({ length: 50 }, (_, n) => event(`note ${n}`)));
    const [row] = await database.query(
      'SELECT count(*)::int AS rows, count(DISTINCT xmin::text)::int AS transactions FROM beta.seen',
    );
    expect(row).toEqual({ rows: 50, transactions: 1 });
  });

  it('gives each event of a failing batch its own transaction', async () => {
    const { grudges } = await start([NoteConsumer]);
    grudges.add('poison');
    await transport.publish([event('one'), event('bad', { text: 'poison' }), event('two')]);
    expect((await seen()).map((row) => row.subject)).toEqual(['one', 'two']);
    expect(await beta!.deadLetters.count()).toBe(1);
  });

  it('runs several handlers of one type in one transaction, in the name of the event', async () => {
    await start([NoteConsumer, AuditingConsumer]);
    await beta!.relay.stop();
    const told = event('one');
    await transport.publish([told]);
    const actor = `event:${told.id}`;
    expect(await seen()).toHaveLength(1);
    expect(await audits()).toEqual([{ actor, entity: 'note:one', details: { actor } }]);
    expect(await database.query('SELECT type, subject FROM beta.outbox')).toEqual([
      { type: 'beta.note.heard', subject: 'one' },
    ]);
  });

  it('undoes what the first handler did when the second fails', async () => {
    const { grudges } = await start([NoteConsumer, AuditingConsumer]);
    grudges.add('hello twice');
    await transport.publish([event('one')]);
    expect(await seen()).toEqual([]);
    expect(await audits()).toEqual([]);
    expect(await database.query('SELECT * FROM beta.inbox')).toEqual([]);
    expect(await beta!.deadLetters.list({ limit: 1 })).toMatchObject([{ reason: 'cannot hear it twice' }]);
  });

  it('lets each handler see its own event as the actor, also within a batch', async () => {
    await start([AuditingConsumer]);
    const [one, two] = [event('one'), event('two')];
    await transport.publish([one, two]);
    const actors = (await audits()).map((row) => row['details']);
    expect(actors).toEqual([{ actor: `event:${one.id}` }, { actor: `event:${two.id}` }]);
  });

  it('checks the payload with the global pipe and says what is wrong with it', async () => {
    await start([NoteConsumer]);
    await transport.publish([event('odd', { text: 7 })]);
    const [letter] = await beta!.deadLetters.list({ limit: 1 });
    expect(letter!.reason).toContain('data.text');
  });

  it('works without the filter that lets errors through, but then their reasons are lost', async () => {
    beta = await startService('beta', database.urlOf('beta'), transport, [NoteConsumer], []);
    beta.grudges.add('poison');
    await transport.publish([event('one', { text: 'poison' })]);
    const letters = await beta.deadLetters.list({ limit: 1 });
    expect(letters).toMatchObject([{ reason: 'Internal server error', attempts: 5 }]);
  });

  it('pages through the dead letters, newest first', async () => {
    const { deadLetters } = await start([]);
    for (const subject of ['one', 'two', 'three'])
      await deadLetters.add({ body: subject, reason: 'none', attempts: 0 });
    const [newest, second] = await deadLetters.list({ limit: 2 });
    const [oldest, ...rest] = await deadLetters.list({ limit: 2, before: second!.id });
    expect([newest, second, oldest].map((letter) => letter?.body)).toEqual(['three', 'two', 'one']);
    expect(rest).toEqual([]);
  });

  it('refuses to answer requests', async () => {
    await expect(
      startService('beta', database.urlOf('beta'), transport, [AnsweringController]),
    ).rejects.toThrow('services send events to each other, not requests');
  });

  it('stops at once while it waits for the database, and leaves the event to be delivered again', async () => {
    const proxy = await SeverableProxy.before(database.urlOf('beta'));
    await start([NoteConsumer], proxy.url);
    proxy.sever();
    const told = event('one');
    const outcome = transport.publish([told]).then(
      () => 'published',
      (error: Error) => error.message,
    );
    await eventually(() => expect(proxy.turnedAway).toBeGreaterThan(2));
    await beta!.close();
    expect(await outcome).toContain('aborted');
    await proxy.close();
    await start([NoteConsumer]);
    await transport.publish([told]);
    expect(await seen()).toEqual([{ subject: 'one' }]);
  });
});
