import type { Bounds } from './adjusted-weights.js';
import { checkWeights } from './design.js';
import { checkFactor, type Factor } from './factor.js';

/** Base weights: the inverse of inclusion probabilities, which must be above 0 and at most 1 (RangeError). */
export function baseWeights(probabilities: Float64Array): Float64Array {
  return probabilities.map((probability, row) => {
    if (!(probability > 0 && probability <= 1))
      throw new RangeError(`row ${row}: ${probability} is not an inclusion probability`);
    return 1 / probability;
  });
}

/** How the weights of one class were corrected. */
export interface ClassReport {
  readonly class: string;
  readonly sampled: number;
  readonly responded: number;
  /** Weighted share that responded. */
  readonly rate: number;
  /** What the weights of those who responded were multiplied by. */
  readonly factor: number;
}

/**
 * Correction for non-response by weighting classes: in each class those who responded (1) take over the weight of
 * those who did not (0), whose weight becomes 0 (G. Kalton, D. Kasprzyk, Survey Methodology 12, 1986). Leave out of the
 * sample who is not eligible. Throws a RangeError that names the classes where nobody responded: join them with others.
 */
export function adjustForNonResponse(
  weights: Float64Array,
  classes: Factor,
  responded: Uint8Array,
): { weights: Float64Array; report: ClassReport[] } {
  checkWeights(weights);
  checkFactor('classes', classes, weights.length, true);
  checkResponse(responded, weights.length);
  const { codes, levels } = classes;
  const [sampled, responses] = [new Float64Array(levels.length), new Float64Array(levels.length)];
  const [all, kept] = [new Float64Array(levels.length), new Float64Array(levels.length)];
  for (let row = 0; row < weights.length; row++) {
    const code = codes[row]!;
    if (weights[row] === 0) continue;
    sampled[code]!++;
    all[code]! += weights[row]!;
    if (responded[row] === 0) continue;
    responses[code]!++;
    kept[code]! += weights[row]!;
  }
  const empty = levels.filter((_, code) => all[code]! > 0 && kept[code] === 0);
  if (empty.length > 0) throw new RangeError(`nobody responded in: ${empty.join('; ')}`);
  const factors = all.map((sum, code) => (sum > 0 ? sum / kept[code]! : 1));
  return {
    weights: weights.map((weight, row) => (responded[row] === 0 ? 0 : weight * factors[codes[row]!]!)),
    report: levels.map((level, code) => ({
      class: level,
      sampled: sampled[code]!,
      responded: responses[code]!,
      rate: all[code]! > 0 ? kept[code]! / all[code]! : 0,
      factor: factors[code]!,
    })),
  };
}

/**
 * Correction for non-response by response propensities, the inverse of each one's probability of responding (P. R.
 * Rosenbaum, D. B. Rubin, Biometrika 70, 1983); who did not respond gets the weight 0.
 */
export function divideByPropensity(
  weights: Float64Array,
  propensities: Float64Array,
  responded: Uint8Array,
): Float64Array {
  checkResponse(responded, weights.length);
  return weights.map((weight, row) => {
    if (responded[row] === 0 || weight === 0) return 0;
    const propensity = propensities[row]!;
    if (!(propensity > 0 && propensity <= 1))
      throw new RangeError(`row ${row}: ${propensity} is not a probability of responding`);
    return weight / propensity;
  });
}

/**
 * Weights cut to limits given in units of their mean, what is cut off going to the others in proportion, so that
 * their sum stays (F. J. Potter, Proc. Survey Research Methods Section, ASA, 1988, 1990). Weights of 0 stay 0. Trimming
 * buys variance with bias: trim before raking, and look at what `raised` and `cut` say.
 */
export function trimWeights(
  weights: Float64Array,
  bounds: Bounds,
): { weights: Float64Array; cut: number; raised: number } {
  checkWeights(weights);
  if (!(bounds.lower >= 0 && bounds.lower < 1 && bounds.upper > 1))
    throw new RangeError(`limits must lie on both sides of 1, were ${bounds.lower} and ${bounds.upper}`);
  const positive = weights.reduce((count, weight) => count + Number(weight > 0), 0);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const [lower, upper] = [(bounds.lower * sum) / positive, (bounds.upper * sum) / positive];
  /** -1 and 1 for a weight held at a limit. */
  const held = new Int8Array(weights.length);
  for (;;) {
    let [free, fixed] = [0, 0];
    for (let row = 0; row < weights.length; row++) {
      if (held[row] === 0) free += weights[row]!;
      else fixed += held[row]! > 0 ? upper : lower;
    }
    const factor = free > 0 ? (sum - fixed) / free : 1;
    // Weights over a limit are held first; holding both kinds at once could hold one that need not be.
    const [over, under] = [1, -1].map((side) => {
      const rows: number[] = [];
      for (let row = 0; row < weights.length; row++) {
        const weight = weights[row]! * factor;
        if (held[row] !== 0 || weights[row] === 0) continue;
        if (side > 0 ? weight > upper * (1 + 1e-12) : weight < lower * (1 - 1e-12)) rows.push(row);
      }
      return rows;
    });
    const excess = over!.reduce((all, row) => all + weights[row]! * factor - upper, 0);
    const want = under!.reduce((all, row) => all + lower - weights[row]! * factor, 0);
    if (over!.length === 0 && under!.length === 0) {
      const trimmed = weights.map((weight, row) =>
        held[row] === 0 ? weight * factor : held[row]! > 0 ? upper : lower,
      );
      const count = (side: number): number => held.reduce((n, at) => n + Number(at === side), 0);
      return { weights: trimmed, cut: count(1), raised: count(-1) };
    }
    for (const row of excess >= want ? over! : under!) held[row] = excess >= want ? 1 : -1;
  }
}

/** What unequal weights cost, by L. Kish, Survey Sampling, 1965, 11.7: n* = (sum w)²/(sum w²), and n/n*. */
export function kish(weights: Float64Array): { effectiveSize: number; designEffect: number } {
  checkWeights(weights);
  let [n, sum, squares] = [0, 0, 0];
  for (const weight of weights) {
    if (weight === 0) continue;
    n++;
    sum += weight;
    squares += weight * weight;
  }
  const effectiveSize = sum ** 2 / squares;
  return { effectiveSize, designEffect: n / effectiveSize };
}

function checkResponse(responded: Uint8Array, rows: number): void {
  if (responded.length !== rows) throw new RangeError(`responded has ${responded.length} rows, not ${rows}`);
  if (!responded.every((one) => one <= 1)) throw new RangeError('responded is 1 or 0');
}
