import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { throwError } from 'rxjs';
import { Problem, type SharedProblemCode, sharedProblems } from '#contracts/problem';
import { asProblem } from '#persistence/postgres-problems';

/** Every error of an HTTP route leaves as `application/problem+json`; errors of event handlers pass through. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType() !== 'http') return throwError(() => error);
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = toProblem(error);
    if (problem.status >= 500) this.logger.error({ requestId: request.id, error: describe(error) });
    return sendProblem(http.getResponse<FastifyReply>(), problem, String(request.id));
  }
}

/** Writes a problem as the answer. */
export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): FastifyReply {
  const { retryAfterSeconds } = problem.extras;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds);
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.toDetails(requestId)));
}

const byStatus: Record<number, SharedProblemCode> = {
  400: 'request.malformed',
  401: 'auth.missing',
  403: 'auth.forbidden',
  404: 'resource.not-found',
  405: 'request.method-not-allowed',
  409: 'resource.conflict',
  413: 'request.too-large',
  414: 'request.invalid',
  415: 'request.unsupported-media-type',
  429: 'request.too-many',
  503: 'service.unavailable',
};

/** Any thrown value as a problem: ours, PostgreSQL's, Nest's, Fastify's; what is unknown says nothing of itself. */
export function toProblem(error: unknown): Problem {
  const known = asProblem(error);
  if (known instanceof Problem) return known;
  const status =
    known instanceof HttpException ? known.getStatus() : (known as { statusCode?: number }).statusCode;
  const code = status === undefined ? undefined : byStatus[status];
  if (!code) return Problem.of('service.failed');
  const title = sharedProblems[code][1];
  const { message } = known as Error;
  return Problem.of(code, message && message !== title ? { detail: message } : {});
}

/** What of an unexpected error may be logged: where it happened, never a request's content or SQL parameters. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return 'a value that is no error';
  return { name: error.name, message: error.message, stack: error.stack?.split('\n').slice(1, 8).join('\n') };
}
