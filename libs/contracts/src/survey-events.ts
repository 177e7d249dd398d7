import { z } from 'zod';
import { eventType } from './event.js';
import { SurveyDesign, SurveyKind } from './survey.js';
import { day, text } from './values.js';

/** An estimate that passed the release gate: people base. An interval only for probability designs. */
export const HeadlineEstimate = z
  .object({
    /** Key of the item in the questionnaire, and its wording. */
    item: z.string(),
    wording: text(1000),
    /** The answer it speaks of; null for a mean. */
    category: text(300).nullable(),
    /** A share or a mean; null: withheld, for the reason given. */
    estimate: z.number().nullable(),
    reason: z.string().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    /** Unweighted number of answers it rests on; null where that is withheld. */
    base: z.int().nullable(),
  })
  .meta({ id: 'HeadlineEstimate' });
export type HeadlineEstimate = z.infer<typeof HeadlineEstimate>;

/** A survey's results were released, or released anew in a later version. */
export const surveyReleasePublished = eventType(
  'survey.release.published',
  z.object({
    id: z.uuid(),
    planId: z.uuid(),
    title: text(300),
    kind: SurveyKind,
    design: SurveyDesign,
    /** Whether it may be read as an estimate of the population. */
    probability: z.boolean(),
    release: z.int().min(1),
    releasedOn: day,
    fieldStartsOn: day,
    fieldEndsOn: day,
    headlines: z.array(HeadlineEstimate).max(200),
  }),
);

export const surveyReleaseWithdrawn = eventType(
  'survey.release.withdrawn',
  z.object({ id: z.uuid(), planId: z.uuid(), release: z.int().min(1) }),
);

/** What somebody did in the field for a survey: counts of cases, nothing of what was answered. */
export const fieldworkCounted = eventType(
  'survey.fieldwork.counted',
  z.object({
    planId: z.uuid(),
    personId: z.uuid(),
    title: text(300),
    fieldStartsOn: day,
    fieldEndsOn: day,
    assigned: z.int(),
    completed: z.int(),
  }),
);

/** Somebody was given cases of a survey, or cases were taken from them: how many, never which. */
export const casesAssigned = eventType(
  'survey.cases.assigned',
  z.object({
    planId: z.uuid(),
    personId: z.uuid(),
    title: text(300),
    given: z.int().min(0),
    taken: z.int().min(0),
    fieldStartsOn: day,
    fieldEndsOn: day,
  }),
);

/** Fieldwork was closed, and with it went what tied invitations and cases to answers. */
export const surveyLinkDestroyed = eventType(
  'survey.link.destroyed',
  z.object({
    planId: z.uuid(),
    destroyedOn: day,
    /** How many invitations and cases there were, and how many responses were put into another order. */
    invitations: z.int(),
    cases: z.int().default(0),
    responses: z.int(),
  }),
);
