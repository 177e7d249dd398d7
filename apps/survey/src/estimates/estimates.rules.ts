import type {
  AnalysisText,
  NumberWanted,
  SurveyEstimate,
  SurveyNumber,
  SurveyTable,
} from '#contracts/analyses';
import type { Released, ReleasedFigure, ReleasedTable } from '#disclosure/gate';
import { dominance } from '#disclosure/dominance';
import { releaseWith } from '#disclosure/gate';
import {
  bootstrap,
  type Contrast,
  crosstab,
  difference,
  type Estimate,
  estimateJointly,
  estimateQuantiles,
  type Factor,
  type Interval,
  jackknife,
  kornGraubardInterval,
  logitInterval,
  mean,
  type NonProbabilitySample,
  type ProbabilityDesign,
  proportions,
  ratio,
  type Replicates,
  shares,
  type SmoothStatistic,
  total,
  waldInterval,
} from '#statistics/estimation';
import { answered, type Column } from './columns.rules.js';
import {
  DIFFERENCE,
  finenessOf,
  gridOf,
  type IntervalOf,
  printed,
  printedTest,
  SHARE,
  stepOfTotal,
} from './precision.rules.js';

/** What estimates are made with. */
export type Maker = {
  readonly weights: Float64Array;
  readonly confidence: number;
  readonly interval: AnalysisText['interval'];
  readonly minPeople: number;
} & (
  | { readonly design: ProbabilityDesign; readonly replicates: Replicates | undefined }
  | { readonly sample: NonProbabilitySample }
);

export function replicatesOf(
  design: ProbabilityDesign,
  variance: AnalysisText['variance'],
): Replicates | undefined {
  if (variance.method === 'taylor') return undefined;
  return variance.method === 'jackknife' ? jackknife(design) : bootstrap(design, variance);
}

const intervals = {
  'wald-t': waldInterval,
  'logit-t': logitInterval,
  'korn-graubard': kornGraubardInterval,
} satisfies Record<AnalysisText['interval'], (estimate: Estimate, confidence?: number) => Interval | null>;

const withheld: SurveyEstimate = { value: null, reason: 'protected' };

/** An estimate, if and only if all the counts of people that it rests on are shown. */
export function released(bases: readonly ReleasedFigure[], estimate: SurveyEstimate): SurveyEstimate {
  return told(
    releaseWith(
      bases,
      estimate.value === null ? { value: null, reason: estimate.reason ?? 'undefined' } : estimate,
    ),
  );
}

function told<T extends object>(of: Released<T>): T | { value: null; reason: string } {
  return 'reason' in of ? { value: null, reason: of.reason } : of.value;
}

const described = ({ value, se, df, designEffect }: Estimate, interval: Interval | null): SurveyEstimate => ({
  value,
  se,
  low: interval?.lower ?? null,
  high: interval?.upper ?? null,
  df,
  designEffect,
});

/** Shares of each row of a table, in the population first and then in each domain, and the statistics behind them. */
interface Shares {
  /** By domain, null the population, and row; with an interval that others of its kind have. */
  of(domain: number | null, row: number): { estimate: SurveyEstimate; intervalOf?: IntervalOf };
  difference(row: number, domain: number, against: number): Contrast | null;
}

function sharesOf(maker: Maker, column: Column, by: Column | null): Shares {
  const domains = by ? answered(by) : null;
  const width = column.shown.length;
  const options = domains ? { by: domains } : {};
  if ('sample' in maker) {
    const list = (within: { by?: Factor }) => {
      const ofFactor = (factor: Factor) =>
        shares(maker.sample, factor, { weights: maker.weights, ...within });
      if (!column.multiple) return ofFactor(answered(column)).map(({ value }) => value);
      const choices = choicesOf(column).map((values) =>
        ofFactor({
          codes: Int32Array.from(values, (one) => (Number.isNaN(one) ? -1 : one)),
          levels: ['no', 'yes'],
        }),
      );
      const count = within.by?.levels.length ?? 1;
      return Array.from({ length: count }, (_, domain) =>
        choices.map((choice) => choice[domain * 2 + 1]!.value),
      ).flat();
    };
    const whole = list({});
    const parts = domains ? list(options) : [];
    return {
      of: (domain, row) => ({
        estimate: { value: domain === null ? whole[row]! : parts[domain * width + row]! },
      }),
      difference: () => null,
    };
  }
  const { design, replicates, confidence } = maker;
  const variance = replicates ? { replicates } : {};
  const statistics = (within: { by?: Factor }): SmoothStatistic[] =>
    column.multiple
      ? choicesOf(column).map((values) => mean(values, within))
      : [proportions(answered(column), within)];
  const whole = estimateJointly(design, statistics({}), variance).estimates;
  const joint = domains ? estimateJointly(design, statistics(options), variance) : null;
  // The means of several choices stand choice by choice, shares domain by domain.
  const place = (domain: number, row: number): number =>
    column.multiple ? row * domains!.levels.length + domain : domain * width + row;
  const within = (one: Estimate): ReturnType<Shares['of']> => ({
    estimate: described(one, intervals[maker.interval](one, confidence)),
    intervalOf: (value, se) => {
      const like = { ...one, value, se };
      // Nobody or everybody by rounding only: what holds of a sample without any variance does not hold of it.
      const isRounded = value !== one.value && (value === 0 || value === 1);
      const own = isRounded ? null : intervals[maker.interval](like, confidence);
      return own ?? waldInterval(like, confidence);
    },
  });
  return {
    of: (domain, row) => within(domain === null ? whole[row]! : joint!.estimates[place(domain, row)]!),
    difference: (row, domain, against) =>
      difference(joint!, place(domain, row), place(against, row), confidence),
  };
}

