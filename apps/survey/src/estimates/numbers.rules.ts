import type { NumberWanted, SurveyEstimate, SurveyNumber } from '#contracts/analyses';
import { dominance } from '#disclosure/dominance';
import type { ReleasedFigure, ReleasedTable } from '#disclosure/gate';
import { estimateJointly, estimateQuantiles, mean, ratio, total, waldInterval } from '#statistics/estimation';
import { answered, type Column } from './columns.rules.js';
import { described, type Maker, released, waldOf, withheld } from './estimates.rules.js';
import { printed, stepOfTotal } from './precision.rules.js';

/** A number that is wanted of answers that are numbers. */
export interface WantedNumber {
  readonly statistic: NumberWanted['statistic'];
  readonly item: SurveyNumber['item'];
  readonly denominator: SurveyNumber['denominator'];
  readonly p: number | null;
  /** NaN where one of the two is missing. */
  readonly values: Float64Array;
  readonly below: Float64Array | null;
  readonly by: Column | null;
}

/** A figure is dominated when the second largest could work the largest out to within so many per cent. */
const DOMINANCE_PERCENT = 10;

/** Means, totals, ratios and quantiles; of the population, or of each domain. */
export function estimateNumbers(
  maker: Maker,
  { statistic, item, denominator, p, values, below, by }: WantedNumber,
  people: ReleasedTable,
): SurveyNumber[] {
  if (!('design' in maker)) throw new RangeError('only a probability sample has means and totals');
  const { design, replicates, confidence } = maker;
  const domains = by ? answered(by) : null;
  const options = { ...(domains && { by: domains }) };
  const variance = replicates ? { replicates } : {};
  const smooth = {
    mean: () => mean(values, options),
    total: () => total(values, options),
    ratio: () => ratio(values, below!, options),
    quantile: () => null,
  }[statistic]();
  const estimates = smooth
    ? estimateJointly(design, [smooth], variance).estimates.map((one) =>
        described(one, waldInterval(one, confidence)),
      )
    : estimateQuantiles(design, values, [p!], { ...options, ...variance, confidence }).map((one) =>
        described(one, one.interval),
      );
  return estimates.map((estimate, domain) => {
    const at = (row: number): ReleasedFigure => (by ? people.cells[row]![domain]! : people.rowTotals[row]!);
    const all = by ? people.columnTotals[domain]! : people.total;
    const bases = people.rows.keys.map((_, row) => at(row));
    const inDomain = (response: number): boolean =>
      (domains === null || domains.codes[response] === domain) && maker.weights[response]! > 0;
    const mine = [...values.keys()].filter((one) => inDomain(one) && !Number.isNaN(values[one]));
    const figure = smooth
      ? guardedSum(estimate, { values, below }, maker.weights, mine)
      : guardedQuantile(
          estimate,
          mine.map((one) => values[one]!),
          maker.minPeople,
        );
    const step =
      statistic === 'total' && figure.value !== null
        ? stepOfTotal(
            figure.value,
            mine.map((one) => maker.weights[one]!),
          )
        : 0;
    return {
      statistic,
      item,
      denominator,
      p,
      domain: by ? by.shown[domain]! : null,
      base: at(0),
      estimate: released(
        [...bases, all],
        printed(figure, { step, intervalOf: waldOf(figure.df ?? 0, confidence) }),
      ),
    };
  });
}

/** What is mostly one person's is not told, nor a number or a ratio that everybody gave alike. */
function guardedSum(
  estimate: SurveyEstimate,
  { values, below }: Pick<WantedNumber, 'values' | 'below'>,
  weights: Float64Array,
  mine: readonly number[],
): SurveyEstimate {
  if (mine.length === 0) return estimate;
  const contributions = mine.map((one) => Math.abs(values[one]! * weights[one]!));
  const isWithheld =
    dominance(contributions, DOMINANCE_PERCENT).dominated ||
    mine.every((one) => values[one] === values[mine[0]!]) ||
    (below !== null && isOneRatio(mine, values, below));
  return isWithheld ? withheld : estimate;
}

/** Whether all have the same ratio, but for those who have nothing of either. */
function isOneRatio(mine: readonly number[], values: Float64Array, below: Float64Array): boolean {
  const first = mine.find((one) => values[one] !== 0 || below[one] !== 0);
  if (first === undefined) return true;
  return mine.every((one) => {
    const [across, back] = [values[one]! * below[first]!, values[first]! * below[one]!];
    return Math.abs(across - back) <= 1e-9 * Math.abs(across);
  });
}

/** A quantile is somebody's own value: enough people lie on both sides of it, and of the ends of its interval. */
function guardedQuantile(estimate: SurveyEstimate, mine: readonly number[], least: number): SurveyEstimate {
  const isGuarded = (value: number | null | undefined): boolean =>
    value == null ||
    (mine.filter((one) => one <= value).length >= least &&
      mine.filter((one) => one >= value).length >= least);
  if (!isGuarded(estimate.value)) return withheld;
  if (isGuarded(estimate.low) && isGuarded(estimate.high)) return estimate;
  return { ...estimate, se: null, low: null, high: null };
}
