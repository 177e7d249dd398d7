import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { Material } from './materials.js';
import { day, text } from './values.js';

/** A class that is held in writing: what is to be read, by when, and how far that has gone. */
export const WrittenGuidance = z
  .object({
    classId: z.uuid(),
    sentOn: day,
    /** The last day of the class. */
    dueOn: day,
    /** What the course had when it was sent, by title. */
    materials: z.array(Material.pick({ id: true, title: true, kind: true })),
    /** How many were invited and have not declined, and how many of them have read it. */
    recipients: z.int(),
    read: z.int(),
    questions: z.int(),
    answered: z.int(),
    /** Null for whoever was not invited. */
    own: z
      .object({
        /** When the caller said that they have read it. */
        readOn: day.nullable(),
        /** What the caller has still to open. */
        unopenedIds: z.array(z.uuid()),
      })
      .nullable(),
    /** Of the class. */
    version: z.int(),
  })
  .meta({ id: 'WrittenGuidance' });
export type WrittenGuidance = z.infer<typeof WrittenGuidance>;

/** What somebody asks about a written guidance, for all who got it; who asked is shown to nobody else. */
export const GuidanceQuestion = z
  .object({
    id: z.uuid(),
    classId: z.uuid(),
    text: z.string(),
    askedOn: day,
    answer: z.string().nullable(),
    answeredOn: day.nullable(),
    /** Whether the caller asked it. */
    own: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'GuidanceQuestion' });
export type GuidanceQuestion = z.infer<typeof GuidanceQuestion>;
export const GuidanceQuestionPage = pageOf(GuidanceQuestion, 'GuidanceQuestionPage');
export const GuidanceQuestionListQuery = listQuery(
  {},
  { answered: z.enum(['true', 'false']).optional().describe('Only those with an answer, or without') },
);

export const AskAboutGuidance = z.strictObject({ text: text(2000) }).meta({ id: 'AskAboutGuidance' });
export type AskAboutGuidance = z.infer<typeof AskAboutGuidance>;

export const AnswerGuidanceQuestion = z
  .strictObject({ answer: text(5000) })
  .meta({ id: 'AnswerGuidanceQuestion' });
export type AnswerGuidanceQuestion = z.infer<typeof AnswerGuidanceQuestion>;
