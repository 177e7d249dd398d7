import type { INestApplicationContext } from '@nestjs/common';
import type { Job } from '#contracts/job';
import { postgresBackend } from '#jobs/backend';
import { JOBS_SCHEMA, provisionJobs } from '#jobs/provision';
import { appUrl } from '#persistence/provision';
import { createLogger } from '#service-kit/log';
import { createWorker } from '#service-kit/worker';
import { eventually } from '#testing/eventually';
import { testRoleSecret } from '#testing/test-database';
import type { TestClient, TestService } from '#testing/test-service';
import { registry } from '../registry.service-definition.js';

/** The worker of the registry, on queues in its database. */
export async function startWorker({ database }: TestService): Promise<{ stop(): Promise<void> }> {
  await provisionJobs(database.adminUrl, testRoleSecret);
  const backend = postgresBackend(appUrl(database.adminUrl, JOBS_SCHEMA, testRoleSecret), 10);
  const worker: INestApplicationContext = await createWorker(registry, {
    databaseUrl: database.urlOf('registry'),
    backend,
    logger: createLogger('test-worker', 'error'),
  });
  return {
    stop: async () => {
      await worker.close();
      await backend.close();
    },
  };
}

/** Waits until the worker has done with a job. */
export const finished = (client: TestClient, jobId: string): Promise<Job> =>
  eventually(async () => {
    const { body } = await client.get(`/v1/registry/jobs/${jobId}`);
    if (body.finishedAt === null) throw new Error(`the job is ${body.state}`);
    return body;
  }, 20_000);
