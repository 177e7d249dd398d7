import 'reflect-metadata';
import { postgresBackend } from '#jobs/backend';
import { createLogger } from '#service-kit/log';
import { createWorker } from '#service-kit/worker';
import { registry } from '../registry.service-definition.js';
import { MAIL_SETTINGS } from './mail.settings.js';

// The registry's worker in a process of its own, to be killed: run by run-source.mjs with the URLs of its
// database, of the backend and of the mail server.
const [databaseUrl, backendUrl, url] = process.argv.slice(3) as [string, string, string];

await createWorker(registry, {
  databaseUrl,
  backend: postgresBackend(backendUrl, 20),
  logger: createLogger('mail-worker', 'error'),
  settings: [{ provide: MAIL_SETTINGS, useValue: { url, from: 'so@vp.example', publicUrl: null } }],
});
