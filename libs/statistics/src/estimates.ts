import { domainDf, ProbabilityDesign, type ProbabilitySampling } from './design.js';
import { covariances, variances } from './linearisation.js';
import { type Replicates, replicateCovariances } from './replicates.js';
import type { Linearised, Output, SmoothStatistic, Statistic } from './statistic.js';
import type { SinglePsu } from './stages.js';

/**
 * Version of the methods of this library. It changes whenever the same data and design would give another
 * figure, so that a published estimate can be recomputed by the code that made it.
 */
export const methodVersion = 'langnghe-statistics/1';

/** How an estimate was made. */
export interface Method {
  readonly version: typeof methodVersion;
  readonly sampling: ProbabilitySampling;
  /** `taylor`, or the replicates used. */
  readonly variance: 'taylor' | Replicates['method'];
  /** Number of replicates and seed, where they are what the variance rests on. */
  readonly replicates?: { readonly count: number; readonly seed?: number };
  /** `design`: weights as given; otherwise what calibrated them. */
  readonly weighting: 'design' | 'poststratification' | 'raking' | 'calibration';
  readonly stages: number;
  readonly singlePsu: SinglePsu;
}

/** An estimate from a probability sample, with all that is needed to judge and to recompute it. */
export interface Estimate {
  readonly statistic: Statistic['kind'];
  /** Level of a factor, and domain; null without. */
  readonly level: string | null;
  readonly domain: string | null;
  /** Null where it is not defined: nobody in the domain, or a denominator of 0. */
  readonly value: number | null;
  /** Standard error; null with the value, or when nothing is left to estimate it from. */
  readonly se: number | null;
  /** Degrees of freedom for intervals: first-stage units less strata, of the domain if there is one. */
  readonly df: number;
  /** Unweighted rows that the estimate rests on. */
  readonly base: number;
  /** Those of them that are in the level; the base itself without levels. */
  readonly cases: number;
  /** Variance over that of a simple random sample of the same size, without replacement; null where not defined. */
  readonly designEffect: number | null;
  readonly method: Method;
}

/** Estimates with their covariances, estimates x estimates. */
export interface JointEstimates {
  readonly estimates: readonly Estimate[];
  readonly covariances: Float64Array;
}

/** How variances are estimated: by Taylor linearisation when no replicates are given. */
export interface VarianceOptions {
  readonly replicates?: Replicates;
}

/** The estimates of a statistic, one for each of its outputs. */
export function estimate(
  design: ProbabilityDesign,
  statistic: SmoothStatistic,
  { replicates }: VarianceOptions = {},
): Estimate[] {
  checkRows(design, [statistic]);
  const linearised = statistic.linearised(design.weights);
  const of = replicates
    ? diagonal(replicateCovariances(design, [statistic], replicates), linearised.values.length)
    : variances(design, linearised.influence);
  return described(design, statistic, { linearised, variances: of, replicates });
}

/** The estimates of several statistics together, with the covariances that contrasts between them need. */
export function estimateJointly(
  design: ProbabilityDesign,
  statistics: readonly SmoothStatistic[],
  { replicates }: VarianceOptions = {},
): JointEstimates {
  checkRows(design, statistics);
  const all = statistics.map((statistic) => statistic.linearised(design.weights));
  const matrix = replicates
    ? replicateCovariances(design, statistics, replicates)
    : covariances(
        design,
        all.map(({ influence }) => influence),
      );
  const of = diagonal(matrix, Math.sqrt(matrix.length));
  let start = 0;
  const estimates = statistics.flatMap((statistic, at) => {
    const linearised = all[at]!;
    const end = start + linearised.values.length;
    const some = described(design, statistic, { linearised, variances: of.subarray(start, end), replicates });
    start = end;
    return some;
  });
  return { estimates, covariances: matrix };
}

/** How an estimate from this design is made. */
export function methodOf(design: ProbabilityDesign, replicates?: Replicates): Method {
  return {
    version: methodVersion,
    sampling: design.input.sampling,
    variance: replicates?.method ?? 'taylor',
    ...(replicates && {
      replicates: {
        count: replicates.count,
        ...(replicates.seed !== undefined && { seed: replicates.seed }),
      },
    }),
    weighting: design.adjustment?.method ?? 'design',
    stages: ProbabilityDesign.levels(design).length,
    singlePsu: design.input.singlePsu ?? 'fail',
  };
}

/** Degrees of freedom of each output of a statistic. */
function dfOf(design: ProbabilityDesign, { domains, outputs }: Statistic, replicates?: Replicates): number[] {
  const all = domains ? domainDf(design, domains.codes, domains.levels.length) : [design.df];
  const most = replicates?.df ?? Infinity;
  return outputs.map(({ domainCode }: Output) => Math.max(0, Math.min(all[domainCode]!, most)));
}

function described(
  design: ProbabilityDesign,
  statistic: SmoothStatistic,
  {
    linearised: { values, base, cases, simpleVariances },
    variances: of,
    replicates,
  }: { linearised: Linearised; variances: Float64Array; replicates: Replicates | undefined },
): Estimate[] {
  const method = methodOf(design, replicates);
  const df = dfOf(design, statistic, replicates);
  return statistic.outputs.map(({ level, domain }, at) => {
    const [value, variance] = [values[at]!, of[at]!];
    const defined = Number.isFinite(value);
    const effect = simpleVariances ? variance / simpleVariances[at]! : NaN;
    return {
      statistic: statistic.kind,
      level,
      domain,
      value: defined ? value : null,
      se: defined && Number.isFinite(variance) ? Math.sqrt(Math.max(0, variance)) : null,
      df: df[at]!,
      base: base[at]!,
      cases: cases[at]!,
      designEffect: defined && Number.isFinite(effect) ? effect : null,
      method,
    };
  });
}

function checkRows(design: ProbabilityDesign, statistics: readonly Statistic[]): void {
  ProbabilityDesign.levels(design);
  for (const { rows } of statistics) {
    if (rows !== design.rows)
      throw new RangeError(`the variable has ${rows} rows, the design ${design.rows}`);
  }
}

function diagonal(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, at) => matrix[at * size + at]!);
}
