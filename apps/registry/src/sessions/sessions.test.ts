import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account, Me, TokenPair } from '#contracts/accounts';
import { eventually } from '#testing/eventually';
import { Passwords } from '../accounts/passwords.js';
import { Registry, succeeded } from '../accounts/registry.fixture.js';

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

describe('sessions', () => {
  let registry: Registry;

  beforeAll(async () => {
    registry = await Registry.start();
  });
  afterAll(() => registry.stop());

  const refresh = <Body = TokenPair & { refreshToken: string }>(refreshToken: string) =>
    registry.call<Body>('POST', '/sessions/refresh', { body: { refreshToken } });
  const me = (as: string) => registry.call<Me>('GET', '/me', { as });

  describe('signing in', () => {
    it('gives tokens for the right password, and says who one is', async () => {
      const { id, password } = await registry.openAccount('an.nguyen', { mustChangePassword: false });
      const answer = await registry.signIn<TokenPair>('an.nguyen', password);
      expect(answer).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
      expect(answer.body).toMatchObject({
        tokenType: 'Bearer',
        expiresIn: 600,
        secondFactor: false,
        mustChangePassword: false,
      });
      expect((await me(answer.body.accessToken)).body).toMatchObject({
        account: { id, username: 'an.nguyen' },
        roles: ['editor'],
        secondFactor: false,
      });
    });

    it('answers alike to a wrong password and to a name that nobody has', async () => {
      await registry.openAccount('binh');
      const wrong = await registry.signIn('binh', 'not the password');
      const unknown = await registry.signIn('nobody', 'not the password');
      expect(wrong.status).toBe(401);
      const { requestId: _, ...said } = wrong.body as { code: string; requestId?: string };
      expect(said).toMatchObject({ code: 'auth.invalid' });
      expect(unknown.body).toMatchObject(said);
    });

    it('takes a name as a telephone writes it', async () => {
      const { password } = await registry.openAccount('duong');
      expect((await registry.signIn(' Duong ', password)).status).toBe(201);
    });

    it('takes a password however its Vietnamese letters are composed', async () => {
      await registry.openAccount('chi', { initialPassword: 'lắng nghe ý dân'.normalize('NFC') });
      expect((await registry.signIn('chi', 'lắng nghe ý dân'.normalize('NFD'))).status).toBe(201);
    });

    it('signs in three hundred people at once in a few times what their hashes cost', async () => {
      const { id } = await registry.openAccount('many');
      await registry.database.query(
        `INSERT INTO registry.account
         SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'username', 'many' || n))).*
         FROM registry.account a, generate_series(1, 300) n WHERE a.id = $1`,
        [id],
      );
      const names = Array.from({ length: 300 }, (_, index) => `many${index + 1}`);
      const passwords = registry.app.get(Passwords);
      const bare = await secondsOf(() =>
        Promise.all(names.slice(0, 100).map(() => passwords.verify(undefined, 'any password'))),
      );
      const seconds = await secondsOf(async () => {
        const answers = await Promise.all(names.map((name) => registry.signIn(name, 'mat-khau-cua-many')));
        expect(answers.map(({ status }) => status)).toEqual(names.map(() => 201));
      });
      expect(seconds / (3 * bare)).toBeLessThan(5);
    });
  });

  describe('guessing', () => {
    const guess = (name: string, times: number) =>
      Array.from({ length: times }, () => () => registry.signIn(name, 'a wrong guess')).reduce(
        async (before, next) => [...(await before), (await next()).status],
        Promise.resolve<number[]>([]),
      );

    it('closes an account after ten failures, even to the right password, until an administrator unlocks it', async () => {
      const account = await registry.openAccount('dung');
      expect(await guess('dung', 11)).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
      const locked = await registry.signIn('dung', account.password);
      expect(locked).toMatchObject({ status: 429, body: { code: 'account.locked' } });
      expect(Number(locked.headers['retry-after'])).toBeGreaterThan(800);
      expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(900);
      const as = await registry.administrator();
      const read = await registry.call<Account>('GET', `/accounts/${account.id}`, { as });
      expect(new Date(read.body.lockedUntil!).getTime()).toBeGreaterThan(Date.now());
      expect((await registry.change('POST', '/unlock', account)).body.lockedUntil).toBeNull();
      expect((await registry.signIn('dung', account.password)).status).toBe(201);
    });

    it('opens it again by itself after a quarter of an hour, with ten new tries', async () => {
      const { password } = await registry.openAccount('giang');
      await guess('giang', 10);
      await registry.database.query(
        `UPDATE registry.sign_in_failure SET locked_until = now() - interval '1 second'`,
      );
      expect(await guess('giang', 9)).not.toContain(429);
      expect((await registry.signIn('giang', password)).status).toBe(201);
    });

    it('is told to the owner once a day, however often the account is locked', async () => {
      const { id } = await registry.openAccount('vinh.dao');
      const told = async () => {
        const [{ count }] = (await registry.database.query<{ count: number }>(
          `SELECT count(*)::int FROM registry.audit_entry WHERE action = 'account.lock' AND entity = 'account:' || $1`,
          [id],
        )) as [{ count: number }];
        const notices = await registry.database.query(
          `SELECT FROM registry.notice WHERE account_id = $1 AND kind = 'account.security'`,
          [id],
        );
        return { locks: count, notices: notices.length };
      };
      const daysPass = (interval: string) =>
        registry.database.query(
          `UPDATE registry.sign_in_failure SET locked_until = locked_until - $1::interval, told_at = told_at - $1::interval`,
          [interval],
        );
      await guess('vinh.dao', 10);
      await eventually(async () => expect(await told()).toEqual({ locks: 1, notices: 1 }));
      await daysPass('16 minutes');
      await guess('vinh.dao', 10);
      expect((await told()).locks).toBe(2);
      await daysPass('1 day');
      await guess('vinh.dao', 10);
      // Had the second lock been told, there would be three.
      await eventually(async () => expect(await told()).toEqual({ locks: 3, notices: 2 }));
    });

    it('forgets failures with a success', async () => {
      const { password } = await registry.openAccount('ha.le');
      await guess('ha.le', 9);
      await registry.signedIn('ha.le', password);
      expect(await guess('ha.le', 9)).not.toContain(429);
      expect((await registry.signIn('ha.le', password)).status).toBe(201);
    });

    it('locks names that nobody has just the same', async () => {
      expect(await guess('phantom', 11)).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    });

    it('judges no more than ten guesses when many are sent at once, be the last one right', async () => {
      const { password } = await registry.openAccount('hung');
      const guesses = [...Array.from({ length: 40 }, () => 'a wrong guess'), password];
      const answers = await Promise.all(guesses.map((each) => registry.signIn('hung', each)));
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(31);
    });
  });

  describe('refreshing', () => {
    it('gives new tokens, and a refresh token works once', async () => {
      const { password } = await registry.openAccount('khanh');
      const first = await registry.signedIn('khanh', password);
      const second = succeeded(await refresh(first.refreshToken));
      expect(second.refreshToken).not.toBe(first.refreshToken);
      expect((await me(second.accessToken)).status).toBe(200);
      const third = succeeded(await refresh(second.refreshToken));
      expect((await me(third.accessToken)).status).toBe(200);
    });

    it('ends the whole session when one comes a second time, but not the other sessions', async () => {
      const { password } = await registry.openAccount('lan');
      const stolen = await registry.signedIn('lan', password);
      const other = await registry.signedIn('lan', password);
      const renewed = succeeded(await refresh(stolen.refreshToken));
      expect(await refresh(stolen.refreshToken)).toMatchObject({
        status: 401,
        body: { code: 'auth.invalid' },
      });
      expect((await refresh(renewed.refreshToken)).status).toBe(401);
      expect((await refresh(other.refreshToken)).status).toBe(200);
      expect(
        await registry.database.query(
          `SELECT details->>'reason' AS reason FROM registry.audit_entry WHERE action = 'session.revoke'`,
        ),
      ).toEqual([{ reason: 'refresh-token-reused' }]);
    });

    it('lets at most one of two win that come at the same moment, and ends the session', async () => {
      const { password } = await registry.openAccount('mai');
      const { refreshToken } = await registry.signedIn('mai', password);
      const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
      // The loser ends the session; if that comes before the winner's token is signed, there is none for either.
      expect(answers.map(({ status }) => status).sort()[1]).toBe(401);
      for (const { status, body } of answers) {
        expect([200, 401]).toContain(status);
        if (status === 200) expect((await refresh(body.refreshToken)).status).toBe(401);
      }
      expect((await refresh(refreshToken)).status).toBe(401);
    });

    it('refuses what nobody was given, and what has expired', async () => {
      expect((await refresh('made-up')).status).toBe(401);
      expect((await refresh('made.up')).status).toBe(401);
      const { id, password } = await registry.openAccount('minh');
      const { refreshToken } = await registry.signedIn('minh', password);
      await registry.database.query(`UPDATE registry.session SET expires_at = now() WHERE account_id = $1`, [
        id,
      ]);
      expect((await refresh(refreshToken)).status).toBe(401);
    });
  });

  describe('signing out', () => {
    it('ends this session, or all of them', async () => {
      const { password } = await registry.openAccount('nga');
      const [first, second, third] = [
        await registry.signedIn('nga', password),
        await registry.signedIn('nga', password),
        await registry.signedIn('nga', password),
      ];
      expect((await registry.call('DELETE', '/sessions/current', { as: first.accessToken })).status).toBe(
        204,
      );
      expect((await refresh(first.refreshToken)).status).toBe(401);
      const renewed = succeeded(await refresh(second.refreshToken));
      expect((await registry.call('DELETE', '/sessions', { as: renewed.accessToken })).status).toBe(204);
      expect((await refresh(renewed.refreshToken)).status).toBe(401);
      expect((await refresh(third.refreshToken)).status).toBe(401);
    });
  });

  describe('a change of password', () => {
    const change = (as: string, current: string, next: string) =>
      registry.call('PUT', '/me/password', { as, body: { current, next } });

    it('ends the other sessions and lifts the duty to change it', async () => {
      const { password } = await registry.openAccount('oanh');
      const here = await registry.signedIn('oanh', password);
      const elsewhere = await registry.signedIn('oanh', password);
      expect(here.mustChangePassword).toBe(true);
      expect((await change(here.accessToken, password, 'another long password')).status).toBe(204);
      expect((await refresh(elsewhere.refreshToken)).status).toBe(401);
      expect(succeeded(await refresh(here.refreshToken)).mustChangePassword).toBe(false);
      expect((await registry.signIn('oanh', password)).status).toBe(401);
      expect((await registry.signIn('oanh', 'another long password')).status).toBe(201);
    });

    it('needs the current one, a new one, and twelve characters', async () => {
      const { password } = await registry.openAccount('phuc');
      const { accessToken } = await registry.signedIn('phuc', password);
      expect((await change(accessToken, 'a wrong guess', 'another long password')).body.code).toBe(
        'account.wrong-password',
      );
      expect((await change(accessToken, password, password)).body.code).toBe('account.same-password');
      expect((await change(accessToken, password, 'short')).body).toMatchObject({
        code: 'request.invalid',
        errors: [{ path: 'next' }],
      });
    });

    it('counts wrong guesses with a borrowed token like failed sign-ins', async () => {
      const { password } = await registry.openAccount('quang');
      const { accessToken } = await registry.signedIn('quang', password);
      for (let time = 0; time < 10; time += 1)
        await change(accessToken, 'a wrong guess', 'another long password');
      expect((await change(accessToken, password, 'another long password')).body.code).toBe('account.locked');
    });

    it('is refused once the session has ended, though the access token still lives', async () => {
      const { password } = await registry.openAccount('son');
      const { accessToken } = await registry.signedIn('son', password);
      await registry.call('DELETE', '/sessions/current', { as: accessToken });
      expect((await change(accessToken, password, 'another long password')).status).toBe(401);
    });
  });
});
