import replyFrom from '@fastify/reply-from';
import type { FastifyInstance } from 'fastify';
import { Problem } from '#contracts/problem';
import { isTooLarge } from '#service-kit/http-server';
import { sendProblem } from '#service-kit/problem.filter';

/** Where the requests of one service go. */
export type Upstream = (scope: FastifyInstance, prefix: string) => Promise<void>;

/** Body streams pass through unread: the service itself checks type, size and content. */
function passBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  // A service that refuses a body before it has read it all cannot be told from one that breaks off.
  scope.addHook('onRequest', (request, _reply, done) =>
    done(isTooLarge(request) ? Problem.of('request.too-large') : undefined),
  );
}

/** A service behind an HTTP address. While it does not answer, its routes are 503 with `Retry-After`. */
export function overHttp(url: string): Upstream {
  return async (scope, prefix) => {
    passBodies(scope);
    await scope.register(replyFrom, { base: url, undici: { connections: 64, pipelining: 1 } });
    scope.all(`${prefix}/*`, (request, reply) =>
      reply.from(request.url, {
        rewriteRequestHeaders: (_, headers) => ({ ...headers, 'x-request-id': request.id }),
        // The gateway's own headers win over the service's.
        rewriteHeaders: ({ 'x-request-id': _id, ...headers }) => headers,
        onError: (failed) => {
          const detail = 'The service behind this address does not answer';
          void sendProblem(
            failed as never,
            Problem.of('service.unavailable', { detail, retryAfterSeconds: 2 }),
            request.id,
          );
        },
      }),
    );
  };
}

/** A service in this process: its own server handles the request on the same socket, without a second hop. */
export function inProcess(service: FastifyInstance): Upstream {
  return async (scope, prefix) => {
    passBodies(scope);
    scope.all(`${prefix}/*`, (request, reply) => {
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      request.raw.headers['x-request-id'] = request.id;
      reply.hijack();
      service.routing(request.raw, reply.raw);
    });
  };
}
