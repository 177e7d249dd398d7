import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { day, text, timestamp } from './values.js';

/** A language of a questionnaire by its ISO 639 code: vi, en, tyz (Tày), nut (Nùng) …, with or without a region. */
export const Language = z
  .string()
  .regex(/^[a-z]{2,8}(-[A-Za-z0-9]{2,8})*$/, 'A language has an ISO 639 code');

/** A text by language. */
const translated = (max: number) =>
  z.record(Language, text(max)).describe('By language, such as { "vi": "…", "en": "…" }');

/** Names as XLSForm has them: letters, digits, underscores, dots and dashes. */
export const ItemName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/, 'A name begins with a letter, and has no spaces')
  .refine((name) => name !== '__proto__', 'This cannot be a name');

/** The types of XLSForm that are offered. What identifies a respondent or a device is not. */
export const ItemType = z.enum([
  'select_one',
  'select_multiple',
  'range',
  'integer',
  'decimal',
  'text',
  'date',
  'note',
  'calculate',
  'group',
  'repeat',
]);
export type ItemType = z.infer<typeof ItemType>;

const expression = text(2000).describe('An expression of XLSForm, such as ${age} >= 18');

/** One line of a questionnaire. Groups and repeats come before what stands in them. */
export const QuestionnaireItem = z
  .strictObject({
    name: ItemName,
    type: ItemType,
    within: ItemName.optional().describe('The group or repeat that it stands in'),
    label: translated(2000).optional(),
    hint: translated(2000).optional(),
    list: ItemName.optional().describe('The choices of a select'),
    range: z
      .strictObject({ start: z.number(), end: z.number(), step: z.number().positive() })
      .optional()
      .describe('The steps of a scale'),
    required: z.union([z.boolean(), expression]).optional(),
    requiredMessage: translated(500).optional(),
    relevant: expression.optional(),
    constraint: expression.optional(),
    constraintMessage: translated(500).optional(),
    calculation: expression.optional(),
    choiceFilter: expression.optional(),
    repeatCount: expression.optional(),
    appearance: text(100).optional(),
  })
  .meta({ id: 'QuestionnaireItem' });
export type QuestionnaireItem = z.infer<typeof QuestionnaireItem>;

const Choice = z
  .strictObject({
    name: z.string().regex(/^\S{1,100}$/, 'The name of a choice has no spaces'),
    label: translated(1000).optional(),
    attributes: z
      .record(ItemName, text(500))
      .optional()
      .describe('Further columns, by which choices can be filtered'),
  })
  .meta({ id: 'QuestionnaireChoice' });
export type Choice = z.infer<typeof Choice>;

/** What is asked, in all languages. */
export const QuestionnaireForm = z
  .strictObject({
    languages: z
      .array(z.strictObject({ code: Language, name: text(60) }))
      .min(1)
      .max(20),
    defaultLanguage: Language,
    items: z.array(QuestionnaireItem).min(1).max(1000),
    lists: z
      .array(z.strictObject({ name: ItemName, choices: z.array(Choice).min(1).max(2000) }))
      .max(200)
      .default([]),
  })
  .meta({ id: 'QuestionnaireForm' });
export type QuestionnaireForm = z.infer<typeof QuestionnaireForm>;

/** A draft can be rewritten; a frozen version never changes, and answers carry the version they were given to. */
export const QuestionnaireState = z.enum(['draft', 'frozen']);

const versionFields = {
  id: z.uuid(),
  planId: z.uuid(),
  /** Counts the versions of a plan's questionnaire from 1. */
  number: z.int(),
  title: text(300),
  state: QuestionnaireState,
  frozenAt: timestamp.nullable(),
  languages: z.array(Language),
  version: z.int(),
};

