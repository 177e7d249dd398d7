import type { AdjustedWeights } from './adjusted-weights.js';
import { AuxiliaryRegression } from './auxiliary-regression.js';
import { type Factor, factorOf } from './factor.js';
import { type Level, levelsOf, type SinglePsu, type Stage } from './stages.js';

/** Designs in which every member of the population has a known chance above 0 to be drawn. */
export type ProbabilitySampling = 'simple-random' | 'stratified' | 'multi-stage-cluster';

/** What makes the design of a probability sample; one entry per row in everything. */
export interface DesignInput {
  /** What the plan says of how respondents come to be asked. */
  readonly sampling: ProbabilitySampling;
  /** Weights before calibration: inverse inclusion probabilities, corrected for non-response; 0 for a row that does not count. */
  readonly weights: Float64Array;
  /** The first stage first. None means a simple random sample with replacement. */
  readonly stages?: readonly Stage[];
  /** Default `fail`. */
  readonly singlePsu?: SinglePsu;
}

/**
 * A probability sample, the only thing that has a variance. It can only be made by {@link probabilityDesign};
 * the private field sees to it at runtime too that nothing else passes for one.
 */
export class ProbabilityDesign {
  readonly #levels: readonly Level[];
  #regression: AuxiliaryRegression | undefined;
  #df: number | undefined;
  readonly rows: number;
  /** The weights that estimates use: `input.weights`, or what calibration made of them. */
  readonly weights: Float64Array;

  constructor(
    readonly input: DesignInput,
    /** How the weights were calibrated to known totals, if they were. */
    readonly adjustment?: AdjustedWeights,
    levels?: readonly Level[],
  ) {
    if (!['simple-random', 'stratified', 'multi-stage-cluster'].includes(input.sampling))
      throw new TypeError(`${input.sampling} is not a probability design: it has no variance`);
    this.rows = input.weights.length;
    if (this.rows === 0) throw new RangeError('a design needs at least one row');
    checkWeights(input.weights);
    const stages = input.stages?.length ? input.stages : [{}];
    this.#levels = levels ?? levelsOf(stages, this.rows, input.singlePsu ?? 'fail');
    this.weights = adjustment?.weights ?? input.weights;
  }

