import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dataSourceOptions } from '#persistence/data-source';
import { createTestDatabase, foundationOnly } from '#testing/test-database';
import { JobTable } from './job-table.js';
import { firingId } from './schedules.js';

describe('the firing of a schedule', () => {
  it('has an id that follows from its name alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(z.uuid().safeParse(firingId(one)).success).toBe(true);
        expect(firingId(one) === firingId(other)).toBe(one === other);
      }),
    );
  });

  it('makes one job, however often it is reported', async () => {
    const service = foundationOnly('sample');
    const database = await createTestDatabase([service]);
    const source = await new DataSource(dataSourceOptions(service, database.urlOf('sample'))).initialize();
    const due = new Date('2026-10-01T00:30:00Z');
    const job = {
      id: firingId('x'),
      queue: 'sample.note-write',
      data: { note: 'x' },
      requestedBy: 'schedule:x',
      due,
    };
    await Promise.all([1, 2, 3].map(() => new JobTable(source).insert(job)));
    expect(await database.query('SELECT id, state, created_at FROM sample.job')).toEqual([
      { id: job.id, state: 'waiting', created_at: due },
    ]);
    await source.destroy();
    await database.drop();
  });
});
