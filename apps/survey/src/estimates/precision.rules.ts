import type { SurveyEstimate } from '#contracts/analyses';
import { type Factor, fUpperTail, type Interval, twoSidedP } from '#statistics/estimation';

/** So many people must be able to change places with as many of another weight without anything printed changing. */
const EXCHANGED = 3;
/** Steps that are coarser say nothing of a share. */
const COARSEST = 0.2;

/** How finely weighted shares may be printed, of the population (domain null) and of each domain. */
export interface Fineness {
  /**
   * The step for a share that so many people have, given its error; null where none is coarse enough to leave open who
   * they are and fine enough to say anything; 0 where any will do, for weights that are all the same, or a share of nobody
   * or everybody, add nothing to the count.
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
  const shared = groups.map((group) => {
    const all = group.reduce((sum, weight) => sum + weight, 0);
    return inOrder(group.map((weight) => weight / all));
  });
  return {
    stepOf(domain, { value, se }, people) {
      const weighed = shared[domain === null ? 0 : domain + 1]!;
      const room = roomOf(weighed, people);
      if (room.wanted < 1e-9) return 0;
      const finest = Math.max(se ?? 0, simpleError(value, weighed.size)) / 4;
      return coarseEnough(value, room, finest, COARSEST);
    },
  };
}

/**
 * How finely sums of weights may be printed, by the sum and how many people it is of; null where no step will do. Shares of
 * all in such steps would tell what all weigh, so the steps are absolute, and what all weigh is rounded as well.
 */
export function stepsOfSums(weights: Float64Array): (sum: number, people: number) => number | null {
  const weighed = inOrder(weights);
  const { all, size, spread } = weighed;
  return (sum, people) => {
    if (people === 0 || spread < 1e-9 * all) return 0;
    if (people === size) return stepFrom(EXCHANGED * spread);
    const finest = (all * simpleError(sum / all, size)) / 4;
    return coarseEnough(sum, roomOf(weighed, people), finest, COARSEST * all);
  };
}

/** Weights in ascending order: what so many of the lightest weigh, all, and the heaviest less the lightest. */
function inOrder(weights: ArrayLike<number>) {
  const ascending = Float64Array.from(weights).sort();
  const size = ascending.length;
  const lightest = new Float64Array(size + 1);
  ascending.forEach((weight, at) => (lightest[at + 1] = lightest[at]! + weight));
  return {
    lightest,
    size,
    all: lightest[size]!,
    spread: size > 0 ? ascending[size - 1]! - ascending[0]! : 0,
  };
}

/** What so many people weigh at least and at most, and how much of that a printed sum is to leave open. */
function roomOf({ lightest, size, all, spread }: ReturnType<typeof inOrder>, people: number): Room {
  const [least, most] = [lightest[people]!, all - lightest[size - people]!];
  return { least, most, wanted: Math.min(EXCHANGED * spread, most - least) * (1 - 1e-9) };
}

interface Room {
  readonly least: number;
  readonly most: number;
  readonly wanted: number;
}

/** The first step from the finest to the coarsest that leaves open what is wanted; null where none does. */
function coarseEnough(
  value: number,
  { least, most, wanted }: Room,
  finest: number,
  coarsest: number,
): number | null {
  for (let step = stepFrom(Math.max(finest, wanted)); step <= coarsest; step = stepFrom(step * 1.5)) {
    const middle = toStep(value, step);
    if (Math.min(most, middle + step / 2) - Math.max(least, middle - step / 2) >= wanted) return step;
  }
  return null;
}

const simpleError = (share: number, size: number): number =>
  Math.sqrt(Math.max(0, share * (1 - share)) / size);

/** How finely a total may be printed so that it does not tell what all weigh who make it up. */
export function stepOfTotal(total: number, weights: readonly number[]): number {
  const { all, spread } = inOrder(weights);
  return stepFrom((Math.abs(total) * EXCHANGED * spread) / all);
}

/** The least of 1, 2 and 5 times a power of ten that is no less; 0 of 0. */
export const stepFrom = (least: number): number => leastOf([1, 2, 5, 10], least);

function leastOf(series: readonly number[], least: number): number {
  if (!(least <= 0) && !Number.isFinite(least)) throw new RangeError(`${least} has no step`);
  return ofItsPower(least, (digits) => series.find((one) => one >= digits * (1 - 1e-9))!);
}

/** What is chosen for the digits of an amount, 1 to 10, times its power of ten; 0 of 0. */
function ofItsPower(amount: number, choose: (digits: number) => number): number {
  if (amount <= 0) return 0;
  const power = Math.floor(Math.log10(amount) + 1e-9);
  return Number(`${choose(amount / 10 ** power)}e${power}`);
}

/** The multiple of a step that is nearest; the value itself of step 0. */
export const toStep = (value: number, step: number): number =>
  step === 0 ? value : significant(Math.round(value / step) * step, 12);

/** Rounds to significant digits. */
export const significant = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** A share in per cent, without what a product of doubles adds to its digits. */
export const percent = (share: number): number => significant(share * 100, 12);

/** A share in per cent; with one decimal where it has no error that says how many are of use. */
export const percentOf = (share: number, se: number | null | undefined): number =>
  se == null ? toStep(share * 100, 0.1) : percent(share);

/** Where a share lies, and where the difference of two. */
export const SHARE: Limits = [0, 1];
export const DIFFERENCE: Limits = [-1, 1];
const ANYWHERE: Limits = [-Infinity, Infinity];
type Limits = readonly [least: number, greatest: number];

/** Errors of unequal weights and of differences are preferred numbers, twenty to a power of ten (ISO 3, series R'20). */
const ERRORS = [1, 1.1, 1.25, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3.2, 3.6, 4, 4.5, 5, 5.6, 6.3, 7.1, 8, 9, 10];

/** The least of {@link ERRORS} that is no less. */
const errorFrom = (least: number): number => leastOf(ERRORS, least);

/** The step in which an estimate is printed. */
export const gridOf = (se: number | null | undefined, step: number): number =>
  step === 0 ? stepFrom((se ?? 0) / 4) : Math.max(stepFrom(errorFrom(se ?? 0) / 4), step);

type Figure = Omit<SurveyEstimate, 'reason'> & { p?: number | null };

/** The interval of a value with an error. */
export type IntervalOf = (value: number, se: number) => Interval | null;

interface Printing {
  /** No finer than this; 0 where weights are all the same, and what is printed tells nothing that counts do not. */
  readonly step?: number;
  readonly within?: Limits;
  /** What the interval of an estimate with a step follows from; without it, it reaches as far as the exact one, and half a step more. */
  readonly intervalOf?: IntervalOf;
}

/**
 * An estimate to the precision that its error gives it: in steps no finer than a quarter of its standard error, nor than
 * `step`. What is rounded is off by up to half a step more: variance step²/12 (W. F. Sheppard, Proceedings of the London
 * Mathematical Society 29, 1898), which its error takes up.
 *
 * With a step of its own, all else follows from the printed value, its step and the printed error, and tells no more: the error
 * is rounded up to a preferred number; the interval is that of the two, and half a step more at each end; p and the design
 * effect of a share are those of the two, and the effect is left out where the step is wider than the error. Without one the
 * interval reaches half a step further than the exact one, around what is printed. Wald's holds the exact one in both cases.
 */
export function printed<E extends Figure>(
  estimate: E,
  { step = 0, within = ANYWHERE, intervalOf }: Printing = {},
): E {
  const [least, greatest] = within;
  const { value, se, df, designEffect } = estimate;
  if (value === null) return estimate;
  const grid = gridOf(se, step);
  const middle = toStep(value, grid);
  const whole = Math.hypot(se ?? 0, grid / Math.sqrt(12));
  const error = step === 0 ? significant(whole, 2) : errorFrom(whole);
  const told = step === 0 ? null : intervalOf?.(middle, error);
  const end = (exact: number, sign: 1 | -1): number => {
    const reach = told ? Math.abs((sign < 0 ? told.lower : told.upper) - middle) : Math.abs(exact - value);
    const ofEnds = grid || stepFrom(reach / 8);
    const steps = ofEnds && Math.ceil((reach + grid / 2) / ofEnds - 1e-9);
    return Math.min(greatest, Math.max(least, significant(middle + sign * steps * ofEnds, 12)));
  };
  const effectOf = (exact: number): number | null => {
    if (within !== SHARE || step === 0 || !se) return significant(exact, 2);
    const simple = (middle * (1 - middle)) / (value * (1 - value));
    return step > error || simple === 0 ? null : significant((exact * (error / se) ** 2) / simple, 2);
  };
  const rounded = {
    value: middle,
    se: orNull(se, () => error),
    low: orNull(estimate.low, (one) => end(one, -1)),
    high: orNull(estimate.high, (one) => end(one, 1)),
    df: orNull(df, (one) => significant(one, 3)),
    designEffect: orNull(designEffect, effectOf),
    p: orNull(estimate.p, () => orNull(twoSidedP(middle, error, df ?? 0), (one) => significant(one, 2))),
  };
  return { ...estimate, ...Object.fromEntries(Object.entries(rounded).filter(([key]) => key in estimate)) };
}

const orNull = <T>(value: T | null | undefined, round: (value: T) => T | null | undefined) =>
  value == null ? value : round(value);

/** A test of independence, of the design's degrees of freedom. */
interface Test {
  readonly f: number;
  readonly numeratorDf: number;
  readonly denominatorDf: number;
  readonly p: number;
}

/** F of unequal weights is a preferred number, five to a power of ten (ISO 3, series R5). */
const TESTS = [1, 1.6, 2.5, 4, 6.3];

/** The greatest of {@link TESTS} times a power of ten that is no more; 0 of 0. */
const testFrom = (f: number): number =>
  ofItsPower(f, (digits) => TESTS.findLast((one) => one <= digits * (1 + 1e-9))!);

/**
 * A test to the digits that it is published with. Where weights differ, F is rounded down to a preferred number, its degrees
 * of freedom are whole, and p follows from those: F of more digits is an equation in all counts of the table.
 */
export function printedTest({ f, numeratorDf, denominatorDf, p }: Test, areWeightsAlike: boolean) {
  if (areWeightsAlike)
    return {
      value: significant(f, 2),
      numeratorDf: significant(numeratorDf, 3),
      denominatorDf: significant(denominatorDf, 3),
      p: significant(p, 2),
    };
  const value = testFrom(f);
  const numerator = Math.max(1, Math.round(numeratorDf));
  const denominator = significant((denominatorDf / numeratorDf) * numerator, 3);
  return {
    value,
    numeratorDf: numerator,
    denominatorDf: denominator,
    p: significant(fUpperTail(value, numerator, denominator), 2),
  };
}
