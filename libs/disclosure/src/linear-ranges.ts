import { finish, type Steps } from './steps.js';

/** A sum that is known: the unknowns of `terms` (index, coefficient) add up to `sum`. */
export interface Equation {
  readonly terms: readonly (readonly [unknown: number, coefficient: number])[];
  readonly sum: number;
}

/** The least and the greatest value an unknown can take; Infinity when nothing limits it. */
export interface Range {
  low: number;
  high: number;
}

/**
 * A tableau of whole numbers: each row is an equation among the variables, times what makes them whole, with what it adds up
 * to last. Numbers stay below 2^52, so nothing is rounded and what is 0 is 0: few coefficients are anything else, and only
 * those are touched.
 */
interface Simplex {
  readonly rows: Float64Array[];
  /** Per row, the variable that it gives, from `unknowns` on one that only stands for what is missing, and its coefficient. */
  readonly basis: { variable: number; own: number }[];
  readonly unknowns: number;
}

/** Below it also fractions that differ have quotients that differ. */
const LARGEST = 2 ** 52;
const TOO_INTRICATE = 'the equations are too intricate';

/**
 * The range of every unknown under the equations when none can be negative: linear programming by the
 * two-phase simplex with Bland's rule, in exact arithmetic. `isEnough` may end the search for an unknown whose range, as
 * far as it is known, already suffices; what is returned for it is then an inner bound.
 * Throws a RangeError when the equations contradict each other, are not of whole numbers, or lead to greater ones than
 * doubles hold exactly.
 */
export const linearRanges = (...problem: Parameters<typeof linearRangesInSteps>): Range[] =>
  finish(linearRangesInSteps(...problem));

/** {@link linearRanges} in steps. */
export function* linearRangesInSteps(
  unknowns: number,
  equations: readonly Equation[],
  isEnough: (unknown: number, range: Range) => boolean = () => false,
): Steps<Range[]> {
  const ranges = Array.from({ length: unknowns }, () => ({ low: Infinity, high: -Infinity }));
  const simplex = yield* feasibleStart(unknowns, equations);
  const observe = (): boolean => {
    const values = new Float64Array(unknowns);
    for (const [row, { variable, own }] of simplex.basis.entries())
      values[variable] = simplex.rows[row]![unknowns]! / own;
    ranges.forEach((range, unknown) => {
      range.low = Math.min(range.low, values[unknown]!);
      range.high = Math.max(range.high, values[unknown]!);
    });
    return true;
  };
  observe();
  for (const [unknown, range] of ranges.entries()) {
    for (const sign of [1, -1] as const) {
      const goOn = (): boolean => observe() && !isEnough(unknown, range);
      if (isEnough(unknown, range)) break;
      if (!(yield* maximise(simplex, gainsOf(simplex, unknown, sign), goOn))) range.high = Infinity;
    }
  }
  return ranges;
}

function* feasibleStart(unknowns: number, equations: readonly Equation[]): Steps<Simplex> {
  const rows = equations.map(({ terms, sum }) => {
    const row = new Float64Array(unknowns + 1);
    const sign = sum < 0 ? -1 : 1;
    for (const [unknown, coefficient] of terms) row[unknown]! += sign * coefficient;
    row[unknowns] = sign * sum;
    if (!row.every(Number.isSafeInteger)) throw new RangeError('an equation is not of whole numbers');
    return row;
  });
  const basis = equations.map((_, index) => ({ variable: unknowns + index, own: 1 }));
  const simplex = { rows, basis, unknowns };
  // What is missing of all equations together, to be had as a gain.
  const gains = new Float64Array(unknowns + 1);
  for (const row of rows) row.forEach((value, v) => (gains[v]! += value));
  if (!gains.every(Number.isSafeInteger)) throw new RangeError(TOO_INTRICATE);
  yield* maximise(simplex, gains, () => true);
  if (basis.some(({ variable }, row) => variable >= unknowns && rows[row]![unknowns] !== 0))
    throw new RangeError('the equations contradict each other');
  for (const [row, { variable }] of basis.entries()) {
    const enter = variable < unknowns ? -1 : rows[row]!.findIndex((value) => value !== 0);
    if (enter < 0) continue;
    if (rows[row]![enter]! < 0) rows[row]!.forEach((value, v, all) => (all[v] = -value));
    pivot(simplex, { row, enter });
    yield;
  }
  const independent = basis.flatMap(({ variable }, row) => (variable < unknowns ? [row] : []));
  return {
    rows: independent.map((row) => rows[row]!),
    basis: independent.map((row) => basis[row]!),
    unknowns,
  };
}

