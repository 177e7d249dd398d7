import { z } from 'zod';
import { queueType } from './job.js';
import { listQuery, pageOf } from './list.js';
import { ItemName } from './questionnaires.js';
import { text, timestamp } from './values.js';

const key = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'A key has small letters, digits and dashes');
const level = text(100);

/** What is tabulated or weighted by: an item of the questionnaire, or the stratum that a cell of the sample lies in. */
export const AnalysisVariable = z.strictObject({
  key,
  item: ItemName.optional().describe('Left out: the stratum of the sample'),
  bands: z
    .array(z.number().min(0).max(1e9))
    .min(1)
    .max(30)
    .optional()
    .describe('Cuts of a number, in ascending order'),
  missing: z
    .enum(['level', 'exclude'])
    .default('level')
    .describe('No answer: a category as any other, or left out of the shares'),
});
export type AnalysisVariable = z.infer<typeof AnalysisVariable>;

const Bounds = z.strictObject({ lower: z.number().min(0).max(1), upper: z.number().min(1).max(1000) });

const Margin = z.strictObject({
  variable: key,
  totals: z
    .union([
      z.literal('frame'),
      z
        .array(z.strictObject({ category: level, total: z.number().positive().max(1e12) }))
        .min(1)
        .max(200),
    ])
    .describe('Members of the population by category; of a stratum also as the frame has them'),
  missingAs: level.optional().describe('Which category no answer is weighted as; left out: none may lack'),
});

const Weights = z.strictObject({
  nonResponse: z
    .enum(['none', 'cell', 'stratum', 'all'])
    .default('none')
    .describe('Classes in which those who answered take over the weight of those who did not'),
  trim: Bounds.optional().describe('Limits in units of the mean weight; before calibration'),
  calibration: z
    .strictObject({
      method: z.enum(['poststratification', 'raking', 'linear']),
      margins: z.array(Margin).min(1).max(10),
      bounds: Bounds.optional().describe('Limits of the factor on each weight'),
    })
    .optional(),
});

const Variance = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('taylor') }),
  z.strictObject({ method: z.literal('jackknife') }),
  z.strictObject({
    method: z.literal('bootstrap'),
    replicates: z.int().min(50).max(2000),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  }),
]);

const Tabulation = z.strictObject({
  variable: key,
  by: key.optional().describe('Domains: shares are those within each'),
  against: level.optional().describe('The domain that the others are compared with'),
});

const NumberWanted = z.strictObject({
  statistic: z.enum(['mean', 'total', 'ratio', 'quantile']),
  item: ItemName,
  denominator: ItemName.optional().describe('Of a ratio'),
  p: z.number().gt(0).lt(1).optional().describe('Of a quantile, such as 0.5 for the median'),
  by: key.optional(),
});
export type NumberWanted = z.infer<typeof NumberWanted>;

const definitionFields = {
  title: text(300),
  responses: z.enum(['complete', 'all']).default('complete'),
  variables: z.array(AnalysisVariable).min(1).max(100),
  weights: Weights.prefault({}),
  variance: Variance.default({ method: 'taylor' }),
  singlePsu: z.enum(['fail', 'certainty', 'adjust', 'average']).default('fail'),
  confidence: z.number().min(0.5).max(0.999).default(0.95),
  interval: z.enum(['wald-t', 'logit-t', 'korn-graubard']).default('korn-graubard').describe('Of shares'),
  tables: z.array(Tabulation).min(1).max(100),
  numbers: z.array(NumberWanted).max(50).default([]),
  headlines: z.array(key).max(20).default([]).describe('Variables whose shares are told to reporting'),
  microdata: z
    .array(key)
    .min(2)
    .max(5)
    .optional()
    .describe(
      'Variables of a file of de-identified records, which comes out only if it passes disclosure control',
    ),
  minPeople: z.int().min(5).max(1000).default(10).describe('Smallest number of people that is shown'),
};

