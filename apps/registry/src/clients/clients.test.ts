import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient, CreatedApiClient, SecondFactorEnrolment, TokenPair } from '#contracts/accounts';
import type { Page } from '#contracts/list';
import { eventually } from '#testing/eventually';
import {
  administratorPassword,
  type ProblemBody,
  Registry,
  succeeded,
} from '../accounts/registry.fixture.js';

describe('API clients', () => {
  let registry: Registry;
  /** Of an administrator with a second factor. */
  let as: string;

  beforeAll(async () => {
    registry = await Registry.start();
    await registry.administrator();
    const { accessToken, refreshToken } = await registry.signedIn('admin', administratorPassword);
    const { secret } = succeeded(
      await registry.call<SecondFactorEnrolment>('POST', '/me/second-factor', { as: accessToken }),
    );
    const code = TOTP.generate({ secret: Secret.fromBase32(secret) });
    succeeded(await registry.call('POST', '/me/second-factor/confirm', { as: accessToken, body: { code } }));
    as = succeeded(
      await registry.call<TokenPair>('POST', '/sessions/refresh', { body: { refreshToken } }),
    ).accessToken;
  });
  afterAll(() => registry.stop());

  const register = <Body = CreatedApiClient>(name: string, permissions: string[]) =>
    registry.call<Body>('POST', '/clients', { as, body: { name, permissions } });
  const token = (clientId: string, clientSecret: string) =>
    registry.call<TokenPair & ProblemBody>('POST', '/tokens', { body: { clientId, clientSecret } });

  it('get tokens for their credentials and do what they were allowed, nothing else', async () => {
    const { id, secret } = succeeded(await register('Provincial portal', ['area.read']));
    const answer = await token(id, secret);
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(answer.body).toEqual({
      tokenType: 'Bearer',
      accessToken: expect.any(String),
      expiresIn: 600,
      secondFactor: false,
      mustChangePassword: false,
    });
    const call = (path: string) => registry.call('GET', path, { as: answer.body.accessToken });
    expect((await call('/areas')).status).toBe(200);
    expect((await call('/organisations')).body.code).toBe('auth.forbidden');
    expect((await call('/accounts')).body.code).toBe('auth.forbidden');
    expect((await call('/me')).body.code).toBe('auth.forbidden');
  });

  it('cannot be given what is for people only', async () => {
    const answer = await register<ProblemBody>('Too curious', ['opinion-report.read']);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'permissions.0' }] } });
  });

  it('are refused with a wrong secret or an unknown id alike', async () => {
    const { id } = succeeded(await register('Forgetful', ['area.read']));
    expect((await token(id, 'wrong')).body.code).toBe('auth.invalid');
    expect((await token(crypto.randomUUID(), 'wrong')).body.code).toBe('auth.invalid');
  });

  it('show their secret once, and have one name each', async () => {
    const { secret } = succeeded(await register('Once', ['area.read']));
    const list = await registry.call<Page<ApiClient>>('GET', '/clients', { as });
    expect(list.body.items.map(({ name }) => name)).toContain('Once');
    expect(JSON.stringify(list.body)).not.toMatch(/"secret"|hash/i);
    expect(
      JSON.stringify(await registry.database.query('SELECT to_jsonb(c) FROM registry.api_client c')),
    ).not.toContain(secret);
    expect(await register('Once', ['area.read'])).toMatchObject({ status: 409 });
  });

  const rotate = async ({ id, version }: ApiClient, overlapHours: number): Promise<CreatedApiClient> =>
    succeeded(
      await registry.call<CreatedApiClient>('POST', `/clients/${id}/rotate`, {
        as,
        version,
        body: { overlapHours },
      }),
    );

  it('are served by two secrets while the overlap of a rotation lasts', async () => {
    const client = succeeded(await register('Switched over', ['area.read']));
    expect(client.formerSecretUntil).toBeNull();
    const rotated = await rotate(client, 48);
    const hours = (Date.parse(rotated.formerSecretUntil!) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(47.9);
    expect(hours).toBeLessThan(48.1);
    for (const { secret } of [client, rotated]) expect((await token(client.id, secret)).status).toBe(200);

    await registry.database.query(
      `UPDATE registry.api_client SET former_secret_until = now() - interval '1 second' WHERE id = $1`,
      [client.id],
    );
    expect((await token(client.id, client.secret)).body.code).toBe('auth.invalid');
    expect((await token(client.id, rotated.secret)).status).toBe(200);
  });

  it('have two secrets at most, and none when they are disabled in the overlap', async () => {
    const client = succeeded(await register('Rotated twice', ['area.read']));
    const second = await rotate(client, 24);
    const third = await rotate(second, 24);
    expect((await token(client.id, client.secret)).status).toBe(401);
    for (const { secret } of [second, third]) expect((await token(client.id, secret)).status).toBe(200);
    succeeded(await registry.call('POST', `/clients/${client.id}/disable`, { as, version: third.version }));
    for (const { secret } of [second, third]) expect((await token(client.id, secret)).status).toBe(401);
  });

  it('cannot have an overlap without end', async () => {
    const client = succeeded(await register('For ever', ['area.read']));
    const answer = await registry.call('POST', `/clients/${client.id}/rotate`, {
      as,
      version: 1,
      body: { overlapHours: 721 },
    });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'overlapHours' }] } });
  });

  it('get a new secret that replaces the old one, and can be disabled', async () => {
    const client = succeeded(await register('Changing', ['area.read']));
    const path = `/clients/${client.id}`;
    const rotated = await rotate(client, 0);
    expect(rotated).toMatchObject({ version: 2, formerSecretUntil: null });
    expect((await token(client.id, client.secret)).status).toBe(401);
    expect((await token(client.id, rotated.secret)).status).toBe(200);
    expect((await registry.call('POST', `${path}/disable`, { as, version: 1 })).body.code).toBe(
      'resource.stale',
    );
    succeeded(await registry.call('POST', `${path}/disable`, { as, version: 2 }));
    expect((await token(client.id, rotated.secret)).status).toBe(401);
    const again = { as, version: 3, body: { overlapHours: 0 } };
    expect((await registry.call('POST', `${path}/rotate`, again)).body.code).toBe('client.disabled');
  });

  it('lose the tokens they have with the secret, and when they are disabled', async () => {
    const { id, secret } = succeeded(await register('Losing', ['area.read']));
    const areas = (accessToken: string) => registry.call('GET', '/areas', { as: accessToken });
    const first = succeeded(await token(id, secret)).accessToken;
    expect((await areas(first)).status).toBe(200);
    const path = `/clients/${id}`;
    const rotated = succeeded(
      await registry.call<CreatedApiClient>('POST', `${path}/rotate`, {
        as,
        version: 1,
        body: { overlapHours: 0 },
      }),
    );
    const second = succeeded(await token(id, rotated.secret)).accessToken;
    await eventually(async () => expect((await areas(first)).body.code).toBe('auth.revoked'));
    expect((await areas(second)).status).toBe(200);
    succeeded(await registry.call('POST', `${path}/disable`, { as, version: 2 }));
    await eventually(async () => expect((await areas(second)).body.code).toBe('auth.revoked'));
  });

  it('lose at once what they may do no more, and go on with the rest', async () => {
    const { id, secret } = succeeded(await register('Changed', ['area.read', 'organisation.read']));
    const permit = <Body = ApiClient>(version: number, permissions: string[]) =>
      registry.call<Body>('PUT', `/clients/${id}/permissions`, { as, version, body: { permissions } });
    const status = async (path: string, accessToken: string) => {
      const answer = await registry.call('GET', path, { as: accessToken });
      return answer.status === 200 ? 200 : answer.body.code;
    };
    const before = succeeded(await token(id, secret)).accessToken;
    expect(await status('/organisations', before)).toBe(200);

    const changed = await permit(1, ['area.read', 'base-salary.read', 'area.read']);
    expect(changed).toMatchObject({
      status: 200,
      headers: { etag: '"v2"' },
      body: { permissions: ['area.read', 'base-salary.read'], version: 2 },
    });
    await eventually(async () => expect(await status('/organisations', before)).toBe('auth.revoked'));
    const after = succeeded(await token(id, secret)).accessToken;
    expect(await status('/areas', after)).toBe(200);
    expect(await status('/base-salaries', after)).toBe(200);
    expect(await status('/organisations', after)).toBe('auth.forbidden');

    // Nothing is taken away: the tokens go on, without what is new.
    succeeded(await permit(2, ['area.read', 'base-salary.read', 'organisation.read']));
    expect(await status('/areas', after)).toBe(200);
    expect(await status('/organisations', after)).toBe('auth.forbidden');
    expect(await status('/organisations', succeeded(await token(id, secret)).accessToken)).toBe(200);

    const trail = await registry.database.query(
      `SELECT details FROM registry.audit_entry WHERE action = 'client.permit' AND entity = 'client:' || $1 ORDER BY seq`,
      [id],
    );
    expect(trail).toEqual([
      { details: { version: 2, given: ['base-salary.read'], taken: ['organisation.read'] } },
      { details: { version: 3, given: ['organisation.read'], taken: [] } },
    ]);
    await eventually(async () => {
      const notices = await registry.database.query<{ text: string }>(
        `SELECT text FROM registry.notice WHERE kind = 'client.changed' ORDER BY created_at, id`,
      );
      expect(notices.map(({ text }) => text)).toEqual([
        expect.stringContaining('Thêm: base-salary.read. Bớt: organisation.read.'),
        expect.stringContaining('Thêm: organisation.read.'),
      ]);
    });
  });

  it('are changed by whoever has read them, within what is for systems, while they are open', async () => {
    const client = succeeded(await register('Guarded', ['area.read']));
    const path = `/clients/${client.id}/permissions`;
    const body = { permissions: ['organisation.read'] };
    const code = async (call: object) => (await registry.call('PUT', path, { as, ...call })).body.code;
    expect(await code({ body })).toBe('resource.match-required');
    expect(await code({ body, version: 2 })).toBe('resource.stale');
    expect(await code({ body: { permissions: ['opinion-report.read'] }, version: 1 })).toBe(
      'request.invalid',
    );
    expect(await code({ body: { permissions: [] }, version: 1 })).toBe('request.invalid');
    succeeded(await registry.call('POST', `/clients/${client.id}/disable`, { as, version: 1 }));
    expect(await code({ body, version: 2 })).toBe('client.disabled');
  });
});
