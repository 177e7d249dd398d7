import { createHmac } from 'node:crypto';
import {
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenIssuer } from '#auth/tokens';
import type { VerificationKeys } from '#contracts/accounts';
import { Registry, succeeded } from '../accounts/registry.fixture.js';

describe('access tokens', () => {
  let registry: Registry;
  let token: string;

  beforeAll(async () => {
    registry = await Registry.start();
    token = await registry.administrator();
  });
  afterAll(() => registry.stop());

  const verdict = async (forged: string) => {
    const { status, body } = await registry.call('GET', '/me', { as: forged });
    return status === 200 ? 'accepted' : body.code;
  };
  const keys = async () => succeeded(await registry.call<VerificationKeys>('GET', '/keys')).keys;
  const signedWithOurs = async (change: (jwt: SignJWT) => SignJWT) => {
    const [row] = await registry.database.query<{ private_key: JWK }>(
      'SELECT private_key FROM registry.signing_key LIMIT 1',
    );
    return change(new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'EdDSA', kid: kidOf(token) })).sign(
      await importJWK(row!.private_key, 'EdDSA'),
    );
  };
  const kidOf = (jwt: string) => decodeProtectedHeader(jwt).kid!;

  it('carry who calls and what they may do, for ten minutes, and no secret', async () => {
    const { exp, iat, jti: _, sub, sid, ...claims } = decodeJwt(token);
    expect(exp! - iat!).toBe(600);
    expect(claims).toEqual({
      iss: tokenIssuer,
      aud: tokenIssuer,
      kind: 'account',
      personId: null,
      grants: [{ role: 'administrator', ranges: [], organisationId: null }],
      permissions: [],
      secondFactor: false,
      revision: 0,
    });
    expect([sub, sid]).toEqual([expect.any(String), expect.any(String)]);
  });

  it('are checked with keys that anyone may read, and that can sign nothing', async () => {
    const [key] = await keys();
    expect(key).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: expect.any(String),
      kid: kidOf(token),
      alg: 'EdDSA',
      use: 'sig',
    });
  });

  it('are refused when they have expired, and taken within the clock difference', async () => {
    const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;
    expect(await verdict(await signedWithOurs((jwt) => jwt.setExpirationTime(ago(60))))).toBe('auth.expired');
    expect(await verdict(await signedWithOurs((jwt) => jwt.setExpirationTime(ago(10))))).toBe('accepted');
  });

  it('are refused when meant for or made by others', async () => {
    expect(await verdict(await signedWithOurs((jwt) => jwt.setAudience('another')))).toBe('auth.invalid');
    expect(await verdict(await signedWithOurs((jwt) => jwt.setIssuer('another')))).toBe('auth.invalid');
  });

  it('are refused without a signature, with another key, or with the public key as a shared secret', async () => {
    const claims = decodeJwt(token);
    const unsecured = new UnsecuredJWT(claims).encode();
    expect(await verdict(unsecured)).toBe('auth.invalid');
    expect(await verdict(`${unsecured}AA`)).toBe('auth.invalid');

    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const stranger = new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: kidOf(token) });
    expect(await verdict(await stranger.sign(privateKey))).toBe('auth.invalid');

    const [published] = await keys();
    const [, payload] = token.split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', kid: published!.kid })).toString('base64url');
    const mac = createHmac('sha256', Buffer.from(published!.x, 'base64url'))
      .update(`${header}.${payload}`)
      .digest('base64url');
    expect(await verdict(`${header}.${payload}.${mac}`)).toBe('auth.invalid');
  });

  it('are refused when a single claim was changed', async () => {
    const [header, , signature] = token.split('.');
    const payload = Buffer.from(JSON.stringify({ ...decodeJwt(token), secondFactor: true })).toString(
      'base64url',
    );
    expect(await verdict(`${header}.${payload}.${signature}`)).toBe('auth.invalid');
  });

  describe('after a rotation of keys', () => {
    const minutesPass = (minutes: number) =>
      registry.database.query(
        `UPDATE registry.signing_key SET signs_from = signs_from - $1 * interval '1 minute'`,
        [minutes],
      );
    const newToken = () => registry.administrator();

    it('are signed with the new key a minute later; the old one stays until its tokens are gone', async () => {
      const before = kidOf(await newToken());
      const rotated = succeeded(
        await registry.call<VerificationKeys>('POST', '/keys/rotate', { as: token }),
      ).keys;
      const next = rotated.map(({ kid }) => kid).find((kid) => kid !== before)!;
      expect(kidOf(await newToken()), 'whoever checks tokens has not read the new key yet').toBe(before);

      await minutesPass(2);
      const after = await newToken();
      expect(kidOf(after)).toBe(next);
      expect([await verdict(token), await verdict(after)]).toEqual(['accepted', 'accepted']);

      await minutesPass(20);
      expect((await keys()).map(({ kid }) => kid)).toEqual([next]);
    });

    it('leave no private key behind that is out of use', async () => {
      await registry.call('POST', '/keys/rotate', { as: await newToken() });
      await minutesPass(20);
      await registry.call('POST', '/keys/rotate', { as: await newToken() });
      expect(await registry.database.query('SELECT 1 FROM registry.signing_key')).toHaveLength(2);
    });
  });

  it('are first signed with one key, however many ask for it at once', async () => {
    const fresh = await Registry.start();
    try {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => fresh.call<VerificationKeys>('GET', '/keys')),
      );
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(answers[0]!.body.keys).toHaveLength(1);
    } finally {
      await fresh.stop();
    }
  });
});
