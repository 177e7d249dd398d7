import 'reflect-metadata';
import { postgresBackend } from '#jobs/backend';
import { createLogger } from '#service-kit/log';
import { createWorker } from '#service-kit/worker';
import { registry } from '../registry.service-definition.js';
import { WEBHOOK_SETTINGS } from './webhook.settings.js';

// A worker of webhooks in a process of its own, to be killed: run by run-source.mjs with the URLs of the
// database and of the queues.
const [databaseUrl, backendUrl] = process.argv.slice(3) as [string, string];
await createWorker(registry, {
  databaseUrl,
  backend: postgresBackend(backendUrl, 20),
  logger: createLogger('killed-worker', 'error'),
  settings: [{ provide: WEBHOOK_SETTINGS, useValue: { privateTargets: true } }],
});
process.stdout.write('at work\n');
