import { crossProducts, layout } from './auxiliary-regression.js';
import { ProbabilityDesign } from './design.js';
import type { Level } from './stages.js';

/**
 * The influence of each row on one or more estimates: the estimate's derivative by the row's weight, so that the
 * variance of the estimate is to first order that of the weighted total of its influence (J.-C. Deville, Survey
 * Methodology 25, 1999; K. Wolter, Introduction to Variance Estimation, 2nd ed. 2007, 6).
 */
export interface Influence {
  /** Number of estimates. */
  readonly outputs: number;
  /** Per row, its influence on the estimate `codes` names; 0 for a missing value. */
  readonly values: Float64Array;
  /** Per row, the one estimate it bears on, -1 for none; null when there is one estimate. */
  readonly codes: Int32Array | null;
  /**
   * For shares of a whole: outputs come in blocks, and in each one the sum over the block, times the output's
   * share, is still to be subtracted from each output.
   */
  readonly shares?: { readonly block: number; readonly values: Float64Array };
}

/** Numbers of a table of units by outputs that are held in memory at once. */
const chunkCells = 1 << 22;

/** Variance of each output. */
export function variances(design: ProbabilityDesign, influence: Influence): Float64Array {
  const levels = ProbabilityDesign.levels(design);
  const { outputs, shares } = influence;
  const block = shares?.block ?? 1;
  const units = levels.at(-1)!.units;
  const width = Math.min(outputs, Math.max(1, Math.floor(chunkCells / units / block)) * block);
  const effects = calibrationEffects(design, influence);
  const sums = new Float64Array(outputs);
  for (let from = 0; from < outputs; from += width) {
    const to = Math.min(from + width, outputs);
    let totals = unitTotals(design, influence, { from, to, effects });
    for (let at = levels.length - 1; at >= 0; at--) {
      addVariances(levels[at]!, totals, to - from, sums.subarray(from, to));
      if (at > 0) totals = rolledUp(levels[at]!, levels[at - 1]!.units, totals, to - from);
    }
  }
  return sums;
}

/** Covariances of the outputs of several influences, all of them in a row: size x size. */
export function covariances(design: ProbabilityDesign, influences: readonly Influence[]): Float64Array {
  const levels = ProbabilityDesign.levels(design);
  const size = influences.reduce((sum, { outputs }) => sum + outputs, 0);
  const units = levels.at(-1)!.units;
  let totals: Float64Array = new Float64Array(units * size);
  let at = 0;
  for (const influence of influences) {
    const { outputs } = influence;
    const effects = calibrationEffects(design, influence);
    const part = unitTotals(design, influence, { from: 0, to: outputs, effects });
    for (let unit = 0; unit < units; unit++) {
      for (let k = 0; k < outputs; k++) totals[unit * size + at + k] = part[unit * outputs + k]!;
    }
    at += outputs;
  }
  const matrix = new Float64Array(size * size);
  for (let number = levels.length - 1; number >= 0; number--) {
    addCovariances(levels[number]!, totals, size, matrix);
    if (number > 0) totals = rolledUp(levels[number]!, levels[number - 1]!.units, totals, size);
  }
  return matrix;
}

/**
 * What calibration explains of each output: coefficients of its influence on the auxiliaries, variables x
 * outputs, by least squares under the weights before calibration. The variance is that of the residuals under
 * the calibrated weights (Deville and Särndal 1992, 3.4; for raking Deville, Särndal and Sautory 1993).
 */
function calibrationEffects(
  { adjustment, regression }: ProbabilityDesign,
  { values, codes, outputs }: Influence,
): Float64Array | null {
  if (!adjustment || !regression) return null;
  const { auxiliaries, base } = adjustment;
  return regression.solve(crossProducts(auxiliaries, base, { values, codes, outputs }), outputs);
}

