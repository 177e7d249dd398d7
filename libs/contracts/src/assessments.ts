import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { text } from './values.js';

/** Marks that an answer can get at most. */
const most = z.int().min(1).max(100);

const askedFields = {
  kind: z.enum(['single', 'multiple', 'open', 'criterion']),
  text: text(2000),
  /** What is chosen from; none where the answer is written, or spoken. */
  options: z.array(text(500)).max(12),
  most,
};

/** A question as whoever answers sees it; of an interview, what is looked at. */
const AskedQuestion = z.object(askedFields).meta({ id: 'AskedQuestion' });

const keysOf = { single: [2, 1, 1], multiple: [2, 1, 12], open: [0, 0, 0] } as const;

/** `keys` are the places of the right options, from 0. Only those who write the bank see them. */
export const Question = z
  .strictObject({
    ...askedFields,
    kind: z.enum(['single', 'multiple', 'open']),
    keys: z.array(z.int().min(0).max(11)).max(12),
  })
  .refine(
    ({ kind, options, keys }) => {
      const [leastOptions, leastKeys, mostKeys] = keysOf[kind];
      const fits = kind === 'open' ? options.length === 0 : options.length >= leastOptions;
      return fits && keys.length >= leastKeys && keys.length <= mostKeys;
    },
    { path: ['keys'], message: 'Options and keys do not fit the kind' },
  )
  .refine(
    ({ options, keys }) => new Set(keys).size === keys.length && keys.every((key) => key < options.length),
    {
      path: ['keys'],
      message: 'A key is named twice or names no option',
    },
  )
  .meta({ id: 'Question' });
export type Question = z.infer<typeof Question>;

const bankFields = { title: text(300), questions: z.array(Question).min(1).max(500) };

export const QuestionBank = z
  .object({ id: z.uuid(), ...bankFields, version: z.int() })
  .meta({ id: 'QuestionBank' });
export type QuestionBank = z.infer<typeof QuestionBank>;
export const QuestionBankPage = pageOf(
  z
    .object({ id: z.uuid(), title: z.string(), size: z.int(), version: z.int() })
    .meta({ id: 'QuestionBankItem' }),
  'QuestionBankPage',
);
export const QuestionBankListQuery = listQuery({ title: 'value' });
export const QuestionBankText = z.strictObject(bankFields).meta({ id: 'QuestionBankText' });
export type QuestionBankText = z.infer<typeof QuestionBankText>;

const Criterion = z.strictObject({ text: text(500), most }).meta({ id: 'RubricCriterion' });

const assessmentFields = {
  courseId: z.uuid(),
  title: text(300),
  /** Where its questions are drawn from; null: it is an interview. */
  bankId: z.uuid().nullable(),
  /** So many, anew for each attempt. */
  draw: z.int().min(1).max(200).nullable(),
  /** What an interviewer looks at in a practical interview. */
  rubric: z.array(Criterion).min(1).max(30).nullable(),
  /** Of the marks that there are. */
  passPercent: z.int().min(1).max(100),
  attempts: z.int().min(1).max(10),
  /** Whether only those who passed it pass a class of the course. */
  required: z.boolean(),
};

/** How it is found out whether somebody has learnt what a course teaches. */
export const Assessment = z
  .object({ id: z.uuid(), ...assessmentFields, version: z.int() })
  .meta({ id: 'Assessment' });
export type Assessment = z.infer<typeof Assessment>;
export const AssessmentPage = pageOf(Assessment, 'AssessmentPage');
export const AssessmentListQuery = listQuery({ courseId: 'value' });
export const AssessmentText = z
  .strictObject(assessmentFields)
  .refine(({ bankId, draw }) => (bankId === null) === (draw === null), {
    path: ['draw'],
    message: 'It is needed with a bank, and only then',
  })
  .refine(({ bankId, rubric }) => (bankId === null) === (rubric !== null), {
    path: ['rubric'],
    message: 'It is needed without a bank, and only then',
  })
  .meta({ id: 'AssessmentText' });
export type AssessmentText = z.infer<typeof AssessmentText>;

const choices = z.array(z.int().min(0).max(11)).max(12);
const Answer = z
  .strictObject({ choices: choices.optional(), text: text(4000).optional() })
  .meta({ id: 'AssessmentAnswer' });
export type Answer = z.infer<typeof Answer>;

/** An attempt at an assessment, or an interview. The right answers are never shown with it. */
export const Attempt = z
  .object({
    id: z.uuid(),
    assessmentId: z.uuid(),
    classId: z.uuid(),
    personId: z.uuid(),
    number: z.int(),
    state: z.enum(['open', 'submitted', 'marked']),
    questions: z.array(AskedQuestion),
    /** In the order of the questions. */
    answers: z.array(Answer).nullable(),
    /** By question; null for one that awaits its marks, or before all are submitted. */
    marks: z.array(z.int().nullable()).nullable(),
    passPercent: z.int(),
    passed: z.boolean().nullable(),
    version: z.int(),
  })
  .meta({ id: 'AssessmentAttempt' });
export type Attempt = z.infer<typeof Attempt>;

/** Without the marks: nobody is compared by them. */
export const AttemptPage = pageOf(
  Attempt.omit({ questions: true, answers: true, marks: true }).meta({ id: 'AssessmentAttemptItem' }),
  'AssessmentAttemptPage',
);
export const AttemptListQuery = listQuery({
  assessmentId: 'value',
  classId: 'value',
  personId: 'value',
  state: 'value',
});

export const StartAttempt = z.strictObject({ classId: z.uuid() }).meta({ id: 'StartAttempt' });
export type StartAttempt = z.infer<typeof StartAttempt>;

export const SubmitAttempt = z
  .strictObject({ answers: z.array(Answer).max(200) })
  .meta({ id: 'SubmitAttempt' });
export type SubmitAttempt = z.infer<typeof SubmitAttempt>;

export const MarkAttempt = z
  .strictObject({
    marks: z
      .array(
        z.strictObject({
          question: z.int().min(0).max(199).describe('Its place, from 0'),
          marks: z.int().min(0).max(100),
        }),
      )
      .min(1)
      .max(200),
  })
  .meta({ id: 'MarkAttempt' });
export type MarkAttempt = z.infer<typeof MarkAttempt>;

/** What an interviewer saw, criterion by criterion of the rubric. */
export const HoldInterview = z
  .strictObject({
    assessmentId: z.uuid(),
    classId: z.uuid(),
    personId: z.uuid(),
    marks: z.array(z.int().min(0).max(100)).min(1).max(30),
  })
  .meta({ id: 'HoldInterview' });
export type HoldInterview = z.infer<typeof HoldInterview>;
