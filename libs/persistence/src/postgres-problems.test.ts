import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#testing/eventually';
import { createTestDatabase, foundationOnly, type TestDatabase } from '#testing/test-database';
import { PersistenceModule } from './persistence.module.js';
import { Transactions } from './transactions.js';
import type { UnitOfWork } from './unit-of-work.js';

describe('a connection that goes away under a unit of work', () => {
  const service = foundationOnly('sample', 'CREATE TABLE note (id int PRIMARY KEY)');
  let database: TestDatabase;
  let transactions: Transactions;
  let close: () => Promise<void>;

  beforeAll(async () => {
    database = await createTestDatabase([service]);
    const module = await Test.createTestingModule({
      imports: [PersistenceModule.forService(service, database.urlOf('sample'))],
    }).compile();
    await module.init();
    transactions = module.get(Transactions);
    close = () => module.close();
  });
  afterAll(async () => {
    await close();
    await database.drop();
  });

  const cut = async (unit: UnitOfWork): Promise<void> => {
    const [own] = await unit.query<{ pid: number }>('own', 'SELECT pg_backend_pid() AS pid');
    await database.query('SELECT pg_terminate_backend($1)', [own!.pid]);
  };
  const insert = (unit: UnitOfWork, id: number) => unit.query('insert', 'INSERT INTO note VALUES ($1)', [id]);
  const unavailable = { code: 'service.unavailable', status: 503 };

  it('is told as 503 when it is noticed by the next statement, also by a second one', async () => {
    const once = transactions.run(async (unit) => {
      await cut(unit);
      await insert(unit, 1);
    });
    await expect(once).rejects.toMatchObject(unavailable);
    const twice = transactions.run(async (unit) => {
      await cut(unit);
      await insert(unit, 2).catch(() => undefined);
      await insert(unit, 2);
    });
    await expect(twice).rejects.toMatchObject(unavailable);
  });

  it('is told as 503 when it is noticed by COMMIT or by a read through TypeORM', async () => {
    const atCommit = transactions.run(async (unit) => {
      await insert(unit, 3);
      await cut(unit);
    });
    await expect(atCommit).rejects.toMatchObject(unavailable);
    const reading = transactions.run(async (unit) => {
      await cut(unit);
      await unit.manager.query('SELECT 1').catch(() => undefined);
      await unit.manager.query('SELECT 1');
    });
    await expect(reading).rejects.toMatchObject(unavailable);
  });

  it('is told as 503 at whatever moment of a unit it happens', async () => {
    let cutting = true;
    const cuts = (async () => {
      const others = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'sample_app' AND datname = current_database()`;
      while (cutting) await database.query(others);
    })();
    const failures: unknown[] = [];
    const work = async (unit: UnitOfWork): Promise<void> => {
      await insert(unit, -1);
      await unit.manager.query('SELECT 1');
      await unit.query('delete', 'DELETE FROM note WHERE id < 0');
      unit.audit({ action: 'note.write', entity: 'note:-1' });
    };
    const worker = async (): Promise<void> => {
      for (let turn = 0; turn < 60; turn += 1)
        await transactions.run(work).catch((error) => failures.push(error));
    };
    await Promise.all([1, 2, 3, 4].map(worker));
    cutting = false;
    await cuts;
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures)
      expect(failure).toMatchObject({ status: expect.toSatisfy((s) => s === 503 || s === 409) });
  });

  it('leaves nothing behind, and the next unit has another connection', async () => {
    // The pool may still learn that a connection it holds was cut while it lay idle.
    await eventually(() => transactions.run((unit) => insert(unit, 4)));
    expect(await database.query('SELECT id FROM sample.note')).toEqual([{ id: 4 }]);
  });
});
