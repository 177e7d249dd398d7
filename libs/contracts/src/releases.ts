import { z } from 'zod';
import { AnalysisResult, Count } from './analyses.js';
import { listQuery, pageOf } from './list.js';
import { OutcomeRates, SurveyDesign, SurveyKind } from './survey.js';
import { day, text, timestamp } from './values.js';

/** AAPOR's eleven items of disclosure, in their order. */
export const MethodsItem = z.enum([
  'strategy',
  'sponsor-and-conductor',
  'wording',
  'population',
  'sample',
  'modes',
  'dates',
  'sizes-and-precision',
  'weighting',
  'processing',
  'limitations',
]);
export type MethodsItem = z.infer<typeof MethodsItem>;

/** The methods statement by item; an empty one blocks the release. */
const MethodsText = z.record(MethodsItem, z.union([z.literal(''), text(20_000)]));
const MethodsChange = z.partialRecord(MethodsItem, z.union([z.literal(''), text(20_000)]));

/** A release is made of one analysis. What the plan, the sample and the analysis tell of the methods is filled in. */
export const NewSurveyRelease = z
  .strictObject({ analysisId: z.uuid(), title: text(300), methods: MethodsChange.default({}) })
  .meta({ id: 'NewSurveyRelease' });
export type NewSurveyRelease = z.infer<typeof NewSurveyRelease>;

export const SurveyReleaseText = z
  .strictObject({ title: text(300), methods: MethodsChange.describe('Items left out stay as they are') })
  .meta({ id: 'SurveyReleaseText' });
export type SurveyReleaseText = z.infer<typeof SurveyReleaseText>;

export const SurveyReleaseState = z.enum(['draft', 'approved', 'published', 'superseded', 'withdrawn']);

const headFields = {
  id: z.uuid(),
  planId: z.uuid(),
  analysisId: z.uuid(),
  state: SurveyReleaseState,
  title: z.string(),
  /** Counts the releases of a plan from 1; null until it is published. */
  number: z.int().nullable(),
  releasedOn: day.nullable(),
  withdrawnReason: z.string().nullable(),
  version: z.int(),
  createdAt: timestamp,
};

export const SurveyReleaseHead = z.object(headFields).meta({ id: 'SurveyReleaseHead' });
export type SurveyReleaseHead = z.infer<typeof SurveyReleaseHead>;
export const SurveyReleasePage = pageOf(SurveyReleaseHead, 'SurveyReleasePage');
export const SurveyReleaseListQuery = listQuery({ state: 'value' });

/** What became of the cases of a probability sample, after disclosure control. */
const Outcomes = z
  .object({
    cases: Count,
    /** AAPOR's outcome rates; null with too few cases. */
    rates: OutcomeRates.nullable(),
  })
  .meta({ id: 'SurveyOutcomes' });
export type SurveyOutcomes = z.infer<typeof Outcomes>;

/** What is approved: the content hash is SHA-256 of its canonical JSON. */
export const SurveyReleaseContent = z
  .object({
    title: z.string(),
    survey: z.object({
      code: z.string(),
      title: z.string(),
      kind: SurveyKind,
      design: SurveyDesign,
      sponsor: z.string(),
      conductor: z.string(),
      fieldStartsOn: day,
      fieldEndsOn: day,
    }),
    methods: MethodsText,
    outcomes: Outcomes.optional().describe('Left out: there was no case book, or no probability sample'),
    result: AnalysisResult,
    resultHash: z.string(),
  })
  .meta({ id: 'SurveyReleaseContent' });
export type SurveyReleaseContent = z.infer<typeof SurveyReleaseContent>;

export const SurveyRelease = z
  .object({
    ...headFields,
    contentHash: z.string(),
    /** Items of the methods statement that are still empty. */
    missing: z.array(MethodsItem),
    content: SurveyReleaseContent,
  })
  .meta({ id: 'SurveyRelease' });
export type SurveyRelease = z.infer<typeof SurveyRelease>;

export const SurveyReleaseApproval = z
  .strictObject({ contentHash: z.string().max(100) })
  .meta({ id: 'SurveyReleaseApproval' });
export const SurveyReleaseWithdrawal = z
  .strictObject({ reason: text(1000) })
  .meta({ id: 'SurveyReleaseWithdrawal' });
