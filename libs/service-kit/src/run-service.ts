import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createRemoteJWKSet } from 'jose';
import { RabbitTransport } from '#messaging/rabbit-transport';
import { readSettings, redacted, type Settings, StartError } from './config.js';
import { createLogger } from './log.js';
import { createService, type ServiceDefinition, serviceNames } from './service.js';

/** What a process has to shut down, last thing first. */
export interface Stoppable {
  close(): Promise<unknown>;
}

/** Seconds a process may take to end after SIGTERM before it ends itself; below the 30 s of Kubernetes. */
const GRACE_SECONDS = 25;

/**
 * Ends the process cleanly on SIGTERM and SIGINT: what is in flight is finished, then everything is closed in
 * the given order. A second signal ends it at once.
 */
export function closeOnSignals(...parts: Stoppable[]): void {
  const stop = async (): Promise<void> => {
    process.once('SIGINT', () => process.exit(130));
    setTimeout(() => process.exit(1), GRACE_SECONDS * 1000).unref();
    for (const part of parts) await part.close().catch(() => undefined);
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}

/** Runs the body of a process; a wrong start is said plainly, anything else with its stack. Ends with code 1. */
export async function runProcess(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    const text =
      error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}

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
