import { applyDecorators, HttpCode, SerializeOptions, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiExtension, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { Public, Requires } from '#auth/requires';
import type { Permission } from '#contracts/permissions';

/** Metadata key of a route that honours `Idempotency-Key`. */
export const REPEATABLE = 'langnghe:repeatable';

/** How such a route is run. */
export interface Repeatable {
  grouped: boolean;
}

/** What a route declares about itself; everything else (validation, OpenAPI, refusals) follows from it. */
export interface RouteDeclaration {
  /** One line for the API's readers. */
  summary: string;
  description?: string;
  /** The permission it needs, or `'public'` (say why in a comment beside it). */
  requires: Permission | 'public';
  /** What it answers; unlisted fields are stripped. Left out: no body, or a body declared by `produces`. */
  returns?: z.ZodType;
  /** Media type of an answer that is not JSON, e.g. a document. */
  produces?: string | readonly string[];
  /** Media types of a body that is a file; the method takes `@Uploaded() file`. */
  consumes?: readonly string[];
  /** Default 200. */
  status?: number;
  /** The change needs `If-Match`; the service gets the version through `@IfMatch()`. Implies `repeatable`. */
  guarded?: boolean;
  /** May be repeated under an `Idempotency-Key`, e.g. when the answer was lost on its way. */
  repeatable?: boolean;
  /**
   * Requests with a key that come at the same moment may share a transaction: for a small change that comes often,
   * locks nothing for itself alone and calls nobody.
   */
  grouped?: boolean;
  /** Codes of the feature's own problems, by status, for the document: `{ 409: ['period.closed'] }`. */
  problems?: Record<number, string[]>;
}

/** Declares a route: access, answer, status, conventions and its OpenAPI operation. */
export function Route(route: RouteDeclaration): MethodDecorator {
  const status = route.status ?? (route.returns || route.produces ? 200 : 204);
  const produced = route.produces && contentOf([route.produces].flat());
  return applyDecorators(
    route.requires === 'public' ? Public() : Requires(route.requires),
    HttpCode(status),
    ApiOperation({ summary: route.summary, ...(route.description && { description: route.description }) }),
    ApiResponse({
      status,
      description: route.summary,
      ...(route.returns && { standardSchema: route.returns as never }),
      ...(produced && { content: produced as never }),
    }),
    ...(route.consumes ? [RouteConfig({ consumes: route.consumes }), acceptsFile(route.consumes)] : []),
    ApiExtension('x-permission', route.requires),
    ApiExtension('x-problems', problemsOf(route)),
    ...(route.returns ? [SerializeOptions({ schema: route.returns as never })] : []),
    ...(route.guarded
      ? [ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version you change' })]
      : []),
    ...(isRepeatable(route)
      ? [
          SetMetadata(REPEATABLE, { grouped: route.grouped ?? false } satisfies Repeatable),
          ApiHeader({
            name: 'Idempotency-Key',
            required: false,
            description: 'Repeat safely: same key and body, same answer',
          }),
        ]
      : []),
  );
}

const contentOf = (mediaTypes: readonly string[]) =>
  Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

const acceptsFile = (mediaTypes: readonly string[]): MethodDecorator =>
  applyDecorators(
    ApiConsumes(...mediaTypes),
    ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }),
  );

/** A guarded change that is sent again because its answer was lost would otherwise meet its own effect as a 412. */
const isRepeatable = ({ repeatable, guarded }: RouteDeclaration): boolean => repeatable ?? guarded ?? false;

function problemsOf(route: RouteDeclaration): Record<number, string[]> {
  const problems: Record<number, string[]> = { 400: ['request.malformed', 'request.invalid'] };
  const add = (status: number, ...codes: string[]): void => void (problems[status] ??= []).push(...codes);
  if (route.requires !== 'public') {
    add(401, 'auth.missing', 'auth.invalid', 'auth.expired', 'auth.revoked');
    add(403, 'auth.forbidden');
  }
  if (route.guarded) {
    add(412, 'resource.stale');
    add(428, 'resource.match-required');
  }
  if (isRepeatable(route)) add(409, 'idempotency.key-reused');
  for (const [status, codes] of Object.entries(route.problems ?? {})) add(Number(status), ...codes);
  add(429, 'request.too-many');
  add(503, 'service.unavailable');
  return problems;
}
