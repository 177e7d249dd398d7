import type { Random } from './random.js';

/** Units drawn from a list, by their places in it in ascending order, each with its inclusion probability. */
export interface Draw {
  readonly units: Int32Array;
  readonly probabilities: Float64Array;
}

/** `size` units out of `population`, every set of them as likely: a partial shuffle (R. A. Fisher, F. Yates, 1938). */
export function simpleRandomSample(population: number, size: number, random: Random): Draw {
  checkSize(population, size);
  const places = Int32Array.from({ length: population }, (_, at) => at);
  for (let at = 0; at < size; at++) {
    const other = at + Math.floor(random() * (population - at));
    [places[at], places[other]] = [places[other]!, places[at]!];
  }
  return {
    units: places.slice(0, size).sort(),
    probabilities: new Float64Array(size).fill(size / population),
  };
}

/** Every k-th unit from a random start, k = population / size, which need not be whole; the order of the list matters. */
export function systematicSample(population: number, size: number, random: Random): Draw {
  checkSize(population, size);
  return systematicPps(new Float64Array(population).fill(size / population), random);
}

/**
 * Inclusion probabilities proportional to size that add up to `size`; units so large that theirs would exceed 1 are
 * taken for certain, and the others share what is left (Särndal, Swensson, Wretman 1992, 3.6). Throws a RangeError
 * for a size that is not positive.
 */
export function inclusionProbabilities(sizes: Float64Array, size: number): Float64Array {
  checkSize(sizes.length, size);
  sizes.forEach((one, at) => {
    if (!(one > 0 && one < Infinity)) throw new RangeError(`unit ${at}: ${one} is not a size`);
  });
  const certain = new Uint8Array(sizes.length);
  for (;;) {
    let [sum, left] = [0, size];
    sizes.forEach((one, at) => (certain[at] ? left-- : (sum += one)));
    const probabilities = sizes.map((one, at) => (certain[at] ? 1 : (left * one) / sum));
    let grown = false;
    probabilities.forEach((probability, at) => {
      if (certain[at] || probability < 1 - 1e-12) return;
      certain[at] = 1;
      grown = true;
    });
    if (!grown) return probabilities;
  }
}

/**
 * Systematic sampling with these inclusion probabilities: the units that hold u, u + 1, u + 2 … on the line where each
 * has its probability as length (W. G. Madow, Ann. Math. Stat. 20, 1949). Exact; many pairs may never occur together.
 */
export function systematicPps(probabilities: Float64Array, random: Random): Draw {
  const size = sampleSizeOf(probabilities);
  const start = random();
  const units: number[] = [];
  let end = 0;
  for (let at = 0; at < probabilities.length; at++) {
    end += probabilities[at]!;
    // Rounding must not take a unit away at the end of the line.
    const reach = at === probabilities.length - 1 ? size : end;
    if (units.length < size && start + units.length < reach) units.push(at);
  }
  return drawOf(units, probabilities);
}

/**
 * Sampford's method: one unit with probabilities π/n and n - 1 with chances in proportion to π/(1 - π), all with
 * replacement, until all are different (M. R. Sampford, Biometrika 54, 1967). Exact, and every pair can occur. Throws
 * a RangeError when a million tries do not do, as with large samples of large shares: then draw Pareto's way.
 */
export function sampford(probabilities: Float64Array, random: Random): Draw {
  const size = sampleSizeOf(probabilities);
  const certain: number[] = [];
  const open: number[] = [];
  probabilities.forEach((probability, at) => (probability >= 1 - 1e-12 ? certain : open).push(at));
  const left = size - certain.length;
  if (left === 0) return drawOf(certain, probabilities);
  const first = cumulated(open.map((at) => probabilities[at]!));
  const others = cumulated(open.map((at) => probabilities[at]! / (1 - probabilities[at]!)));
  for (let tries = 0; tries < 1_000_000; tries++) {
    const drawn = new Set([pick(first, random)]);
    for (let more = 1; more < left; more++) {
      const next = pick(others, random);
      if (drawn.has(next)) break;
      drawn.add(next);
    }
    if (drawn.size === left) return drawOf([...certain, ...[...drawn].map((at) => open[at]!)], probabilities);
  }
  throw new RangeError('no sample in a million tries; draw it by the method of Pareto');
}

/**
 * Pareto sampling: the n units of least u/(1 - u) over π/(1 - π) (B. Rosén, J. Stat. Planning and Inference 62, 1997).
 * Always quick; the inclusion probabilities are those given only nearly, the nearer the larger the sample.
 */
export function paretoSample(probabilities: Float64Array, random: Random): Draw {
  const size = sampleSizeOf(probabilities);
  const ranks = probabilities.map((probability) => {
    const u = random();
    return probability >= 1 - 1e-12 ? -1 : (u / (1 - u)) * ((1 - probability) / probability);
  });
  const order = Int32Array.from(probabilities, (_, at) => at).sort((a, b) => ranks[a]! - ranks[b]! || a - b);
  return drawOf(order.subarray(0, size), probabilities);
}

function checkSize(population: number, size: number): void {
  if (!Number.isSafeInteger(population) || !Number.isSafeInteger(size) || size < 1 || size > population)
    throw new RangeError(`a sample of ${size} out of ${population} cannot be drawn`);
}

/** The sum of the probabilities, which must be a whole number but for rounding. */
function sampleSizeOf(probabilities: Float64Array): number {
  let sum = 0;
  probabilities.forEach((probability, at) => {
    if (!(probability > 0 && probability <= 1 + 1e-12))
      throw new RangeError(`unit ${at}: ${probability} is not an inclusion probability`);
    sum += probability;
  });
  const size = Math.round(sum);
  if (Math.abs(sum - size) > 1e-6 || size < 1)
    throw new RangeError(`inclusion probabilities add up to ${sum}, not to a whole number`);
  return size;
}

function drawOf(places: Iterable<number>, probabilities: Float64Array): Draw {
  const units = Int32Array.from(places).sort();
  return { units, probabilities: Float64Array.from(units, (at) => probabilities[at]!) };
}

function cumulated(chances: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(chances, (chance) => (sum += chance));
}

/** A place with chances in proportion to the steps of a cumulated list. */
function pick(ends: Float64Array, random: Random): number {
  const at = random() * ends.at(-1)!;
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