/** A version of the questionnaire of a plan, as lists show it. */
export const QuestionnaireSummary = z.object(versionFields).meta({ id: 'QuestionnaireSummary' });
export type QuestionnaireSummary = z.infer<typeof QuestionnaireSummary>;
export const QuestionnairePage = pageOf(QuestionnaireSummary, 'QuestionnairePage');
export const QuestionnaireListQuery = listQuery({ state: 'value', number: 'range' });

export const Questionnaire = z
  .object({ ...versionFields, form: QuestionnaireForm })
  .meta({ id: 'Questionnaire' });
export type Questionnaire = z.infer<typeof Questionnaire>;

export const QuestionnaireText = z
  .strictObject({ title: text(300), form: QuestionnaireForm })
  .meta({ id: 'QuestionnaireText' });
export type QuestionnaireText = z.infer<typeof QuestionnaireText>;

export const QuestionnaireFileQuery = z.strictObject({
  title: text(300).optional().describe('Left out: the form_title of the settings'),
  dryRun: z.enum(['true', 'false']).default('false').describe('Only check, and list every problem'),
});
export type QuestionnaireFileQuery = z.infer<typeof QuestionnaireFileQuery>;

/** What is wrong with one cell of an XLSForm; `column` is the title above it, null where the row as a whole is meant. */
export const CellProblem = z
  .object({
    sheet: z.string(),
    row: z.int().describe('Line of the sheet; the titles are line 1'),
    column: z.string().nullable(),
    message: z.string(),
  })
  .meta({ id: 'CellProblem' });
export type CellProblem = z.infer<typeof CellProblem>;

export const QuestionnaireImport = z
  .object({ questionnaire: QuestionnaireSummary.nullable(), problems: z.array(CellProblem) })
  .meta({ id: 'QuestionnaireImport' });
export type QuestionnaireImport = z.infer<typeof QuestionnaireImport>;

const pretestFields = {
  heldOn: day,
  place: text(300),
  interviews: z.int().min(1).max(10_000),
  /** Half of the interviews took at most so long. */
  medianMinutes: z.number().min(0).max(600).nullable(),
  /** What was found: wording, order, length, refusals; no word of what anyone answered. */
  findings: text(8000),
  changes: text(8000).describe('What was changed in consequence, or why nothing was'),
};

/** A trial of a version before the field. */
export const Pretest = z
  .object({ id: z.uuid(), questionnaireId: z.uuid(), ...pretestFields })
  .meta({ id: 'Pretest' });
export type Pretest = z.infer<typeof Pretest>;
export const PretestText = z.strictObject(pretestFields).meta({ id: 'PretestText' });
export type PretestText = z.infer<typeof PretestText>;
export const PretestList = z.object({ items: z.array(Pretest) }).meta({ id: 'PretestList' });

/** One answer: a choice, choices, a number, a text, a day; the rounds of a repeat. Null: not answered. */
export type AnswerValue = string | number | string[] | Answers[] | null;
/** Characters of a text, and rounds of a repeat, that are taken at most. */
export const MOST_TEXT = 10_000;
export const MOST_ROUNDS = 100;
/** Answers by the name of the item, whatever group it stands in; repeats hold those of each round. */
export interface Answers {
  [item: string]: AnswerValue | undefined;
}
const scalar = z.union([
  z.string().max(MOST_TEXT),
  z.number(),
  z.array(z.string()).describe('Names of choices'),
  z.null(),
]);
const rounds = z.array(z.record(z.string(), scalar)).max(MOST_ROUNDS).describe('Rounds of a repeat');
const { $schema: _, ...answer } = z.toJSONSchema(z.union([...scalar.options, rounds]));
/**
 * Answers as they arrive: one level of repeats is taken, as XLSForm's repeats are used in our trade. Here they need only be
 * an object; what each of them must be, the form of the questionnaire says.
 */
export const Answers: z.ZodType<Answers> = z
  .unknown()
  .refine(
    (given) => typeof given === 'object' && given !== null && !Array.isArray(given),
    'Expected an object',
  )
  .meta({ id: 'Answers', type: 'object', additionalProperties: answer }) as never;
