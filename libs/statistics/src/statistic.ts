import { checkFactor, type Factor } from './factor.js';
import type { Influence } from './linearisation.js';

/** What an estimate is of. One statistic has one output or several (domains, levels). */
export interface Statistic {
  readonly kind: 'total' | 'mean' | 'ratio' | 'proportion' | 'count' | 'quantile';
  readonly outputs: readonly Output[];
  /** The domain of each row, -1 for none; null without domains. */
  readonly domains: Factor | null;
  readonly rows: number;
  /** Per output, its value under these weights; NaN where it is not defined. */
  valuesOf(weights: Float64Array): Float64Array;
}

/** A statistic whose variance can be linearised. */
export interface SmoothStatistic extends Statistic {
  linearised(weights: Float64Array): Linearised;
}

/** The values of a statistic under some weights, and what their variances need; one entry per output. */
export interface Linearised {
  readonly values: Float64Array;
  readonly influence: Influence;
  /** Rows that the output rests on, and those of them in its level (the same without levels). */
  readonly base: ArrayLike<number>;
  readonly cases: ArrayLike<number>;
  /** Variance if the rows were a simple random sample without replacement; null where that means nothing. */
  readonly simpleVariances: Float64Array | null;
}

/** One output of a statistic: its level, and its domain by number and name; null without. */
export interface Output {
  readonly level: string | null;
  readonly domain: string | null;
  readonly domainCode: number;
}

/** Domains to estimate in, besides or instead of the whole population. */
export interface Domains {
  readonly by?: Factor;
}

/** The mean of a numeric variable, NaN where it is missing; missing values are left out. */
export function mean(values: Float64Array, { by }: Domains = {}): SmoothStatistic {
  const description = numericStatistic('mean', values, by);
  const { codes, count } = description;
  return {
    ...description.statistic,
    valuesOf(weights) {
      const moments = momentsOf(codes, count, weights, values);
      return meansOf(moments, deviationsOf(codes, weights, values, moments));
    },
    linearised(weights) {
      const moments = momentsOf(codes, count, weights, values);
      const { sizes, rows } = moments;
      const influences = new Float64Array(values.length);
      const deviations = deviationsOf(codes, weights, values, moments, influences);
      return {
        values: meansOf(moments, deviations),
        influence: { outputs: count, values: influences, codes },
        base: rows,
        cases: rows,
        simpleVariances: deviations.squares.map((sum, group) =>
          simpleVariance(sum / sizes[group]!, rows[group]!, sizes[group]!),
        ),
      };
    },
  };
}

/** The total of a numeric variable; missing values are left out, that is, count nothing. */
export function total(values: Float64Array, { by }: Domains = {}): SmoothStatistic {
  const description = numericStatistic('total', values, by);
  const { codes, count } = description;
  const ofMean = by ? undefined : mean(values);
  // No sample is not a total of 0.
  const totalsOf = ({ sums, rows }: Moments): Float64Array =>
    sums.map((sum, group) => (rows[group] === 0 ? NaN : sum));
  return {
    ...description.statistic,
    valuesOf: (weights) => totalsOf(momentsOf(codes, count, weights, values)),
    linearised(weights) {
      const moments = momentsOf(codes, count, weights, values);
      const { rows, sizes } = moments;
      const simple = ofMean?.linearised(weights).simpleVariances;
      return {
        values: totalsOf(moments),
        influence: { outputs: count, values: values.map((value) => (value === value ? value : 0)), codes },
        base: rows,
        cases: rows,
        simpleVariances: simple ? simple.map((variance) => variance * sizes[0]! ** 2) : null,
      };
    },
  };
}

