import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { EmbeddedCluster } from '#persistence/embedded-postgres';

import { SERVER_LOG } from './test-database.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the cluster that the test run started. */
    clusterUrl: string;
  }
}

/** Starts one throw-away PostgreSQL for the whole run; durability is off, since nothing in it is kept. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'langnghe-test-'));
  const cluster = await EmbeddedCluster.start({
    directory: join(folder, 'postgresql'),
    password: 'test',
    settings: [
      'fsync=off',
      'full_page_writes=off',
      'synchronous_commit=off',
      // Into a file that tests can read: see `serverLog`.
      'logging_collector=on',
      `log_filename=${SERVER_LOG}`,
      'log_rotation_size=0',
      'log_rotation_age=0',
    ],
  });
  project.provide('clusterUrl', cluster.url);
  return async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
