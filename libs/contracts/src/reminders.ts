import { z } from 'zod';
import { queueType } from './job.js';

const days = z
  .array(z.int().min(0).max(730))
  .max(10)
  .refine((values) => new Set(values).size === values.length, 'A number of days is there twice');

const fields = {
  /** How many days before a contract's end it is said, e.g. 60, 30 and 7. */
  contractDays: days,
  /** How many days before a regulation must have been read. */
  readingDays: days,
};

/** When reminders are sent. */
export const ReminderSettings = z.object({ ...fields, version: z.int() }).meta({ id: 'ReminderSettings' });
export type ReminderSettings = z.infer<typeof ReminderSettings>;
export const ReminderSettingsUpdate = z.strictObject(fields).meta({ id: 'ReminderSettingsUpdate' });
export type ReminderSettingsUpdate = z.infer<typeof ReminderSettingsUpdate>;

/** Looks for what is to be reminded of and says it, each thing once. */
export const remindersSend = queueType({
  name: 'registry.reminders-send',
  data: z.object({}),
  attempts: 5,
  backoffMs: 5_000,
  concurrency: 1,
});
