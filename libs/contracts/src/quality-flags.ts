import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { day } from './values.js';

export const QualityFlagKind = z.enum([
  'speed',
  'straight-lining',
  'duplicates',
  'near-unanimity',
  'interviewer-effect',
]);
export type QualityFlagKind = z.infer<typeof QualityFlagKind>;

export const FlagOutcome = z.enum(['explained', 'trained-again', 'interviews-repeated', 'confirmed']);
export type FlagOutcome = z.infer<typeof FlagOutcome>;

/**
 * Something about the interviews of one interviewer together that a person is to look at; no accusation. It tells of no
 * single interview, and not what anyone answered.
 */
export const QualityFlag = z
  .object({
    id: z.uuid(),
    planId: z.uuid(),
    personId: z.uuid(),
    kind: QualityFlagKind,
    /** The question it is about; null: the interviews as a whole. */
    item: z.string().nullable(),
    /** How many interviews were looked at, and how many of them it is about. */
    interviews: z.int(),
    noticed: z.int(),
    raisedOn: day,
    /** What came of it; null: nobody has looked yet. */
    outcome: FlagOutcome.nullable(),
    reviewedOn: day.nullable(),
    version: z.int(),
  })
  .meta({ id: 'QualityFlag' });
export type QualityFlag = z.infer<typeof QualityFlag>;
export const QualityFlagPage = pageOf(QualityFlag, 'QualityFlagPage');
export const QualityFlagListQuery = listQuery(
  { personId: 'value', kind: 'value' },
  { unreviewed: z.literal('true').optional().describe('Only those that nobody has looked at yet') },
);

/** What a look at the interviews of a survey came to. */
export const QualityCheck = z
  .object({
    /** Interviewers with enough interviews to be looked at, and those with too few. */
    interviewers: z.int(),
    tooFew: z.int(),
    /** Flags that were not there before. */
    raised: z.int(),
  })
  .meta({ id: 'QualityCheck' });
export type QualityCheck = z.infer<typeof QualityCheck>;

export const FlagReview = z.strictObject({ outcome: FlagOutcome }).meta({ id: 'FlagReview' });
export type FlagReview = z.infer<typeof FlagReview>;
