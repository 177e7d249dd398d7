import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#contracts/problem';

/** The strong ETag of a version. */
export const etagOf = (version: number): string => `"v${version}"`;

/**
 * Injects the version that the caller has read (`If-Match: "v3"` → 3).
 * @throws Problem `resource.match-required` without it, `resource.stale` for an ETag that is not ours.
 */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) throw Problem.of('resource.match-required');
  const match = /^"v(\d{1,9})"$/.exec(header);
  if (!match) throw Problem.of('resource.stale');
  return Number(match[1]);
});
