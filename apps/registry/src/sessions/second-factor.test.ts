import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Me, SecondFactorEnrolment, TokenPair } from '#contracts/accounts';
import { Registry, succeeded } from '../accounts/registry.fixture.js';

/** An authenticator whose clock stands still, so that a test never meets the change of a code. */
class Authenticator {
  private readonly startedAt = Date.now();

  constructor(private readonly secret: string) {}

  /** The code of this half minute, or of one some steps away. */
  code(stepsAhead = 0): string {
    return TOTP.generate({
      secret: Secret.fromBase32(this.secret),
      timestamp: this.startedAt + stepsAhead * 30_000,
    });
  }
}

describe('the second factor', () => {
  let registry: Registry;

  beforeAll(async () => {
    registry = await Registry.start();
  });
  afterAll(() => registry.stop());

  const enrol = <Body = SecondFactorEnrolment>(as: string) =>
    registry.call<Body>('POST', '/me/second-factor', { as });
  const confirm = (as: string, code: string) =>
    registry.call('POST', '/me/second-factor/confirm', { as, body: { code } });
  const refresh = async (refreshToken: string) =>
    succeeded(
      await registry.call<TokenPair & { refreshToken: string }>('POST', '/sessions/refresh', {
        body: { refreshToken },
      }),
    );

  /** Someone with an authenticator, signed in without it having been asked for. */
  async function enrolled(username: string) {
    const account = await registry.openAccount(username);
    const session = await registry.signedIn(username, account.password);
    const { secret } = succeeded(await enrol(session.accessToken));
    const authenticator = new Authenticator(secret);
    succeeded(await confirm(session.accessToken, authenticator.code()));
    return { ...account, session, authenticator };
  }

  it('is set up with an address for an authenticator, and counts in this session from then on', async () => {
    const { password } = await registry.openAccount('anh');
    const session = await registry.signedIn('anh', password);
    const { uri, secret } = succeeded(await enrol(session.accessToken));
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    expect(uri).toContain(`secret=${secret}`);
    expect((await registry.signIn('anh', password)).status, 'not asked for before it is confirmed').toBe(201);
    expect((await confirm(session.accessToken, new Authenticator(secret).code())).status).toBe(204);
    const renewed = await refresh(session.refreshToken);
    expect(renewed.secondFactor).toBe(true);
    const me = succeeded(await registry.call<Me>('GET', '/me', { as: renewed.accessToken }));
    expect(me).toMatchObject({ secondFactor: true, account: { secondFactor: true } });
    expect(JSON.stringify(me)).not.toContain(secret);
  });

  it('is asked for at the next sign-in', async () => {
    const { password, authenticator } = await enrolled('bao');
    expect(await registry.signIn('bao', password)).toMatchObject({
      status: 401,
      body: { code: 'account.code-required' },
    });
    expect(await registry.signedIn('bao', password, authenticator.code(1))).toMatchObject({
      secondFactor: true,
    });
  });

  it('takes no code twice, and none older than the last', async () => {
    const { password, authenticator } = await enrolled('cuong');
    expect((await registry.signIn('cuong', password, authenticator.code())).status, 'used to confirm').toBe(
      401,
    );
    await registry.signedIn('cuong', password, authenticator.code(1));
    expect((await registry.signIn('cuong', password, authenticator.code(1))).status).toBe(401);
    expect((await registry.signIn('cuong', password, authenticator.code())).status).toBe(401);
  });

  it('lets one of two win that bring the same code at the same moment', async () => {
    const { password, authenticator } = await enrolled('dao');
    const code = authenticator.code(1);
    const answers = await Promise.all([1, 2, 3].map(() => registry.signIn('dao', password, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
  });

  it('counts wrong codes, and the right password alone does not wipe them out', async () => {
    const { password, authenticator } = await enrolled('diep');
    for (let time = 0; time < 9; time += 1) await registry.signIn('diep', password, authenticator.code(-50));
    expect((await registry.signIn('diep', password)).body.code).toBe('account.code-required');
    await registry.signIn('diep', password, authenticator.code(-50));
    expect((await registry.signIn('diep', password, authenticator.code(1))).body.code).toBe('account.locked');
  });

  it('does not confirm a wrong code, nor one without an enrolment', async () => {
    const { password } = await registry.openAccount('dong');
    const { accessToken } = await registry.signedIn('dong', password);
    expect((await confirm(accessToken, '123456')).body.code).toBe('second-factor.not-enrolled');
    const { secret } = succeeded(await enrol(accessToken));
    expect((await confirm(accessToken, new Authenticator(secret).code(-50))).body.code).toBe(
      'second-factor.wrong-code',
    );
    expect((await registry.signIn('dong', password)).status, 'still not set up').toBe(201);
  });

  it('cannot be replaced by whoever holds a session, only reset by an administrator', async () => {
    const { id, password, session, authenticator } = await enrolled('duc');
    expect((await enrol<{ code: string }>(session.accessToken)).body.code).toBe(
      'second-factor.already-set-up',
    );
    expect((await registry.change('POST', '/reset-second-factor', { id })).body.secondFactor).toBe(false);
    const ended = await registry.call('POST', '/sessions/refresh', {
      body: { refreshToken: session.refreshToken },
    });
    expect(ended.status).toBe(401);
    const without = await registry.signedIn('duc', password);
    expect(without.secondFactor).toBe(false);
    expect((await confirm(without.accessToken, authenticator.code(1))).body.code).toBe(
      'second-factor.not-enrolled',
    );
  });

  it('raises a session that began before it was set up', async () => {
    const account = await registry.openAccount('hanh');
    const earlier = await registry.signedIn('hanh', account.password);
    const { secret } = succeeded(await enrol(earlier.accessToken));
    const authenticator = new Authenticator(secret);
    const other = await registry.signedIn('hanh', account.password);
    succeeded(await confirm(earlier.accessToken, authenticator.code()));
    expect((await refresh(other.refreshToken)).secondFactor).toBe(false);
    const { accessToken } = await registry.signedIn('hanh', account.password, authenticator.code(1));
    expect((await registry.call<Me>('GET', '/me', { as: accessToken })).body.secondFactor).toBe(true);
  });

  it('opens what needs it, and nothing else does', async () => {
    const { password } = await registry.openAccount('hieu', {
      grants: [{ role: 'administrator', areaId: null, organisationId: null, from: '2020-01-01', to: null }],
    });
    const session = await registry.signedIn('hieu', password);
    expect(await registry.call('GET', '/clients', { as: session.accessToken })).toMatchObject({
      status: 403,
      body: { code: 'auth.second-factor-required' },
    });
    const { secret } = succeeded(await enrol(session.accessToken));
    succeeded(await confirm(session.accessToken, new Authenticator(secret).code()));
    const { accessToken } = await refresh(session.refreshToken);
    expect((await registry.call('GET', '/clients', { as: accessToken })).status).toBe(200);
  });
});
