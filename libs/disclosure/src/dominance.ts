/** How far one contributor makes up a figure; `share` is a fraction of the total, 0 when there is none. */
export interface Dominance {
  readonly dominated: boolean;
  readonly share: number;
}

/**
 * The p % rule: a total is dominated when the second largest contributor, who can subtract their own part,
 * could estimate the largest one to within `percent` % of it: total - largest - second < percent/100 · largest.
 * `contributions` holds one count per reporter. A warning for the author of a report; it withholds nothing.
 * Throws a RangeError when a contribution is negative or `percent` is not between 0 and 100.
 */
export function dominance(contributions: readonly number[], percent: number): Dominance {
  if (!(percent > 0 && percent <= 100)) throw new RangeError(`percent must be in (0, 100], was ${percent}`);
  if (!contributions.every((contribution) => contribution >= 0)) {
    throw new RangeError('a contribution cannot be negative');
  }
  const total = contributions.reduce((sum, contribution) => sum + contribution, 0);
  const [largest = 0, second = 0] = contributions.toSorted((a, b) => b - a);
  if (total === 0) return { dominated: false, share: 0 };
  return { dominated: total - largest - second < (percent / 100) * largest, share: largest / total };
}
