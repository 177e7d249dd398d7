import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { AppointmentLevel } from './people.js';
import { day, text, timestamp } from './values.js';

/** A span of reporting follows the calendar, is any other, or answers one thematic request. */
export const PeriodKind = z.enum(['monthly', 'quarterly', 'yearly', 'custom', 'thematic']);
/** Kinds that are opened as such. */
export const CalendarKind = PeriodKind.exclude(['thematic']);
export const PeriodState = z.enum(['open', 'closed']);

export const periodFields = {
  /** `2026-10`, `2026-Q3`, `2026`; a custom span takes any short name. */
  code: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/),
  kind: PeriodKind,
  startsOn: day,
  /** Inclusive. */
  endsOn: day,
  /** Until when a report is on time. */
  dueAt: timestamp,
};

/** A span of reporting; it need not be a calendar month. */
export const ReportingPeriod = z
  .object({
    id: z.uuid(),
    ...periodFields,
    /** Whose rule it was opened by; null when it was opened by hand. */
    calendarId: z.uuid().nullable(),
    state: PeriodState,
    closedAt: timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'ReportingPeriod' });
export type ReportingPeriod = z.infer<typeof ReportingPeriod>;
export const ReportingPeriodPage = pageOf(ReportingPeriod, 'ReportingPeriodPage');
export const ReportingPeriodListQuery = listQuery({
  code: 'value',
  kind: 'value',
  state: 'value',
  startsOn: 'range',
});

export const NewReportingPeriod = z
  .strictObject({ ...periodFields, kind: CalendarKind })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'It must not end before it starts',
  })
  .refine(({ endsOn, dueAt }) => endsOn <= dueAt.slice(0, 10), {
    path: ['dueAt'],
    message: 'It must not fall due before it ends',
  })
  .refine(({ kind, code }) => kind === 'custom' || periodPattern[kind].test(code), {
    path: ['code'],
    message: 'Write a month as 2026-10, a quarter as 2026-Q3, a year as 2026',
  })
  .meta({ id: 'NewReportingPeriod' });
export type NewReportingPeriod = z.infer<typeof NewReportingPeriod>;

const periodPattern = { monthly: /^\d{4}-(0[1-9]|1[0-2])$/, quarterly: /^\d{4}-Q[1-4]$/, yearly: /^\d{4}$/ };

/** Who owed a report in a period, and what came; before the close a forecast, afterwards frozen. */
export const ExpectedReport = z
  .object({
    periodId: z.uuid(),
    appointmentId: z.uuid(),
    organisationId: z.uuid(),
    areaId: z.uuid(),
    level: AppointmentLevel,
    received: z.boolean(),
    onTime: z.boolean(),
  })
  .meta({ id: 'ExpectedReport' });
export type ExpectedReport = z.infer<typeof ExpectedReport>;
export const ExpectedReportPage = pageOf(ExpectedReport, 'ExpectedReportPage');
export const ExpectedReportListQuery = listQuery({
  level: 'value',
  received: 'value',
  organisationId: 'value',
});

/**
 * Reporting discipline of one level in a period: how many reports were owed, came, and came on time. From who was
 * appointed and what was filed, never from opinion content. A share is null when nothing was owed.
 */
export const PeriodDiscipline = z
  .object({
    items: z.array(
      z.object({
        level: AppointmentLevel,
        expected: z.int(),
        received: z.int(),
        onTime: z.int(),
        submissionRate: z.number().min(0).max(1).nullable(),
        onTimeRate: z.number().min(0).max(1).nullable(),
        /** Reports of which something was returned, up to now. */
        returned: z.int(),
        returnRate: z.number().min(0).max(1).nullable(),
        /** From the due time to the filing of those that came; below 0: before it. */
        medianDelayDays: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'PeriodDiscipline' });
export type PeriodDiscipline = z.infer<typeof PeriodDiscipline>;

/** How a unit keeps its duty to report in a period, of the reports within the caller's reach: counts, and nobody's name. */
export const AreaDiscipline = z
  .object({
    items: z.array(
      z.object({
        areaId: z.uuid(),
        level: AppointmentLevel,
        expected: z.int().min(1),
        received: z.int().min(0),
        onTime: z.int().min(0),
        /** Reports of which something was returned, up to now. */
        returned: z.int().min(0),
      }),
    ),
  })
  .meta({ id: 'AreaDiscipline' });
export type AreaDiscipline = z.infer<typeof AreaDiscipline>;

/** Why what was frozen of a closed period is reckoned anew. */
export const CorrectPeriod = z.strictObject({ reason: text(500) }).meta({ id: 'CorrectPeriod' });
export type CorrectPeriod = z.infer<typeof CorrectPeriod>;

const owed = z.object({ expected: z.int(), received: z.int(), onTime: z.int() });

/**
 * A correction of who was expected in a closed period. What was known before it stays: a report that was built then is
 * made anew from that.
 */
export const PeriodCorrection = z
  .object({
    /** 1, 2, … of its period. */
    number: z.int().min(1),
    reason: z.string(),
    at: timestamp,
    /** Expected reports that came, went or became others. */
    reports: z.int().min(1),
    levels: z.array(z.object({ level: AppointmentLevel, before: owed, after: owed })),
  })
  .meta({ id: 'PeriodCorrection' });
export type PeriodCorrection = z.infer<typeof PeriodCorrection>;

/** First to last. */
export const PeriodCorrections = z
  .object({ items: z.array(PeriodCorrection) })
  .meta({ id: 'PeriodCorrections' });
export type PeriodCorrections = z.infer<typeof PeriodCorrections>;

/** A period was opened. */
export const periodOpened = eventType(
  'reporting.period.opened',
  z.object({ id: z.uuid(), code: z.string(), kind: PeriodKind, startsOn: day, endsOn: day }),
);

export const periodClosed = eventType(
  'reporting.period.closed',
  z.object({ id: z.uuid(), code: z.string(), expected: z.int(), received: z.int(), onTime: z.int() }),
);

/** Who was expected in a closed period was corrected. */
export const periodCorrected = eventType('reporting.period.corrected', periodClosed.data);
