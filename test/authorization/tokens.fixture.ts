import { createHmac, randomUUID } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTVerifyGetKey, SignJWT } from 'jose';
import { tokenIssuer } from '#auth/tokens';

const claims = {
  kind: 'account',
  sid: randomUUID(),
  personId: null,
  grants: [{ role: 'recipient', ranges: [], organisationId: null }],
  permissions: [],
  secondFactor: false,
};

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** Tokens of one installation: the right one, and what somebody might bring instead. */
export interface Tokens {
  keys: JWTVerifyGetKey;
  right: string;
  expired: string;
  /** What they are, and how they look. */
  forged: Record<string, string>;
}

export async function mintTokens(): Promise<Tokens> {
  const ours = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const theirs = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const published = { ...(await exportJWK(ours.publicKey)), kid: 'ours', alg: 'EdDSA', use: 'sig' };
  const token = (change: (jwt: SignJWT) => SignJWT = (jwt) => jwt, key = ours.privateKey, kid = 'ours') =>
    change(
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .setSubject(randomUUID())
        .setIssuer(tokenIssuer)
        .setAudience(tokenIssuer)
        .setExpirationTime('10 min'),
    ).sign(key);
  const right = await token();
  const [head, body, signature] = right.split('.') as [string, string, string];
  const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const administrator = encoded({ ...payload, grants: [{ ...claims.grants[0], role: 'administrator' }] });
  const hmacHead = encoded({ alg: 'HS256', kid: 'ours' });
  const hmac = createHmac('sha256', Buffer.from(String(published.x), 'base64url'))
    .update(`${hmacHead}.${administrator}`)
    .digest('base64url');
  return {
    keys: createLocalJWKSet({ keys: [published] }),
    right,
    expired: await token((jwt) => jwt.setExpirationTime(inSeconds(-60))),
    forged: {
      'unsigned (alg none)': `${encoded({ alg: 'none' })}.${administrator}.`,
      'unsigned with a signature (alg none)': `${encoded({ alg: 'none' })}.${administrator}.${signature}`,
      'of claims changed after signing': `${head}.${administrator}.${signature}`,
      'signed with the published key as a secret': `${hmacHead}.${administrator}.${hmac}`,
      'signed with another key': await token(undefined, theirs.privateKey),
      'signed with a key nobody has published': await token(undefined, theirs.privateKey, 'theirs'),
      'of another issuer': await token((jwt) => jwt.setIssuer('https://elsewhere.example')),
      'for another audience': await token((jwt) => jwt.setAudience('elsewhere')),
      'not valid yet': await token((jwt) => jwt.setNotBefore(inSeconds(3600))),
      'without an end': await new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid: 'ours' })
        .setSubject(randomUUID())
        .setIssuer(tokenIssuer)
        .setAudience(tokenIssuer)
        .sign(ours.privateKey),
      'without claims': await new SignJWT()
        .setProtectedHeader({ alg: 'EdDSA', kid: 'ours' })
        .setSubject(randomUUID())
        .setIssuer(tokenIssuer)
        .setAudience(tokenIssuer)
        .setExpirationTime('10 min')
        .sign(ours.privateKey),
      'cut short': right.slice(0, -8),
      'no token at all': 'xyz',
    },
  };
}