/** Weighted totals of the influence in the units of the last level, units x (to - from). */
function unitTotals(
  design: ProbabilityDesign,
  { values, codes, outputs, shares }: Influence,
  { from, to, effects }: { from: number; to: number; effects: Float64Array | null },
): Float64Array {
  const { weights, rows, adjustment } = design;
  const { units, unitOfRow } = ProbabilityDesign.levels(design).at(-1)!;
  const width = to - from;
  const totals = new Float64Array(units * width);
  for (let row = 0; row < rows; row++) {
    const output = codes === null ? 0 : codes[row]!;
    if (output < from || output >= to) continue;
    totals[unitOfRow[row]! * width + output - from]! += weights[row]! * values[row]!;
  }
  if (adjustment && effects) {
    const { factors, columns } = adjustment.auxiliaries;
    const { starts, columnStart } = layout(adjustment.auxiliaries);
    const subtract = (unit: number, variable: number, amount: number): void => {
      const [effect, place] = [variable * outputs + from, unit * width];
      for (let k = 0; k < width; k++) totals[place + k]! -= amount * effects[effect + k]!;
    };
    for (let row = 0; row < rows; row++) {
      const [unit, weight] = [unitOfRow[row]!, weights[row]!];
      if (weight === 0) continue;
      for (let f = 0; f < factors.length; f++) subtract(unit, starts[f]! + factors[f]!.codes[row]!, weight);
      for (let c = 0; c < columns.length; c++) subtract(unit, columnStart + c, weight * columns[c]![row]!);
    }
  }
  if (shares) {
    for (let unit = 0; unit < units; unit++) {
      for (let start = 0; start < width; start += shares.block) {
        let sum = 0;
        for (let k = start; k < start + shares.block; k++) sum += totals[unit * width + k]!;
        for (let k = start; k < start + shares.block; k++)
          totals[unit * width + k]! -= shares.values[from + k]! * sum;
      }
    }
  }
  return totals;
}

/** Totals of the units of a level added up in the units of the level above. */
function rolledUp(level: Level, units: number, totals: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(units * width);
  for (let unit = 0; unit < level.units; unit++) {
    const parent = level.parentOfUnit[unit]!;
    for (let k = 0; k < width; k++) sums[parent * width + k]! += totals[unit * width + k]!;
  }
  return sums;
}

/** The centres that deviations are taken from: the mean of each stratum's units, or 0. */
function centres(level: Level, totals: Float64Array, width: number): Float64Array {
  const means = new Float64Array(level.strata * width);
  for (let unit = 0; unit < level.units; unit++) {
    const stratum = level.stratumOfUnit[unit]!;
    for (let k = 0; k < width; k++) means[stratum * width + k]! += totals[unit * width + k]!;
  }
  for (let stratum = 0; stratum < level.strata; stratum++) {
    const share = level.centred[stratum]! / level.sampled[stratum]!;
    for (let k = 0; k < width; k++) means[stratum * width + k]! *= share;
  }
  return means;
}

function addVariances(level: Level, totals: Float64Array, width: number, into: Float64Array): void {
  const means = centres(level, totals, width);
  for (let unit = 0; unit < level.units; unit++) {
    const stratum = level.stratumOfUnit[unit]!;
    const factor = level.factor[stratum]!;
    if (factor === 0) continue;
    for (let k = 0; k < width; k++) {
      into[k]! += factor * (totals[unit * width + k]! - means[stratum * width + k]!) ** 2;
    }
  }
}

function addCovariances(level: Level, totals: Float64Array, size: number, into: Float64Array): void {
  const means = centres(level, totals, size);
  const deviation = new Float64Array(size);
  for (let unit = 0; unit < level.units; unit++) {
    const stratum = level.stratumOfUnit[unit]!;
    const factor = level.factor[stratum]!;
    if (factor === 0) continue;
    for (let k = 0; k < size; k++) deviation[k] = totals[unit * size + k]! - means[stratum * size + k]!;
    for (let i = 0; i < size; i++) {
      const scaled = factor * deviation[i]!;
      if (scaled === 0) continue;
      for (let j = 0; j < size; j++) into[i * size + j]! += scaled * deviation[j]!;
    }
  }
}
