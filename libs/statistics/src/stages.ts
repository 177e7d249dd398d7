import { checkFactor, type Factor, type Groups, numberedWithin } from './factor.js';

/** One stage of sampling; the rows are those of the sample. */
export interface Stage {
  /** Strata the units of this stage were drawn in; without, one stratum (within each unit of the stage before). */
  readonly strata?: Factor;
  /** Units drawn, told apart within their stratum; without, every row is a unit. */
  readonly clusters?: Factor;
  /** Per row, how many units its stratum has in the population; without (or Infinity), as if drawn with replacement. */
  readonly population?: Float64Array;
}

/**
 * What to do about a stratum with one sampled unit, whose variance cannot be estimated, unless it was all there is:
 * `fail`; `certainty`: no contribution; `adjust`: its distance from the centre of all units instead of that of
 * its stratum; `average`: the mean contribution of the other strata (of the same unit of the stage before).
 * As R's option survey.lonely.psu.
 */
export type SinglePsu = 'fail' | 'certainty' | 'adjust' | 'average';

/**
 * A stage as the variance needs it: units of the sample, numbered as they come, each in one stratum.
 * Variance = sum over levels and strata of factor times the sum of squared deviations of the units' totals from
 * their mean in the stratum (from 0 where `centred` is 0). With f = n/N and F the product of the f of the strata
 * above, factor = F (1 - f) n/(n - 1): W. G. Cochran, Sampling Techniques, 3rd ed. 1977, 10.4 and 11.8, for totals
 * weighted by inverse probabilities (Särndal, Swensson, Wretman, Model Assisted Survey Sampling, 1992, 4.4).
 */
export interface Level {
  readonly units: number;
  readonly unitOfRow: Int32Array;
  readonly stratumOfUnit: Int32Array;
  /** Unit of the level above; all 0 for the first. */
  readonly parentOfUnit: Int32Array;
  readonly strata: number;
  /** Units sampled per stratum. */
  readonly sampled: Float64Array;
  /** Sampled share of each stratum's units, 0 when the population is not known. */
  readonly fraction: Float64Array;
  readonly factor: Float64Array;
  readonly centred: Uint8Array;
}

/** The levels of a design; those that cannot contribute to any variance are left out, but never the first. */
export function levelsOf(stages: readonly Stage[], rows: number, singlePsu: SinglePsu): Level[] {
  const levels: Level[] = [];
  let above: Groups & { chance: Float64Array } = {
    ofRow: new Int32Array(rows),
    count: 1,
    chance: new Float64Array([1]),
  };
  for (const [index, stage] of stages.entries()) {
    const level = levelOf(stage, above, { rows, number: index + 1, singlePsu });
    levels.push(level);
    const chance = new Float64Array(level.units);
    for (let unit = 0; unit < level.units; unit++) {
      chance[unit] = above.chance[level.parentOfUnit[unit]!]! * level.fraction[level.stratumOfUnit[unit]!]!;
    }
    above = { ofRow: level.unitOfRow, count: level.units, chance };
  }
  while (levels.length > 1 && levels.at(-1)!.factor.every((factor) => factor === 0)) levels.pop();
  return levels;
}

function levelOf(
  { strata, clusters, population }: Stage,
  above: Groups & { chance: Float64Array },
  { rows, number, singlePsu }: { rows: number; number: number; singlePsu: SinglePsu },
): Level {
  const name = (what: string): string => `${what} of stage ${number}`;
  if (strata) checkFactor(name('strata'), strata, rows, true);
  if (clusters) checkFactor(name('clusters'), clusters, rows, true);
  const stratum = strata ? numberedWithin(above, strata) : above;
  const unit = clusters ? numberedWithin(stratum, clusters) : { ofRow: identity(rows), count: rows };

  const stratumOfUnit = new Int32Array(unit.count);
  const parentOfUnit = new Int32Array(unit.count);
  const parentOfStratum = new Int32Array(stratum.count);
  for (let row = 0; row < rows; row++) {
    stratumOfUnit[unit.ofRow[row]!] = stratum.ofRow[row]!;
    parentOfUnit[unit.ofRow[row]!] = above.ofRow[row]!;
    parentOfStratum[stratum.ofRow[row]!] = above.ofRow[row]!;
  }
  const sampled = new Float64Array(stratum.count);
  for (const at of stratumOfUnit) sampled[at]!++;
  const labelOf = (at: number): string => {
    if (!strata) return `stage ${number}`;
    return `stratum "${strata.levels[strata.codes[stratum.ofRow.indexOf(at)]!]}" of stage ${number}`;
  };
  const fraction = population
    ? fractions(population, stratum, sampled, labelOf)
    : new Float64Array(stratum.count);

  const factor = new Float64Array(stratum.count);
  const centred = new Uint8Array(stratum.count).fill(1);
  const single: number[] = [];
  for (let at = 0; at < stratum.count; at++) {
    const [n, f, chance] = [sampled[at]!, fraction[at]!, above.chance[parentOfStratum[at]!]!];
    // What is left of a population by rounding is nothing.
    if (1 - f < 1e-7 || chance === 0) continue;
    if (n > 1) factor[at] = (chance * (1 - f) * n) / (n - 1);
    else if (singlePsu === 'fail') throw new RangeError(`${labelOf(at)} has a single unit`);
    else if (singlePsu === 'average') single.push(at);
    else if (singlePsu === 'adjust') {
      factor[at] = chance * (1 - f);
      centred[at] = 0;
    }
  }
  if (single.length > 0) spreadOver(single, { factor, parentOfStratum, parents: above.count });
  return {
    units: unit.count,
    unitOfRow: unit.ofRow,
    stratumOfUnit,
    parentOfUnit,
    strata: stratum.count,
    sampled,
    fraction,
    factor,
    centred,
  };
}

/** Lets the other strata of the same parent stand for those with a single unit. */
function spreadOver(
  single: readonly number[],
  level: { factor: Float64Array; parentOfStratum: Int32Array; parents: number },
): void {
  const all = new Float64Array(level.parents);
  const lonely = new Float64Array(level.parents);
  for (const parent of level.parentOfStratum) all[parent]!++;
  for (const at of single) lonely[level.parentOfStratum[at]!]!++;
  for (let at = 0; at < level.factor.length; at++) {
    const parent = level.parentOfStratum[at]!;
    if (all[parent] === lonely[parent]) throw new RangeError('no stratum has two units to average over');
    level.factor[at]! *= all[parent]! / (all[parent]! - lonely[parent]!);
  }
}

function identity(rows: number): Int32Array {
  const numbers = new Int32Array(rows);
  for (let row = 0; row < rows; row++) numbers[row] = row;
  return numbers;
}

function fractions(
  population: Float64Array,
  stratum: Groups,
  sampled: Float64Array,
  labelOf: (stratum: number) => string,
): Float64Array {
  const rows = stratum.ofRow.length;
  if (population.length !== rows)
    throw new RangeError(`population has ${population.length} rows, not ${rows}`);
  const known = new Float64Array(stratum.count);
  for (let row = 0; row < rows; row++) {
    const at = stratum.ofRow[row]!;
    if (known[at] === 0) known[at] = population[row]!;
    else if (known[at] !== population[row])
      throw new RangeError(`${labelOf(at)} has more than one population count`);
  }
  return known.map((count, at) => {
    if (!(count >= sampled[at]!))
      throw new RangeError(`${labelOf(at)}: ${sampled[at]} units sampled of ${count} in the population`);
    return sampled[at]! / count;
  });
}
