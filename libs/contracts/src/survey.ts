import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { code, day, text, timestamp } from './values.js';

/** Điều tra, điều tra nhanh, thăm dò. */
export const SurveyKind = z.enum(['full-survey', 'quick-survey', 'poll']);

/** How respondents come to be asked. Only the first three are probability designs. */
export const SurveyDesign = z.enum([
  'simple-random',
  'stratified',
  'multi-stage-cluster',
  'quota',
  'convenience',
  'opt-in',
]);
export type SurveyDesign = z.infer<typeof SurveyDesign>;

/** Steps of a survey, in their order. */
export const SurveyPlanState = z.enum([
  'planned',
  'designed',
  'pretested',
  'approved',
  'fielding',
  'closed',
  'processed',
  'released',
  'archived',
]);
export type SurveyPlanState = z.infer<typeof SurveyPlanState>;

/** The next step of a plan; its approval is a step of its own. */
export const SurveyPlanStep = z
  .strictObject({ to: z.enum(['designed', 'pretested', 'fielding', 'closed']) })
  .meta({ id: 'SurveyPlanStep' });
export type SurveyPlanStep = z.infer<typeof SurveyPlanStep>;

/** A piece of the work, and the body that does it. */
const WorkStep = z
  .strictObject({ title: text(300), startsOn: day, endsOn: day, body: text(300) })
  .meta({ id: 'SurveyWorkStep' });

const BudgetLine = z
  .strictObject({ title: text(300), amountVnd: z.int().min(0).max(1_000_000_000_000) })
  .meta({ id: 'SurveyBudgetLine' });

const planFields = {
  code,
  title: text(300),
  kind: SurveyKind,
  design: SurveyDesign,
  aims: text(4000),
  /** Whom the survey is to speak of. */
  population: text(2000),
  /** How it is carried out: modes, instruments, organisation of the work. */
  method: text(4000),
  /** The body that orders and pays for it. */
  sponsor: text(300),
  /** The body that carries it out. */
  conductor: text(300),
  /** First and last planned day of fieldwork. */
  fieldStartsOn: day,
  fieldEndsOn: day,
  budgetVnd: z.int().min(0).max(1_000_000_000_000),
  series: code.nullish().describe('Surveys of one series are waves of one another'),
  workPlan: z.array(WorkStep).max(100).optional(),
  budget: z.array(BudgetLine).max(100).optional().describe('What the money is for; adds up to budgetVnd'),
};

/** A survey as it is planned and approved (phương án). */
export const SurveyPlan = z
  .object({
    id: z.uuid(),
    ...planFields,
    /** Whether the design is a probability design: only then have margins of error and response rates a meaning. */
    probability: z.boolean(),
    state: SurveyPlanState,
    /** The version that was approved; null while it is not. */
    approvedVersion: z.int().nullable(),
    approvedAt: timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'SurveyPlan' });
export type SurveyPlan = z.infer<typeof SurveyPlan>;
export const SurveyPlanPage = pageOf(SurveyPlan, 'SurveyPlanPage');
export const SurveyPlanListQuery = listQuery({
  code: 'value',
  kind: 'value',
  design: 'value',
  state: 'value',
  series: 'value',
  fieldStartsOn: 'range',
});

/** What is written of a plan, to create it as well as to change it. */
export const SurveyPlanText = z
  .strictObject(planFields)
  .refine(({ fieldStartsOn, fieldEndsOn }) => fieldStartsOn <= fieldEndsOn, {
    path: ['fieldEndsOn'],
    message: 'Fieldwork must not end before it starts',
  })
  .refine(({ workPlan = [] }) => workPlan.every(({ startsOn, endsOn }) => startsOn <= endsOn), {
    path: ['workPlan'],
    message: 'No step must end before it starts',
  })
  .refine(
    ({ budget = [], budgetVnd }) =>
      budget.length === 0 || budget.reduce((sum, { amountVnd }) => sum + amountVnd, 0) === budgetVnd,
    { path: ['budget'], message: 'The lines must add up to budgetVnd' },
  )
  .meta({ id: 'SurveyPlanText' });
export type SurveyPlanText = z.infer<typeof SurveyPlanText>;

/** A plan was made, changed or approved; the facts as they now stand. */
export const surveyPlanChanged = eventType(
  'survey.plan.changed',
  z.object({
    id: z.uuid(),
    code,
    kind: SurveyKind,
    design: SurveyDesign,
    fieldStartsOn: day,
    fieldEndsOn: day,
    state: SurveyPlanState,
  }),
);

const cases = z.int().min(0).max(100_000_000);

/** Final dispositions of all sampled cases, in AAPOR's classes. */
export const OutcomeCounts = z
  .strictObject({
    I: cases.describe('Complete interviews'),
    P: cases.describe('Partial interviews'),
    R: cases.describe('Refusals and break-offs'),
    NC: cases.describe('Non-contacts'),
    O: cases.describe('Other eligible cases without an interview'),
    UH: cases.describe('Unknown whether there is a household'),
    UO: cases.describe('Unknown eligibility for other reasons'),
    NE: cases.describe('Not eligible'),
  })
  .meta({ id: 'OutcomeCounts' });

export const OutcomeRatesQuestion = z
  .strictObject({
    counts: OutcomeCounts,
    e: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('Share of the unknown cases taken as eligible; left out: the share among the known ones'),
  })
  .meta({ id: 'OutcomeRatesQuestion' });
export type OutcomeRatesQuestion = z.infer<typeof OutcomeRatesQuestion>;

const rate = z.number().nullable();

/** AAPOR's outcome rates as fractions of one; null where a rate is not defined because no case bears on it. */
export const OutcomeRates = z
  .object({
    /** The share of unknown cases that was taken as eligible. */
    e: rate,
    RR1: rate,
    RR2: rate,
    RR3: rate,
    RR4: rate,
    RR5: rate,
    RR6: rate,
    COOP1: rate,
    COOP2: rate,
    COOP3: rate,
    COOP4: rate,
    REF1: rate,
    REF2: rate,
    REF3: rate,
    CON1: rate,
    CON2: rate,
    CON3: rate,
  })
  .meta({ id: 'OutcomeRates' });

/** What a proportion is to be estimated to. Shares are fractions of one. */
export const SampleSizeQuestion = z
  .strictObject({
    margin: z.number().min(0.0001).max(0.5).describe('Half the width of the confidence interval'),
    confidence: z.number().min(0.5).max(0.9999).default(0.95),
    proportion: z.number().min(0.001).max(0.999).default(0.5).describe('The proportion expected'),
    designEffect: z
      .number()
      .min(0.1)
      .max(50)
      .default(1)
      .describe('Variance against a simple random sample of that size'),
    population: z.int().min(1).max(1_000_000_000).optional().describe('Left out: unlimited'),
    responseRate: z
      .number()
      .min(0.01)
      .max(1)
      .default(1)
      .describe('Share of sampled cases expected to answer'),
  })
  .meta({ id: 'SampleSizeQuestion' });
export type SampleSizeQuestion = z.infer<typeof SampleSizeQuestion>;

export const SampleSize = z
  .object({
    /** Interviews needed. */
    completes: z.int(),
    /** Cases to draw. */
    sampled: z.int(),
  })
  .meta({ id: 'SampleSize' });
