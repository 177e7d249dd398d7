import {
  type AdjustedWeights,
  type Bounds,
  checkBounds,
  type Covariate,
  factorsOf,
  type Margin,
  marginTotals,
  type TargetReport,
} from './adjusted-weights.js';
import { AuxiliaryRegression, type Auxiliaries, crossProducts, layout } from './auxiliary-regression.js';
import { checkWeights } from './design.js';
import { checkFactor } from './factor.js';
import { rake } from './raking.js';

/**
 * Post-stratification: the weights of each category are multiplied so that they add up to its population count
 * (D. Holt, T. M. F. Smith, J. Royal Stat. Soc. A 142, 1979). Throws a RangeError for a category without sample.
 */
export function poststratify(weights: Float64Array, margin: Margin): AdjustedWeights {
  return { ...rake({ weights, margins: [margin] }), method: 'poststratification' };
}

/** What weights are calibrated to. */
export interface CalibrationInput {
  readonly weights: Float64Array;
  readonly margins?: readonly Margin[];
  /** Numeric variables without missing values; with no margin one of them is usually a column of ones. */
  readonly covariates?: readonly Covariate[];
  /** Limits of the factor on each weight. */
  readonly bounds?: Bounds;
}

const maxIterations = 100;
const tolerance = 1e-11;

/**
 * Linear calibration, the weights of the generalised regression estimator: w = d (1 + x'λ) with λ such that the
 * weighted totals of x are the known ones; with bounds the truncated linear method, 1 + x'λ cut to them (J.-C.
 * Deville, C.-E. Särndal, J. Amer. Stat. Assoc. 87, 1992, cases 1 and 7). λ by Newton's method, one step if unbounded.
 * Throws a RangeError for totals that contradict each other or cannot be met within the bounds.
 */
export function calibrate({
  weights: base,
  margins = [],
  covariates = [],
  bounds,
}: CalibrationInput): AdjustedWeights {
  checkWeights(base);
  if (bounds) checkBounds(bounds);
  for (const { name, factor } of margins) checkFactor(name, factor, base.length, true);
  for (const { name, values, total } of covariates) {
    if (values.length !== base.length)
      throw new RangeError(`${name} has ${values.length} rows, not ${base.length}`);
    if (!values.every(Number.isFinite)) throw new RangeError(`${name} has missing values`);
    if (!Number.isFinite(total)) throw new RangeError(`${name}: ${total} is not a population total`);
  }
  const auxiliaries: Auxiliaries = {
    factors: margins.map(({ factor }) => factor),
    columns: covariates.map(({ values }) => values),
  };
  if (layout(auxiliaries).size === 0) throw new RangeError('there is no total to calibrate to');
  const targets = Float64Array.from([
    ...margins.flatMap((margin) => [...marginTotals(margin)]),
    ...covariates.map(({ total }) => total),
  ]);
  const names = [
    ...margins.flatMap(({ name, factor }) =>
      factor.levels.map((category): [string, string | null] => [name, category]),
    ),
    ...covariates.map(({ name }): [string, string | null] => [name, null]),
  ];
  const { weights, iterations, error, bounded } = solve(base, { auxiliaries, targets, bounds, names });
  const before = totalsOf(auxiliaries, base);
  const after = totalsOf(auxiliaries, weights);
  return {
    method: 'calibration',
    base,
    weights,
    report: {
      converged: true,
      iterations,
      largestError: error,
      bounded,
      ...factorsOf(base, weights),
      targets: names.map(([variable, category], at): TargetReport => ({
        variable,
        category,
        target: targets[at]!,
        before: before[at]!,
        after: after[at]!,
      })),
    },
    auxiliaries,
    again: (other) => solve(other, { auxiliaries, targets, bounds, names }).weights,
  };
}

function totalsOf(auxiliaries: Auxiliaries, weights: Float64Array): Float64Array {
  return crossProducts(auxiliaries, weights, { values: null, codes: null, outputs: 1 });
}

function solve(
  base: Float64Array,
  {
    auxiliaries,
    targets,
    bounds,
    names,
  }: {
    auxiliaries: Auxiliaries;
    targets: Float64Array;
    bounds: Bounds | undefined;
    names: readonly (readonly [string, string | null])[];
  },
): { weights: Float64Array; iterations: number; error: number; bounded: number } {
  const { factors, columns } = auxiliaries;
  const { starts, columnStart, size } = layout(auxiliaries);
  const { lower, upper } = bounds ?? { lower: -Infinity, upper: Infinity };
  const scale = totalsOf({ factors, columns: columns.map((column) => column.map(Math.abs)) }, base);
  const lambda = new Float64Array(size);
  const weights = base.slice();
  /** Base weights of the rows that are not at a bound. */
  const free = base.slice();
  let bounded = 0;
  for (let iterations = 0; ; iterations++) {
    const achieved = totalsOf(auxiliaries, weights);
    const missing = targets.map((target, at) => target - achieved[at]!);
    const errors = missing.map((gap, at) => Math.abs(gap) / Math.max(Math.abs(targets[at]!), scale[at]!));
    const error = errors.reduce((most, next) => Math.max(most, next), 0);
    if (error <= tolerance && iterations > 0) return { weights, iterations, error, bounded };
    if (iterations >= maxIterations) {
      const [variable, category] = names[errors.indexOf(error)]!;
      const where = category === null ? variable : `${variable} "${category}"`;
      throw new RangeError(
        `the totals cannot be met together${bounds ? ' within the bounds' : ''}: ${where}`,
      );
    }
    const step = new AuxiliaryRegression(auxiliaries, free).solve(missing);
    for (let at = 0; at < size; at++) lambda[at]! += step[at]!;
    bounded = 0;
    for (let row = 0; row < base.length; row++) {
      let factor = 1;
      for (let f = 0; f < factors.length; f++) factor += lambda[starts[f]! + factors[f]!.codes[row]!]!;
      for (let c = 0; c < columns.length; c++) factor += lambda[columnStart + c]! * columns[c]![row]!;
      const cut = Math.min(Math.max(factor, lower), upper);
      free[row] = cut === factor ? base[row]! : 0;
      if (cut !== factor && base[row] !== 0) bounded++;
      weights[row] = base[row]! * cut;
    }
  }
}
