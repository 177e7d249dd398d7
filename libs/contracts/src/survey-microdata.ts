import { z } from 'zod';
import { timestamp } from './values.js';

const keys = z
  .array(z.string().regex(/^[a-z][a-z0-9-]{0,40}$/))
  .max(20)
  .refine((names) => new Set(names).size === names.length, 'A variable is named twice');

/**
 * De-identified answers of a release: categories alone, each row the same as that of so many others, in an order that says
 * nothing. There is none where the disclosure check finds anything.
 */
export const SurveyMicrodata = z
  .object({
    id: z.uuid(),
    releaseId: z.uuid(),
    state: z.enum(['draft', 'published']),
    /** Of the analysis, with its categories. */
    variables: z.array(z.string()),
    /** What others may know of somebody: sex, age, place. */
    identifying: z.array(z.string()),
    /** How many people share each row at least. */
    minPeople: z.int(),
    people: z.int(),
    /** Rows that differ. */
    patterns: z.int(),
    /** SHA-256 of the file. */
    contentHash: z.string(),
    approvedAt: timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'SurveyMicrodata' });
export type SurveyMicrodata = z.infer<typeof SurveyMicrodata>;
export const SurveyMicrodataList = z
  .object({ items: z.array(SurveyMicrodata) })
  .meta({ id: 'SurveyMicrodataList' });

export const NewSurveyMicrodata = z
  .strictObject({
    variables: keys.min(1).describe('Keys of variables of the analysis'),
    identifying: keys.describe('Those of them that others may know of somebody, such as sex, age and place'),
  })
  .refine(({ variables, identifying }) => identifying.every((key) => variables.includes(key)), {
    path: ['identifying'],
    message: 'It names what is not among the variables',
  })
  .meta({ id: 'NewSurveyMicrodata' });
export type NewSurveyMicrodata = z.infer<typeof NewSurveyMicrodata>;

export const SurveyMicrodataApproval = z
  .strictObject({ contentHash: z.string().max(100) })
  .meta({ id: 'SurveyMicrodataApproval' });
