import { type INestApplicationContext, Module, type ValueProvider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import type { JobsBackend } from '#jobs/backend';
import type { WorkerTiming } from '#jobs/job-worker';
import { WorkerModule } from '#jobs/worker.module';
import { PersistenceModule } from '#persistence/persistence.module';
import { idempotencyRetention } from './idempotency-retention.js';
import { NestLogger } from './log.js';
import { type ServiceDefinition, settingsModule } from './service.js';

/** What the topology hands to the worker of a service. */
export interface WorkerPorts {
  databaseUrl: string;
  /** URL of the role of the service's vault, where it has one. */
  vaultUrl?: string;
  backend: JobsBackend;
  logger: Logger;
  /** The service's own settings, by injection token. */
  settings?: ValueProvider[];
  /** Where it departs from the usual. */
  timing?: Partial<WorkerTiming>;
}

/** Two connections for each of the queues that run one job at a time; deliveries hold none while they wait for a receiver. */
const POOL = 16;

/** Builds and starts the worker of a service: its processors on the service's own database. */
export async function createWorker(
  definition: ServiceDefinition,
  ports: WorkerPorts,
): Promise<INestApplicationContext> {
  const { vault } = definition;
  @Module({
    imports: [
      PersistenceModule.forService(definition.database, ports.databaseUrl, {
        poolSize: POOL,
        ...(vault && { vault: { database: vault, url: ports.vaultUrl! } }),
      }),
      settingsModule(ports.settings ?? []),
      WorkerModule.forService(ports.backend, ports.timing),
      ...(definition.worker ? [definition.worker] : []),
    ],
    providers: [idempotencyRetention(definition.name)],
  })
  class ServiceWorker {}
  const logger = ports.logger.child({ service: `${definition.name}-worker` });
  return NestFactory.createApplicationContext(ServiceWorker, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
}