/** What an unknown, or the negative of it, gains by each variable that is not in the basis. */
function gainsOf({ rows, basis, unknowns }: Simplex, unknown: number, sign: 1 | -1): Float64Array {
  const row = basis.findIndex(({ variable }) => variable === unknown);
  const gains = new Float64Array(unknowns + 1);
  if (row < 0) gains[unknown] = sign;
  else rows[row]!.forEach((value, v) => (gains[v] = v === unknown ? 0 : -sign * value));
  return gains;
}

/** Moves to a vertex of greatest gain, or until `goOn` says no. Returns false when the gain has no limit. */
function* maximise(simplex: Simplex, gains: Float64Array, goOn: () => boolean): Steps<boolean> {
  const { rows, basis, unknowns } = simplex;
  for (;;) {
    const enter = gains.findIndex((value, v) => value > 0 && v < unknowns);
    if (enter < 0) return true;
    let leave = -1;
    let tightest = Infinity;
    rows.forEach((row, index) => {
      if (row[enter]! <= 0) return;
      // The same fraction is the same number, whatever it was cancelled by; others that round to it are too intricate below.
      const ratio = row[unknowns]! / row[enter]!;
      const tied = ratio === tightest && basis[index]!.variable < basis[leave]!.variable;
      if (ratio >= tightest && !tied) return;
      tightest = ratio;
      leave = index;
    });
    if (leave < 0) return false;
    pivot(simplex, { row: leave, enter, gains });
    if (!goOn()) return true;
    yield;
  }
}

/** Brings a variable into the basis for that of a row, where its coefficient is above 0. */
function pivot(
  { rows, basis }: Simplex,
  { row, enter, gains }: { row: number; enter: number; gains?: Float64Array },
): void {
  const pivotRow = rows[row]!;
  const by = pivotRow[enter]!;
  const places: number[] = [];
  for (let v = 0; v < pivotRow.length; v++) if (pivotRow[v] !== 0) places.push(v);
  basis[row] = { variable: enter, own: by };
  const eliminate = (other: Float64Array, its: { own: number }): void => {
    const factor = other[enter]!;
    const common = divisor(by, Math.abs(factor));
    const [times, minus] = [by / common, factor / common];
    let largest = 0;
    if (times !== 1)
      for (let v = 0; v < other.length; v++) largest = Math.max(largest, Math.abs((other[v]! *= times)));
    for (const v of places) {
      const less = minus * pivotRow[v]!;
      other[v]! -= less;
      largest = Math.max(largest, Math.abs(less), Math.abs(other[v]!));
    }
    if (largest >= LARGEST) throw new RangeError(TOO_INTRICATE);
    its.own *= times;
    if (times !== 1) cancel(other, its);
  };
  for (const [index, other] of rows.entries())
    if (index !== row && other[enter] !== 0) eliminate(other, basis[index]!);
  if (gains && gains[enter] !== 0) eliminate(gains, { own: 0 });
}

/** Divides a row by what all of it can be divided by. */
function cancel(row: Float64Array, its: { own: number }): void {
  let common = its.own;
  for (let v = 0; v < row.length && common !== 1; v++)
    if (row[v] !== 0) common = divisor(common, Math.abs(row[v]!));
  if (common > 1) {
    for (let v = 0; v < row.length; v++) row[v]! /= common;
    its.own /= common;
  }
}

/** The greatest common divisor. */
function divisor(one: number, other: number): number {
  // Of small whole numbers the remainder is one instruction.
  if (one <= 0x7fffffff && other <= 0x7fffffff) {
    let [a, b] = [one | 0, other | 0];
    while (b !== 0) {
      const rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }
  return other === 0 ? one : divisor(other, one % other);
}
