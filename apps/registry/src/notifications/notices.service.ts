import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, Optional } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { EventEnvelope } from '#contracts/event';
import type { Page } from '#contracts/list';
import {
  mailDispatch,
  type Notice,
  noticeKindRule,
  type NoticeListQuery,
  type UnreadNotices,
} from '#contracts/notifications';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { MAIL_SETTINGS, type MailSettings } from '../mail/mail.settings.js';
import { NoticeEntity } from './notice.entity.js';
import { readOneSql, readUpToSql, tellSql, unreadSql } from './notices.queries.js';
import { type NewNotice, noticeRules } from './notices.rules.js';

/** Puts every unread notice above all that are read: more than any time in milliseconds. */
const UNREAD = 1e15;
const RANK = `extract(epoch FROM notice.created_at) * 1000 + CASE WHEN notice.read_at IS NULL THEN ${UNREAD} ELSE 0 END`;

/** Between two looks for those who follow their notices. */
const LOOK_MS = 1_000;

/** Notices belong to accounts: only who signs in reads them. Reading them is their own affair and not audited. */
@Injectable()
export class NoticesService implements OnApplicationBootstrap {
  private readonly logger = new Logger(NoticesService.name);
  /** Units of work that start the sending of their mail already. */
  private readonly sending = new WeakSet<UnitOfWork>();

  constructor(
    private readonly transactions: Transactions,
    @Optional() @Inject(MAIL_SETTINGS) private readonly mail: MailSettings | null,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.mail) {
      const settings = 'LANGNGHE_SMTP_URL and LANGNGHE_MAIL_FROM are not both set';
      this.logger.warn(`Notices are shown in the product only: ${settings}, so no mail is sent`);
    }
  }

  /** Tells everyone whom an event concerns. */
  async tell(event: EventEnvelope): Promise<void> {
    const notices = noticeRules
      .filter(({ type }) => type === event.type)
      .flatMap((rule) => rule.notices(event));
    if (notices.length === 0) return;
    await this.transactions.run(async (unit) => {
      for (const notice of notices) {
        const mails = await unit.query('notices.tell', tellSql, this.valuesOf(notice, event));
        if (mails.length > 0 && !this.sending.has(unit)) {
          this.sending.add(unit);
          unit.enqueue(mailDispatch, {});
        }
      }
    });
  }

  /** The caller's own: unread ones first, each part newest first. */
  async list(query: z.infer<typeof NoticeListQuery>, { id }: Caller): Promise<Page<Notice>> {
    return readPage(
      this.transactions.manager
        .createQueryBuilder(NoticeEntity, 'notice')
        .where('notice.accountId = :id', { id }),
      query,
      {
        fields: { kind: 'notice.kind' },
        sort: {
          expression: RANK,
          of: ({ createdAt, readAt }) => createdAt.getTime() + (readAt ? 0 : UNREAD),
        },
        id: { expression: 'notice.id', of: (notice) => notice.id },
        direction: 'DESC',
      },
      toNotice,
    );
  }

  async unread({ id }: Caller): Promise<UnreadNotices> {
    const [row] = await this.transactions.manager.query<UnreadNotices[]>(unreadSql, [id]);
    return row!;
  }

  /** @throws Problem `resource.not-found` when the caller has no such notice. */
  async read(id: string, caller: Caller): Promise<UnreadNotices> {
    return this.mark('notices.read', readOneSql, id, caller);
  }

  /**
   * Marks a notice and all that came before it.
   * @throws Problem `resource.not-found` when the caller has no such notice.
   */
  async readUpTo(id: string, caller: Caller): Promise<UnreadNotices> {
    return this.mark('notices.read-up-to', readUpToSql, id, caller);
  }

  /** How many are unread, now and after each change, until the time is over or the signal is aborted. */
  async *follow(
    caller: Caller,
    { seconds, signal }: { seconds: number; signal: AbortSignal },
  ): AsyncGenerator<UnreadNotices, void> {
    const end = Date.now() + seconds * 1_000;
    for (let before = -1; !signal.aborted;) {
      const now = await this.unread(caller);
      if (now.unread !== before) yield now;
      before = now.unread;
      if (Date.now() + LOOK_MS > end) return;
      await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async mark(name: string, sql: string, id: string, caller: Caller): Promise<UnreadNotices> {
    return this.transactions.run(async (unit) => {
      if ((await unit.query(name, sql, [id, caller.id])).length === 0) throw Problem.of('resource.not-found');
      return this.unread(caller);
    });
  }

  private valuesOf({ kind, to, title, text, link, urgent }: NewNotice, event: EventEnvelope): unknown[] {
    const { accounts, persons, holdersOf, superiorsOf, recipientsAt, roles } = to;
    const audience = [accounts, persons, holdersOf, superiorsOf, recipientsAt, roles].map((ids) => ids ?? []);
    const { channel, mandatory } = noticeKindRule(kind);
    const notice = [event.id, kind, title, text, link ?? null, urgent ?? false];
    return [...audience, ...notice, channel, mandatory ?? false, Boolean(this.mail)];
  }
}

const toNotice = ({ id, kind, urgent, title, text, link, createdAt, readAt }: NoticeEntity): Notice => ({
  id,
  kind,
  urgent,
  title,
  text,
  link,
  createdAt: createdAt.toISOString(),
  readAt: readAt?.toISOString() ?? null,
});
