import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { Caller } from '#auth/requires';
import type { SignIn, TokenPair } from '#contracts/accounts';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { WorkContext } from '#persistence/work-context';
import { AccountEntity } from '../accounts/account.entity.js';
import { GrantsInForce } from '../accounts/grants-in-force.js';
import { Passwords } from '../accounts/passwords.js';
import { SignInFailures } from '../accounts/sign-in-failures.js';
import { AccessTokens } from './access-tokens.js';
import { stepOf, takeStep } from './one-time-codes.js';
import {
  beginSession,
  endSession,
  endSessions,
  findByRefreshToken,
  rotateRefreshToken,
} from './session.queries.js';

/** A session with its next refresh token, and what of the account its access token says. */
interface OpenSession {
  id: string;
  secondFactor: boolean;
  refreshToken: string;
  account: { id: string; personId: string | null; mustChangePassword: boolean };
}

@Injectable()
export class SessionsService {
  constructor(
    private readonly passwords: Passwords,
    private readonly failures: SignInFailures,
    private readonly grants: GrantsInForce,
    private readonly tokens: AccessTokens,
    private readonly transactions: Transactions,
    private readonly context: WorkContext,
  ) {}

  private get accounts(): Repository<AccountEntity> {
    return this.transactions.manager.getRepository(AccountEntity);
  }

  /**
   * Signs in with a password, and a code where a second factor is set up.
   * @throws Problem 401 `auth.invalid`, which does not say what was wrong; 401 `account.code-required`;
   *   429 `account.locked`.
   */
  async signIn({ username, password, code }: SignIn): Promise<TokenPair> {
    await this.failures.refuseLocked(username);
    const account = await this.accounts.findOneBy({ username });
    const matches = await this.passwords.verify(account?.passwordHash, password);
    if (!account || !matches || account.state !== 'active') return this.refuse(username, account?.id);
    // Failures are forgotten only after the whole sign-in: a known password must not buy more guesses at the code.
    if (account.totpConfirmed && code === undefined) {
      throw new Problem('account.code-required', 401, 'The code of the second factor is needed as well');
    }
    const step = account.totpConfirmed ? stepOf(account.totpSecret!, code!) : undefined;
    if (step === null) return this.refuse(username, account.id);
    const session = await this.open(account, step !== undefined, async (unit) => {
      if (step !== undefined && !(await takeStep(unit, account, step))) return false;
      await this.failures.clear(unit, username);
      return true;
    });
    return session ?? this.refuse(username, account.id);
  }

  /**
   * Opens a session for an account that has shown who it is, in one unit of work with `prove`;
   * undefined when that says no.
   * @throws Problem 401 `auth.invalid` when the account has been closed.
   */
  async open(
    account: AccountEntity,
    secondFactor: boolean,
    prove: (unit: UnitOfWork) => Promise<boolean>,
  ): Promise<TokenPair | undefined> {
    const session = await this.inTheNameOf(account.id, async (unit): Promise<OpenSession | undefined> => {
      if (!(await prove(unit))) return undefined;
      const session = await beginSession(unit, account, secondFactor);
      const details = { accountId: account.id, secondFactor };
      unit.audit({ action: 'session.begin', entity: `session:${session.id}`, details });
      return { ...session, secondFactor, account };
    });
    return session && this.answer(session);
  }

  /**
   * Gives new tokens for a refresh token, which is used up. One that comes a second time has been stolen or
   * copied: whoever holds the other one is signed out as well.
   * @throws Problem 401 `auth.invalid`.
   */
  async refresh(refreshToken: string): Promise<TokenPair> {
    const session = await this.transactions.run(async (unit): Promise<OpenSession | undefined> => {
      const found = await findByRefreshToken(unit, refreshToken);
      if (!found) return undefined;
      const { id, secondFactor, accountId, personId, mustChangePassword } = found;
      if (found.reused || found.expired || found.state !== 'active') {
        await endSession(unit, id);
        const reason = found.reused ? 'refresh-token-reused' : found.expired ? 'expired' : 'account-disabled';
        unit.audit({ action: 'session.revoke', entity: `session:${id}`, details: { accountId, reason } });
        return undefined;
      }
      const next = await rotateRefreshToken(unit, id, refreshToken);
      return {
        id,
        secondFactor,
        refreshToken: next,
        account: { id: accountId, personId, mustChangePassword },
      };
    });
    if (!session) throw Problem.of('auth.invalid');
    return this.answer(session);
  }

  /** Signs out. */
  async end({ id, sessionId }: Caller): Promise<void> {
    await this.transactions.run(async (unit) => {
      if (!(await endSession(unit, sessionId))) return;
      unit.audit({ action: 'session.end', entity: `session:${sessionId}`, details: { accountId: id } });
    });
  }

  /** Signs out everywhere. */
  async endAll({ id }: Caller): Promise<void> {
    await this.transactions.run(async (unit) => {
      await endSessions(unit, id);
      unit.audit({ action: 'session.end-all', entity: `account:${id}` });
    });
  }

  private async refuse(username: string, accountId: string | undefined): Promise<never> {
    await this.failures.count(username, accountId);
    throw Problem.of('auth.invalid');
  }

  private inTheNameOf<T>(actor: string, body: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return this.context.run({ ...this.context.current, actor }, () => this.transactions.run(body));
  }

  private async answer({ id, secondFactor, refreshToken, account }: OpenSession): Promise<TokenPair> {
    const inForce = await this.grants.of(account.id, id);
    if (!inForce) throw Problem.of('auth.invalid');
    const { grants, revision, lifetime } = inForce;
    const { personId } = account;
    const claims = { sub: account.id, kind: 'account', sid: id, personId, grants } as const;
    const access = await this.tokens.issue({ ...claims, permissions: [], secondFactor, revision }, lifetime);
    return { ...access, refreshToken, secondFactor, mustChangePassword: account.mustChangePassword };
  }
}