/** The total of one variable over that of another; rows where either is missing are left out. */
export function ratio(
  numerator: Float64Array,
  denominator: Float64Array,
  { by }: Domains = {},
): SmoothStatistic {
  if (denominator.length !== numerator.length)
    throw new RangeError(`the denominator has ${denominator.length} rows, not ${numerator.length}`);
  const above = numerator.map((value, row) => (Number.isNaN(denominator[row]) ? NaN : value));
  const below = denominator.map((value, row) => (Number.isNaN(numerator[row]) ? NaN : value));
  const { statistic, codes, count } = numericStatistic('ratio', above, by);
  const ratiosOf = (tops: Moments, bottoms: Moments): Float64Array =>
    tops.sums.map((sum, group) => sum / bottoms.sums[group]!);
  return {
    ...statistic,
    valuesOf: (weights) =>
      ratiosOf(momentsOf(codes, count, weights, above), momentsOf(codes, count, weights, below)),
    linearised(weights) {
      const tops = momentsOf(codes, count, weights, above);
      const bottoms = momentsOf(codes, count, weights, below);
      const ratios = ratiosOf(tops, bottoms);
      const influences = new Float64Array(above.length);
      for (let row = 0; row < above.length; row++) {
        const group = codes === null ? 0 : codes[row]!;
        const value = above[row]!;
        if (group < 0 || weights[row] === 0 || value !== value || bottoms.sums[group] === 0) continue;
        influences[row] = (value - ratios[group]! * below[row]!) / bottoms.sums[group]!;
      }
      return {
        values: ratios,
        influence: { outputs: count, values: influences, codes },
        base: tops.rows,
        cases: tops.rows,
        simpleVariances: null,
      };
    },
  };
}

/** The share of each level of a factor in the population, or in each domain; missing values are left out. */
export function proportions(factor: Factor, { by }: Domains = {}): SmoothStatistic {
  const { statistic, codes, width, count } = levelStatistic('proportion', factor, by);
  return {
    ...statistic,
    valuesOf(weights) {
      const { sizes } = momentsOf(codes, count, weights, null);
      const wholes = blockSums(sizes, width);
      return sizes.map((size, cell) => size / wholes[Math.floor(cell / width)]!);
    },
    linearised(weights) {
      const { sizes, rows } = momentsOf(codes, count, weights, null);
      const wholes = spread(blockSums(sizes, width), width);
      const base = spread(blockSums(rows, width), width);
      const values = sizes.map((size, cell) => size / wholes[cell]!);
      const influences = Float64Array.from(codes, (cell) =>
        cell < 0 || wholes[cell] === 0 ? 0 : 1 / wholes[cell]!,
      );
      const shares = values.map((share) => (Number.isNaN(share) ? 0 : share));
      return {
        values,
        influence: { outputs: count, values: influences, codes, shares: { block: width, values: shares } },
        base,
        cases: rows,
        simpleVariances: values.map((share, cell) =>
          simpleVariance(share * (1 - share), base[cell]!, wholes[cell]!),
        ),
      };
    },
  };
}

/** The number of population members in each level of a factor; missing values are left out. */
export function counts(factor: Factor, { by }: Domains = {}): SmoothStatistic {
  const { statistic, codes, width, count } = levelStatistic('count', factor, by);
  const countsOf = ({ sizes, rows }: Moments): Float64Array => {
    const base = blockSums(rows, width);
    return sizes.map((size, cell) => (base[Math.floor(cell / width)] === 0 ? NaN : size));
  };
  return {
    ...statistic,
    valuesOf: (weights) => countsOf(momentsOf(codes, count, weights, null)),
    linearised(weights) {
      const moments = momentsOf(codes, count, weights, null);
      const { sizes, rows } = moments;
      const [whole] = blockSums(sizes, width);
      const base = spread(blockSums(rows, width), width);
      return {
        values: countsOf(moments),
        influence: { outputs: count, values: Float64Array.from(codes, (cell) => (cell < 0 ? 0 : 1)), codes },
        base,
        cases: rows,
        simpleVariances: by
          ? null
          : sizes.map((size, cell) => {
              const share = size / whole!;
              return simpleVariance(share * (1 - share), base[cell]!, whole!) * whole! ** 2;
            }),
      };
    },
  };
}

