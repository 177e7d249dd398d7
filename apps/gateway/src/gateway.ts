import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { Controller, Get, Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import {
  fastify as fastifyServer,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { Problem } from '#contracts/problem';
import { httpAdapter } from '#service-kit/http-server';
import { NestLogger } from '#service-kit/log';
import { ProblemFilter, sendProblem, toProblem } from '#service-kit/problem.filter';
import { servicePrefix } from '#service-kit/service';
import type { ServiceName } from '#service-kit/service-names';
import type { Upstream } from './upstream.js';

/** What the topology hands to the gateway. */
export interface GatewayPorts {
  upstreams: Record<ServiceName, Upstream>;
  /** The merged document that `/docs` and `/openapi.json` show. */
  document: OpenAPIObject;
  /** Requests per minute and client address. */
  rateLimit: number;
  /** Whether the address of a client is the one a proxy before us names. */
  trustProxy?: boolean;
  logger: Logger;
}

/** Which requests have less than all others, and how much: so many times less per minute and client address. */
const SHARE = 10;
const scarce: Record<string, RegExp> = {
  // Guessing is slow even over many accounts.
  'sign-in': /^\/v1\/registry\/(sessions|tokens)$/,
  // Nobody answers an open poll for a multitude.
  poll: /^\/v1\/survey\/responses\/poll$/,
};
const scarceKind = ({ url }: FastifyRequest): string | undefined =>
  Object.keys(scarce).find((kind) => scarce[kind]!.test(url));

@Controller()
class GatewayController {
  @Get(['health', 'health/live', 'health/ready'])
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }
}

@Module({ controllers: [GatewayController], providers: [{ provide: APP_FILTER, useClass: ProblemFilter }] })
class GatewayModule {}

/** Builds the one address of the product; not listening yet. What no service claims is 404. */
export async function createGateway({
  upstreams,
  document,
  rateLimit: perMinute,
  trustProxy = false,
  logger,
}: GatewayPorts): Promise<NestFastifyApplication> {
  const log = logger.child({ service: 'gateway' });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule, httpAdapter(log, trustProxy), {
    logger: new NestLogger(log),
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const security = await securityHeaders();
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(security);
    done();
  });
  await fastify.register(rateLimit, {
    max: (request: FastifyRequest) => (scarceKind(request) ? Math.ceil(perMinute / SHARE) : perMinute),
    timeWindow: 60_000,
    keyGenerator: (request) => `${scarceKind(request) ?? ''} ${request.ip}`,
    errorResponseBuilder: (_request, { ttl }) =>
      Problem.of('request.too-many', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  });
  for (const [name, upstream] of Object.entries(upstreams) as [ServiceName, Upstream][]) {
    await fastify.register(async (scope) => {
      scope.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));
      await upstream(scope, `/${servicePrefix(name)}`);
    });
  }
  fastify.get('/openapi.json', async () => document);
  SwaggerModule.setup('docs', app, document, {
    customSiteTitle: 'Lắng Nghe API',
    swaggerOptions: { persistAuthorization: false },
  });
  await app.init();
  return app;
}

/** What helmet sets, asked for once: it is the same for every answer. */
async function securityHeaders(): Promise<Record<string, string>> {
  const asked = fastifyServer();
  await asked.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: [`'self'`],
        // The Swagger page styles itself inline.
        styleSrc: [`'self'`, `'unsafe-inline'`],
        imgSrc: [`'self'`, 'data:'],
        upgradeInsecureRequests: null,
      },
    },
  });
  asked.get('/', async (_request, reply) => reply.getHeaders());
  const headers = (await asked.inject('/')).json<Record<string, string>>();
  await asked.close();
  return headers;
}

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, toProblem(error), request.id);
}
