import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account, Me, TokenPair } from '#contracts/accounts';
import { type ProblemBody, Registry } from '../accounts/registry.fixture.js';
import { client, IdentityProvider, redirectUri } from './identity-provider.fixture.js';

describe('signing in through another provider', () => {
  let provider: IdentityProvider;
  let registry: Registry;

  beforeAll(async () => {
    provider = await IdentityProvider.start();
    registry = await Registry.start({ issuer: provider.issuer, redirectUri, ...client });
  });
  afterAll(async () => {
    await registry.stop();
    await provider.stop();
  });

  const start = async () => {
    const { status, headers } = await registry.call('GET', '/oidc/start');
    expect(status).toBe(302);
    return { address: String(headers['location']), cookie: String(headers['set-cookie']).split(';')[0]! };
  };
  const comeBack = (address: URL, cookie: string | undefined) =>
    registry.call<TokenPair & ProblemBody>('GET', `/oidc/callback${address.search}`, {
      headers: cookie ? { cookie } : {},
    });
  const signIn = async (subject: string, username?: string) => {
    if (username) provider.usernames.set(subject, username);
    const { address, cookie } = await start();
    return comeBack(await provider.signIn(address, subject), cookie);
  };
  const whoIs = async ({ body }: { body: TokenPair }) =>
    (await registry.call<Me>('GET', '/me', { as: body.accessToken })).body.account.username;

  it('goes to the provider with PKCE, state and nonce', async () => {
    const { headers } = await registry.call('GET', '/oidc/start');
    const query = new URL(String(headers['location'])).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({
      client_id: client.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(headers['set-cookie']).toMatch(/HttpOnly; SameSite=Lax/);
  });

  it('opens the account that an administrator has linked to the subject', async () => {
    const account = await registry.openAccount('an.nguyen');
    const linked = await registry.change('PUT', '/oidc-link', account, { subject: 'subject-of-an' });
    expect(linked.body.oidcLink).toEqual({ username: null, subject: 'subject-of-an' });
    const answer = await signIn('subject-of-an');
    expect(answer).toMatchObject({ status: 200, body: { secondFactor: false } });
    expect(await whoIs(answer)).toBe('an.nguyen');
    const renewed = await registry.call('POST', '/sessions/refresh', {
      body: { refreshToken: answer.body.refreshToken },
    });
    expect(renewed.status).toBe(200);
  });

  it('pins the subject the first time an account linked by username is used', async () => {
    const account = await registry.openAccount('binh.tran');
    await registry.change('PUT', '/oidc-link', account, { username: 'btran' });
    expect(await whoIs(await signIn('subject-of-binh', 'btran'))).toBe('binh.tran');
    const read = await registry.call<Account>('GET', `/accounts/${account.id}`, {
      as: await registry.administrator(),
    });
    expect(read.body.oidcLink).toEqual({ username: 'btran', subject: 'subject-of-binh' });
    expect(await whoIs(await signIn('subject-of-binh', 'renamed'))).toBe('binh.tran');
    expect((await signIn('someone-else', 'btran')).body.code, 'the name alone no longer counts').toBe(
      'oidc.not-linked',
    );
  });

  it('never makes an account, nor takes one of the same name', async () => {
    await registry.openAccount('chi.le');
    expect(await signIn('subject-of-chi', 'chi.le')).toMatchObject({
      status: 403,
      body: { code: 'oidc.not-linked' },
    });
    expect(await signIn('stranger', 'stranger')).toMatchObject({
      status: 403,
      body: { code: 'oidc.not-linked' },
    });
  });

  it('works once per attempt, and only in the browser that began it', async () => {
    const account = await registry.openAccount('dung.pham');
    await registry.change('PUT', '/oidc-link', account, { subject: 'subject-of-dung' });
    const { address, cookie } = await start();
    const back = await provider.signIn(address, 'subject-of-dung');
    expect((await comeBack(back, undefined)).status, 'another browser').toBe(401);
    expect((await comeBack(back, (await start()).cookie)).status, 'another attempt').toBe(401);
    expect((await comeBack(back, cookie)).status).toBe(200);
    expect((await comeBack(back, cookie)).status, 'a second time').toBe(401);
  });

  it('refuses a made-up code, an attempt that is too old, and the refusal of the provider', async () => {
    const made = await start();
    const state = new URL(made.address).searchParams.get('state')!;
    expect(
      (
        await comeBack(
          new URL(`${redirectUri}?code=made-up&state=${state}&iss=${provider.issuer}`),
          made.cookie,
        )
      ).status,
    ).toBe(401);
    const old = await start();
    const back = await provider.signIn(old.address, 'subject-of-an');
    await registry.database.query('UPDATE registry.oidc_attempt SET expires_at = now()');
    expect((await comeBack(back, old.cookie)).status).toBe(401);
    const denied = await start();
    const denial = new URL(
      `${redirectUri}?error=access_denied&state=${new URL(denied.address).searchParams.get('state')}&iss=${provider.issuer}`,
    );
    expect((await comeBack(denial, denied.cookie)).status).toBe(401);
  });

  it('does not open a disabled or unlinked account', async () => {
    const account = await registry.openAccount('giang.vu');
    await registry.change('PUT', '/oidc-link', account, { subject: 'subject-of-giang' });
    const { body } = await signIn('subject-of-giang');
    await registry.change('POST', '/disable', account);
    expect((await signIn('subject-of-giang')).status).toBe(401);
    await registry.change('POST', '/enable', account);
    expect((await signIn('subject-of-giang')).status).toBe(200);
    await registry.change('DELETE', '/oidc-link', account);
    expect((await signIn('subject-of-giang')).body.code).toBe('oidc.not-linked');
    const refreshed = await registry.call('POST', '/sessions/refresh', {
      body: { refreshToken: body.refreshToken },
    });
    expect(refreshed.status).toBe(401);
  });

  it('links an identity to one account only', async () => {
    const [first, second] = [await registry.openAccount('ha.do'), await registry.openAccount('hoa.bui')];
    await registry.change('PUT', '/oidc-link', first, { subject: 'subject-of-ha' });
    expect((await registry.change('PUT', '/oidc-link', second, { subject: 'subject-of-ha' })).status).toBe(
      409,
    );
  });

  it('says so while the provider does not answer', async () => {
    const away = await Registry.start({ issuer: 'http://127.0.0.1:9', redirectUri, ...client });
    try {
      expect(await away.call('GET', '/oidc/start')).toMatchObject({
        status: 503,
        headers: { 'retry-after': '10' },
      });
    } finally {
      await away.stop();
    }
  });

  it('is not there where no provider is configured', async () => {
    const without = await Registry.start(null);
    try {
      for (const path of ['/oidc/start', '/oidc/callback?state=any&code=any']) {
        expect(await without.call('GET', path)).toMatchObject({
          status: 404,
          body: { code: 'resource.not-found' },
        });
      }
      const account = await without.openAccount('khoa.ngo');
      expect((await without.change('PUT', '/oidc-link', account, { subject: 'any' })).status).toBe(404);
    } finally {
      await without.stop();
    }
  });
});
