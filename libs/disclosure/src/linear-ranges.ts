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

interface Simplex {
  /** Per equation, the coefficients of all variables and the value of its basic variable last. */
  readonly rows: Float64Array[];
  readonly basis: number[];
  /** Only variables below this index may enter the basis. */
  readonly width: number;
}

const tolerance = 1e-7;

/**
 * The range of every unknown under the equations when none can be negative: linear programming by the
 * two-phase simplex with Bland's rule. `isEnough` may end the search for an unknown whose range, as far as it
 * is known, already suffices; what is returned for it is then an inner bound.
 * Throws a RangeError when the equations contradict each other.
 */
export const linearRanges = (...problem: Parameters<typeof linearRangesInSteps>): Range[] =>
  finish(linearRangesInSteps(...problem));

/** {@link linearRanges} in steps: of two thousand unknowns it takes seconds. */
export function* linearRangesInSteps(
  unknowns: number,
  equations: readonly Equation[],
  isEnough: (unknown: number, range: Range) => boolean = () => false,
): Steps<Range[]> {
  const ranges = Array.from({ length: unknowns }, () => ({ low: Infinity, high: -Infinity }));
  const simplex = yield* feasibleStart(unknowns, equations);
  const observe = (): boolean => {
    const values = new Float64Array(unknowns);
    simplex.basis.forEach((variable, row) => {
      if (variable < unknowns) values[variable] = simplex.rows[row]!.at(-1)!;
    });
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
      const gains = new Float64Array(simplex.width);
      gains[unknown] = sign;
      if (!(yield* maximise(simplex, gains, goOn))) range.high = Infinity;
    }
  }
  return ranges;
}

function* feasibleStart(unknowns: number, equations: readonly Equation[]): Steps<Simplex> {
  const width = unknowns + equations.length;
  const rows = equations.map(({ terms, sum }, index) => {
    const row = new Float64Array(width + 1);
    const sign = sum < 0 ? -1 : 1;
    for (const [unknown, coefficient] of terms) row[unknown]! += sign * coefficient;
    row[unknowns + index] = 1;
    row[width] = sign * sum;
    return row;
  });
  const basis = equations.map((_, index) => unknowns + index);
  const gains = new Float64Array(width).fill(-1, unknowns);
  yield* maximise({ rows, basis, width }, gains, () => true);
  if (basis.some((variable, row) => variable >= unknowns && rows[row]![width]! > 1e-4)) {
    throw new RangeError('the equations contradict each other');
  }
  for (const [row, variable] of basis.entries()) {
    if (variable < unknowns) continue;
    const enter = rows[row]!.findIndex((value, index) => index < unknowns && Math.abs(value) > tolerance);
    if (enter >= 0) pivot(rows, { basis, row, enter });
    yield;
  }
  const independent = basis.flatMap((variable, row) => (variable < unknowns ? [row] : []));
  return {
    rows: independent.map((row) => {
      const values = rows[row]!.slice(0, unknowns + 1);
      values[unknowns] = rows[row]![width]!;
      return values;
    }),
    basis: independent.map((row) => basis[row]!),
    width: unknowns,
  };
}

/** Moves to a vertex of greatest gain, or until `goOn` says no. Returns false when the gain has no limit. */
function* maximise(
  { rows, basis, width }: Simplex,
  gains: Float64Array,
  goOn: () => boolean,
): Steps<boolean> {
  const reduced = gains.slice();
  basis.forEach((variable, row) => {
    const gain = gains[variable]!;
    if (gain !== 0) for (let v = 0; v < width; v++) reduced[v]! -= gain * rows[row]![v]!;
  });
  for (;;) {
    const enter = reduced.findIndex((value) => value > tolerance);
    if (enter < 0) return true;
    let leave = -1;
    let tightest = Infinity;
    rows.forEach((row, index) => {
      if (row[enter]! <= tolerance) return;
      const ratio = row.at(-1)! / row[enter]!;
      const tied = ratio < tightest + tolerance && basis[index]! < (basis[leave] ?? Infinity);
      if (ratio >= tightest - tolerance && !tied) return;
      tightest = Math.min(ratio, tightest);
      leave = index;
    });
    if (leave < 0) return false;
    pivot(rows, { basis, row: leave, enter });
    const gain = reduced[enter]!;
    for (let v = 0; v < width; v++) reduced[v]! -= gain * rows[leave]![v]!;
    reduced[enter] = 0;
    if (!goOn()) return true;
    yield;
  }
}

function pivot(
  rows: Float64Array[],
  { basis, row, enter }: { basis: number[]; row: number; enter: number },
): void {
  const pivotRow = rows[row]!;
  const by = pivotRow[enter]!;
  for (let v = 0; v < pivotRow.length; v++) pivotRow[v]! /= by;
  for (const other of rows) {
    const factor = other[enter]!;
    if (other === pivotRow || factor === 0) continue;
    for (let v = 0; v < other.length; v++) other[v]! -= factor * pivotRow[v]!;
    other[enter] = 0;
  }
  basis[row] = enter;
}
