import { createHash } from 'node:crypto';
import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { AccessClaims } from '#contracts/permissions';
import { Problem } from '#contracts/problem';

/** Issuer and audience of every token of an installation. */
export const tokenIssuer = 'langnghe';
/** Seconds of clock difference between hosts that a token survives. */
const LEEWAY_SECONDS = 30;
const REMEMBERED = 10_000;

/** Checks access tokens against the published keys; remembers good ones until they expire. */
export class TokenVerifier {
  private readonly remembered = new Map<string, { claims: AccessClaims; until: number }>();

  constructor(private readonly keys: JWTVerifyGetKey) {}

  /** @throws Problem `auth.expired` or `auth.invalid`; `service.unavailable` while the keys cannot be fetched. */
  async verify(token: string): Promise<AccessClaims> {
    const digest = createHash('sha256').update(token).digest('base64');
    const known = this.remembered.get(digest);
    if (known && known.until > Date.now()) return known.claims;
    const { claims, until } = await this.check(token);
    if (this.remembered.size >= REMEMBERED) this.remembered.delete(this.remembered.keys().next().value!);
    this.remembered.set(digest, { claims, until });
    return claims;
  }

  private async check(token: string): Promise<{ claims: AccessClaims; until: number }> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: tokenIssuer,
        audience: tokenIssuer,
        algorithms: ['EdDSA'],
        clockTolerance: LEEWAY_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      return { claims: AccessClaims.parse(payload), until: (payload.exp! + LEEWAY_SECONDS) * 1000 };
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw Problem.of('auth.expired');
      if (
        error instanceof errors.JWKSTimeout ||
        (error instanceof Error && error.message.includes('fetch'))
      ) {
        throw Problem.of('service.unavailable', {
          detail: 'The sign-in keys cannot be fetched',
          retryAfterSeconds: 2,
        });
      }
      throw Problem.of('auth.invalid');
    }
  }
}
