import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '#contracts/problem';
import { reachOf } from './reach.js';
import { ACCESS, type Access, type CallerRequest } from './requires.js';
import { Revocations } from './revocations.js';
import { TokenVerifier } from './tokens.js';

/** Default deny: a call passes only what its route declares. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    private readonly revocations: Revocations,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (!access) throw Problem.of('auth.forbidden', { detail: 'This route declares no permission' });
    if ('public' in access) return true;
    const request = context.switchToHttp().getRequest<CallerRequest>();
    const claims = await this.tokens.verify(bearerToken(request.headers['authorization']));
    if (this.revocations.include(claims)) throw Problem.of('auth.revoked');
    request.caller = {
      id: claims.sub,
      sessionId: claims.sid,
      personId: claims.personId,
      claims,
      reach: reachOf(claims, access.permission),
    };
    return true;
  }
}

function bearerToken(header: string | string[] | undefined): string {
  const match = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(String(header ?? ''));
  if (match) return match[1]!;
  throw Problem.of(header ? 'auth.invalid' : 'auth.missing');
}