/** What is to be worked out of the answers to a survey, and how. It never changes: another wish is another analysis. */
export const AnalysisText = z.strictObject(definitionFields).meta({ id: 'AnalysisText' });
export type AnalysisText = z.infer<typeof AnalysisText>;

/** A number of people that passed the release gate, or why it did not. */
export const Count = z.object({ value: z.number().nullable(), reason: z.string().optional() });

/**
 * An estimate that passed the release gate, as precise as its error and the protection of those counted give reason for and
 * no more. Designs without known chances have a value and nothing else.
 */
export const SurveyEstimate = z
  .object({
    value: z.number().nullable(),
    /** Why there is no value: withheld, or not defined. */
    reason: z.string().optional(),
    se: z.number().nullable().optional().describe('Of sampling and of the rounding of the value, together'),
    low: z.number().nullable().optional(),
    high: z.number().nullable().optional(),
    df: z.number().optional(),
    designEffect: z
      .number()
      .nullable()
      .optional()
      .describe('Null also where the value is rounded by more than its error'),
  })
  .meta({ id: 'SurveyEstimate' });
export type SurveyEstimate = z.infer<typeof SurveyEstimate>;

const Label = z.object({ key: z.string(), label: z.string() });

/** Rao and Scott's test of independence; withheld with any of its cells. */
const Independence = z.object({
  value: z.number().nullable().describe('F of the second order'),
  reason: z.string().optional(),
  numeratorDf: z.number().optional(),
  denominatorDf: z.number().optional(),
  p: z.number().optional(),
});

const Difference = z.object({
  row: z.string(),
  column: z.string(),
  against: z.string(),
  value: z.number().nullable(),
  reason: z.string().optional(),
  se: z.number().nullable().optional(),
  low: z.number().nullable().optional(),
  high: z.number().nullable().optional(),
  df: z.number().optional(),
  p: z.number().nullable().optional(),
});

/** Shares of the categories of a variable, in the population and in each domain, with the people they rest on. */
export const SurveyTable = z
  .object({
    key: z.string(),
    variable: Label,
    by: Label.nullable(),
    /** Whether somebody may stand in several rows. */
    multiple: z.boolean(),
    rows: z.array(Label),
    columns: z.array(Label),
    /** People, unweighted, after disclosure control: `cells[i][j]` is row i, column j. */
    people: z.object({
      cells: z.array(z.array(Count)),
      rowTotals: z.array(Count),
      columnTotals: z.array(Count),
      total: Count,
      threshold: z.int(),
    }),
    /** Shares of each row in the population, and within each column. */
    shares: z.array(SurveyEstimate),
    columnShares: z.array(z.array(SurveyEstimate)),
    independence: Independence.nullable(),
    differences: z.array(Difference),
  })
  .meta({ id: 'SurveyTable' });
export type SurveyTable = z.infer<typeof SurveyTable>;

export const SurveyNumber = z
  .object({
    statistic: z.string(),
    item: Label,
    denominator: Label.nullable(),
    p: z.number().nullable(),
    domain: Label.nullable(),
    base: Count,
    estimate: SurveyEstimate,
  })
  .meta({ id: 'SurveyNumber' });
export type SurveyNumber = z.infer<typeof SurveyNumber>;

const range = z.object({ least: z.number(), greatest: z.number() });

/** What was done to the weights, step by step. */
const Weighting = z.object({
  nonResponse: z
    .object({
      classes: z.int(),
      rate: z.number(),
      factors: range.nullable().describe('Null: too few answered in some class'),
    })
    .nullable(),
  trimming: z
    .object({
      cut: z.int().nullable().describe('People whose weight was cut; null: too few'),
      raised: z.int().nullable(),
    })
    .nullable(),
  calibration: z
    .object({
      method: z.string(),
      converged: z.boolean(),
      iterations: z.int(),
      largestError: z.number(),
      factors: range.nullable().describe('Null: some category of the totals has too few people'),
      bounded: z
        .boolean()
        .describe('Whether factors met a limit; how many did would tell how many answered alike'),
      targets: z.array(
        z.object({
          variable: z.string(),
          label: z.string(),
          category: z.string().nullable(),
          target: z.number(),
          before: Count,
          after: Count,
        }),
      ),
    })
    .nullable(),
  effectiveSize: z.number().nullable().describe('Null: some stratum, class or category has too few people'),
  designEffect: z.number().nullable(),
});

