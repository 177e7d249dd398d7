import { createHash } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  StandardSchemaSerializerInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { CallerRequest } from '#auth/requires';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { IdempotentRequest } from '#persistence/unit-of-work';
import { WorkContext } from '#persistence/work-context';
import { bytesOf } from './http-server.js';
import { etagOf } from './if-match.js';
import { type Repeatable, REPEATABLE } from './route.js';

type Request = FastifyRequest & CallerRequest;

/**
 * Runs a route in the name of its caller, at most once per Idempotency-Key, strips its answer of what its schema does
 * not list, before it is kept for a repetition, and gives it an ETag when it has a `version`. One interceptor for all,
 * since each costs every request.
 */
@Injectable()
export class WorkInterceptor extends StandardSchemaSerializerInterceptor {
  constructor(
    protected override readonly reflector: Reflector,
    private readonly context: WorkContext,
    private readonly transactions: Transactions,
  ) {
    super(reflector);
  }

  override intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = execution.switchToHttp().getRequest<Request>();
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    const repeatable = this.reflector.get<Repeatable | undefined>(REPEATABLE, execution.getHandler());
    const schema = this.getContextOptions(execution)?.schema;
    const handle = async (): Promise<unknown> =>
      this.serialize(await lastValueFrom(next.handle(), { defaultValue: undefined }), schema);
    return from(this.work(request, reply, repeatable, handle));
  }

  private async work(
    request: Request,
    reply: FastifyReply,
    repeatable: Repeatable | undefined,
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    const work = { actor: request.caller?.id ?? 'anonymous', requestId: String(request.id) };
    const once = repeatable && idempotentRequest(request);
    const answer = await this.context.run(work, async () => {
      if (!once) return handle();
      const stored = await this.transactions.once(
        once,
        async () => {
          const response = await handle();
          return { status: reply.statusCode, response };
        },
        repeatable,
      );
      return stored.response;
    });
    const version = (answer as { version?: unknown } | undefined)?.version;
    if (typeof version === 'number') void reply.header('etag', etagOf(version));
    return answer;
  }
}

/** The idempotency record of a request that carries a key; keys belong to the caller. */
function idempotentRequest(request: Request): IdempotentRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !request.caller) return undefined;
  if (typeof key !== 'string' || key.length < 8 || key.length > 200) {
    const message = 'It must have 8 to 200 characters';
    throw Problem.of('request.invalid', { errors: [{ path: 'headers.idempotency-key', message }] });
  }
  const requestHash = createHash('sha256')
    .update(`${request.method} ${request.url}\n${request.headers['if-match'] ?? ''}\n`)
    .update(bytesOf(request))
    .digest();
  return { caller: request.caller.id, key, requestHash };
}