function numericStatistic(kind: Statistic['kind'], values: Float64Array, by: Factor | undefined) {
  if (by) checkFactor('by', by, values.length);
  const outputs = (by?.levels ?? [null]).map((domain, domainCode) => ({ level: null, domain, domainCode }));
  return {
    statistic: { kind, outputs, domains: by ?? null, rows: values.length },
    codes: by?.codes ?? null,
    count: outputs.length,
  };
}

function levelStatistic(kind: Statistic['kind'], factor: Factor, by: Factor | undefined) {
  const rows = factor.codes.length;
  checkFactor('the factor', factor, rows);
  if (by) checkFactor('by', by, rows);
  const width = factor.levels.length;
  const codes = by
    ? factor.codes.map((code, row) => (code < 0 || by.codes[row]! < 0 ? -1 : by.codes[row]! * width + code))
    : factor.codes;
  const outputs = (by?.levels ?? [null]).flatMap((domain, domainCode) =>
    factor.levels.map((level) => ({ level, domain, domainCode })),
  );
  return { statistic: { kind, outputs, domains: by ?? null, rows }, codes, width, count: outputs.length };
}

/** Per group: the sum of weights, the weighted sum of the values, and how many rows have both. */
interface Moments {
  readonly sizes: Float64Array;
  readonly sums: Float64Array;
  readonly rows: Float64Array;
}

function momentsOf(
  codes: Int32Array | null,
  count: number,
  weights: Float64Array,
  values: Float64Array | null,
): Moments {
  const [sizes, sums, rows] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let row = 0; row < weights.length; row++) {
    const group = codes === null ? 0 : codes[row]!;
    const weight = weights[row]!;
    const value = values === null ? 1 : values[row]!;
    // NaN is the one number that is not itself.
    if (group < 0 || weight === 0 || value !== value) continue;
    sizes[group]! += weight;
    sums[group]! += weight * value;
    rows[group]!++;
  }
  return { sizes, sums, rows };
}

/**
 * Weighted sums of the deviations from sums over sizes, which rounding leaves a little off 0, and of their squares;
 * into `influences`, if given, each row's deviation over the size.
 */
function deviationsOf(
  codes: Int32Array | null,
  weights: Float64Array,
  values: Float64Array,
  { sizes, sums }: Moments,
  influences?: Float64Array,
): { rest: Float64Array; squares: Float64Array } {
  const centres = sums.map((sum, group) => sum / sizes[group]!);
  const inverses = sizes.map((size) => 1 / size);
  const [rest, squares] = [new Float64Array(sizes.length), new Float64Array(sizes.length)];
  for (let row = 0; row < weights.length; row++) {
    const group = codes === null ? 0 : codes[row]!;
    const weight = weights[row]!;
    const value = values[row]!;
    if (group < 0 || weight === 0 || value !== value) continue;
    const deviation = value - centres[group]!;
    rest[group]! += weight * deviation;
    squares[group]! += weight * deviation * deviation;
    if (influences) influences[row] = deviation * inverses[group]!;
  }
  return { rest, squares };
}

/** Means, put right by what was left over, so that nothing is lost in a long sum. */
function meansOf({ sizes, sums }: Moments, { rest }: { rest: Float64Array }): Float64Array {
  return sums.map((sum, group) => sum / sizes[group]! + rest[group]! / sizes[group]!);
}

function blockSums(cells: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(cells.length / width);
  for (let cell = 0; cell < cells.length; cell++) sums[Math.floor(cell / width)]! += cells[cell]!;
  return sums;
}

/** Each value `width` times. */
function spread(values: Float64Array, width: number): Float64Array {
  return Float64Array.from({ length: values.length * width }, (_, cell) => values[Math.floor(cell / width)]!);
}

/** Of a mean of n out of N with this spread in the population; NaN when the weights say that n > N. */
function simpleVariance(spreadOf: number, n: number, size: number): number {
  return size < n ? NaN : ((spreadOf * n) / (n - 1)) * ((size - n) / (size * n));
}
