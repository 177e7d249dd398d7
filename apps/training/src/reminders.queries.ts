import { officeDaySql } from '#persistence/office-day';

/** What is called to mind at set numbers of days before its day; `<thing>_reminder` keeps which was the last. */
export type Reminded = 'certificate' | 'class' | 'conference';

/** The least of the numbers of days $1 that a day has come within; null while it lies further off. */
export const daysReached = (day: string): string =>
  `(SELECT min(days) FROM unnest($1::integer[]) AS days WHERE ${day} - ${officeDaySql} <= days)`;

/** A part of WITH, `told`: each thing of `from` (id, days) once for each number of days that it has reached. */
export const toldOnce = (thing: Reminded, from: string): string => `told AS (
    INSERT INTO ${thing}_reminder (${thing}_id, days) SELECT id, days FROM ${from} WHERE days IS NOT NULL
    ON CONFLICT (${thing}_id) DO UPDATE SET days = excluded.days WHERE ${thing}_reminder.days > excluded.days
    RETURNING ${thing}_id)`;

/** What gets another day is called to mind anew. */
export const forgetReminder = (thing: Reminded): string =>
  `DELETE FROM ${thing}_reminder WHERE ${thing}_id = $1`;
