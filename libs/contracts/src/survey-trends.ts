import { z } from 'zod';
import { Count, SurveyEstimate } from './analyses.js';
import { SurveyDesign } from './survey.js';
import { code, day } from './values.js';

const Label = z.object({ key: z.string(), label: z.string() });

/** One survey of a series, as its release in force shows the question. */
const Wave = z
  .object({
    planId: z.uuid(),
    releaseId: z.uuid(),
    release: z.int(),
    fieldStartsOn: day,
    fieldEndsOn: day,
    design: SurveyDesign,
    representative: z.boolean(),
    /** What must be printed with every figure of it. */
    notice: z.string().nullable(),
    /** Why it stands beside the others and not in the trend: it asked otherwise, or offered other answers. */
    otherwise: z.enum(['wording', 'answers']).nullable(),
    /** People, unweighted, after disclosure control. */
    people: Count,
    /** In the order of the answers. */
    shares: z.array(SurveyEstimate),
  })
  .meta({ id: 'SurveyWave' });

/** From one wave to the next that has asked the same; null where a share was withheld. */
const Change = z
  .object({
    answer: z.string(),
    fromReleaseId: z.uuid(),
    toReleaseId: z.uuid(),
    /** One seed drew both samples: they are not independent, and the error of the change is not known. */
    sameSeed: z.boolean(),
    value: z.number().nullable(),
    se: z.number().nullable(),
    df: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    /** Two-sided, that nothing changed. */
    p: z.number().nullable(),
  })
  .meta({ id: 'SurveyWaveChange' });

/**
 * The answers to one question over the surveys of a series, in the order of their fieldwork; of published figures alone.
 * Waves are samples of their own unless one seed drew both. Where nobody had a known chance to be asked there is no change
 * to speak of.
 */
export const SurveyTrend = z
  .object({
    series: code,
    variable: Label,
    answers: z.array(Label),
    confidence: z.number(),
    waves: z.array(Wave),
    changes: z.array(Change),
  })
  .meta({ id: 'SurveyTrend' });
export type SurveyTrend = z.infer<typeof SurveyTrend>;

export const SurveyTrendQuery = z.strictObject({
  variable: z.string().min(1).max(41).describe('The key of the variable in the releases'),
  confidence: z.coerce.number().min(0.5).max(0.999).default(0.95).describe('Of the intervals of changes'),
});
export type SurveyTrendQuery = z.infer<typeof SurveyTrendQuery>;
export const SeriesParam = code;
