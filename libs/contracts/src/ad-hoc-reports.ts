import { z } from 'zod';

/** How soon the ad-hoc reports of a period were read. About the office's own promptness, never from opinion content. */
export const AdHocReadings = z
  .object({
    filed: z.int(),
    /** Those that somebody whose duty it is has opened. */
    read: z.int(),
    /** Of those that were read, from filing to the first reading; null while none was. */
    medianHoursToFirstReading: z.number().nullable(),
  })
  .meta({ id: 'AdHocReadings' });
export type AdHocReadings = z.infer<typeof AdHocReadings>;
