import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Repository } from 'typeorm';
import type { z } from 'zod';
import {
  type Account,
  type AccountListQuery,
  accountSecurityChanged,
  type CreatedAccount,
  type EffectiveGrant,
  type NewAccount,
  type NewAccountGrant,
} from '#contracts/accounts';
import type { NewEvent } from '#contracts/event';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { revokeAccounts } from '../sessions/revoked-access.js';
import { endSessions } from '../sessions/session.queries.js';
import { recordShown } from '#service-kit/reads-of-others';
import { AccountEntity, AccountGrantEntity } from './account.entity.js';
import { toAccount } from './account.mapper.js';
import { GrantsInForce } from './grants-in-force.js';
import { tellReviewer } from './reviewers.js';
import { Passwords, randomPassword } from './passwords.js';
import { SignInFailures } from './sign-in-failures.js';

/** The account a change is meant for, as its author has read it. */
export interface AccountVersion {
  id: string;
  version: number;
}

type AuditDetails = Record<string, unknown>;

@Injectable()
export class AccountsService {
  constructor(
    private readonly grants: GrantsInForce,
    private readonly passwords: Passwords,
    private readonly failures: SignInFailures,
    private readonly transactions: Transactions,
  ) {}

  private get accounts(): Repository<AccountEntity> {
    return this.transactions.manager.getRepository(AccountEntity);
  }

  /** Lists accounts by name; showing others' is recorded. */
  async list(query: z.infer<typeof AccountListQuery>, by: string): Promise<Page<Account>> {
    const field = (name: string): string => `account.${name}`;
    return this.transactions.run(async (unit) => {
      const page = await readPage(
        this.accounts.createQueryBuilder('account'),
        query,
        {
          fields: { username: field('username'), personId: field('personId'), state: field('state') },
          sort: { expression: field('username'), of: (account) => account.username },
          id: { expression: field('id'), of: (account) => account.id },
        },
        (account) => account,
      );
      recordShown(
        unit,
        'account',
        page.items.filter(({ id }) => id !== by),
      );
      return { ...page, items: await this.present(unit.manager, page.items) };
    });
  }

  /** Reads an account; reading another's is recorded. */
  async get(id: string, by: string): Promise<Account> {
    return this.transactions.run(async (unit) => {
      const [account] = await this.present(unit.manager, await this.accounts.findBy({ id }));
      if (!account) throw Problem.of('resource.not-found');
      if (id !== by) unit.audit({ action: 'account.read', entity: `account:${id}` });
      return account;
    });
  }

  /** What the account may do on a day, today if left out, were it open; and where that comes from. */
  async access(id: string, asOf: string | undefined, by: string): Promise<{ items: EffectiveGrant[] }> {
    await this.get(id, by);
    return { items: await this.grants.sourcesOf(id, asOf) };
  }

  /** @throws Problem 409 when the name is taken. */
  async create({ initialPassword, grants, ...input }: NewAccount): Promise<CreatedAccount> {
    const made = initialPassword === undefined ? randomPassword() : undefined;
    const passwordHash = await this.passwords.hash(initialPassword ?? made!);
    const account = await this.transactions.run((unit) =>
      this.insert(unit, { ...input, passwordHash, grants }),
    );
    return { ...account, ...(made && { initialPassword: made }) };
  }

  /** Adds an account whose password is hashed already to a unit of work. */
  async insert(
    unit: UnitOfWork,
    { grants, ...input }: Omit<NewAccount, 'initialPassword'> & { passwordHash: string },
  ): Promise<Account> {
    const account: AccountEntity = {
      id: randomUUID(),
      ...input,
      state: 'active',
      totpSecret: null,
      totpConfirmed: false,
      totpLastStep: 0,
      oidcIssuer: null,
      oidcUsername: null,
      oidcSubject: null,
      version: 1,
    };
    await unit.manager.insert(AccountEntity, account);
    const given = grants.map((grant) => ({ id: randomUUID(), accountId: account.id, ...grant }));
    await unit.manager.insert(AccountGrantEntity, given);
    unit.audit({
      action: 'account.create',
      entity: `account:${account.id}`,
      details: { personId: account.personId, grants },
    });
    tellReviewer(unit, account, given);
    return toAccount(account, given, undefined);
  }

  async grant(target: AccountVersion, grant: NewAccountGrant): Promise<Account> {
    return this.change(target, 'account.grant', async (account, unit) => {
      const id = randomUUID();
      await unit.manager.insert(AccountGrantEntity, { id, accountId: account.id, ...grant });
      return { grantId: id, ...grant };
    });
  }

