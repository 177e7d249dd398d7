import { z } from 'zod';
import { pageOf } from './list.js';
import { timestamp } from './values.js';

/** An event that a service could not handle, kept until somebody replays it. */
export const DeadLetter = z
  .object({
    id: z.uuid(),
    eventId: z.uuid().nullable(),
    type: z.string().nullable(),
    body: z.string(),
    reason: z.string(),
    attempts: z.int(),
    firstSeenAt: timestamp,
    replayedAt: timestamp.nullable(),
  })
  .meta({ id: 'DeadLetter' });
export const DeadLetterPage = pageOf(DeadLetter, 'DeadLetterPage');
