import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { Account, NewOidcLink, OidcCallbackQuery, TokenPair } from '#contracts/accounts';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { AccountEntity } from '../accounts/account.entity.js';
import { AccountsService, type AccountVersion } from '../accounts/accounts.service.js';
import { endSessions } from '../sessions/session.queries.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { type Attempt, type Identity, OidcClient } from './oidc-client.js';
import { stateCookie, stateOf } from './state-cookie.js';

const FORGET_EXPIRED = `
DELETE FROM oidc_attempt WHERE state_hash IN (
  SELECT state_hash FROM oidc_attempt WHERE expires_at <= now() LIMIT 100 FOR UPDATE SKIP LOCKED)`;

const REMEMBER = `
INSERT INTO oidc_attempt (state_hash, nonce, code_verifier, expires_at)
VALUES ($1, $2, $3, now() + interval '10 minutes')`;

const TAKE = `
DELETE FROM oidc_attempt WHERE state_hash = $1
RETURNING nonce, code_verifier AS "codeVerifier", expires_at > now() AS fresh`;

const hashOf = (state: string): Buffer => createHash('sha256').update(state).digest();

/** Sign-in through an outside identity provider, for accounts that an administrator has linked. */
@Injectable()
export class OidcService {
  constructor(
    private readonly provider: OidcClient,
    private readonly accountsService: AccountsService,
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
  ) {}

  private get accounts(): Repository<AccountEntity> {
    return this.transactions.manager.getRepository(AccountEntity);
  }

  /** Begins an attempt: where to send the browser, and a cookie that it must bring back. */
  async start(): Promise<{ url: string; cookie: string }> {
    const { attempt, url } = await this.provider.begin();
    await this.transactions.run(async (unit) => {
      await unit.query('oidc.forget-expired', FORGET_EXPIRED);
      await unit.query('oidc.remember', REMEMBER, [
        hashOf(attempt.state),
        attempt.nonce,
        attempt.codeVerifier,
      ]);
    });
    return {
      url,
      cookie: stateCookie(attempt.state, this.provider.settings.redirectUri.startsWith('https:')),
    };
  }

  /**
   * Signs in whom the provider names. An attempt works once, and in the browser that began it.
   * @param cookies those of this browser.
   * @throws Problem 401 `auth.invalid`; 403 `oidc.not-linked` when no account is linked to the identity.
   */
  async finish(query: OidcCallbackQuery, cookies: string | undefined): Promise<TokenPair> {
    const { issuer } = this.provider.settings;
    if (!query.state || query.state !== stateOf(cookies)) throw Problem.of('auth.invalid');
    const identity = await this.provider.finish(
      await this.take(query.state),
      query as Record<string, string>,
    );
    const account =
      (await this.accounts.findOneBy({ oidcIssuer: issuer, oidcSubject: identity.subject })) ??
      (await this.pinned(issuer, identity));
    if (!account) throw new Problem('oidc.not-linked', 403, 'No account here is linked to this identity');
    // Whoever set up a second factor here proves it here: what the provider asked for is not known.
    return (await this.sessions.open(account, false, async () => true))!;
  }

  /** Names the one identity of the provider that may sign in to the account. */
  async link(target: AccountVersion, link: NewOidcLink): Promise<Account> {
    const { issuer } = this.provider.settings;
    return this.accountsService.change(target, 'account.link-oidc', async (account, unit) => {
      account.oidcIssuer = issuer;
      account.oidcUsername = 'username' in link ? link.username : null;
      account.oidcSubject = 'subject' in link ? link.subject : null;
      await endSessions(unit, account.id);
      return { issuer };
    });
  }

  async unlink(target: AccountVersion): Promise<Account> {
    return this.accountsService.change(target, 'account.unlink-oidc', async (account, unit) => {
      Object.assign(account, { oidcIssuer: null, oidcUsername: null, oidcSubject: null });
      await endSessions(unit, account.id);
    });
  }

  private async take(state: string): Promise<Attempt> {
    const [attempt] = await this.transactions.run((unit) =>
      unit.query<Omit<Attempt, 'state'> & { fresh: boolean }>('oidc.take', TAKE, [hashOf(state)]),
    );
    if (!attempt?.fresh) throw Problem.of('auth.invalid');
    return { state, ...attempt };
  }

  /** The first sign-in of an account linked by username pins the subject: usernames can change hands. */
  private async pinned(issuer: string, identity: Identity): Promise<AccountEntity | null> {
    const username = await identity.username();
    if (username === undefined) return null;
    return this.transactions.run(async (unit) => {
      const account = await unit.manager.findOne(AccountEntity, {
        where: { oidcIssuer: issuer, oidcUsername: username },
        lock: { mode: 'pessimistic_write' },
      });
      if (!account || account.oidcSubject !== null) return null;
      account.oidcSubject = identity.subject;
      account.version += 1;
      unit.audit({
        action: 'account.pin-oidc-subject',
        entity: `account:${account.id}`,
        details: { issuer },
      });
      return unit.manager.save(account);
    });
  }
}
