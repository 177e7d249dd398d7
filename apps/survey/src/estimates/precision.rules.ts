import type { SurveyEstimate } from '#contracts/analyses';
import type { Factor } from '#statistics/estimation';

/** So many people must be able to change places with as many of another weight without anything printed changing. */
const EXCHANGED = 3;
/** Steps that are coarser say nothing of a share. */
const COARSEST = 0.2;

/** How finely weighted shares may be printed, of the population (domain null) and of each domain. */
export interface Fineness {
  /**
   * The step for a share that so many people have, given its error; null where none is coarse enough to leave open who
   * they are and fine enough to say anything.
   */
  stepOf(domain: number | null, share: { value: number; se?: number | null }, people: number): number | null;
}

/**
 * A weighted share with all its digits is an equation in how many of those counted stand in each class of the weights: its
 * solution may be a count that is withheld elsewhere. It is therefore printed in steps no finer than a quarter of its standard
 * error and, where weights differ, of the error that a simple random sample of as many would have, and than what three people
 * add who change places with three of another weight: for the heaviest and the lightest of the domain there is room.
 */
export function finenessOf(
  weights: Float64Array,
  isCounted: (response: number) => boolean,
  domains: Factor | null = null,
): Fineness {
  // Of all first, then of each domain.
  const groups: number[][] = [[], ...(domains?.levels.map(() => []) ?? [])];
  weights.forEach((weight, response) => {
    if (!isCounted(response)) return;
    groups[0]!.push(weight);
    const domain = domains?.codes[response] ?? -1;
    if (domain >= 0) groups[domain + 1]!.push(weight);
  });
  const sums = groups.map((group) => {
    const ascending = Float64Array.from(group).sort();
    const lightest = new Float64Array(ascending.length + 1);
    ascending.forEach((weight, at) => (lightest[at + 1] = lightest[at]! + weight));
    const size = ascending.length;
    return { lightest, size, spread: size > 0 ? ascending[size - 1]! - ascending[0]! : 0 };
  });
  return {
    stepOf(domain, { value, se }, people) {
      const { lightest, size, spread } = sums[domain === null ? 0 : domain + 1]!;
      const all = lightest[size]!;
      const [least, most] = [lightest[people]! / all, 1 - lightest[size - people]! / all];
      const wanted = Math.min((EXCHANGED * spread) / all, most - least) * (1 - 1e-9);
      // Weights that are all the same, or a share of nobody or everybody, add nothing to the count.
      if (wanted < 1e-9) return stepFrom((se ?? 0) / 4);
      const simple = Math.sqrt(Math.max(0, value * (1 - value)) / size);
      let step = stepFrom(Math.max((se ?? 0) / 4, simple / 4, wanted));
      for (; step <= COARSEST; step = stepFrom(step * 1.5)) {
        const middle = toStep(value, step);
        if (Math.min(most, middle + step / 2) - Math.max(least, middle - step / 2) >= wanted) return step;
      }
      return null;
    },
  };
}

/** The least of 1, 2 and 5 times a power of ten that is no less; 0 of 0. */
export function stepFrom(least: number): number {
  if (!(least > 0)) return 0;
  const power = Math.floor(Math.log10(least) + 1e-9);
  const digits = [1, 2, 5, 10].find((one) => one * 10 ** power >= least * (1 - 1e-9))!;
  return Number(`${digits}e${power}`);
}

/** The multiple of a step that is nearest; the value itself of step 0. */
export const toStep = (value: number, step: number): number =>
  step === 0 ? value : significant(Math.round(value / step) * step, 12);

/** Rounds to significant digits. */
export const significant = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** A share in per cent, without what a product of doubles adds to its digits. */
export const percent = (share: number): number => significant(share * 100, 12);

const orNull = <T>(value: T | null | undefined, round: (value: T) => T): T | null | undefined =>
  value == null ? value : round(value);

/**
 * An estimate to the precision that its error gives it: in steps no finer than a quarter of its standard error, nor than `step`;
 * that error and the design effect with two digits.
 */
export function printed<E extends Omit<SurveyEstimate, 'reason'> & { p?: number | null }>(
  estimate: E,
  step = 0,
): E {
  const { value, se, low, high, df, designEffect, p } = estimate;
  const coarser = Math.max(stepFrom((se ?? 0) / 4), step);
  const inSteps = (one: number): number => toStep(one, coarser);
  const rounded = {
    value: orNull(value, inSteps),
    se: orNull(se, (one) => significant(one, 2)),
    low: orNull(low, inSteps),
    high: orNull(high, inSteps),
    df: orNull(df, (one) => significant(one, 3)),
    designEffect: orNull(designEffect, (one) => significant(one, 2)),
    p: orNull(p, (one) => significant(one, 2)),
  };
  return { ...estimate, ...Object.fromEntries(Object.entries(rounded).filter(([key]) => key in estimate)) };
}
