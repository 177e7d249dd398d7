import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Caller } from '#auth/requires';
import type { CalendarFeed, NewCalendarFeed } from '#contracts/calendar-feeds';
import type { ListQuery, Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { type CalendarEvent, calendarOf } from '#documents/calendar';
import { readPage } from '#persistence/list';
import { officeTime } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import { PUBLIC_ADDRESS } from '../certificates/public-address.js';
import { CalendarFeedEntity } from './calendar-feed.entity.js';
import { eventsSql, unitNameSql } from './calendar-feeds.queries.js';

/** Whose calendar it is: a person's own, or that of a unit. */
export type Owner = { personId: string; areaId: null } | { personId: null; areaId: string };

/** More programs than anyone reads a calendar with. */
const MOST = 10;
const PATH = '/v1/training/calendars';

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

@Injectable()
export class CalendarFeedsService {
  constructor(
    private readonly transactions: Transactions,
    @Optional() @Inject(PUBLIC_ADDRESS) private readonly publicAddress: string | null = null,
  ) {}

  /** Feeds of a person, or of all units; without their addresses, which nobody knows any more. */
  async list(query: ListQuery, personId: string | null): Promise<Page<CalendarFeed>> {
    return readPage(
      this.transactions.manager
        .createQueryBuilder(CalendarFeedEntity, 'feed')
        .where(personId === null ? 'feed.personId IS NULL' : 'feed.personId = :personId', { personId }),
      query,
      {
        fields: { areaId: 'feed.areaId' },
        sort: { expression: 'feed.createdAt', of: ({ createdAt }) => createdAt.toISOString() },
        id: { expression: 'feed.id', of: ({ id }) => id },
        direction: 'DESC',
      },
      toFeed,
    );
  }

  /** @throws Problem 409 `calendar.too-many`. */
  async open(owner: Owner): Promise<NewCalendarFeed> {
    return this.transactions.run(async (unit) => {
      const open = {
        revokedAt: IsNull(),
        ...(owner.personId ? { personId: owner.personId } : { areaId: owner.areaId! }),
      };
      if ((await unit.manager.countBy(CalendarFeedEntity, open)) >= MOST)
        throw Problem.conflict('calendar.too-many', `There are ${MOST} addresses: revoke one first`);
      const secret = randomBytes(16).toString('base64url');
      const feed: CalendarFeedEntity = {
        id: randomUUID(),
        ...owner,
        secretHash: hashOf(secret),
        createdAt: await officeTime(unit.manager),
        revokedAt: null,
      };
      await unit.manager.insert(CalendarFeedEntity, feed);
      unit.audit({ action: 'calendar-feed.open', entity: `calendar-feed:${feed.id}`, details: { ...owner } });
      const path = `${PATH}/${secret}/events.ics`;
      const address = this.publicAddress ? new URL(path, this.publicAddress).href : path;
      return { ...toFeed(feed), address };
    });
  }

  /** Whoever reads under its address finds nothing any more; revoked again it stays revoked. */
  async revoke(id: string, personId: string | null): Promise<void> {
    await this.transactions.run(async (unit) => {
      const feed = await unit.manager.findOne(CalendarFeedEntity, {
        where: { id, personId: personId ?? IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      if (!feed) throw Problem.of('resource.not-found');
      if (feed.revokedAt) return;
      await unit.manager.update(CalendarFeedEntity, { id }, { revokedAt: await officeTime(unit.manager) });
      unit.audit({ action: 'calendar-feed.revoke', entity: `calendar-feed:${id}` });
    });
  }

  /** What stands in the calendar with this secret. */
  async read(secret: string): Promise<string> {
    return this.transactions.run(async (unit) => {
      const feed = await unit.manager.findOneBy(CalendarFeedEntity, {
        secretHash: hashOf(secret),
        revokedAt: IsNull(),
      });
      if (!feed) throw Problem.of('resource.not-found');
      const { personId, areaId } = feed;
      const events = await unit.query<CalendarEvent>('calendar.events', eventsSql, [personId, areaId]);
      const [named] = await unit.query<{ name: string }>('calendar.unit', unitNameSql, [areaId]);
      const name = ['Lịch hội nghị và tập huấn', ...(named ? [named.name] : [])].join(' – ');
      return calendarOf(name, events, await officeTime(unit.manager));
    });
  }
}

/** @throws Problem 409 `calendar.no-person` for an account that belongs to nobody. */
export function ownerOf({ personId }: Caller): string {
  if (!personId) throw Problem.conflict('calendar.no-person', 'The account belongs to no person');
  return personId;
}

const toFeed = ({ id, areaId, createdAt, revokedAt }: CalendarFeedEntity): CalendarFeed => ({
  id,
  areaId,
  createdAt: createdAt.toISOString(),
  revokedAt: revokedAt?.toISOString() ?? null,
});
