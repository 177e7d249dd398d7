import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account, CreatedAccount, TokenPair } from '#contracts/accounts';
import type { Page } from '#contracts/list';
import { FirstAdministrator } from './first-administrator.js';
import { grantOf, Registry, succeeded } from './registry.fixture.js';

describe('accounts', () => {
  let registry: Registry;

  beforeAll(async () => {
    registry = await Registry.start();
  });
  afterAll(() => registry.stop());

  const create = async <Body = CreatedAccount>(body: object) =>
    registry.call<Body>('POST', '/accounts', { as: await registry.administrator(), body });
  const refresh = (refreshToken: string) =>
    registry.call<TokenPair>('POST', '/sessions/refresh', { body: { refreshToken } });

  describe('opening one', () => {
    it('makes a password when none is given, and shows it once', async () => {
      const created = await create({ username: 'an.nguyen', personId: null });
      expect(created).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
      const { initialPassword, ...account } = created.body;
      expect(initialPassword!.length).toBeGreaterThanOrEqual(20);
      const as = await registry.administrator();
      const read = await registry.call<Account>('GET', `/accounts/${account.id}`, { as });
      expect(read.body).toEqual(account);
      expect(read.headers['etag']).toBe('"v1"');
      const { mustChangePassword } = await registry.signedIn('an.nguyen', initialPassword!);
      expect(mustChangePassword).toBe(true);
    });

    it('keeps names single, also under one Idempotency-Key, and never answers with a password again', async () => {
      const as = await registry.administrator();
      const headers = { 'idempotency-key': 'opening-binh' };
      const body = { username: 'binh.tran', personId: null };
      const first = await registry.call<CreatedAccount>('POST', '/accounts', { as, body, headers });
      const again = await registry.call<CreatedAccount>('POST', '/accounts', { as, body, headers });
      expect([first.status, again.status]).toEqual([201, 409]);
      expect(JSON.stringify(again.body)).not.toContain(first.body.initialPassword);
    });

    it('refuses grants that would not mean what they say', async () => {
      const [area, organisation] = [crypto.randomUUID(), crypto.randomUUID()];
      const faults = async (grant: object) =>
        (
          await create<{ errors: { path: string }[] }>({
            username: 'chi.le',
            personId: null,
            grants: [grant],
          })
        ).body.errors.map(({ path }) => path);
      expect(await faults(grantOf('editor', { areaId: area }))).toEqual(['grants.0.areaId']);
      expect(await faults(grantOf('editor', { organisationId: organisation }))).toEqual([
        'grants.0.organisationId',
      ]);
      expect(await faults(grantOf('recipient'))).toEqual(['grants.0.organisationId']);
      expect(await faults(grantOf('editor', { to: '2019-01-01' }))).toEqual(['grants.0.to']);
      expect(await faults({ ...grantOf('editor'), role: 'collaborator' })).toEqual(['grants.0.role']);
    });

    it('is for administrators only', async () => {
      const { password } = await registry.openAccount('dung.pham');
      const { accessToken } = await registry.signedIn('dung.pham', password);
      expect((await registry.call('GET', '/accounts', { as: accessToken })).body.code).toBe('auth.forbidden');
      expect((await registry.call('GET', '/accounts')).body.code).toBe('auth.missing');
    });
  });

  it('are listed by name, page by page, without anything secret', async () => {
    const as = await registry.administrator();
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = `limit=2${cursor && `&cursor=${cursor}`}`;
      const page = succeeded(await registry.call<Page<Account>>('GET', `/accounts?${query}`, { as }));
      names.push(...page.items.map(({ username }) => username));
      expect(JSON.stringify(page)).not.toMatch(/hash|secret|argon2/i);
      cursor = page.next;
    }
    expect(names).toEqual([...names].sort());
    expect(names).toContain('admin');
    const one = await registry.call<Page<Account>>('GET', '/accounts?filter[username][eq]=admin', { as });
    expect(one.body.items.map(({ username }) => username)).toEqual(['admin']);
  });

  it('are changed by whoever has read them as they are', async () => {
    const account = await registry.openAccount('giang.vu');
    const as = await registry.administrator();
    const path = `/accounts/${account.id}/disable`;
    expect((await registry.call('POST', path, { as })).body.code).toBe('resource.match-required');
    expect((await registry.call('POST', path, { as, version: 7 })).body.code).toBe('resource.stale');
    const done = await registry.call<Account>('POST', path, { as, version: account.version });
    expect(done).toMatchObject({
      status: 200,
      headers: { etag: '"v2"' },
      body: { state: 'disabled', version: 2 },
    });
    const missing = `/accounts/${crypto.randomUUID()}/disable`;
    expect((await registry.call('POST', missing, { as, version: 1 })).body.code).toBe('resource.not-found');
  });

  it('let nobody in while they are disabled', async () => {
    const account = await registry.openAccount('ha.do');
    const session = await registry.signedIn('ha.do', account.password);
    await registry.change('POST', '/disable', account);
    expect((await refresh(session.refreshToken)).status).toBe(401);
    expect((await registry.signIn('ha.do', account.password)).body.code).toBe('auth.invalid');
    await registry.change('POST', '/enable', account);
    expect((await registry.signIn('ha.do', account.password)).status).toBe(201);
  });

  it('are not taken from the one administrator who asks for it', async () => {
    const as = await registry.administrator();
    const { items } = succeeded(
      await registry.call<Page<Account>>('GET', '/accounts?filter[username][eq]=admin', { as }),
    );
    const [own] = items as [Account];
    expect((await registry.change<{ code: string }>('POST', '/disable', own)).body.code).toBe('account.own');
    const grant = `/grants/${own.grants[0]!.id}`;
    expect((await registry.change<{ code: string }>('DELETE', grant, own)).body.code).toBe('account.own');
  });

  it('get a new initial password when the old one is lost, and their sessions end', async () => {
    const account = await registry.openAccount('hoa.bui', { mustChangePassword: false });
    const session = await registry.signedIn('hoa.bui', account.password);
    for (let time = 0; time < 10; time += 1) await registry.signIn('hoa.bui', 'a wrong guess');
    const { initialPassword } = succeeded(
      await registry.change<CreatedAccount>('POST', '/reset-password', account),
    );
    expect((await refresh(session.refreshToken)).status).toBe(401);
    expect((await registry.signIn('hoa.bui', account.password)).status).toBe(401);
    expect(await registry.signedIn('hoa.bui', initialPassword!)).toMatchObject({ mustChangePassword: true });
  });

  it('leave no password or secret in the audit log, the outbox or the idempotency records', async () => {
    const account = await registry.openAccount('khoa.ngo');
    const session = await registry.signedIn('khoa.ngo', account.password);
    const { secret } = succeeded(
      await registry.call<{ secret: string }>('POST', '/me/second-factor', { as: session.accessToken }),
    );
    const { initialPassword } = succeeded(
      await registry.change<CreatedAccount>('POST', '/reset-password', account),
    );
    const kept = JSON.stringify(
      await registry.database.query(
        `SELECT to_jsonb(a) FROM registry.audit_entry a UNION ALL SELECT to_jsonb(o) FROM registry.outbox o
         UNION ALL SELECT to_jsonb(i) FROM registry.idempotency i UNION ALL SELECT to_jsonb(s) FROM registry.session s
         UNION ALL SELECT to_jsonb(f) FROM registry.sign_in_failure f`,
      ),
    );
    for (const hidden of [
      account.password,
      session.refreshToken,
      session.accessToken,
      secret,
      initialPassword!,
    ]) {
      expect(kept).not.toContain(hidden);
    }
    expect(kept).toContain('account.reset-password');
  });
});

describe('the first administrator', () => {
  it('is made once, however many starts there are at the same moment', async () => {
    const registry = await Registry.start();
    try {
      const first = registry.app.get(FirstAdministrator);
      const made = await Promise.all(Array.from({ length: 6 }, () => first.ensure(undefined)));
      const [administrator, ...others] = made.filter((one) => one !== null);
      expect(others).toEqual([]);
      expect(administrator!.password.length).toBeGreaterThanOrEqual(20);
      expect(await first.ensure('another password')).toBeNull();
      const session = await registry.signedIn('admin', administrator!.password);
      expect(session.mustChangePassword).toBe(true);
      expect((await registry.call('GET', '/accounts', { as: session.accessToken })).status).toBe(200);
    } finally {
      await registry.stop();
    }
  });
});