/** Per printed row, 1 for who chose it, NaN for who is left out. */
function choicesOf({ chosen, shown, factor, none, excludesNone }: Column): Float64Array[] {
  return shown.map((_, row) =>
    Float64Array.from(factor.codes, (code, response) => {
      if (code === none && excludesNone) return NaN;
      return row < chosen.length ? chosen[row]![response]! : Number(code === none);
    }),
  );
}

/** An estimate, and the step that it is printed in; null for what is withheld for want of one. */
interface PrintedShare {
  readonly figure: SurveyEstimate;
  readonly step: number | null;
}

/** Estimates of a table whose counts of people have passed the gate. */
export function estimateTable(
  maker: Maker,
  { column, by, against }: { column: Column; by: Column | null; against: string | undefined },
  people: ReleasedTable,
): SurveyTable {
  const made = sharesOf(maker, column, by);
  const columns = by?.shown ?? [];
  const none = column.excludesNone ? column.none : -1;
  const basesOf = (row: number, domain: number | null): ReleasedFigure[] => {
    const at = (i: number): ReleasedFigure =>
      domain === null ? people.rowTotals[i]! : people.cells[i]![domain]!;
    const all = domain === null ? people.total : people.columnTotals[domain]!;
    return [at(row), all, ...(none >= 0 ? [at(none)] : [])];
  };
  const fineness = finenessOf(
    maker.weights,
    (response) => !column.excludesNone || column.factor.codes[response] !== column.none,
    by && answered(by),
  );
  const share = (row: number, domain: number | null): PrintedShare => {
    const { estimate, intervalOf } = made.of(domain, row);
    const { value, se = null } = estimate;
    const bases = basesOf(row, domain);
    const count = bases[0]!.value;
    const step = value === null || count === null ? 0 : fineness.stepOf(domain, { value, se }, count);
    if (step === null) return { figure: withheld, step };
    const figure = released(bases, printed(estimate, { step, within: SHARE, intervalOf }));
    return { figure, step: gridOf(se, step) };
  };
  const rows = column.shown;
  const index = rows.map((_, i) => i);
  const cells = index.map((i) => columns.map((_, j) => share(i, j)));
  const differences = rows.flatMap((row, i) =>
    columns.flatMap((domain, j) => {
      const other = columns.findIndex(({ key }) => key === against);
      if (other < 0 || other === j || !('design' in maker)) return [];
      const of = made.difference(i, j, other);
      const figure = of
        ? differenceOf(of, cells[i]![j]!, cells[i]![other]!, maker.confidence)
        : undefinedFigure;
      return [{ row: row.key, column: domain.key, against: against!, ...figure }];
    }),
  );
  return {
    key: by ? `${column.key}~${by.key}` : column.key,
    variable: { key: column.key, label: column.wording },
    by: by && { key: by.key, label: by.wording },
    multiple: column.multiple,
    rows: [...rows],
    columns: [...columns],
    people: {
      cells: index.map((i) => columns.map((_, j) => people.cells[i]![j]!)),
      rowTotals: index.map((i) => people.rowTotals[i]!),
      columnTotals: columns.map((_, j) => people.columnTotals[j]!),
      total: people.total,
      threshold: people.threshold,
    },
    shares: index.map((i) => share(i, null).figure),
    columnShares: cells.map((row) => row.map(({ figure }) => figure)),
    independence:
      by && 'design' in maker && !column.multiple ? independenceOf(maker, column, by, people) : null,
    differences,
  };
}

const undefinedFigure: SurveyEstimate = { value: null, reason: 'undefined' };

/**
 * The difference of two shares as they are printed, in the coarser of their steps, which tells no more of them; its error takes
 * up the rounding of one here, and that of the difference in print.
 */
function differenceOf(
  { value: exact, se, df, p, interval }: Contrast,
  one: PrintedShare,
  other: PrintedShare,
  confidence: number,
): SurveyEstimate & { p?: number | null } {
  if (one.figure.value === null) return one.figure;
  if (other.figure.value === null) return other.figure;
  const value = one.figure.value - other.figure.value;
  const coarse = Math.max(one.step!, other.step!);
  const reach = interval === null ? null : interval.upper - exact + coarse / 2;
  return printed(
    {
      value,
      se: Math.hypot(se, coarse / Math.sqrt(12)),
      low: reach === null ? null : value - reach,
      high: reach === null ? null : value + reach,
      df,
      p,
    },
    { step: coarse, within: DIFFERENCE, intervalOf: waldOf(df, confidence) },
  );
}

const waldOf =
  (df: number, confidence: number): IntervalOf =>
  (value, se) =>
    waldInterval({ value, se, df }, confidence);

/** Cells of more than this many are tested by nobody, and cost the square of their number. */
const MOST_TESTED = 200;

function independenceOf(
  { design, weights }: Extract<Maker, { design: ProbabilityDesign }>,
  column: Column,
  by: Column,
  people: ReleasedTable,
): SurveyTable['independence'] {
  const [rows, columns] = [answered(column), answered(by)];
  if (rows.levels.length * columns.levels.length > MOST_TESTED) return null;
  const test = crosstab(design, rows, columns).independence;
  if (!test) return null;
  const areWeightsAlike = weights.every((weight) => Math.abs(weight - weights[0]!) <= 1e-9 * weight);
  const rounded = printedTest(test.secondOrder, areWeightsAlike);
  return told(releaseWith(people.cells.flat(), rounded));
}

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
