import type { SurveyEstimate, SurveyTable } from '#contracts/analyses';
import type { SurveyReleaseContent } from '#contracts/releases';
import type { SurveyTrend } from '#contracts/survey-trends';
import { independentDifference, type Uncertain } from '#statistics/estimation';
import { significant } from '../estimates/precision.rules.js';

/** A release in force and what it says. */
export interface Published {
  readonly id: string;
  readonly planId: string;
  readonly number: number;
  readonly content: SurveyReleaseContent;
  /** By which its sample was drawn; null where none was. */
  readonly seed: number | null;
}

type Wave = SurveyTrend['waves'][number];
type Change = SurveyTrend['changes'][number];

/**
 * The trend of a variable over releases in the order of their fieldwork. The last of them says what is asked; another
 * wording, or other answers, make a wave that is shown and not compared. Null when none has the variable.
 */
export function trendOf(
  series: string,
  releases: readonly Published[],
  { variable, confidence }: { variable: string; confidence: number },
): SurveyTrend | null {
  const asked = releases.flatMap((release) => {
    const table = release.content.result.tables.find(({ variable: { key } }) => key === variable);
    return table ? [{ release, table }] : [];
  });
  const last = asked.at(-1)?.table;
  if (!last) return null;
  const waves = asked.map(({ release, table }) => waveOf(release, table, last));
  const seeds = new Map(releases.map(({ id, seed }) => [id, seed]));
  const sameSeed = (one: Wave, other: Wave): boolean =>
    seeds.get(one.releaseId) !== null && seeds.get(one.releaseId) === seeds.get(other.releaseId);
  const compared = waves.filter(({ otherwise, representative }) => otherwise === null && representative);
  return {
    series,
    variable: last.variable,
    answers: last.rows,
    confidence,
    waves,
    changes: compared.slice(1).flatMap((after, at) => {
      const before = compared[at]!;
      const asItIs = { confidence, sameSeed: sameSeed(before, after) };
      return changesOf(before, after, last.rows, asItIs);
    }),
  };
}

function waveOf({ id, planId, number, content }: Published, table: SurveyTable, last: SurveyTable): Wave {
  const { survey, result } = content;
  const sameAnswers =
    table.rows.length === last.rows.length && table.rows.every(({ key }, at) => key === last.rows[at]!.key);
  const sameWording = table.variable.label === last.variable.label;
  return {
    planId,
    releaseId: id,
    release: number,
    fieldStartsOn: survey.fieldStartsOn,
    fieldEndsOn: survey.fieldEndsOn,
    design: survey.design,
    representative: result.representative,
    notice: result.notice,
    otherwise: !sameAnswers ? 'answers' : sameWording ? null : 'wording',
    people: table.people.total,
    shares: table.shares,
  };
}

/**
 * Samples drawn with seeds of their own are independent, also where the same clusters came twice: variances add up, degrees
 * of freedom after Satterthwaite. One seed draws the same or like clusters again, whose answers go together. Errors of
 * published shares hold that of their rounding, and so does that of their change.
 */
function changesOf(
  before: Wave,
  after: Wave,
  answers: SurveyTable['rows'],
  { confidence, sameSeed }: { confidence: number; sameSeed: boolean },
): Change[] {
  return answers.map(({ key }, at) => {
    const change = independentDifference(
      asEstimate(after.shares[at]!),
      asEstimate(before.shares[at]!),
      confidence,
    );
    return {
      answer: key,
      fromReleaseId: before.releaseId,
      toReleaseId: after.releaseId,
      sameSeed,
      value: change && significant(change.value, 12),
      ...(sameSeed ? noError : errorOf(change)),
    };
  });
}

type Difference = ReturnType<typeof independentDifference>;
const noError = { se: null, df: null, low: null, high: null, p: null };
const errorOf = (change: Difference): Pick<Change, keyof typeof noError> => ({
  se: toDigits(change?.se, 2),
  df: toDigits(change?.df, 3),
  low: outward(change?.interval?.lower, Math.floor),
  high: outward(change?.interval?.upper, Math.ceil),
  p: toDigits(change?.p, 2),
});

const toDigits = (value: number | null | undefined, digits: number): number | null =>
  value == null ? null : significant(value, digits);

/** An end of an interval in three digits, so that what is printed holds what was worked out, as far as a change can reach. */
function outward(end: number | null | undefined, to: (steps: number) => number): number | null {
  if (end == null) return null;
  if (end === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(end))) - 2);
  return Math.min(1, Math.max(-1, significant(to(significant(end / step, 12)) * step, 12)));
}

const asEstimate = ({ value, se = null, df = 0 }: SurveyEstimate): Uncertain => ({
  value,
  se,
  df,
});
