import { z } from 'zod';
import { IssueAggregate } from './aggregates.js';
import { ExplanationText } from './explanations.js';
import { listQuery, pageOf } from './list.js';
import { RecommendationState } from './recommendation-events.js';
import { code, day, text, timestamp } from './values.js';

export const RecommendationOutcome = z.enum(['resolved', 'partly-resolved', 'declined', 'lapsed']);

/** One state it was in. */
const RecommendationStep = z
  .object({
    version: z.int(),
    at: timestamp,
    state: RecommendationState,
    organisationId: z.uuid().nullable(),
    dueOn: day.nullable(),
    outcome: RecommendationOutcome.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'RecommendationStep' });

const facts = {
  id: z.uuid(),
  subject: z.string(),
  text: z.string(),
  topic: z.string().nullable(),
  state: RecommendationState,
  aggregateId: z.uuid().nullable(),
  conferenceId: z.uuid().nullable(),
  /** To whom it was forwarded, and until when an answer is due. */
  organisationId: z.uuid().nullable(),
  dueOn: day.nullable(),
  /** Whether the day has passed without an answer. */
  overdue: z.boolean(),
  number: z.int().nullable(),
  symbol: z.string().nullable(),
  answer: z.string().nullable(),
  outcome: RecommendationOutcome.nullable(),
  version: z.int(),
};

/** What people and the office ask of others, and what becomes of it. */
export const RecommendationHead = z.object(facts).meta({ id: 'RecommendationHead' });
export type RecommendationHead = z.infer<typeof RecommendationHead>;
export const RecommendationPage = pageOf(RecommendationHead, 'RecommendationPage');
export const RecommendationListQuery = listQuery(
  { state: 'value', topic: 'value', organisationId: 'value', aggregateId: 'value', dueOn: 'range' },
  { overdue: z.literal('true').optional().describe('Only those whose day has passed without an answer') },
);

export const Recommendation = z
  .object({
    ...facts,
    /** The items it was drawn from; for the office alone. */
    itemIds: z.array(z.uuid()),
    /** Every state it was in, the first one first; for the office alone. */
    steps: z.array(RecommendationStep),
  })
  .meta({ id: 'Recommendation' });
export type Recommendation = z.infer<typeof Recommendation>;

export const NewRecommendation = z
  .strictObject({
    subject: text(300),
    text: text(4000),
    topic: code.nullable().default(null),
    aggregateId: z.uuid().nullable().default(null),
    conferenceId: z.uuid().nullable().default(null),
    itemIds: z
      .array(z.uuid())
      .max(100)
      .refine((ids) => new Set(ids).size === ids.length, 'An item is named twice')
      .default([]),
  })
  .meta({ id: 'NewRecommendation' });
export type NewRecommendation = z.infer<typeof NewRecommendation>;

export const ForwardRecommendation = z
  .strictObject({ organisationId: z.uuid(), dueOn: day, signer: IssueAggregate.shape.signer })
  .meta({ id: 'ForwardRecommendation' });
export type ForwardRecommendation = z.infer<typeof ForwardRecommendation>;

export const AnswerRecommendation = z.strictObject({ text: text(4000) }).meta({ id: 'AnswerRecommendation' });
export type AnswerRecommendation = z.infer<typeof AnswerRecommendation>;

export const CloseRecommendation = z
  .strictObject({
    outcome: RecommendationOutcome,
    note: text(2000).nullable().default(null),
    /** What the network is told of it; null: nothing. */
    explanation: ExplanationText.nullable().default(null),
  })
  .meta({ id: 'CloseRecommendation' });
export type CloseRecommendation = z.infer<typeof CloseRecommendation>;

export const ReopenRecommendation = z
  .strictObject({ reason: text(1000) })
  .meta({ id: 'ReopenRecommendation' });
export type ReopenRecommendation = z.infer<typeof ReopenRecommendation>;

export const RecommendationAgendaQuery = z.strictObject({
  on: day.describe('The day of the conference; may lie ahead'),
  since: day.optional().describe('The day of the conference before: also what was closed after it'),
  areaId: z.uuid().optional().describe('Only what was drawn from items heard in this unit'),
});
export type RecommendationAgendaQuery = z.infer<typeof RecommendationAgendaQuery>;

/** What a conference carries on: recommendations that are open on its day, overdue ones first, and those closed since. */
export const RecommendationAgenda = z
  .object({
    on: day,
    items: z.array(
      z.object({
        id: z.uuid(),
        subject: z.string(),
        topic: z.string().nullable(),
        state: RecommendationState,
        outcome: RecommendationOutcome.nullable(),
        organisationId: z.uuid().nullable(),
        dueOn: day.nullable(),
        overdue: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'RecommendationAgenda' });
export type RecommendationAgenda = z.infer<typeof RecommendationAgenda>;
