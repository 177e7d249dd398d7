import {
  type DynamicModule,
  StandardSchemaValidationPipe,
  type Type,
  type ValueProvider,
} from '@nestjs/common';
import { APP_FILTER, APP_PIPE, NestFactory } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import { AuditModule } from '#audit/audit.module';
import { AccessGuard } from '#auth/access.guard';
import { AuthModule } from '#auth/auth.module';
import { Revocations } from '#auth/revocations';
import { Problem } from '#contracts/problem';
import { JobsModule } from '#jobs/jobs.module';
import { EventServer } from '#messaging/event-server';
import type { EventTransport } from '#messaging/event-transport';
import { MessagingModule } from '#messaging/messaging.module';
import type { ServiceDatabase } from '#persistence/data-source';
import { PersistenceModule } from '#persistence/persistence.module';
import { Transactions } from '#persistence/transactions';
import { AuditController } from './audit.controller.js';
import { AuditVerificationsConsumer } from './audit-verifications.consumer.js';
import type { Settings } from './config.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { HealthController } from './health.controller.js';
import { acceptBodies, httpAdapter } from './http-server.js';
import { JobsController } from './jobs.controller.js';
import { NestLogger } from './log.js';
import { describeService } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { RevocationList } from './revocation-list.js';
import { RevocationsConsumer } from './revocations.consumer.js';
import type { ServiceName } from './service-names.js';
import { WorkInterceptor } from './work.interceptor.js';

/** A service: what makes it different from the others. */
export interface ServiceDefinition {
  name: ServiceName;
  description: string;
  database: ServiceDatabase;
  /** What it keeps apart from all else, under a role of its own. */
  vault?: ServiceDatabase;
  /** Its features. */
  module: Type;
  /** The processors of its jobs, run by the worker. */
  worker?: Type;
  /** Settings that only this service knows, injectable in it and in its worker. */
  settings?: (settings: Settings) => ValueProvider[];
}

/** What the topology hands to a service. */
export interface ServicePorts {
  /** URL of the service's application role. */
  databaseUrl: string;
  /** URL of the role of its vault, where it has one. */
  vaultUrl?: string;
  transport: EventTransport;
  /** Published keys that access tokens are checked against. */
  keys: JWTVerifyGetKey;
  logger: Logger;
  /** The service's own settings, by injection token. */
  settings?: ValueProvider[];
}

/** Path under which the gateway and the service itself offer the service's routes. */
export const servicePrefix = (name: ServiceName): string => `v1/${name}`;

/** Makes a service's own settings injectable everywhere in it. */
export function settingsModule(providers: ValueProvider[]): DynamicModule {
  class ServiceSettings {}
  return {
    module: ServiceSettings,
    global: true,
    providers,
    exports: providers.map(({ provide }) => provide),
  };
}

function serviceModule(definition: ServiceDefinition, ports: ServicePorts): DynamicModule {
  class Service {}
  const { database, vault } = definition;
  return {
    module: Service,
    imports: [
      PersistenceModule.forService(database, ports.databaseUrl, {
        ...(vault && { vault: { database: vault, url: ports.vaultUrl! } }),
      }),
      AuthModule.withKeys(ports.keys),
      settingsModule(ports.settings ?? []),
      JobsModule,
      AuditModule.forService(definition.name),
      MessagingModule.forService(definition.name, ports.databaseUrl, ports.transport),
      definition.module,
    ],
    controllers: [
      HealthController,
      JobsController,
      DeadLettersController,
      AuditController,
      AuditVerificationsConsumer,
      RevocationsConsumer,
    ],
    providers: [
      {
        provide: RevocationList,
        inject: [Revocations, Transactions],
        useFactory: (revocations: Revocations, transactions: Transactions) =>
          new RevocationList(definition.name, ports.databaseUrl, revocations, transactions),
      },
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_PIPE, useValue: validation },
      WorkInterceptor,
    ],
  };
}

/** Takes out nothing before it checks: the parser refuses what would change prototypes, and schemas what they do not know. */
class WholeValidationPipe extends StandardSchemaValidationPipe {
  protected override stripProtoKeys(): void {}
}

/** Bodies, parameters and queries are checked by the schema of their decorator. */
const validation = new WholeValidationPipe({
  exceptionFactory: (issues) =>
    Problem.of('request.invalid', {
      errors: issues.slice(0, 50).map(({ path, message }) => ({
        path: (path ?? [])
          .map((segment) => String(typeof segment === 'object' ? segment.key : segment))
          .join('.'),
        message,
      })),
    }),
});

/** Builds a service: ready to answer and connected to its events, but not listening yet. */
export async function createService(
  definition: ServiceDefinition,
  ports: ServicePorts,
): Promise<NestFastifyApplication> {
  const logger = ports.logger.child({ service: definition.name });
  const app = await NestFactory.create<NestFastifyApplication>(
    serviceModule(definition, ports),
    httpAdapter(logger),
    {
      logger: new NestLogger(logger),
      abortOnError: false,
      bodyParser: false,
    },
  );
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  acceptBodies(fastify);
  app.setGlobalPrefix(servicePrefix(definition.name), { exclude: ['health/{*rest}'] });
  app.connectMicroservice({ strategy: app.get(EventServer) }, { inheritAppConfig: true });
  // Of routes alone, since they come after the handlers of events: those are nobody's calls, and each would pay for both.
  app.useGlobalGuards(app.get(AccessGuard));
  app.useGlobalInterceptors(app.get(WorkInterceptor));
  await app.init();
  await fastify.ready();
  await app.startAllMicroservices();
  return app;
}

/** The OpenAPI document of a service, without a database or a broker. */
export async function serviceDocument(definition: ServiceDefinition): Promise<OpenAPIObject> {
  const app = await NestFactory.create(
    serviceModule(definition, {} as ServicePorts),
    httpAdapter(undefined as never),
    {
      preview: true,
      logger: false,
      abortOnError: false,
    },
  );
  app.setGlobalPrefix(servicePrefix(definition.name));
  const config = new DocumentBuilder().setOpenAPIVersion('3.1.0').addBearerAuth().build();
  return describeService(definition.name, SwaggerModule.createDocument(app, config, { operationIdFactory }));
}

/** `AreasController.list` → `areas.list`. */
function operationIdFactory(controller: string, method: string): string {
  const noun = controller.replace(/Controller$/, '');
  return `${noun.charAt(0).toLowerCase()}${noun.slice(1)}.${method}`;
}
