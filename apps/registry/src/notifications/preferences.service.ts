import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import {
  type ChooseNotifications,
  NoticeKind,
  noticeKindRule,
  type NotificationPreferences,
  type UnsubscribeQuery,
} from '#contracts/notifications';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { MAIL_SETTINGS, type MailSettings } from '../mail/mail.settings.js';
import { NoticePreferenceEntity, NotificationSettingsEntity } from './notification-settings.entity.js';
import {
  chooseSql,
  forgetChoicesSql,
  keepChoicesSql,
  lockSettingsSql,
  stopMailSql,
  wakeMailSql,
} from './preferences.queries.js';
import { channelOf, OFFICE_TIME_ZONE, usualQuietHours } from './preferences.rules.js';

@Injectable()
export class PreferencesService {
  constructor(
    private readonly transactions: Transactions,
    @Optional() @Inject(MAIL_SETTINGS) private readonly mail: MailSettings | null,
  ) {}

  async get({ id }: Caller): Promise<NotificationPreferences> {
    const { manager } = this.transactions;
    const settings = await manager.findOneBy(NotificationSettingsEntity, { accountId: id });
    const chosen = await manager.findBy(NoticePreferenceEntity, { accountId: id });
    const channels = new Map(chosen.map(({ kind, channel }) => [kind, channel]));
    return {
      mailAvailable: Boolean(this.mail),
      address: settings?.address ?? null,
      unconfirmedAddress: settings?.pendingAddress ?? null,
      quietHours: settings ? quietHoursOf(settings) : usualQuietHours,
      timeZone: OFFICE_TIME_ZONE,
      kinds: NoticeKind.options.map((kind) => ({
        kind,
        label: noticeKindRule(kind).label,
        channel: channelOf(kind, channels.get(kind)),
        mandatory: noticeKindRule(kind).mandatory ?? false,
      })),
      version: settings?.version ?? 1,
    };
  }

  /**
   * Replaces what the caller has chosen.
   * @throws Problem 412 when `version` is not the present one, 422 `notification.mandatory` for another channel of
   *   a kind that has but one.
   */
  async choose(
    caller: Caller,
    version: number,
    { quietHours, kinds }: ChooseNotifications,
  ): Promise<NotificationPreferences> {
    const errors = kinds.flatMap(({ kind, channel }, index) =>
      channelOf(kind, channel) === channel
        ? []
        : [{ path: `kinds.${index}.channel`, message: 'Notices of this kind always come at once' }],
    );
    if (errors.length > 0)
      throw Problem.unprocessable('notification.mandatory', 'This cannot be chosen', { errors });
    return this.transactions.run(async (unit) => {
      const [row] = await unit.query<{ version: number }>('preferences.lock', lockSettingsSql, [caller.id]);
      if (row!.version !== version) throw Problem.of('resource.stale');
      const { from = null, to = null } = quietHours ?? {};
      await unit.query('preferences.choose', chooseSql, [caller.id, from, to]);
      await unit.query('preferences.forget', forgetChoicesSql, [caller.id]);
      const names = kinds.map(({ kind }) => kind);
      const channels = kinds.map(({ channel }) => channel);
      await unit.query('preferences.keep', keepChoicesSql, [caller.id, names, channels]);
      await unit.query('preferences.wake-mail', wakeMailSql, [caller.id]);
      unit.audit({
        action: 'notification-preferences.choose',
        entity: `account:${caller.id}`,
        details: { quietHours, kinds },
      });
      return this.get(caller);
    });
  }

  /** Stops the mail of a kind, or the daily mail, of whoever the token was sent to; the notices stay in the product. */
  async unsubscribe({ token, kind }: UnsubscribeQuery): Promise<void> {
    await this.transactions.run(async (unit) => {
      const settings = await unit.manager.findOneBy(NotificationSettingsEntity, { unsubscribeToken: token });
      if (!settings) throw Problem.of('resource.not-found');
      const { accountId } = settings;
      const chosen = await unit.manager.findBy(NoticePreferenceEntity, { accountId });
      const channels = new Map(chosen.map((choice) => [choice.kind, choice.channel]));
      const daily = NoticeKind.options.filter((one) => channelOf(one, channels.get(one)) === 'daily');
      const kinds = (kind ? [kind] : daily).filter((one) => !noticeKindRule(one).mandatory);
      await unit.query('preferences.stop-mail', stopMailSql, [accountId, kinds]);
      await unit.manager.increment(NotificationSettingsEntity, { accountId }, 'version', 1);
      unit.audit({
        action: 'notification-preferences.unsubscribe',
        entity: `account:${accountId}`,
        details: { kinds },
      });
    });
  }
}

const quietHoursOf = ({ quietFrom, quietTo }: NotificationSettingsEntity) =>
  quietFrom !== null && quietTo !== null ? { from: quietFrom, to: quietTo } : null;
