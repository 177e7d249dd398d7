import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { timestamp } from './values.js';

/** An address under which a calendar program reads conferences and classes, until it is revoked. */
export const CalendarFeed = z
  .object({
    id: z.uuid(),
    /** The unit whose calendar it is; null: that of the person it belongs to. */
    areaId: z.uuid().nullable(),
    createdAt: timestamp,
    revokedAt: timestamp.nullable(),
  })
  .meta({ id: 'CalendarFeed' });
export type CalendarFeed = z.infer<typeof CalendarFeed>;
export const CalendarFeedPage = pageOf(CalendarFeed, 'CalendarFeedPage');
export const CalendarFeedListQuery = listQuery({ areaId: 'value' });
export const OwnCalendarFeedListQuery = listQuery({});

/** A new feed with its address, which is shown this once. */
export const NewCalendarFeed = CalendarFeed.extend({
  address: z.string().describe('Whoever has it reads the calendar: it is not to be passed on'),
}).meta({ id: 'NewCalendarFeed' });
export type NewCalendarFeed = z.infer<typeof NewCalendarFeed>;

export const UnitCalendar = z.strictObject({ areaId: z.uuid() }).meta({ id: 'UnitCalendar' });
export type UnitCalendar = z.infer<typeof UnitCalendar>;

/** 128 random bits: nobody comes upon a calendar by trying. */
export const CalendarSecret = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'A secret has 22 characters');
