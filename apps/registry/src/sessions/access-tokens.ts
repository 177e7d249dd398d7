import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { tokenIssuer } from '#auth/tokens';
import type { TokenPair } from '#contracts/accounts';
import type { AccessClaims } from '#contracts/permissions';
import { ALGORITHM, SigningKeys } from './signing-keys.js';

/** Seconds. What is taken from an account holds on for so long at most. */
const LIFETIME = 600;

/** Signs access tokens. */
@Injectable()
export class AccessTokens {
  constructor(private readonly keys: SigningKeys) {}

  async issue({
    sub,
    ...claims
  }: AccessClaims): Promise<Pick<TokenPair, 'tokenType' | 'accessToken' | 'expiresIn'>> {
    const { kid, key } = await this.keys.signer();
    const accessToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'at+jwt' })
      .setSubject(sub)
      .setIssuer(tokenIssuer)
      .setAudience(tokenIssuer)
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME} s`)
      .sign(key);
    return { tokenType: 'Bearer', accessToken, expiresIn: LIFETIME };
  }
}
