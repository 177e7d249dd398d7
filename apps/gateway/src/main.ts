import { readSettings, redacted } from '#service-kit/config';
import { createLogger } from '#service-kit/log';
import { closeOnSignals, runProcess } from '#service-kit/process';
import { readDocument } from './document.js';
import { createGateway } from './gateway.js';
import { overHttp } from './upstream.js';

await runProcess(async () => {
  const settings = readSettings(process.env, ['PORT']);
  const logger = createLogger('gateway', settings.LANGNGHE_LOG_LEVEL);
  logger.info({ settings: redacted(settings) });
  const app = await createGateway({
    upstreams: {
      registry: overHttp(settings.LANGNGHE_REGISTRY_URL),
      reporting: overHttp(settings.LANGNGHE_REPORTING_URL),
      survey: overHttp(settings.LANGNGHE_SURVEY_URL),
      training: overHttp(settings.LANGNGHE_TRAINING_URL),
    },
    document: readDocument(),
    rateLimit: settings.LANGNGHE_RATE_LIMIT,
    trustProxy: settings.LANGNGHE_TRUST_PROXY,
    logger,
  });
  await app.listen({ host: settings.LANGNGHE_HOST, port: settings.PORT });
  logger.info({ message: `listening on ${settings.LANGNGHE_HOST}:${settings.PORT}` });
  closeOnSignals(app);
});
