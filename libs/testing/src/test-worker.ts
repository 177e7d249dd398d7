import { postgresBackend } from '#jobs/backend';
import { JOBS_SCHEMA, provisionJobs } from '#jobs/provision';
import { appUrl } from '#persistence/provision';
import { createLogger } from '#service-kit/log';
import type { ServiceDefinition } from '#service-kit/service';
import { createWorker } from '#service-kit/worker';
import { testRoleSecret } from './test-database.js';
import type { TestService } from './test-service.js';

/** Starts the worker of a service under test, on queues in its database. */
export async function startTestWorker(
  definition: ServiceDefinition,
  { database }: TestService,
): Promise<{ stop(): Promise<void> }> {
  await provisionJobs(database.adminUrl, testRoleSecret);
  const backend = postgresBackend(appUrl(database.adminUrl, JOBS_SCHEMA, testRoleSecret), 20);
  const worker = await createWorker(definition, {
    databaseUrl: database.urlOf(definition.database.schema),
    ...(definition.vault && { vaultUrl: database.urlOf(definition.vault.schema) }),
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
