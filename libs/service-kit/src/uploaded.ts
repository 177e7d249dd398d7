import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** A file that was sent as the body of a request. */
export interface Upload {
  bytes: Buffer;
  /** One of the route's `consumes`. */
  mediaType: string;
}

/** The media type of a request's body, without parameters such as the character set. */
export const mediaTypeOf = ({ headers }: Pick<FastifyRequest, 'headers'>): string =>
  (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();

/** The file sent to a route that declares `consumes`. */
export const Uploaded = createParamDecorator((_: unknown, execution: ExecutionContext): Upload => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return { bytes: (request.body as Buffer | undefined) ?? Buffer.alloc(0), mediaType: mediaTypeOf(request) };
});
