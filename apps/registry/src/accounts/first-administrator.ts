import { Injectable } from '@nestjs/common';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import { AccountEntity } from './account.entity.js';
import { AccountsService } from './accounts.service.js';
import { Passwords, randomPassword } from './passwords.js';

/** Opens the account that a new installation is entered with. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly transactions: Transactions,
  ) {}

  /**
   * On a registry without any account, creates `admin`, administrator of everything.
   * @param given its password; left out, one is made that must be changed.
   * @returns the name and password, for once; null when there are accounts already.
   */
  async ensure(given: string | undefined): Promise<{ username: 'admin'; password: string } | null> {
    const username = 'admin';
    const password = given ?? randomPassword();
    return this.transactions.run(async (unit) => {
      await unit.query(
        'first-administrator.lock',
        `SELECT pg_advisory_xact_lock(hashtext('registry.first-administrator'))`,
      );
      if (await unit.manager.exists(AccountEntity)) return null;
      await this.accounts.insert(unit, {
        username,
        personId: null,
        passwordHash: await this.passwords.hash(password),
        mustChangePassword: given === undefined,
        grants: [
          {
            role: 'administrator',
            areaId: null,
            organisationId: null,
            from: await officeDay(unit.manager),
            to: null,
          },
        ],
      });
      return { username, password };
    });
  }
}
