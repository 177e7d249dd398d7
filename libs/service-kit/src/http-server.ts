import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { Problem } from '#contracts/problem';
import { sendProblem, toProblem } from './problem.filter.js';
import { mediaTypeOf } from './uploaded.js';

/** Largest JSON body in bytes. */
const bodyLimit = 1024 * 1024;

/** Largest file in bytes, to a route that takes one. */
const uploadLimit = 16 * 1024 * 1024;

/** Whether a body that says how long it is may not be sent to any route. */
export function isTooLarge(request: FastifyRequest): boolean {
  const limit = mediaTypeOf(request) === JSON_TYPE ? bodyLimit : uploadLimit;
  return Number(request.headers['content-length'] ?? 0) > limit;
}

const JSON_TYPE = 'application/json';

/** The bytes of JSON bodies. */
const bodies = new WeakMap<FastifyRequest, Buffer>();

/** The body of a request as it was sent. */
export const bytesOf = (request: FastifyRequest): Buffer =>
  Buffer.isBuffer(request.body) ? request.body : (bodies.get(request) ?? Buffer.alloc(0));

/** What `@Route({ consumes })` leaves at Fastify's route. */
interface FileRoute {
  consumes?: readonly string[];
}

/** A request id from outside is kept when it is harmless, so that a call can be followed across services. */
function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

/**
 * The Fastify adapter all HTTP edges share: limits, request ids, one log line per request.
 * @param trustProxy takes the client's address from X-Forwarded-For.
 */
export function httpAdapter(logger: Logger, trustProxy = false): FastifyAdapter {
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit,
    trustProxy,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // Fastify answers some errors before any route: they are problems as well.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      void sendProblem(reply.header('x-request-id', request.id), toProblem(error), String(request.id)),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRoute', (route) => {
    if ((route.config as FileRoute | undefined)?.consumes) route.bodyLimit = uploadLimit;
  });
  // Hooks of every request call back: a promise each would cost them all.
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    logger.info({
      requestId: request.id,
      method: request.method,
      // The pattern, not the URL: ids and search terms stay out of the log.
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
    done();
  });
  return adapter;
}

/**
 * Parses JSON bodies strictly: valid UTF-8 only, no prototype keys. A route that declares what files it `consumes`
 * takes those instead, as bytes. Called after Nest has put its own parser in place.
 */
export function acceptBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request;
    const { consumes = [JSON_TYPE] } = request.routeOptions.config as FileRoute;
    const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
    if (!hasBody || request.is404 || consumes.includes(mediaTypeOf(request))) return done();
    // What is left unread would break the connection before the sender has read why.
    request.raw.resume();
    done(Problem.of('request.unsupported-media-type'));
  });
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer' }, (request: FastifyRequest, body, done) => {
    const bytes = body as Buffer;
    if (bytes.length === 0) return done(null, undefined);
    bodies.set(request, bytes);
    if (!isUtf8(bytes))
      return done(Problem.of('request.malformed', { detail: 'The body is not valid UTF-8' }));
    return void parse(request, bytes.toString('utf8'), (error, value) =>
      error || isDeep(value)
        ? done(Problem.of('request.malformed', { detail: 'The body is not valid JSON' }))
        : done(null, value),
    );
  });
}

/** Deeper than any body of ours; what recurses over a body, such as writing it as JSON, can then not exhaust the stack. */
const maxDepth = 32;

function isDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth >= maxDepth || Object.values(value).some((inner) => isDeep(inner, depth + 1));
}
