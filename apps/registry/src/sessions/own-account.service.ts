import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { Caller } from '#auth/requires';
import type { ChangePassword, ConfirmSecondFactor, Me, SecondFactorEnrolment } from '#contracts/accounts';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AccountEntity } from '../accounts/account.entity.js';
import { AccountsService, securityChange } from '../accounts/accounts.service.js';
import { GrantsInForce } from '../accounts/grants-in-force.js';
import { Passwords } from '../accounts/passwords.js';
import { SignInFailures } from '../accounts/sign-in-failures.js';
import { enrolmentUri, newSecret, stepOf, takeStep } from './one-time-codes.js';
import { endOtherSessions, raiseSession, requireSession } from './session.queries.js';

/** What people do with their own account. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly accountsService: AccountsService,
    private readonly grants: GrantsInForce,
    private readonly passwords: Passwords,
    private readonly failures: SignInFailures,
    private readonly transactions: Transactions,
  ) {}

  private get accounts(): Repository<AccountEntity> {
    return this.transactions.manager.getRepository(AccountEntity);
  }

  async me({ id, claims }: Caller): Promise<Me> {
    return {
      account: await this.accountsService.get(id, id),
      roles: [...new Set(claims.grants.map((grant) => grant.role))],
      grants: await this.grants.sourcesOf(id),
      secondFactor: claims.secondFactor,
    };
  }

  /**
   * Changes the password; the other sessions end.
   * @throws Problem 422 `account.wrong-password` (counted like a failed sign-in), `account.same-password`.
   */
  async changePassword(caller: Caller, { current, next }: ChangePassword): Promise<void> {
    const { id, username, passwordHash } = await this.read(caller);
    await this.failures.refuseLocked(username);
    if (!(await this.passwords.verify(passwordHash, current))) {
      await this.failures.count(username, id);
      throw Problem.unprocessable('account.wrong-password', 'The current password is another');
    }
    if (await this.passwords.verify(passwordHash, next)) {
      throw Problem.unprocessable('account.same-password', 'The new password is the current one');
    }
    const nextHash = await this.passwords.hash(next);
    await this.change(caller, 'account.change-password', async (account, unit) => {
      if (account.passwordHash !== passwordHash)
        throw Problem.of('resource.conflict', { detail: 'It has just been changed' });
      await this.failures.clear(unit, username);
      Object.assign(account, { passwordHash: nextHash, mustChangePassword: false });
      await endOtherSessions(unit, id, caller.sessionId);
      unit.publish(securityChange(account, 'password-changed'));
    });
  }

  /**
   * Makes a secret for an authenticator, which counts once it is confirmed; one not confirmed yet is replaced.
   * @throws Problem 409 `second-factor.already-set-up`: a lost one is reset by an administrator.
   */
  async enrol(caller: Caller): Promise<SecondFactorEnrolment> {
    const secret = newSecret();
    const { username } = await this.change(caller, 'account.enrol-second-factor', async (account) => {
      if (account.totpConfirmed)
        throw Problem.conflict('second-factor.already-set-up', 'A second factor is set up already');
      Object.assign(account, { totpSecret: secret, totpLastStep: 0 });
    });
    return { uri: enrolmentUri(secret, username), secret };
  }

  /**
   * Proves the second factor: the first time this sets it up, and every time it raises the present session.
   * @throws Problem 409 `second-factor.not-enrolled`; 422 `second-factor.wrong-code` (counted like a failed sign-in).
   */
  async confirm(caller: Caller, { code }: ConfirmSecondFactor): Promise<void> {
    const account = await this.read(caller);
    await this.failures.refuseLocked(account.username);
    if (account.totpSecret === null)
      throw Problem.conflict('second-factor.not-enrolled', 'Enrol an authenticator first');
    const step = stepOf(account.totpSecret, code);
    if (step === null || !(await this.prove(caller, account, step))) {
      await this.failures.count(account.username, account.id);
      throw Problem.unprocessable(
        'second-factor.wrong-code',
        'The code is not the present one, or was used before',
      );
    }
  }

  private async prove(caller: Caller, account: AccountEntity, step: number): Promise<boolean> {
    return this.transactions.run(async (unit) => {
      if (!(await takeStep(unit, account, step))) return false;
      await requireSession(unit, caller.sessionId);
      await this.failures.clear(unit, account.username);
      await raiseSession(unit, caller.sessionId);
      const first =
        'UPDATE account SET totp_confirmed = true, version = version + 1 WHERE id = $1 AND NOT totp_confirmed';
      await unit.query('accounts.confirm-second-factor', first, [account.id]);
      unit.audit({
        action: 'account.confirm-second-factor',
        entity: `account:${account.id}`,
        details: { sessionId: caller.sessionId },
      });
      return true;
    });
  }

  private async read({ id }: Caller): Promise<AccountEntity> {
    const account = await this.accounts.findOneBy({ id });
    if (!account) throw Problem.of('auth.invalid');
    return account;
  }

  private async change(
    { id, sessionId }: Caller,
    action: string,
    apply: (account: AccountEntity, unit: UnitOfWork) => Promise<void>,
  ): Promise<AccountEntity> {
    return this.transactions.run(async (unit) => {
      const account = await unit.manager.findOne(AccountEntity, {
        where: { id },
        // Notices of the account may be written meanwhile: they refer to its key alone.
        lock: { mode: 'for_no_key_update' },
      });
      await requireSession(unit, sessionId);
      await apply(account!, unit);
      account!.version += 1;
      await unit.manager.save(account!);
      unit.audit({ action, entity: `account:${id}` });
      return account!;
    });
  }
}
