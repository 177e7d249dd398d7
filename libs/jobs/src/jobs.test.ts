import { Test, type TestingModule } from '@nestjs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PersistenceModule } from '#persistence/persistence.module';
import { Transactions } from '#persistence/transactions';
import { WorkContext } from '#persistence/work-context';
import { createTestDatabase, foundationOnly, type TestDatabase } from '#testing/test-database';
import { Jobs } from './jobs.js';
import { JobsModule } from './jobs.module.js';
import { noteOnce, noteWrite } from './sample-service.fixture.js';

describe('the jobs of a service, seen from its API', () => {
  const service = foundationOnly('sample');
  const unknown = '00000000-0000-4000-8000-000000000000';
  let database: TestDatabase;
  let api: TestingModule;
  let jobs: Jobs;

  beforeAll(async () => {
    database = await createTestDatabase([service]);
    api = await Test.createTestingModule({
      imports: [PersistenceModule.forService(service, database.urlOf('sample')), JobsModule],
    }).compile();
    await api.init();
    jobs = api.get(Jobs);
  });
  beforeEach(async () => {
    await database.query('TRUNCATE sample.job');
  });
  afterAll(async () => {
    await api.close();
    await database.drop();
  });

  const ask = (actor: string, note: string, queue = noteWrite): Promise<string> =>
    api
      .get(WorkContext)
      .run({ actor }, () => api.get(Transactions).run(async (unit) => unit.enqueue(queue, { note })));

  it('wait, until a worker comes', async () => {
    const id = await ask('an', 'one');
    expect(await jobs.get(id)).toEqual({
      id,
      queue: 'sample.note-write',
      state: 'waiting',
      progress: 0,
      step: null,
      attempts: 0,
      result: null,
      error: null,
      createdAt: expect.stringMatching(/Z$/),
      finishedAt: null,
    });
    await expect(jobs.get(unknown)).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  it('are found by who asked for them only, when so wished', async () => {
    const id = await ask('an', 'one');
    await ask('binh', 'two');
    expect(await jobs.get(id, 'an')).toMatchObject({ id });
    await expect(jobs.get(id, 'binh')).rejects.toMatchObject({ code: 'resource.not-found' });
    expect((await jobs.list({ requestedBy: 'an' })).items.map((job) => job.id)).toEqual([id]);
  });

  it('are listed newest first, page by page, and each once', async () => {
    const asked: string[] = [];
    for (let i = 0; i < 5; i++) asked.push(await ask('an', `n${i}`, i === 2 ? noteOnce : noteWrite));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await jobs.list({ limit: 2, cursor });
      seen.push(...page.items.map((job) => job.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(asked.toReversed());
    expect((await jobs.list({ queue: noteOnce.name })).items.map((job) => job.id)).toEqual([asked[2]]);
    expect((await jobs.list({ state: 'failed' })).items).toEqual([]);
    await expect(jobs.list({ cursor: 'x' })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('are retried only when they have failed', async () => {
    const id = await ask('an', 'one');
    await expect(jobs.retry(id)).rejects.toMatchObject({ code: 'job.not-failed', status: 409 });
    await expect(jobs.retry(unknown)).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  it('are followed until the time is over or nobody listens', async () => {
    const id = await ask('an', 'one');
    const short: string[] = [];
    for await (const job of jobs.follow(id, { everyMs: 10, timeoutMs: 50 })) short.push(job.state);
    expect(short).toEqual(['waiting']);
    const listener = new AbortController();
    for await (const job of jobs.follow(id, { signal: listener.signal })) {
      expect(job.state).toBe('waiting');
      listener.abort();
    }
    await expect(jobs.follow(unknown).next()).rejects.toMatchObject({ code: 'resource.not-found' });
  });
});
