import { checkFactor, type Factor } from './factor.js';
import type { Influence } from './linearisation.js';

/** What an estimate is of, and how weights make it. One statistic has one output or several (domains, levels). */
export interface Statistic {
  readonly kind: 'total' | 'mean' | 'ratio' | 'proportion' | 'count' | 'quantile';
  readonly outputs: readonly Output[];
  /** The domain of each row, -1 for none; null without domains. */
  readonly domains: Factor | null;
  readonly rows: number;
  /** Per output, its value under these weights; NaN where it is not defined. */
  valuesOf(weights: Float64Array): Float64Array;
  /** Per output, the rows it rests on, and those of them in its level (equal to the first without levels). */
  basesOf(weights: Float64Array): { base: Int32Array; cases: Int32Array };
}

/** A statistic whose variance can be linearised. */
export interface SmoothStatistic extends Statistic {
  influenceOf(weights: Float64Array, values: Float64Array): Influence;
  /** Per output, its variance if the rows were a simple random sample without replacement; null where that means nothing. */
  simpleVariancesOf(weights: Float64Array, values: Float64Array): Float64Array | null;
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

/** A statistic of a numeric variable, NaN where it is missing; missing values are left out. */
export function mean(values: Float64Array, { by }: Domains = {}): SmoothStatistic {
  const numeric = numericStatistic('mean', values, by);
  const { codes, count } = numeric;
  return {
    ...numeric.statistic,
    /** Twice, the second time of what the first left over, so that nothing is lost in a long sum. */
    valuesOf(weights) {
      const sums = groupSums(codes, count, weights, values);
      const sizes = groupSums(codes, count, weights, values, () => 1);
      const first = sums.map((sum, group) => sum / sizes[group]!);
      const rest = groupSums(codes, count, weights, values, (value, group) => value - first[group]!);
      return first.map((value, group) => value + rest[group]! / sizes[group]!);
    },
    influenceOf(weights, means) {
      const sizes = groupSums(codes, count, weights, values, () => 1);
      return influence(codes, count, values, (value, group) => (value - means[group]!) / sizes[group]!);
    },
    simpleVariancesOf: (weights, means) => simpleVariances({ codes, count, weights, values, means }),
  };
}

/** The total of a numeric variable; missing values are left out, that is, count nothing. */
export function total(values: Float64Array, { by }: Domains = {}): SmoothStatistic {
  const numeric = numericStatistic('total', values, by);
  const { codes, count } = numeric;
  return {
    ...numeric.statistic,
    valuesOf: (weights) => definedWhere(numeric.statistic, weights, groupSums(codes, count, weights, values)),
    influenceOf: () => influence(codes, count, values, (value) => value),
    simpleVariancesOf(weights) {
      if (by) return null;
      const means = mean(values).valuesOf(weights);
      const [variance] = simpleVariances({ codes, count, weights, values, means });
      const [size] = groupSums(codes, count, weights, values, () => 1);
      return Float64Array.of(variance! * size! ** 2);
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
  const [above, below] = [numerator.slice(), denominator.slice()];
  for (let row = 0; row < above.length; row++) {
    if (Number.isNaN(below[row])) above[row] = NaN;
    if (Number.isNaN(above[row])) below[row] = NaN;
  }
  const { statistic, codes, count } = numericStatistic('ratio', above, by);
  return {
    ...statistic,
    valuesOf(weights) {
      const sums = groupSums(codes, count, weights, below);
      return groupSums(codes, count, weights, above).map((sum, group) => sum / sums[group]!);
    },
    influenceOf(weights, ratios) {
      const sums = groupSums(codes, count, weights, below);
      const values = new Float64Array(above.length);
      for (let row = 0; row < values.length; row++) {
        const group = codes === null ? 0 : codes[row]!;
        if (group < 0 || Number.isNaN(above[row]) || !sums[group]) continue;
        values[row] = (above[row]! - ratios[group]! * below[row]!) / sums[group]!;
      }
      return { outputs: count, values, codes };
    },
    simpleVariancesOf: () => null,
  };
}

/** The share of each level of a factor in the population, or in each domain; missing values are left out. */
export function proportions(factor: Factor, { by }: Domains = {}): SmoothStatistic {
  const { statistic, codes, width, groups } = levelStatistic('proportion', factor, by);
  const sizesOf = (weights: Float64Array): { cells: Float64Array; sizes: Float64Array } => {
    const cells = groupSums(codes, groups * width, weights, null);
    return { cells, sizes: blockSums(cells, width) };
  };
  return {
    ...statistic,
    valuesOf(weights) {
      const { cells, sizes } = sizesOf(weights);
      return cells.map((sum, cell) => sum / sizes[Math.floor(cell / width)]!);
    },
    influenceOf(weights, shares) {
      const inverse = sizesOf(weights).sizes.map((size) => (size > 0 ? 1 / size : 0));
      const values = Float64Array.from(codes, (cell) => (cell < 0 ? 0 : inverse[Math.floor(cell / width)]!));
      const defined = shares.map((share) => (Number.isNaN(share) ? 0 : share));
      return { outputs: groups * width, values, codes, shares: { block: width, values: defined } };
    },
    simpleVariancesOf(weights, shares) {
      const { sizes } = sizesOf(weights);
      const { base } = statistic.basesOf(weights);
      return shares.map((share, cell) => {
        const [n, size] = [base[cell]!, sizes[Math.floor(cell / width)]!];
        return simpleVariance(share * (1 - share), n, size);
      });
    },
  };
}

/** The number of population members in each level of a factor; missing values are left out. */
export function counts(factor: Factor, { by }: Domains = {}): SmoothStatistic {
  const { statistic, codes, width, groups } = levelStatistic('count', factor, by);
  const outputs = groups * width;
  return {
    ...statistic,
    valuesOf: (weights) => definedWhere(statistic, weights, groupSums(codes, outputs, weights, null)),
    influenceOf: () => ({
      outputs,
      values: Float64Array.from(codes, (cell) => (cell < 0 ? 0 : 1)),
      codes,
    }),
    simpleVariancesOf(weights, sums) {
      if (by) return null;
      const [size] = blockSums(groupSums(codes, outputs, weights, null), width);
      const { base } = statistic.basesOf(weights);
      return sums.map((sum, cell) => {
        const share = sum / size!;
        return simpleVariance(share * (1 - share), base[cell]!, size!) * size! ** 2;
      });
    },
  };
}

function numericStatistic(kind: Statistic['kind'], values: Float64Array, by: Factor | undefined) {
  if (by) checkFactor('by', by, values.length);
  const codes = by?.codes ?? null;
  const count = by?.levels.length ?? 1;
  const outputs = (by?.levels ?? [null]).map((domain, domainCode) => ({ level: null, domain, domainCode }));
  const statistic = {
    kind,
    outputs,
    domains: by ?? null,
    rows: values.length,
    basesOf(weights: Float64Array) {
      const base = new Int32Array(count);
      for (let row = 0; row < values.length; row++) {
        const group = codes === null ? 0 : codes[row]!;
        if (group >= 0 && weights[row] !== 0 && !Number.isNaN(values[row])) base[group]!++;
      }
      return { base, cases: base };
    },
  };
  return { statistic, codes, count };
}

function levelStatistic(kind: Statistic['kind'], factor: Factor, by: Factor | undefined) {
  const rows = factor.codes.length;
  checkFactor('the factor', factor, rows);
  if (by) checkFactor('by', by, rows);
  const width = factor.levels.length;
  const groups = by?.levels.length ?? 1;
  const codes = by
    ? factor.codes.map((code, row) => (code < 0 || by.codes[row]! < 0 ? -1 : by.codes[row]! * width + code))
    : factor.codes;
  const outputs = (by?.levels ?? [null]).flatMap((domain, domainCode) =>
    factor.levels.map((level) => ({ level, domain, domainCode })),
  );
  const statistic = {
    kind,
    outputs,
    domains: by ?? null,
    rows,
    basesOf(weights: Float64Array) {
      const cases = new Int32Array(groups * width);
      for (let row = 0; row < rows; row++) {
        if (codes[row]! >= 0 && weights[row] !== 0) cases[codes[row]!]!++;
      }
      const sizes = blockSums(cases, width);
      return { base: cases.map((_, cell) => sizes[Math.floor(cell / width)]!), cases };
    },
  };
  return { statistic, codes, width, groups };
}

/** NaN where nothing was observed: no sample is not a total of 0. */
function definedWhere(
  { basesOf }: Pick<Statistic, 'basesOf'>,
  weights: Float64Array,
  values: Float64Array,
): Float64Array {
  const { base } = basesOf(weights);
  return values.map((value, output) => (base[output] === 0 ? NaN : value));
}

/** Weighted sums of what `of` makes of each value (the value itself by default, 1 without values) by group. */
function groupSums(
  codes: Int32Array | null,
  count: number,
  weights: Float64Array,
  values: Float64Array | null,
  of?: (value: number, group: number) => number,
): Float64Array {
  const sums = new Float64Array(count);
  for (let row = 0; row < weights.length; row++) {
    const group = codes === null ? 0 : codes[row]!;
    const weight = weights[row]!;
    if (group < 0 || weight === 0) continue;
    const value = values === null ? 1 : values[row]!;
    // NaN is the one number that is not itself.
    if (value !== value) continue;
    sums[group]! += weight * (of ? of(value, group) : value);
  }
  return sums;
}

function blockSums(cells: ArrayLike<number>, width: number): Float64Array {
  const sums = new Float64Array(cells.length / width);
  for (let cell = 0; cell < cells.length; cell++) sums[Math.floor(cell / width)]! += cells[cell]!;
  return sums;
}

function influence(
  codes: Int32Array | null,
  outputs: number,
  values: Float64Array,
  of: (value: number, group: number) => number,
): Influence {
  const influences = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const group = codes === null ? 0 : codes[row]!;
    const value = values[row]!;
    if (group < 0 || value !== value) continue;
    const one = of(value, group);
    // Nobody in the group has a weight: nothing bears on its estimate.
    if (Number.isFinite(one)) influences[row] = one;
  }
  return { outputs, values: influences, codes };
}

function simpleVariances({
  codes,
  count,
  weights,
  values,
  means,
}: {
  codes: Int32Array | null;
  count: number;
  weights: Float64Array;
  values: Float64Array;
  means: Float64Array;
}): Float64Array {
  const sizes = groupSums(codes, count, weights, values, () => 1);
  const squares = groupSums(codes, count, weights, values, (value, group) => (value - means[group]!) ** 2);
  const n = new Float64Array(count);
  for (let row = 0; row < weights.length; row++) {
    const group = codes === null ? 0 : codes[row]!;
    if (group >= 0 && weights[row] !== 0 && !Number.isNaN(values[row])) n[group]!++;
  }
  return squares.map((sum, group) => simpleVariance(sum / sizes[group]!, n[group]!, sizes[group]!));
}

/** Of a mean of n out of N with this spread in the population; NaN when the weights say that n > N. */
function simpleVariance(spread: number, n: number, size: number): number {
  return size < n ? NaN : ((spread * n) / (n - 1)) * ((size - n) / (size * n));
}
