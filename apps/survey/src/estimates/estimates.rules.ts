import type { AnalysisText, SurveyEstimate, SurveyTable } from '#contracts/analyses';
import type { Released, ReleasedFigure, ReleasedTable } from '#disclosure/gate';
import { releaseWith } from '#disclosure/gate';
import {
  bootstrap,
  type Contrast,
  crosstab,
  difference,
  type Estimate,
  estimateJointly,
  type Factor,
  type Interval,
  jackknife,
  kornGraubardInterval,
  logitInterval,
  mean,
  type NonProbabilitySample,
  type ProbabilityDesign,
  proportions,
  type Replicates,
  shares,
  type SmoothStatistic,
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

export const withheld: SurveyEstimate = { value: null, reason: 'protected' };

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

export const described = (
  { value, se, df, designEffect }: Estimate,
  interval: Interval | null,
): SurveyEstimate => ({
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
  const reach = interval === null ? null : interval.upper - exact;
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

/** The interval of Student's t. */
export const waldOf =
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
