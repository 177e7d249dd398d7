import { z } from 'zod';
import { queueType } from './job.js';
import { listQuery, pageOf } from './list.js';
import { AppointmentLevel } from './people.js';
import { CalendarKind } from './periods.js';
import { day, text, timestamp } from './values.js';

/** Until when after the end of a period a report is due, and how much later it is still on time. */
const term = {
  /** After the last day of the period. */
  dueDays: z.int().min(0).max(90),
  graceDays: z.int().min(0).max(31),
};

/** Another term, for one level or for one organisation; an organisation's goes before its level's. */
export const DueException = z
  .strictObject({ level: AppointmentLevel.nullable(), organisationId: z.uuid().nullable(), ...term })
  .refine(({ level, organisationId }) => (level === null) !== (organisationId === null), {
    path: ['organisationId'],
    message: 'Name either a level or an organisation',
  })
  .meta({ id: 'DueException' });

const calendarFields = {
  /** Begins the codes of custom periods. */
  code: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/),
  kind: CalendarKind,
  /** How many months a period has: 1 of a month, 3 of a quarter, 12 of a year; of a custom span any of these. */
  months: z.union([z.literal(1), z.literal(3), z.literal(12)]),
  /** A month in which a period begins. */
  startMonth: z.int().min(1).max(12),
  /** The day on which it begins: the 15th for spans from the 15th to the 14th. */
  startDay: z.int().min(1).max(28),
  ...term,
  /** By the clock of Vietnam. */
  dueTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** Whether what falls on a weekend or a holiday moves to the next working day. */
  workingDays: z.boolean(),
  exceptions: z.array(DueException).max(500),
  /** So many days before its first day a period opens by itself; null: only by hand. */
  opensDaysBefore: z.int().min(0).max(31).nullable().default(0),
};

const monthsOf = { monthly: 1, quarterly: 3, yearly: 12 };

/** By which rule periods follow one another, and when reports fall due. */
export const ReportingCalendar = z
  .object({ id: z.uuid(), ...calendarFields, version: z.int() })
  .meta({ id: 'ReportingCalendar' });
export type ReportingCalendar = z.infer<typeof ReportingCalendar>;
export const ReportingCalendarPage = pageOf(ReportingCalendar, 'ReportingCalendarPage');
export const ReportingCalendarListQuery = listQuery({ code: 'value', kind: 'value' });

export const NewReportingCalendar = z
  .strictObject(calendarFields)
  .refine(({ kind, months }) => kind === 'custom' || monthsOf[kind] === months, {
    path: ['months'],
    message: 'A month has 1, a quarter 3, a year 12 months',
  })
  .refine(
    ({ exceptions }) =>
      new Set(exceptions.map((each) => each.organisationId ?? each.level)).size === exceptions.length,
    { path: ['exceptions'], message: 'A level or an organisation has one exception' },
  )
  .meta({ id: 'NewReportingCalendar' });
export type NewReportingCalendar = z.infer<typeof NewReportingCalendar>;

/** Opens the period of a calendar in which a day lies. */
export const OpenCalendarPeriod = z.strictObject({ on: day }).meta({ id: 'OpenCalendarPeriod' });

/** The period of a calendar in which today lies and the next ones, also those that are not there yet. */
export const UpcomingPeriods = z
  .object({
    items: z.array(
      z.object({
        code: z.string(),
        startsOn: day,
        endsOn: day,
        /** The day on which it opens by itself; null: only by hand. */
        opensOn: day.nullable(),
        /** As the calendar and the holidays are today; of one that is open, as it was opened. */
        dueAt: timestamp,
        /** Null until it is open. */
        periodId: z.uuid().nullable(),
        /** Code of a period that stands in its way: it will not open by itself. */
        blockedBy: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'UpcomingPeriods' });
export type UpcomingPeriods = z.infer<typeof UpcomingPeriods>;

/** Opens, every hour, the periods of calendars whose day has come. */
export const periodOpening = queueType({
  name: 'reporting.period-opening',
  data: z.strictObject({}),
  attempts: 5,
  backoffMs: 5_000,
  concurrency: 1,
});

const holidayFields = {
  days: z
    .array(
      z.strictObject({
        day,
        /** A Saturday or Sunday that is worked in exchange for another day. */
        worked: z.boolean(),
        note: text(200),
      }),
    )
    .max(1000),
};

/** The days that are not worked beside weekends, and weekends that are. */
export const Holidays = z.object({ ...holidayFields, version: z.int() }).meta({ id: 'Holidays' });
export type Holidays = z.infer<typeof Holidays>;
export const HolidaysUpdate = z
  .strictObject(holidayFields)
  .refine(({ days }) => new Set(days.map((each) => each.day)).size === days.length, {
    path: ['days'],
    message: 'A day stands once',
  })
  .meta({ id: 'HolidaysUpdate' });
export type HolidaysUpdate = z.infer<typeof HolidaysUpdate>;

/** When reports of a period fall due: of all, where neither level nor organisation is named, and of those that differ. */
export const PeriodDues = z
  .object({
    items: z.array(
      z.object({
        level: AppointmentLevel.nullable(),
        organisationId: z.uuid().nullable(),
        dueAt: timestamp,
        onTimeUntil: timestamp,
      }),
    ),
  })
  .meta({ id: 'PeriodDues' });
export type PeriodDues = z.infer<typeof PeriodDues>;
