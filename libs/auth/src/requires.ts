import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { AccessClaims, Permission } from '#contracts/permissions';
import { Problem } from '#contracts/problem';
import type { Reach } from './reach.js';

/** Metadata key of a route's declared access. */
export const ACCESS = 'langnghe:access';

/** What a route declares: a permission, or that anyone may call it. */
export type Access = { permission: Permission } | { public: true };

/** The route needs this permission; what it reaches is in `@Calling()`. */
export const Requires = (permission: Permission): MethodDecorator =>
  SetMetadata(ACCESS, { permission } satisfies Access);

/** The route answers anyone; say why in a comment. */
export const Public = (): MethodDecorator => SetMetadata(ACCESS, { public: true } satisfies Access);

/** Who calls, and how far the route's permission carries them. */
export interface Caller {
  id: string;
  sessionId: string;
  personId: string | null;
  claims: AccessClaims;
  reach: Reach;
}

/** A request after the access guard. */
export interface CallerRequest {
  headers: Record<string, string | string[] | undefined>;
  caller?: Caller;
}

/** Injects the {@link Caller} of a route that requires a permission. */
export const Calling = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (!caller) throw Problem.of('auth.missing');
  return caller;
});
