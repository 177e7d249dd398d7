import { z } from 'zod';
import { day, timestamp } from './values.js';

/** What stands on the screen of a class until it ends; shown once, to whoever asked for it. */
export const AttendanceCode = z
  .object({ code: z.string(), expiresAt: timestamp })
  .meta({ id: 'AttendanceCode' });
export type AttendanceCode = z.infer<typeof AttendanceCode>;

/** Without 0, 1, I and O, which look like one another. */
export const CheckIn = z
  .strictObject({
    code: z
      .string()
      .regex(/^[A-HJ-NP-Za-hj-np-z2-9]{4}-?[A-HJ-NP-Za-hj-np-z2-9]{4}$/, 'A code is like K7M4-2QXP'),
  })
  .meta({ id: 'CheckIn' });
export type CheckIn = z.infer<typeof CheckIn>;

/** A line of a table of who was there. */
export const AttendanceRow = z.strictObject({ personId: z.uuid(), day });
export type AttendanceRow = z.infer<typeof AttendanceRow>;
