import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { tokenIssuer } from '#auth/tokens';
import type { TokenPair } from '#contracts/accounts';
import type { AccessClaims } from '#contracts/permissions';
import { ALGORITHM, SigningKeys } from './signing-keys.js';

/** Seconds. What is revoked is remembered for longer. */
const LIFETIME = 600;

/** Signs access tokens. */
@Injectable()
export class AccessTokens {
  constructor(private readonly keys: SigningKeys) {}

  /** @param lifetime seconds until something that the claims say no longer holds, if that is soon. */
  async issue(
    { sub, ...claims }: AccessClaims,
    lifetime = LIFETIME,
  ): Promise<Pick<TokenPair, 'tokenType' | 'accessToken' | 'expiresIn'>> {
    const expiresIn = Math.min(lifetime, LIFETIME);
    const { kid, key } = await this.keys.signer();
    const accessToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'at+jwt' })
      .setSubject(sub)
      .setIssuer(tokenIssuer)
      .setAudience(tokenIssuer)
      .setIssuedAt()
      .setExpirationTime(`${expiresIn} s`)
      .sign(key);
    return { tokenType: 'Bearer', accessToken, expiresIn };
  }
}
