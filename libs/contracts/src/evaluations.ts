import { z } from 'zod';
import { text } from './values.js';

/** Nội dung, giảng viên, tính hữu ích, tổ chức. */
export const EvaluationAspect = z.enum(['content', 'teaching', 'usefulness', 'organisation']);
export type EvaluationAspect = z.infer<typeof EvaluationAspect>;

/** From 1, not at all content, to 5. */
const answer = z.int().min(1).max(5);

/** What somebody who came thinks of a class. It is kept without them. */
export const GiveEvaluation = z
  .strictObject({
    content: answer,
    teaching: answer,
    usefulness: answer,
    organisation: answer,
    comment: text(1000).optional(),
  })
  .meta({ id: 'GiveEvaluation' });
export type GiveEvaluation = z.infer<typeof GiveEvaluation>;

/** A number of people, or why it is not shown. */
const people = { people: z.int().nullable(), withheld: z.enum(['small-base', 'protected']).nullable() };

/** What those who came think of a class, as far as the release gate shows it; nothing before it is closed. */
export const ClassEvaluation = z
  .object({
    classId: z.uuid(),
    closed: z.boolean(),
    answered: z.object(people).nullable(),
    aspects: z.array(
      z.object({ aspect: EvaluationAspect, answers: z.array(z.object({ answer, ...people })) }),
    ),
    /** In no order; none where the number of those who answered is not shown. */
    comments: z.array(z.string()),
  })
  .meta({ id: 'ClassEvaluation' });
export type ClassEvaluation = z.infer<typeof ClassEvaluation>;

const lines = z
  .array(z.strictObject({ item: text(300), amount: z.int().min(0).max(1_000_000_000_000) }))
  .max(100);

/** What a class cost, in đồng. */
export const ClassCost = z
  .object({ classId: z.uuid(), lines, total: z.int(), version: z.int() })
  .meta({ id: 'ClassCost' });
export type ClassCost = z.infer<typeof ClassCost>;
export const WriteClassCost = z.strictObject({ lines }).meta({ id: 'WriteClassCost' });
export type WriteClassCost = z.infer<typeof WriteClassCost>;
