import { ProbabilityDesign } from './design.js';
import { hadamard } from './hadamard.js';
import { seededRandom } from './random.js';
import type { Level } from './stages.js';
import type { Statistic } from './statistic.js';

/**
 * Replicates of a sample: in each one the first-stage units count more or less, and the spread of the estimates
 * from all of them is the variance (K. Wolter, Introduction to Variance Estimation, 2nd ed. 2007, 3 to 5). Units of
 * later stages move with theirs. Calibrated weights are calibrated anew in each replicate.
 */
export interface Replicates {
  readonly method: 'JK1' | 'JKn' | 'BRR' | 'Fay' | 'bootstrap';
  readonly count: number;
  readonly seed?: number;
  /** The most degrees of freedom that so many replicates can give. */
  readonly df: number;
  /** Per replicate, the factor on its squared deviation. */
  readonly scales: Float64Array;
  /** What deviations are taken from: the mean over the replicates, or the estimate itself, which is never less. */
  readonly around: 'mean' | 'estimate';
  /** Writes the factor on the weight of each first-stage unit. */
  factors(replicate: number, into: Float64Array): void;
}

/** Where deviations are taken from; default `mean`, as in R. */
export interface ReplicateOptions {
  readonly around?: 'mean' | 'estimate';
}

/**
 * The jackknife: each first-stage unit left out in turn, JK1 without strata, JKn with. Finite populations of the
 * first stage are allowed for (Wolter 4.3, 4.5). Throws a RangeError for strata of a single unit that are to be
 * adjusted or averaged: replicates cannot show either.
 */
export function jackknife(design: ProbabilityDesign, { around = 'mean' }: ReplicateOptions = {}): Replicates {
  const level = firstLevel(design);
  const left: number[] = [];
  for (let unit = 0; unit < level.units; unit++) {
    if (level.factor[level.stratumOfUnit[unit]!] !== 0) left.push(unit);
  }
  return {
    method: level.strata === 1 ? 'JK1' : 'JKn',
    count: left.length,
    df: left.length,
    scales: Float64Array.from(left, (unit) => {
      const stratum = level.stratumOfUnit[unit]!;
      const n = level.sampled[stratum]!;
      return ((n - 1) / n) * (1 - level.fraction[stratum]!);
    }),
    around,
    factors(replicate, into) {
      const out = left[replicate]!;
      const stratum = level.stratumOfUnit[out]!;
      const n = level.sampled[stratum]!;
      for (let unit = 0; unit < level.units; unit++)
        into[unit] = level.stratumOfUnit[unit] === stratum ? n / (n - 1) : 1;
      into[out] = 0;
    },
  };
}

/**
 * Balanced repeated replication for two first-stage units in every stratum: half samples by a Hadamard matrix, the
 * other half with the share `fay` of its weight, 0 to below 1 (Wolter 3; D. R. Judkins, J. Official Stat. 6, 1990).
 * Finite population corrections are left out, which makes variances rather too large. Throws a RangeError for
 * a stratum of other than two units.
 */
export function balancedRepeated(
  design: ProbabilityDesign,
  { around = 'mean', fay = 0 }: ReplicateOptions & { fay?: number } = {},
): Replicates {
  if (!(fay >= 0 && fay < 1)) throw new RangeError(`fay must be from 0 to below 1, was ${fay}`);
  const level = firstLevel(design);
  const other = level.sampled.find((units) => units !== 2);
  if (other !== undefined)
    throw new RangeError(`half samples need two units in each stratum, one has ${other}`);
  const signs = hadamard(level.strata + 1);
  const isSecond = new Uint8Array(level.units);
  const seen = new Uint8Array(level.strata);
  for (let unit = 0; unit < level.units; unit++) isSecond[unit] = seen[level.stratumOfUnit[unit]!]!++;
  return {
    method: fay === 0 ? 'BRR' : 'Fay',
    count: signs.length,
    df: level.strata,
    scales: new Float64Array(signs.length).fill(1 / (signs.length * (1 - fay) ** 2)),
    around,
    factors(replicate, into) {
      for (let unit = 0; unit < level.units; unit++) {
        const sign = signs[replicate]![level.stratumOfUnit[unit]! + 1]!;
        into[unit] = sign > 0 === (isSecond[unit] === 0) ? 2 - fay : fay;
      }
    },
  };
}

