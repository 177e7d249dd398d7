import { z } from 'zod';
import { eventType } from './event.js';
import { queueType } from './job.js';
import { QuietHours } from './notifications.js';
import { AppointmentLevel } from './people.js';
import { day, timestamp } from './values.js';

const days = (least: number) =>
  z
    .array(z.int().min(least).max(90))
    .max(10)
    .refine((values) => new Set(values).size === values.length, 'A number of days is there twice');

const fields = {
  /** How many days before a report is due its collaborator is reminded, e.g. 3 and 1; 0 is the day itself. */
  daysBefore: days(0),
  /** How many days after it was due. */
  daysAfter: days(1),
  /** How many days after it was due the superior is told; null: never. */
  escalateAfter: z.int().min(1).max(90).nullable(),
  /** How many days after a recommendation should have been answered the organisation above hears of it. */
  recommendationsAfter: days(1),
  /** Between these times of day nobody is reminded; null: at any time. */
  quietHours: QuietHours.nullable(),
};

/** When collaborators are reminded of the reports they owe, and their superiors told. */
export const ReportReminderSettings = z
  .object({ ...fields, version: z.int() })
  .meta({ id: 'ReportReminderSettings' });
export type ReportReminderSettings = z.infer<typeof ReportReminderSettings>;
export const ReportReminderSettingsUpdate = z
  .strictObject(fields)
  .meta({ id: 'ReportReminderSettingsUpdate' });
export type ReportReminderSettingsUpdate = z.infer<typeof ReportReminderSettingsUpdate>;

export const ReminderEffectQuery = z.strictObject({
  within: z.coerce
    .number()
    .int()
    .min(1)
    .max(90)
    .default(3)
    .describe('So many days after a reminder a report counts as its effect, 1 to 90'),
});
export type ReminderEffectQuery = z.infer<typeof ReminderEffectQuery>;

/** What was said of the caller's own report in a period, and to whom: nothing is said of anyone in secret. */
export const OwnReminders = z
  .object({
    items: z.array(
      z.object({
        appointmentId: z.uuid(),
        saidTo: z.enum(['collaborator', 'superior']),
        /** Days left until the due day at which it was to be said; below 0 after it. */
        days: z.int(),
        saidAt: timestamp,
      }),
    ),
  })
  .meta({ id: 'OwnReminders' });
export type OwnReminders = z.infer<typeof OwnReminders>;

/** What became of those whom one reminder reached. */
const reached = {
  reminded: z.int().min(0),
  /** Of them: whose report was filed within the days asked for after it. */
  filedWithin: z.int().min(0),
};

/** What reminders do in a period, by level: numbers, and nobody's name. */
export const ReminderEffect = z
  .object({
    within: z.int(),
    items: z.array(
      z.object({
        level: AppointmentLevel,
        ...reached,
        /** Of those reminded: whose report has come at all. */
        filed: z.int().min(0),
        /** Of those reminded: about whom the superior was told. */
        escalated: z.int().min(0),
        /** The same of each reminder alone; `days` counts down to the due day and is below 0 after it. */
        byDay: z.array(z.object({ days: z.int(), ...reached })),
      }),
    ),
  })
  .meta({ id: 'ReminderEffect' });
export type ReminderEffect = z.infer<typeof ReminderEffect>;

const owed = {
  periodId: z.uuid(),
  periodCode: z.string(),
  dueOn: day,
  /** Whose reports have not come. */
  appointmentIds: z.array(z.uuid()).min(1),
};

/** Reports of a period fall due in `daysLeft` days (below 0: fell due) and have not come. */
export const reportsDue = eventType('reporting.report.due', z.object({ ...owed, daysLeft: z.int() }));

/** Reports of a period have been due for so long that the superior hears of it. */
export const reportsOverdue = eventType(
  'reporting.report.overdue',
  z.object({ ...owed, daysLate: z.int().min(1) }),
);

/** Looks every hour for what is to be reminded of and tells it, each thing once. */
export const reportingReminders = queueType({
  name: 'reporting.reminders',
  data: z.strictObject({}),
  attempts: 5,
  backoffMs: 5_000,
  concurrency: 1,
});
