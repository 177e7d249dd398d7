import { z } from 'zod';
import { eventType } from './event.js';
import { day } from './values.js';

export const RecommendationState = z.enum(['recorded', 'forwarded', 'in-progress', 'answered', 'closed']);

/** A recommendation was recorded, forwarded, answered, closed or opened again. Ids and facts, no text. */
export const recommendationChanged = eventType(
  'reporting.recommendation.changed',
  z.object({
    id: z.uuid(),
    state: RecommendationState,
    /** To whom it went, and until when an answer is due; null until it is forwarded. */
    organisationId: z.uuid().nullable(),
    dueOn: day.nullable(),
    aggregateId: z.uuid().nullable(),
    conferenceId: z.uuid().nullable(),
    /** Collaborators who raised it: they hear the outcome. */
    raisedBy: z.array(z.uuid()),
  }),
);

/** A recommendation should have been answered `daysLate` days ago. */
export const recommendationOverdue = eventType(
  'reporting.recommendation.overdue',
  z.object({
    id: z.uuid(),
    organisationId: z.uuid(),
    /** The organisation above it; null: none is known. */
    superiorId: z.uuid().nullable(),
    dueOn: day,
    daysLate: z.int().min(1),
  }),
);