/**
 * The rescaled bootstrap: n - 1 of the n first-stage units of each stratum are drawn with replacement, and weights
 * become w (1 - λ + λ n/(n - 1) times drawn), λ² = 1 - f (J. N. K. Rao, C. F. J. Wu, J. Amer. Stat. Assoc. 83, 1988;
 * Rao, Wu, Yue, Survey Methodology 18, 1992). The seed gives the same replicates again.
 */
export function bootstrap(
  design: ProbabilityDesign,
  { around = 'mean', replicates, seed }: ReplicateOptions & { replicates: number; seed: number },
): Replicates {
  if (!Number.isSafeInteger(replicates) || replicates < 2)
    throw new RangeError(`a bootstrap needs at least 2 replicates, not ${replicates}`);
  const level = firstLevel(design);
  const master = seededRandom(seed);
  const seeds = Float64Array.from({ length: replicates }, () => Math.floor(master() * 2 ** 53));
  const starts = new Int32Array(level.strata + 1);
  for (let stratum = 0; stratum < level.strata; stratum++)
    starts[stratum + 1] = starts[stratum]! + level.sampled[stratum]!;
  const filled = starts.slice();
  const units = new Int32Array(level.units);
  for (let unit = 0; unit < level.units; unit++) units[filled[level.stratumOfUnit[unit]!]!++] = unit;
  return {
    method: 'bootstrap',
    count: replicates,
    seed,
    df: replicates - 1,
    scales: new Float64Array(replicates).fill(1 / (replicates - 1)),
    around,
    factors(replicate, into) {
      const random = seededRandom(seeds[replicate]!);
      into.fill(0);
      for (let stratum = 0; stratum < level.strata; stratum++) {
        const [start, n] = [starts[stratum]!, level.sampled[stratum]!];
        const lambda = Math.sqrt(1 - level.fraction[stratum]!);
        for (let draw = 1; draw < n; draw++) into[units[start + Math.floor(random() * n)]!]!++;
        for (let place = start; place < start + n; place++) {
          const unit = units[place]!;
          into[unit] = n === 1 ? 1 : 1 - lambda + ((lambda * n) / (n - 1)) * into[unit]!;
        }
      }
    },
  };
}

/** Covariances of the outputs of several statistics over the replicates, all outputs in a row: size x size. */
export function replicateCovariances(
  design: ProbabilityDesign,
  statistics: readonly Statistic[],
  replicates: Replicates,
): Float64Array {
  const level = ProbabilityDesign.levels(design)[0]!;
  const { adjustment, input, rows } = design;
  const valuesUnder = (weights: Float64Array): number[] =>
    statistics.flatMap((statistic) => [...statistic.valuesOf(weights)]);
  const factors = new Float64Array(level.units);
  const weights = new Float64Array(rows);
  const values: number[][] = [];
  for (let replicate = 0; replicate < replicates.count; replicate++) {
    replicates.factors(replicate, factors);
    for (let row = 0; row < rows; row++) weights[row] = input.weights[row]! * factors[level.unitOfRow[row]!]!;
    values.push(valuesUnder(adjustment ? adjustment.again(weights) : weights));
  }
  const centre =
    replicates.around === 'estimate'
      ? valuesUnder(design.weights)
      : valuesUnder(design.weights).map(
          (_, k) => values.reduce((sum, one) => sum + one[k]!, 0) / replicates.count,
        );
  const size = centre.length;
  const matrix = new Float64Array(size * size);
  for (const [replicate, one] of values.entries()) {
    const deviations = one.map((value, k) => value - centre[k]!);
    for (let i = 0; i < size; i++) {
      const scaled = replicates.scales[replicate]! * deviations[i]!;
      for (let j = 0; j < size; j++) matrix[i * size + j]! += scaled * deviations[j]!;
    }
  }
  return matrix;
}

function firstLevel(design: ProbabilityDesign): Level {
  const level = ProbabilityDesign.levels(design)[0]!;
  const { singlePsu = 'fail' } = design.input;
  const lonely = level.sampled.some((n, stratum) => n === 1 && level.fraction[stratum]! < 1);
  if (lonely && (singlePsu === 'adjust' || singlePsu === 'average'))
    throw new RangeError(`replicates cannot ${singlePsu} strata of a single unit`);
  return level;
}
