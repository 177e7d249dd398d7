import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createRemoteJWKSet } from 'jose';
import { RabbitTransport } from '#messaging/rabbit-transport';
import { readSettings, redacted, type Settings } from './config.js';
import { createLogger } from './log.js';
import { closeOnSignals, runProcess } from './process.js';
import { createService, type ServiceDefinition } from './service.js';
import { serviceNames } from './service-names.js';

const VAULT_URL = 'LANGNGHE_VAULT_DATABASE_URL';

/** What a single service may add to {@link runService}. */
export interface ServiceProcess {
  afterStart?: (app: INestApplicationContext, settings: Settings) => Promise<void>;
}

/** The process of one service in the distributed topology. */
export function runService(definition: ServiceDefinition, extras: ServiceProcess = {}): Promise<void> {
  return runProcess(async () => {
    const settings = readSettings(process.env, ['DATABASE_URL', 'RABBITMQ_URL', 'PORT']);
    const vaultUrl = definition.vault && readSettings(process.env, [VAULT_URL])[VAULT_URL];
    const logger = createLogger(definition.name, settings.LANGNGHE_LOG_LEVEL);
    logger.info({ settings: redacted(settings) });
    const transport = new RabbitTransport(settings.RABBITMQ_URL, {
      prefix: settings.LANGNGHE_NAME_PREFIX,
      services: [...serviceNames],
    });
    const app: NestFastifyApplication = await createService(definition, {
      databaseUrl: settings.DATABASE_URL,
      ...(vaultUrl && { vaultUrl }),
      transport,
      keys: remoteKeys(settings.LANGNGHE_REGISTRY_URL),
      logger,
      settings: definition.settings?.(settings) ?? [],
    });
    await extras.afterStart?.(app, settings);
    await app.listen({ host: settings.LANGNGHE_HOST, port: settings.PORT });
    logger.info({ message: `listening on ${settings.LANGNGHE_HOST}:${settings.PORT}` });
    closeOnSignals(app, transport);
  });
}

/** The keys the registry publishes, fetched when needed and kept for ten minutes. */
export function remoteKeys(registryUrl: string) {
  const url = new URL('/v1/registry/keys', registryUrl);
  return createRemoteJWKSet(url, { cooldownDuration: 2_000 });
}