  /**
   * Ends a grant: from `on` (today, if left out) it no longer holds. One that has not held for a day is removed.
   * @throws Problem 409 `grant.already-ended`, `account.own`; 422 `grant.ends-in-the-past`.
   */
  async endGrant(
    target: AccountVersion,
    end: { grantId: string; on: string | undefined; by: string },
  ): Promise<Account> {
    refuseOwn(target, end.by);
    return this.change(target, 'account.end-grant', async (account, unit) => {
      const grant = await unit.manager.findOneBy(AccountGrantEntity, {
        id: end.grantId,
        accountId: account.id,
      });
      if (!grant) throw Problem.of('resource.not-found');
      const now = await officeDay(unit.manager);
      const on = end.on ?? now;
      if (on < now)
        throw Problem.unprocessable(
          'grant.ends-in-the-past',
          'What was allowed on a past day cannot be undone',
        );
      if (grant.to !== null && grant.to <= on)
        throw Problem.conflict('grant.already-ended', 'The grant ends by then already');
      if (on <= grant.from) await unit.manager.delete(AccountGrantEntity, { id: grant.id });
      else await unit.manager.update(AccountGrantEntity, { id: grant.id }, { to: on });
      // Also when it ends later: a token made before may outlive that day's beginning.
      await revokeAccounts(unit, [account.id]);
      return { grantId: grant.id, role: grant.role, from: grant.from, to: on };
    });
  }

  /** Nobody signs in with it any more; its sessions end. */
  async disable(target: AccountVersion, by: string): Promise<Account> {
    refuseOwn(target, by);
    return this.change(target, 'account.disable', async (account, unit) => {
      account.state = 'disabled';
      await endSessions(unit, account.id);
    });
  }

  async enable(target: AccountVersion): Promise<Account> {
    return this.change(target, 'account.enable', async (account) => {
      account.state = 'active';
    });
  }

  /** Opens an account again that failed sign-ins have locked. */
  async unlock(target: AccountVersion): Promise<Account> {
    return this.change(target, 'account.unlock', (account, unit) =>
      this.failures.unlock(unit, account.username),
    );
  }

  /** Gives a new initial password, for once; sessions end and a lock is opened. */
  async resetPassword(target: AccountVersion): Promise<CreatedAccount> {
    const initialPassword = randomPassword();
    const passwordHash = await this.passwords.hash(initialPassword);
    const account = await this.change(target, 'account.reset-password', async (account, unit) => {
      Object.assign(account, { passwordHash, mustChangePassword: true });
      await this.failures.unlock(unit, account.username);
      await endSessions(unit, account.id);
      unit.publish(securityChange(account, 'password-reset'));
    });
    return { ...account, initialPassword };
  }

  /** For a lost authenticator: the owner signs in without one and sets up another. */
  async resetSecondFactor(target: AccountVersion): Promise<Account> {
    return this.change(target, 'account.reset-second-factor', async (account, unit) => {
      Object.assign(account, { totpSecret: null, totpConfirmed: false, totpLastStep: 0 });
      await endSessions(unit, account.id);
      unit.publish(securityChange(account, 'second-factor-reset'));
    });
  }

  /**
   * Changes an account in one unit of work; what `apply` returns goes into the audit record.
   * @throws Problem 404, 412 when it is no longer at the version.
   */
  async change(
    { id, version }: AccountVersion,
    action: string,
    apply: (account: AccountEntity, unit: UnitOfWork) => Promise<AuditDetails | void>,
  ): Promise<Account> {
    return this.transactions.run(async (unit) => {
      const account = await unit.manager.findOne(AccountEntity, {
        where: { id },
        // Notices of the account may be written meanwhile: they refer to its key alone.
        lock: { mode: 'for_no_key_update' },
      });
      if (!account) throw Problem.of('resource.not-found');
      if (account.version !== version) throw Problem.of('resource.stale');
      const details = await apply(account, unit);
      account.version += 1;
      await unit.manager.save(account);
      unit.audit({ action, entity: `account:${id}`, details: { version: account.version, ...details } });
      if (changesReviewers.has(action)) {
        const grants = await unit.manager.findBy(AccountGrantEntity, { accountId: id });
        tellReviewer(unit, account, grants, action === 'account.end-grant');
      }
      return (await this.present(unit.manager, [account]))[0]!;
    });
  }

  private async present(manager: EntityManager, accounts: AccountEntity[]): Promise<Account[]> {
    const grants = await manager.find(AccountGrantEntity, {
      where: { accountId: In(accounts.map((account) => account.id)) },
      order: { from: 'ASC', id: 'ASC' },
    });
    const locks = await this.failures.lockedUntil(
      manager,
      accounts.map((account) => account.username),
    );
    return accounts.map((account) => {
      const own = grants.filter((grant) => grant.accountId === account.id);
      return toAccount(account, own, locks.get(account.username));
    });
  }
}

/** What may change who reviews where. */
const changesReviewers = new Set(['account.grant', 'account.end-grant', 'account.enable', 'account.disable']);

/** Tells of a change that is about to give the account its next version. */
export const securityChange = (
  { id, version }: AccountEntity,
  change: z.infer<typeof accountSecurityChanged.data>['change'],
): NewEvent => accountSecurityChanged.of(id, version + 1, { accountId: id, change });

/** So that an installation is never left without an administrator. */
function refuseOwn(target: AccountVersion, by: string): void {
  if (target.id === by)
    throw Problem.conflict('account.own', 'Another administrator must do this to your account');
}
