/** A stratum to share a sample with. */
export interface AllocationStratum {
  /** Units in the population. */
  readonly population: number;
  /** Standard deviation of what is asked, for Neyman's allocation. */
  readonly deviation?: number;
}

/**
 * How a sample is shared among strata: by the number of units, equally, by units times deviation, or by units to a
 * power between 0 (equally) and 1 (proportionally).
 */
export type Allocation =
  | { readonly method: 'proportional' | 'equal' | 'neyman' }
  | { readonly method: 'power'; readonly power: number };

/**
 * A sample of `size` shared among strata in whole numbers, no stratum below `least` (default 2, so that each has a
 * variance; or all its units) nor above its units: J. Neyman, J. Royal Stat. Soc. 97, 1934; M. D. Bankier, The American
 * Statistician 42, 1988. What is left by rounding goes to the largest remainders. Throws a RangeError when that
 * cannot be, or a deviation is missing.
 */
export function allocate(
  strata: readonly AllocationStratum[],
  size: number,
  { least = 2, ...allocation }: Allocation & { readonly least?: number },
): Int32Array {
  const claims = Float64Array.from(strata, (stratum, at) => {
    const claim = claimOf(stratum, allocation);
    if (!Number.isSafeInteger(stratum.population) || stratum.population < 1 || !(claim >= 0))
      throw new RangeError(`stratum ${at} cannot be given a share`);
    return claim;
  });
  const lows = Int32Array.from(strata, ({ population }) => Math.min(least, population));
  const highs = Int32Array.from(strata, ({ population }) => population);
  const sum = (of: ArrayLike<number>): number => Array.from(of).reduce((all, one) => all + one, 0);
  if (!Number.isSafeInteger(size) || size < sum(lows) || size > sum(highs))
    throw new RangeError(`${size} cannot be shared: between ${sum(lows)} and ${sum(highs)} can`);
  // The factor on all claims at which the shares, each held within its limits, add up to the sample.
  const sharesAt = (factor: number): Float64Array =>
    claims.map((claim, at) => Math.min(Math.max(factor * claim, lows[at]!), highs[at]!));
  let [low, high] = [0, 1];
  while (sum(sharesAt(high)) < size && high < 1e300) high *= 2;
  for (let steps = 0; steps < 200; steps++) {
    const middle = (low + high) / 2;
    if (sum(sharesAt(middle)) < size) low = middle;
    else high = middle;
  }
  const shares = sharesAt(high);
  const whole = Int32Array.from(shares, (share) => Math.floor(share + 1e-9));
  const order = Array.from(shares, (_, at) => at).sort(
    (a, b) => shares[b]! - whole[b]! - (shares[a]! - whole[a]!) || a - b,
  );
  // Strata without a claim come last, when all others are full.
  for (let missing = size - sum(whole); missing > 0;) {
    for (const at of order) {
      if (missing === 0) break;
      if (whole[at]! >= highs[at]!) continue;
      whole[at]!++;
      missing--;
    }
  }
  return whole;
}

function claimOf({ population, deviation }: AllocationStratum, allocation: Allocation): number {
  switch (allocation.method) {
    case 'proportional':
      return population;
    case 'equal':
      return 1;
    case 'neyman':
      return deviation === undefined ? NaN : population * deviation;
    case 'power':
      return allocation.power >= 0 && allocation.power <= 1 ? population ** allocation.power : NaN;
  }
}
