import { Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import type { MailFailure } from '#contracts/notifications';
import { Transactions } from '#persistence/transactions';
import { AccountEntity } from '../accounts/account.entity.js';
import { NoticeEntity } from '../notifications/notice.entity.js';
import {
  NoticePreferenceEntity,
  NotificationSettingsEntity,
} from '../notifications/notification-settings.entity.js';
import { channelOf } from '../notifications/preferences.rules.js';
import { claimSql, dropSql, failSql, holdSql, sentSql } from './mail.queries.js';

/** A mail that this run may send until its lease is over. */
export interface ClaimedMail {
  id: string;
  accountId: string;
  purpose: MailFailure['purpose'];
  digestOn: string | null;
  urgent: boolean;
  /** Counts this one; also tells this claim from a later one. */
  attempts: number;
  /** By the database's clock. */
  now: Date;
}

/** What a mail is made of: its notices as they are still wanted, and its owner's settings. */
export interface MailContents {
  settings: NotificationSettingsEntity | null;
  notices: NoticeEntity[];
}

/** The worker's side of the `mail` table. A row is taken by moving its next try ahead, so a lost worker loses nothing. */
@Injectable()
export class MailOutbox {
  constructor(private readonly transactions: Transactions) {}

  /** The one that has been due longest; undefined when none is. */
  async claim(): Promise<ClaimedMail | undefined> {
    const [mail] = await this.transactions.run((unit) =>
      unit.query<ClaimedMail & QueryResultRow>('mail.claim', claimSql),
    );
    return mail;
  }

  async contentsOf({ id, accountId, purpose }: ClaimedMail): Promise<MailContents> {
    const { manager } = this.transactions;
    const active = await manager.existsBy(AccountEntity, { id: accountId, state: 'active' });
    const settings = active ? await manager.findOneBy(NotificationSettingsEntity, { accountId }) : null;
    const chosen = await manager.findBy(NoticePreferenceEntity, { accountId });
    const channels = new Map(chosen.map(({ kind, channel }) => [kind, channel]));
    const carried = await manager.find(NoticeEntity, {
      where: { mailId: id },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const wanted = purpose === 'digest' ? 'daily' : 'at-once';
    return {
      settings,
      notices: carried.filter(({ kind }) => channelOf(kind, channels.get(kind)) === wanted),
    };
  }

  /** Not before `until`. */
  hold = ({ id, attempts }: ClaimedMail, until: Date): Promise<void> =>
    this.change('mail.hold', holdSql, [id, attempts, until]);

  sent = ({ id }: ClaimedMail): Promise<void> => this.change('mail.sent', sentSql, [id]);

  /** There is nothing to send, or nowhere to send it. */
  drop = ({ id, attempts }: ClaimedMail, reason: string): Promise<void> =>
    this.change('mail.drop', dropSql, [id, attempts, reason]);

  fail = (
    { id, attempts }: ClaimedMail,
    failure: { reason: string; forGood: boolean; pauseSeconds: number },
  ): Promise<void> =>
    this.change('mail.fail', failSql, [id, attempts, failure.reason, failure.forGood, failure.pauseSeconds]);

  private async change(name: string, sql: string, values: unknown[]): Promise<void> {
    await this.transactions.run((unit) => unit.query(name, sql, values));
  }
}
