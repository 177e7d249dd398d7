import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { code, text, timestamp } from './values.js';

const said = { title: text(300), text: text(4000) };

/** What is told of a recommendation when it is closed. */
export const ExplanationText = z.strictObject(said);

/** An official answer or explanation, for everyone of the network to pass on. */
export const Explanation = z
  .object({
    id: z.uuid(),
    recommendationId: z.uuid().nullable(),
    topic: z.string().nullable(),
    title: z.string(),
    text: z.string(),
    publishedAt: timestamp,
    /** Why it no longer holds; null while it does. */
    withdrawnReason: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Explanation' });
export type Explanation = z.infer<typeof Explanation>;
export const ExplanationPage = pageOf(Explanation, 'ExplanationPage');
export const ExplanationListQuery = listQuery(
  { topic: 'value', recommendationId: 'value' },
  { withdrawn: z.literal('true').optional().describe('Only those that no longer hold') },
);

export const NewExplanation = z
  .strictObject({
    ...said,
    topic: code.nullable().default(null),
    /** The recommendation that it answers. */
    recommendationId: z.uuid().nullable().default(null),
  })
  .meta({ id: 'NewExplanation' });
export type NewExplanation = z.infer<typeof NewExplanation>;

export const WithdrawExplanation = z.strictObject({ reason: text(1000) }).meta({ id: 'WithdrawExplanation' });
export type WithdrawExplanation = z.infer<typeof WithdrawExplanation>;

/** An explanation was published or no longer holds; who reports is to know. Ids, no text. */
export const explanationChanged = eventType(
  'reporting.explanation.changed',
  z.object({
    id: z.uuid(),
    state: z.enum(['published', 'withdrawn']),
    /** Collaborators of the day. */
    appointmentIds: z.array(z.uuid()),
  }),
);