/** How all estimates of an analysis were made. */
const AnalysisMethod = z.object({
  estimates: z.string(),
  statistics: z.string(),
  sampling: z.string(),
  variance: z.string(),
  replicates: z.int().nullable(),
  seed: z.int().nullable(),
  weighting: z.string(),
  stages: z.int().nullable(),
  singlePsu: z.string().nullable(),
  interval: z.string().nullable(),
  confidence: z.number().nullable(),
});

/** People who answered the same in every variable of a file of records. */
const SameAnswers = z.object({
  values: z.array(z.string()).describe('Category by variable'),
  people: z.int(),
});

/** A file of de-identified records, as far as it passed disclosure control. */
export const Microdata = z
  .object({
    variables: z.array(z.object({ ...Label.shape, levels: z.array(Label) })),
    records: z
      .array(SameAnswers)
      .nullable()
      .describe('Null: it did not pass; fewer variables or wider bands might'),
    withheld: z
      .int()
      .nullable()
      .describe('How many have no value shown, because too few answered as they did or others need them so'),
  })
  .meta({ id: 'Microdata' });
export type Microdata = z.infer<typeof Microdata>;

/** The outcome of an analysis; everything in it has passed the release gate. */
export const AnalysisResult = z
  .object({
    /** False where nobody had a known chance to be asked: shares of those who answered, and nothing else. */
    representative: z.boolean(),
    /** What must be printed with every figure; null for probability designs. */
    notice: z.string().nullable(),
    people: Count,
    method: AnalysisMethod,
    weighting: Weighting,
    tables: z.array(SurveyTable),
    numbers: z.array(SurveyNumber),
    microdata: Microdata.optional().describe('Left out: no file was asked for'),
  })
  .meta({ id: 'AnalysisResult' });
export type AnalysisResult = z.infer<typeof AnalysisResult>;

/** The same as it was asked for, with all that was left out filled in. */
const AnalysisDefinition = z.object(definitionFields).meta({ id: 'AnalysisDefinition' });

export const AnalysisState = z.enum(['computing', 'computed', 'failed']);

const headFields = {
  id: z.uuid(),
  planId: z.uuid(),
  title: z.string(),
  state: AnalysisState,
  /** Why it could not be worked out: what the design or the weights lack. */
  failure: z.string().nullable(),
  jobId: z.uuid(),
  createdAt: timestamp,
};

export const AnalysisHead = z.object(headFields).meta({ id: 'AnalysisHead' });
export type AnalysisHead = z.infer<typeof AnalysisHead>;
export const AnalysisPage = pageOf(AnalysisHead, 'AnalysisPage');
export const AnalysisListQuery = listQuery({ state: 'value' });

export const Analysis = z
  .object({
    ...headFields,
    definition: AnalysisDefinition,
    /** SHA-256 of all that went in: answers, cells of the sample, totals and definition. */
    inputHash: z.string().nullable(),
    /** SHA-256 of the result. */
    resultHash: z.string().nullable(),
    result: AnalysisResult.nullable(),
  })
  .meta({ id: 'Analysis' });
export type Analysis = z.infer<typeof Analysis>;

/** An analysis worked out again from the answers as they are now. */
export const AnalysisRebuild = z
  .object({
    same: z.boolean(),
    inputHash: z.string(),
    storedInputHash: z.string(),
    resultHash: z.string(),
    storedResultHash: z.string(),
  })
  .meta({ id: 'AnalysisRebuild' });
export type AnalysisRebuild = z.infer<typeof AnalysisRebuild>;

export const analysisRun = queueType({
  name: 'survey.analysis-run',
  data: z.object({ analysisId: z.uuid() }),
  attempts: 3,
  backoffMs: 1_000,
  concurrency: 1,
});
