import { z } from 'zod';
import { ProblemDetails } from './problem.js';
import { Answers } from './questionnaires.js';
import { asked } from './responses.js';
import { day } from './values.js';

/** What interviewers ask who have cases of the survey. */
export const InterviewForm = z.object(asked).meta({ id: 'InterviewForm' });
export type InterviewForm = z.infer<typeof InterviewForm>;

/** An interview with a case as it stands on the interviewer's device. One case has one: it repeats safely. */
export const InterviewSave = z
  .strictObject({
    caseId: z.uuid(),
    save: z
      .int()
      .min(1)
      .max(10_000)
      .default(1)
      .describe('Counts the saves of this interview: the latest stands, in whatever order they come'),
    questionnaireId: z.uuid().describe('The version that it was held by'),
    answers: Answers,
    complete: z
      .boolean()
      .default(true)
      .describe('False: it will be sent again, with more; a complete interview never changes'),
    minutes: z.int().min(0).max(600).optional().describe('How long it took, rounded up'),
    heldOn: day,
    partOfDay: z.enum(['morning', 'afternoon', 'evening']),
    mode: z.enum(['visit', 'phone']),
  })
  .meta({ id: 'InterviewSave' });
export type InterviewSave = z.infer<typeof InterviewSave>;

export const InterviewBatch = z
  .strictObject({ interviews: z.array(InterviewSave).min(1).max(500) })
  .meta({ id: 'InterviewBatch' });
export type InterviewBatch = z.infer<typeof InterviewBatch>;

/** What became of a save. Superseded: a later one of the same interview is there, and stands. */
export const InterviewResult = z
  .object({
    caseId: z.uuid(),
    save: z.int(),
    result: z.enum(['stored', 'superseded', 'refused']),
    /** Answers that were left out, because what else was answered makes their question fall away. */
    dropped: z.array(z.string()),
    /** Why it was refused. */
    problem: ProblemDetails.nullable(),
  })
  .meta({ id: 'InterviewResult' });
export type InterviewResult = z.infer<typeof InterviewResult>;
export const InterviewResults = z
  .object({ results: z.array(InterviewResult).describe('In the order of the request') })
  .meta({ id: 'InterviewResults' });
export type InterviewResults = z.infer<typeof InterviewResults>;
