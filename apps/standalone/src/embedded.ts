import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { customFetch, createRemoteJWKSet } from 'jose';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { postgresBackend } from '#jobs/backend';
import { JOBS_SCHEMA, provisionJobs } from '#jobs/provision';
import { InProcessTransport } from '#messaging/in-process-transport';
import { ClusterInUse, EmbeddedCluster } from '#persistence/embedded-postgres';
import { appUrl, migrate } from '#persistence/provision';
import { type Settings, StartError } from '#service-kit/config';
import { createLogger } from '#service-kit/log';
import { createService } from '#service-kit/service';
import type { ServiceName } from '#service-kit/service-names';
import { createWorker } from '#service-kit/worker';
import { FirstAdministrator } from '../../registry/src/accounts/first-administrator.js';
import { readDocument } from '../../gateway/src/document.js';
import { createGateway } from '../../gateway/src/gateway.js';
import { inProcess } from '../../gateway/src/upstream.js';
import { databases, services } from './services.js';

/** The whole product in this process. */
export interface Embedded {
  /** Where it is reached. */
  url: string;
  /** Name and password of the administrator, when this start has made one; it is told this once. */
  firstAdministrator: { username: string; password: string } | null;
  stop(): Promise<void>;
}

/**
 * Starts everything in one process: database, services, worker, gateway.
 * @param report is told each step.
 * @throws StartError when another process runs on the same data, or the port is taken.
 */
export async function startEmbedded(settings: Settings, report: (line: string) => void): Promise<Embedded> {
  const logger = createLogger('langnghe', settings.LANGNGHE_LOG_LEVEL);
  const folder = resolve(settings.LANGNGHE_DATA_DIR);
  await mkdir(folder, { recursive: true });
  const secrets = await keptSecrets(join(folder, 'secrets.json'));
  const cluster = await EmbeddedCluster.start({
    directory: join(folder, 'postgresql'),
    password: secrets.database,
    report: (line) => report(`PostgreSQL: ${line}`),
  }).catch((error: Error) => {
    throw error instanceof ClusterInUse ? new StartError(error.message) : error;
  });
  const parts: { close(): Promise<unknown> }[] = [{ close: () => cluster.stop() }];
  const stop = async (): Promise<void> => {
    for (const part of parts.reverse()) await part.close();
  };
  try {
    report('PostgreSQL is up');
    await migrate(databases, cluster.url, secrets.roles, report);
    await provisionJobs(cluster.url, secrets.roles);

    const transport = new InProcessTransport(services.map(({ name }) => name));
    parts.push(transport);
    const apps = new Map<ServiceName, NestFastifyApplication>();
    const keys = createRemoteJWKSet(new URL('http://registry/v1/registry/keys'), {
      cooldownDuration: 1_000,
      // The registry is in this process: its keys need no network.
      [customFetch]: async (url) => {
        const answer = await apps.get('registry')!.inject({ url: new URL(url).pathname });
        return new Response(answer.body, { status: answer.statusCode });
      },
    });
    for (const service of services) {
      const databaseUrl = appUrl(cluster.url, service.database.schema, secrets.roles);
      const own = service.settings?.(settings) ?? [];
      const ports = { databaseUrl, transport, keys, logger, settings: own };
      const vaultUrl = service.vault && appUrl(cluster.url, service.vault.schema, secrets.roles);
      const app = await createService(service, { ...ports, ...(vaultUrl && { vaultUrl }) });
      parts.push(app);
      apps.set(service.name, app);
    }
    report(`services are up: ${services.map(({ name }) => name).join(', ')}`);

    const backend = postgresBackend(appUrl(cluster.url, JOBS_SCHEMA, secrets.roles));
    parts.push(backend);
    for (const service of services) {
      const databaseUrl = appUrl(cluster.url, service.database.schema, secrets.roles);
      const own = service.settings?.(settings) ?? [];
      const vaultUrl = service.vault && appUrl(cluster.url, service.vault.schema, secrets.roles);
      const ports = { databaseUrl, backend, logger, settings: own };
      parts.push(await createWorker(service, { ...ports, ...(vaultUrl && { vaultUrl }) }));
    }
    report('worker is up');

    const upstream = (name: ServiceName) =>
      inProcess(apps.get(name)!.getHttpAdapter().getInstance() as unknown as FastifyInstance);
    const gateway = await createGateway({
      upstreams: {
        registry: upstream('registry'),
        reporting: upstream('reporting'),
        survey: upstream('survey'),
        training: upstream('training'),
      },
      document: readDocument(),
      rateLimit: settings.LANGNGHE_RATE_LIMIT,
      trustProxy: settings.LANGNGHE_TRUST_PROXY,
      logger,
    });
    parts.push(gateway);
    const firstAdministrator = await apps
      .get('registry')!
      .get(FirstAdministrator)
      .ensure(settings.LANGNGHE_ADMIN_PASSWORD);
    const url = await listen(gateway, settings);
    return { url, firstAdministrator, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(gateway: NestFastifyApplication, settings: Settings): Promise<string> {
  const host = settings.LANGNGHE_HOST;
  const port = settings.PORT ?? 3000;
  try {
    await gateway.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartError(`Port ${port} is taken; set PORT to another one, or to 0 for any free one`, {
      cause: error,
    });
  }
  const { port: chosen } = gateway.getHttpServer().address() as { port: number };
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${chosen}`;
}

/** Secrets of this installation: made on first start, readable by its owner only. */
async function keptSecrets(path: string): Promise<{ database: string; roles: string }> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as { database: string; roles: string };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const made = { database: randomBytes(24).toString('hex'), roles: randomBytes(24).toString('hex') };
    await writeFile(path, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
    await chmod(path, 0o600);
    return made;
  }
}
