import { randomInt } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import {
  type ConfirmNotificationAddress,
  mailDispatch,
  type NewNotificationAddress,
  type NotificationPreferences,
} from '#contracts/notifications';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { MAIL_SETTINGS, type MailSettings } from '../mail/mail.settings.js';
import {
  codeMailSql,
  confirmSql,
  dropCodeMailSql,
  lockSettingsSql,
  newCodeSql,
  removeAddressSql,
  secondsToNextCodeSql,
  tryCodeSql,
} from './preferences.queries.js';
import { PreferencesService } from './preferences.service.js';

/** Where the mail of an account goes: an address counts when a code that was sent to it has come back. */
@Injectable()
export class NotificationAddressService {
  constructor(
    private readonly preferences: PreferencesService,
    private readonly transactions: Transactions,
    @Optional() @Inject(MAIL_SETTINGS) private readonly mail: MailSettings | null,
  ) {}

  /**
   * Sends a code to an address; until it comes back, mail goes where it went before.
   * @throws Problem 409 `notification-address.no-mail` where no mail is sent, 429
   *   `notification-address.too-many-codes`: nobody's mailbox is filled by way of this.
   */
  async propose(caller: Caller, { address }: NewNotificationAddress): Promise<NotificationPreferences> {
    if (!this.mail) throw Problem.conflict('notification-address.no-mail', 'This installation sends no mail');
    const code = String(randomInt(100_000_000)).padStart(8, '0');
    return this.transactions.run(async (unit) => {
      await unit.query('preferences.lock', lockSettingsSql, [caller.id]);
      const kept = await unit.query('address.new-code', newCodeSql, [caller.id, address, code]);
      if (kept.length === 0) {
        const [wait] = await unit.query<{ seconds: number }>('address.wait', secondsToNextCodeSql, [
          caller.id,
        ]);
        throw new Problem('notification-address.too-many-codes', 429, 'Too many codes were sent today', {
          retryAfterSeconds: wait!.seconds,
        });
      }
      await unit.query('address.drop-codes', dropCodeMailSql, [caller.id]);
      await unit.query('address.mail', codeMailSql, [caller.id]);
      unit.enqueue(mailDispatch, {});
      unit.audit({ action: 'notification-address.propose', entity: `account:${caller.id}` });
      return this.preferences.get(caller);
    });
  }

  /**
   * The code has come back: mail goes to its address from now on.
   * @throws Problem 422 `notification-address.wrong-code`, 409 `notification-address.nothing-to-confirm` when
   *   there is no code, or it is too old or was mistyped too often.
   */
  async confirm(caller: Caller, { code }: ConfirmNotificationAddress): Promise<NotificationPreferences> {
    const outcome = await this.transactions.run(async (unit) => {
      const [row] = await unit.query<{ right: boolean }>('address.try', tryCodeSql, [caller.id, code]);
      if (!row?.right) return row ? 'wrong' : 'nothing';
      await unit.query('address.confirm', confirmSql, [caller.id]);
      unit.audit({ action: 'notification-address.confirm', entity: `account:${caller.id}` });
      return this.preferences.get(caller);
    });
    if (outcome === 'wrong')
      throw Problem.unprocessable('notification-address.wrong-code', 'The code is another');
    if (outcome === 'nothing')
      throw Problem.conflict(
        'notification-address.nothing-to-confirm',
        'No code is waiting; ask for a new one',
      );
    return outcome;
  }

  /** No mail from now on, and no trace of where it went. */
  async remove(caller: Caller): Promise<void> {
    await this.transactions.run(async (unit) => {
      await unit.query('address.remove', removeAddressSql, [caller.id]);
      unit.audit({ action: 'notification-address.remove', entity: `account:${caller.id}` });
    });
  }
}
