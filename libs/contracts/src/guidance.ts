import { z } from 'zod';
import { day } from './values.js';

/** What to watch in a reporting period, as agreed at the last conference held before the period began. */
export const PeriodGuidance = z
  .object({
    /** Day of that conference; null where none was held. */
    heldOn: day.nullable(),
    items: z.array(
      z.object({ id: z.uuid(), conferenceId: z.uuid(), topic: z.string().nullable(), text: z.string() }),
    ),
  })
  .meta({ id: 'PeriodGuidance' });
export type PeriodGuidance = z.infer<typeof PeriodGuidance>;
