import { checkWeights } from './design.js';
import { methodVersion } from './estimates.js';
import { checkFactor, type Factor } from './factor.js';

/** How people came into a sample that was not drawn at random. */
export type Recruitment = 'quota' | 'convenience' | 'opt-in';

/**
 * A sample whose members had no known chance to be in it. It has shares of those who answered, weighted or not, and
 * nothing else: no variance, no interval, no test; `estimate` and its like refuse it, by type and at runtime.
 */
export class NonProbabilitySample {
  readonly #recruitment: Recruitment;
  readonly rows: number;

  constructor(recruitment: Recruitment, rows: number) {
    if (!Number.isSafeInteger(rows) || rows < 1) throw new RangeError(`a sample needs rows, not ${rows}`);
    this.#recruitment = recruitment;
    this.rows = rows;
  }

  get recruitment(): Recruitment {
    return this.#recruitment;
  }
}

/** A share among those who answered. There is no field for what it cannot have. */
export interface DescriptiveShare {
  readonly statistic: 'share';
  /** Always so: the share describes the answers, not a population. */
  readonly representative: false;
  readonly recruitment: Recruitment;
  readonly level: string;
  readonly domain: string | null;
  /** Null when nobody answered. */
  readonly value: number | null;
  /** Unweighted answers that the share rests on, and those in the level. */
  readonly base: number;
  readonly cases: number;
  readonly method: {
    readonly version: typeof methodVersion;
    readonly variance: 'none';
    readonly weighting: 'none' | 'weighted';
  };
}

/** Shares of the levels of a factor in a non-probability sample, in each domain; missing values are left out. */
export function shares(
  sample: NonProbabilitySample,
  factor: Factor,
  { weights, by }: { weights?: Float64Array; by?: Factor } = {},
): DescriptiveShare[] {
  if (!(sample instanceof NonProbabilitySample))
    throw new TypeError('a probability sample is estimated with its variance');
  checkFactor('the factor', factor, sample.rows);
  if (by) checkFactor('by', by, sample.rows);
  if (weights) {
    checkWeights(weights);
    if (weights.length !== sample.rows)
      throw new RangeError(`there are ${weights.length} weights for ${sample.rows} rows`);
  }
  const width = factor.levels.length;
  const domains = by?.levels ?? [null];
  const sums = new Float64Array(domains.length * width);
  const cases = new Float64Array(domains.length * width);
  for (let row = 0; row < sample.rows; row++) {
    const [domain, code] = [by ? by.codes[row]! : 0, factor.codes[row]!];
    const weight = weights ? weights[row]! : 1;
    if (domain < 0 || code < 0 || weight === 0) continue;
    sums[domain * width + code]! += weight;
    cases[domain * width + code]!++;
  }
  const method = {
    version: methodVersion,
    variance: 'none',
    weighting: weights ? 'weighted' : 'none',
  } as const;
  return domains.flatMap((domain, at) => {
    const whole = (of: Float64Array): number =>
      of.subarray(at * width, (at + 1) * width).reduce((all, one) => all + one, 0);
    const [sum, base] = [whole(sums), whole(cases)];
    return factor.levels.map((level, code) => ({
      statistic: 'share' as const,
      representative: false as const,
      recruitment: sample.recruitment,
      level,
      domain,
      value: base === 0 ? null : sums[at * width + code]! / sum,
      base,
      cases: cases[at * width + code]!,
      method,
    }));
  });
}
