import { createServer } from 'node:http';
import { redisBackend } from '#jobs/backend';
import { readSettings, redacted } from '#service-kit/config';
import { createLogger } from '#service-kit/log';
import { closeOnSignals, runProcess } from '#service-kit/process';
import { createWorker } from '#service-kit/worker';
import { registry } from '../../registry/src/registry.service-definition.js';
import { reporting } from '../../reporting/src/reporting.service-definition.js';
import { survey } from '../../survey/src/survey.service-definition.js';
import { training } from '../../training/src/training.service-definition.js';

await runProcess(async () => {
  const settings = readSettings(process.env, [
    'LANGNGHE_REGISTRY_DATABASE_URL',
    'LANGNGHE_REPORTING_DATABASE_URL',
    'LANGNGHE_SURVEY_DATABASE_URL',
    'LANGNGHE_TRAINING_DATABASE_URL',
    'LANGNGHE_VAULT_DATABASE_URL',
    'REDIS_URL',
    'PORT',
  ]);
  const logger = createLogger('worker', settings.LANGNGHE_LOG_LEVEL);
  logger.info({ settings: redacted(settings) });
  const backend = redisBackend(settings.REDIS_URL, `${settings.LANGNGHE_NAME_PREFIX}langnghe`);
  const served = [
    { service: registry, databaseUrl: settings.LANGNGHE_REGISTRY_DATABASE_URL },
    { service: reporting, databaseUrl: settings.LANGNGHE_REPORTING_DATABASE_URL },
    { service: survey, databaseUrl: settings.LANGNGHE_SURVEY_DATABASE_URL },
    { service: training, databaseUrl: settings.LANGNGHE_TRAINING_DATABASE_URL },
  ];
  const workers = await Promise.all(
    served.map(({ service, databaseUrl }) =>
      createWorker(service, {
        databaseUrl,
        ...(service.vault && { vaultUrl: settings.LANGNGHE_VAULT_DATABASE_URL }),
        backend,
        logger,
        settings: service.settings?.(settings) ?? [],
      }),
    ),
  );
  // For probes only: the worker takes its work from the queues.
  const health = createServer((request, response) => {
    const known = request.url === '/health/live' || request.url === '/health/ready';
    response
      .writeHead(known ? 200 : 404, { 'content-type': 'application/json' })
      .end(known ? '{"status":"ok"}' : '');
  });
  health.listen(settings.PORT, settings.LANGNGHE_HOST);
  const everyWorker = { close: () => Promise.all(workers.map((worker) => worker.close())) };
  closeOnSignals(everyWorker, backend, { close: async () => health.close() });
});
