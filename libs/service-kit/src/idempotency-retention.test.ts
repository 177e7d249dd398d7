import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '#testing/eventually';
import { foundationOnly } from '#testing/test-database';
import { startTestService, type TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import type { ServiceDefinition } from './service.js';

class Nothing {}
const definition: ServiceDefinition = {
  name: 'training',
  description: 'Nothing but what every service has',
  database: foundationOnly('training'),
  module: Nothing,
};

let service: TestService;
let worker: { stop(): Promise<void> };
beforeAll(async () => {
  service = await startTestService(definition);
  worker = await startTestWorker(definition, service);
});
afterAll(async () => {
  await worker?.stop();
  await service?.close();
});

const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  service.database.query<Row>(text, values);

it('forgets the answers under keys of more than a week, however many, and keeps the others', async () => {
  await sql(
    `INSERT INTO training.idempotency (caller, key, request_hash, status, created_at)
     SELECT 'somebody', 'old ' || n, ''::bytea, 201, now() - interval '7 days 1 hour' FROM generate_series(1, 12000) n
     UNION ALL SELECT 'somebody', 'new ' || n, ''::bytea, 201, now() - interval '6 days 23 hours' FROM generate_series(1, 3) n`,
  );
  const id = randomUUID();
  await sql(
    `INSERT INTO training.job (id, queue, data, requested_by)
     VALUES ($1, 'training.idempotency-retention', '{}', 'test') RETURNING pg_notify('job_training', '')`,
    [id],
  );
  await eventually(async () => {
    const [job] = await sql<{ result: unknown }>('SELECT result FROM training.job WHERE id = $1', [id]);
    expect(job!.result).toEqual({ forgotten: 12_000 });
  }, 20_000);
  const left = await sql<{ key: string }>('SELECT key FROM training.idempotency ORDER BY key');
  expect(left.map(({ key }) => key)).toEqual(['new 1', 'new 2', 'new 3']);
});
