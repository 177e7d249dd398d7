import { createHash } from 'node:crypto';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '#contracts/problem';
import { createTestDatabase, foundationOnly, type TestDatabase } from '#testing/test-database';
import { PersistenceModule } from './persistence.module.js';
import { Transactions } from './transactions.js';
import { WorkContext } from './work-context.js';

describe('a unit of work', () => {
  const service = foundationOnly('sample', 'CREATE TABLE note (id int PRIMARY KEY, text text NOT NULL)');
  let database: TestDatabase;
  let transactions: Transactions;
  let context: WorkContext;
  let close: () => Promise<void>;

  beforeAll(async () => {
    database = await createTestDatabase([service]);
    const module = await Test.createTestingModule({
      imports: [PersistenceModule.forService(service, database.urlOf('sample'))],
    }).compile();
    await module.init();
    transactions = module.get(Transactions);
    context = module.get(WorkContext);
    close = () => module.close();
  });
  afterAll(async () => {
    await close();
    await database.drop();
  });

  const request = (key: string, body: string) => ({
    caller: 'an',
    key,
    requestHash: createHash('sha256').update(body).digest(),
  });
  const note = (id: number) =>
    transactions.run(async (unit) => {
      await unit.query('note.insert', 'INSERT INTO note VALUES ($1, $2)', [id, 'text']);
      unit.publish({ type: 'sample.note.written', subject: String(id), sequence: 1, data: { id } });
      unit.audit({ action: 'note.write', entity: `note:${id}` });
    });
  const count = async (sql: string): Promise<number> =>
    Number((await database.query<{ n: number }>(sql))[0]!.n);

  it('commits the change, its event and its audit record together, in the name of the caller', async () => {
    await context.run({ actor: 'an', requestId: 'r-1' }, () => note(1));
    expect(await database.query(`SELECT type, subject, data FROM sample.outbox WHERE subject = '1'`)).toEqual(
      [{ type: 'sample.note.written', subject: '1', data: { id: 1 } }],
    );
    expect(
      await database.query(
        `SELECT actor, action, request_id FROM sample.audit_entry WHERE entity = 'note:1'`,
      ),
    ).toEqual([{ actor: 'an', action: 'note.write', request_id: 'r-1' }]);
  });

  it('leaves nothing behind when it fails', async () => {
    const failing = transactions.run(async () => {
      await note(2);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await count(`SELECT count(*) AS n FROM sample.note WHERE id = 2`)).toBe(0);
    expect(await count(`SELECT count(*) AS n FROM sample.outbox WHERE subject = '2'`)).toBe(0);
  });

  it('turns a duplicate into a conflict', async () => {
    await note(3);
    await expect(note(3)).rejects.toMatchObject({ code: 'resource.conflict', status: 409 });
  });

  it('gives ten equal answers to ten parallel repetitions and acts once', async () => {
    let made = 10;
    const once = () =>
      transactions.once(request('ten', 'same'), async () => {
        const id = made++;
        await note(id);
        return { status: 201, response: { id } };
      });
    const answers = await Promise.all(Array.from({ length: 10 }, once));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.response))).size).toBe(1);
    expect(await count('SELECT count(*) AS n FROM sample.note WHERE id >= 10')).toBe(1);
    expect(answers[0]!.status).toBe(201);
  });

  it('refuses a key that was used with another request', async () => {
    const act = async () => ({ status: 201, response: {} });
    await transactions.once(request('other', 'one'), act);
    const second = transactions.once(request('other', 'two'), act);
    await expect(second).rejects.toBeInstanceOf(Problem);
    await expect(second).rejects.toMatchObject({ code: 'idempotency.key-reused' });
  });

  describe('of requests that come at the same moment', () => {
    const grouped = (key: string, id: number, then: () => void = () => undefined) =>
      transactions.once(
        request(key, key),
        async () => {
          await note(id);
          then();
          return { status: 201, response: { id } };
        },
        { grouped: true },
      );
    const transactionsOf = (from: number, to: number) =>
      count(`SELECT count(DISTINCT xmin::text) AS n FROM sample.note WHERE id BETWEEN ${from} AND ${to}`);

    it('shares few transactions, and each has its own answer, event and record', async () => {
      const ids = Array.from({ length: 40 }, (_, index) => 100 + index);
      const answers = await Promise.all(
        ids.map((id) => context.run({ actor: `caller-${id}` }, () => grouped(`shared-${id}`, id))),
      );
      expect(answers.map(({ response }) => response)).toEqual(ids.map((id) => ({ id })));
      expect(await transactionsOf(100, 139)).toBeLessThan(10);
      const kept = `SELECT count(*) AS n FROM sample.audit_entry a
        JOIN sample.outbox o ON a.entity = 'note:' || o.subject
        JOIN sample.idempotency i ON i.key = 'shared-' || o.subject AND i.response->>'id' = o.subject
        WHERE a.actor = 'caller-' || o.subject`;
      expect(await count(kept)).toBe(40);
    });

    it('lets nobody suffer for another: who is refused is refused alone', async () => {
      await note(200);
      const outcomes = await Promise.allSettled([
        ...[201, 202, 203].map((id) => grouped(`beside-${id}`, id)),
        grouped('duplicate', 200),
        grouped('thinks-again', 204, () => {
          throw Problem.conflict('sample.no', 'No');
        }),
        ...[205, 206].map((id) => grouped(`beside-${id}`, id)),
      ]);
      expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 201 : outcome.reason.code))).toEqual(
        [201, 201, 201, 'resource.conflict', 'sample.no', 201, 201],
      );
      expect(await count('SELECT count(*) AS n FROM sample.note WHERE id BETWEEN 201 AND 206')).toBe(5);
    });

    it('asks and writes together what they ask and write alike, each for itself', async () => {
      const echo = {
        name: 'note.echo',
        first: "SELECT set_config('sample.asked', $1, true)",
        text: `SELECT given.n, word, count(*) OVER ()::int AS together, current_setting('sample.asked') <> '' AS first
                 FROM jsonb_to_recordset($1::jsonb) AS given (n int, word text) WHERE word <> ''`,
      };
      const insert = {
        name: 'note.insert-many',
        text: 'INSERT INTO note SELECT id, text FROM jsonb_to_recordset($1::jsonb) AS given (id int, text text)',
      };
      const ask = (id: number, word: string) =>
        transactions.once(
          request(`asks-${word}-${id}`, word),
          async () => ({
            status: 201,
            response: await transactions.run(async (unit) => {
              unit.write(insert, { id, text: word });
              return unit.ask<{ word: string; together: number; first: boolean }>(echo, { word });
            }),
          }),
          { grouped: true },
        );
      const words = ['một', 'hai', '', 'bốn'];
      const answers = await Promise.all(words.map((word, at) => ask(210 + at, word)));
      expect(answers.map(({ response }) => response)).toEqual(
        words.map((word, n) => (word === '' ? undefined : { n, word, together: 3, first: true })),
      );
      const texts = await database.query(
        'SELECT text FROM sample.note WHERE id BETWEEN 210 AND 213 ORDER BY id',
      );
      expect(texts.map(({ text }) => text)).toEqual(words);

      // 213 is there already: nobody else suffers for it.
      const [before, again, after] = await Promise.allSettled([
        ask(214, 'năm'),
        ask(213, 'ba'),
        ask(215, 'sáu'),
      ]);
      expect([before.status, again.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await count('SELECT count(*) AS n FROM sample.note WHERE id BETWEEN 210 AND 215')).toBe(6);
    });

    it('acts once when ten of them are the same', async () => {
      let id = 300;
      const answers = await Promise.all(Array.from({ length: 10 }, () => grouped('ten-at-once', id++)));
      expect(new Set(answers.map(({ response }) => JSON.stringify(response))).size).toBe(1);
      expect(await count('SELECT count(*) AS n FROM sample.note WHERE id >= 300')).toBe(1);
    });
  });

  it('tells of a statement that nobody waited for', async () => {
    const sending = transactions.run(async (unit) => {
      unit.send('note.again', 'INSERT INTO note VALUES (3, $1)', ['again']);
      await unit.query('note.count', 'SELECT count(*) FROM note');
    });
    await expect(sending).rejects.toMatchObject({ code: 'resource.conflict' });
  });

  it('is not committed when a failure in it was swallowed', async () => {
    const swallowing = transactions.run(async (unit) => {
      await unit.query('note.wrong', 'INSERT INTO note VALUES (3, $1)', ['again']).catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow('rolled back');
  });

  it('lets the application role add to the audit log, but not change it', async () => {
    const change = transactions.run((unit) => unit.query('audit.cut', 'DELETE FROM audit_entry'));
    await expect(change).rejects.toThrow(/permission denied/);
  });
});