  /** The levels of a design, for this library; a TypeError for what is not a probability design. */
  static levels(design: ProbabilityDesign): readonly Level[] {
    if (!(typeof design === 'object' && design !== null && #levels in design))
      throw new TypeError('only a probability sample has a variance, an interval or a test');
    return design.#levels;
  }

  /**
   * The same sample with weights calibrated by `poststratify`, `rake` or `calibrate`. Variances then allow for it.
   * A RangeError if the weights were not made from those of this design.
   */
  withWeights(adjustment: AdjustedWeights): ProbabilityDesign {
    if (this.adjustment) throw new RangeError('calibrate once, to all known totals together');
    if (adjustment.base !== this.input.weights)
      throw new RangeError('the calibrated weights were not made from the weights of this design');
    return new ProbabilityDesign(this.input, adjustment, this.#levels);
  }

  /** The regression on the variables that the weights are calibrated to, if they are. */
  get regression(): AuxiliaryRegression | null {
    if (!this.adjustment) return null;
    this.#regression ??= new AuxiliaryRegression(this.adjustment.auxiliaries, this.adjustment.base);
    return this.#regression;
  }

  /**
   * Degrees of freedom of variances: first-stage units less strata, counted over the rows with a weight
   * (E. L. Korn, B. I. Graubard, Analysis of Health Surveys, 1999, 2.4).
   */
  get df(): number {
    return (this.#df ??= domainDf(this, null, 1)[0]!);
  }
}

/**
 * The design of a probability sample. Throws a RangeError for weights or counts that cannot be, and a TypeError
 * for a design that is not one of probability.
 */
export function probabilityDesign(input: DesignInput): ProbabilityDesign {
  return new ProbabilityDesign(input);
}

/** Throws a RangeError unless all weights are finite and at least 0, and one is above. */
export function checkWeights(weights: Float64Array): void {
  let sum = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`row ${row}: ${weight} is not a weight`);
    sum += weight;
  }
  if (!(sum > 0)) throw new RangeError('no row has a weight');
}

/** Degrees of freedom in each domain: first-stage units and strata with a row in it. Without codes, of all rows. */
export function domainDf(design: ProbabilityDesign, codes: Int32Array | null, domains: number): Int32Array {
  const level = ProbabilityDesign.levels(design)[0]!;
  const units = new Uint8Array(level.units * domains);
  const strata = new Uint8Array(level.strata * domains);
  const df = new Int32Array(domains);
  for (let row = 0; row < design.rows; row++) {
    const domain = codes === null ? 0 : codes[row]!;
    if (domain < 0 || design.weights[row] === 0) continue;
    const unit = level.unitOfRow[row]!;
    if (units[unit * domains + domain]) continue;
    units[unit * domains + domain] = 1;
    df[domain]!++;
    const stratum = level.stratumOfUnit[unit]! * domains + domain;
    if (strata[stratum]) continue;
    strata[stratum] = 1;
    df[domain]!--;
  }
  return df;
}

/**
 * Waves of a survey as one design, with the wave of each row, so that differences between waves are differences
 * between domains. `shared`: the waves interview in the same first-stage units (a panel, or a sample of places
 * kept), whose covariance then counts; `independent`: every wave was drawn anew. To rake, cross each margin with the
 * wave (`crossed`).
 */
export function stackWaves(
  waves: Readonly<Record<string, DesignInput>>,
  psus: 'shared' | 'independent',
): { design: ProbabilityDesign; wave: Factor } {
  const names = Object.keys(waves);
  const inputs = Object.values(waves);
  if (inputs.length === 0) throw new RangeError('there is no wave');
  const depth = inputs[0]!.stages?.length ?? 0;
  const { sampling, singlePsu = 'fail' } = inputs[0]!;
  for (const { stages = [], sampling: other, singlePsu: rule = 'fail' } of inputs) {
    if (stages.length !== depth || other !== sampling || rule !== singlePsu)
      throw new RangeError('the waves differ in their design');
  }
  const wave = factorOf(
    inputs.flatMap(({ weights }, at) => Array<string>(weights.length).fill(names[at]!)),
    names,
  );
  const stages = Array.from({ length: Math.max(depth, 1) }, (_, number): Stage => {
    const parts = inputs.map(({ stages: of = [], weights }) => ({ ...of[number], rows: weights.length }));
    const part = (of: 'strata' | 'clusters'): Factor | undefined => {
      const some = parts.filter((stage) => stage[of]).length;
      if (some === 0) return undefined;
      if (some < parts.length)
        throw new RangeError(`some waves have ${of} at stage ${number + 1}, some have not`);
      return stacked(parts.map((stage) => stage[of]!));
    };
    const strata = part('strata');
    const clusters = part('clusters');
    if (number === 0 && psus === 'shared' && !clusters)
      throw new RangeError('waves that share first-stage units must name them as clusters');
    const population = parts.some((stage) => stage.population)
      ? Float64Array.from(
          parts.flatMap((stage) => [...(stage.population ?? new Float64Array(stage.rows).fill(Infinity))]),
        )
      : undefined;
    // Rows that are units themselves are never the same in two waves.
    const own = number === 0 ? psus === 'independent' : psus === 'shared' && !clusters;
    const apart = own ? (strata ? stackedApart(wave, strata) : wave) : strata;
    return {
      ...(apart && { strata: apart }),
      ...(clusters && { clusters }),
      ...(population && { population }),
    };
  });
  const weights = Float64Array.from(inputs.flatMap((input) => [...input.weights]));
  return { design: probabilityDesign({ sampling, weights, stages, singlePsu }), wave };
}

/** One factor of several, by the names of their levels. */
function stacked(factors: readonly Factor[]): Factor {
  return factorOf(factors.flatMap(({ codes, levels }) => [...codes].map((code) => levels[code] ?? null)));
}

function stackedApart(wave: Factor, strata: Factor): Factor {
  return factorOf(
    [...wave.codes].map((code, row) => `${wave.levels[code]}, ${strata.levels[strata.codes[row]!]}`),
  );
}
