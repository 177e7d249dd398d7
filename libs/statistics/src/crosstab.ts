import { cholesky } from './auxiliary-regression.js';
import type { ProbabilityDesign } from './design.js';
import { chiSquareUpperTail, fUpperTail } from './distributions.js';
import { type Estimate, estimate, estimateJointly, type VarianceOptions } from './estimates.js';
import { crossed, type Factor } from './factor.js';
import { counts, proportions } from './statistic.js';

/** Tests that rows and columns are independent, in a complex sample. */
export interface IndependenceTest {
  /** Pearson's statistic of the weighted table scaled to the sample size. */
  readonly pearson: number;
  /** Mean of the generalised design effects; the first-order correction. */
  readonly meanEffect: number;
  /** First order: pearson / meanEffect as chi-square on (rows - 1)(columns - 1) degrees of freedom. */
  readonly firstOrder: { readonly chiSquare: number; readonly df: number; readonly p: number };
  /** Second order: F with Satterthwaite's degrees of freedom. */
  readonly secondOrder: {
    readonly f: number;
    readonly numeratorDf: number;
    readonly denominatorDf: number;
    readonly p: number;
  };
}

/** A two-way table: estimates by row and column, rows x columns in one list, columns running fastest. */
export interface Crosstab {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Population counts, shares of the whole, and shares within each row and within each column. */
  readonly counts: readonly Estimate[];
  readonly shares: readonly Estimate[];
  readonly rowShares: readonly Estimate[];
  readonly columnShares: readonly Estimate[];
  /** Null when one of the two has a single category with people in it, or there is nothing to test with. */
  readonly independence: IndependenceTest | null;
}

/**
 * Two factors against each other. The test is that of J. N. K. Rao and A. J. Scott (J. Amer. Stat. Assoc. 76, 1981;
 * Ann. Stat. 12, 1984), its second order with F after D. R. Thomas and Rao (J. Amer. Stat. Assoc. 82, 1987), on the
 * degrees of freedom of the whole design. Rows with a missing value are left out.
 */
export function crosstab(
  design: ProbabilityDesign,
  rows: Factor,
  columns: Factor,
  options: VarianceOptions = {},
): Crosstab {
  const cells = crossed(rows, columns);
  const { estimates, covariances } = estimateJointly(design, [proportions(cells)], options);
  const byRow = estimate(design, proportions(columns, { by: knownIn(rows, cells) }), options);
  const byColumn = estimate(design, proportions(rows, { by: knownIn(columns, cells) }), options);
  const height = rows.levels.length;
  const named = (estimates: readonly Estimate[]): Estimate[] =>
    estimates.map((one, at) => ({
      ...one,
      domain: rows.levels[Math.floor(at / columns.levels.length)]!,
      level: columns.levels[at % columns.levels.length]!,
    }));
  return {
    rows: rows.levels,
    columns: columns.levels,
    counts: named(estimate(design, counts(cells), options)),
    shares: named(estimates),
    rowShares: byRow,
    columnShares: byRow.map((_, at) => {
      const [row, column] = [Math.floor(at / columns.levels.length), at % columns.levels.length];
      return byColumn[column * height + row]!;
    }),
    independence: independenceTest(estimates, covariances, { height, df: design.df }),
  };
}

/** The factor, missing also where the cell is. */
function knownIn({ codes, levels }: Factor, cells: Factor): Factor {
  return { codes: codes.map((code, row) => (cells.codes[row]! < 0 ? -1 : code)), levels };
}

function independenceTest(
  cells: readonly Estimate[],
  covariances: Float64Array,
  { height, df }: { height: number; df: number },
): IndependenceTest | null {
  const width = cells.length / height;
  const share = (row: number, column: number): number => cells[row * width + column]!.value ?? 0;
  const sums =
    (of: (at: number) => number[]) =>
    (at: number): number =>
      of(at).reduce((a, b) => a + b, 0);
  const all = (n: number): number[] => Array.from({ length: n }, (_, at) => at);
  const rowSum = sums((row) => all(width).map((column) => share(row, column)));
  const columnSum = sums((column) => all(height).map((row) => share(row, column)));
  const rows = all(height).filter((row) => rowSum(row) > 0);
  const columns = all(width).filter((column) => columnSum(column) > 0);
  const size = (rows.length - 1) * (columns.length - 1);
  if (size < 1 || df < 1) return null;

  const n = cells[0]!.base;
  let pearson = 0;
  for (const row of rows) {
    for (const column of columns) {
      const expected = rowSum(row) * columnSum(column);
      pearson += (n * (share(row, column) - expected) ** 2) / expected;
    }
  }
  const effects = generalisedEffects({ rows, columns, width, cells, covariances, n });
  if (!effects) return null;
  let [trace, squares] = [0, 0];
  for (let i = 0; i < size; i++) {
    trace += effects[i * size + i]!;
    for (let j = 0; j < size; j++) squares += effects[i * size + j]! * effects[j * size + i]!;
  }
  if (!(trace > 0)) return null;
  const numeratorDf = trace ** 2 / squares;
  const denominatorDf = numeratorDf * df;
  const chiSquare = pearson / (trace / size);
  const f = pearson / trace;
  return {
    pearson,
    meanEffect: trace / size,
    firstOrder: { chiSquare, df: size, p: chiSquareUpperTail(chiSquare, size) },
    secondOrder: { f, numeratorDf, denominatorDf, p: fUpperTail(f, numeratorDf, denominatorDf) },
  };
}

/**
 * (C'D⁻¹C/n)⁻¹ (C'D⁻¹VD⁻¹C), whose eigenvalues are the generalised design effects: D the diagonal of the shares, V
 * their covariances, and C the interaction contrasts (first row less another) times (first column less another).
 * Null where empty cells leave it undefined.
 */
function generalisedEffects({
  rows,
  columns,
  width,
  cells,
  covariances,
  n,
}: {
  rows: readonly number[];
  columns: readonly number[];
  width: number;
  cells: readonly Estimate[];
  covariances: Float64Array;
  n: number;
}): Float64Array | null {
  const contrasts = rows.slice(1).flatMap((row) =>
    columns.slice(1).map((column) => {
      const corners: [row: number, column: number, sign: number][] = [
        [rows[0]!, columns[0]!, 1],
        [row, column, 1],
        [rows[0]!, column, -1],
        [row, columns[0]!, -1],
      ];
      return corners.flatMap(([r, c, sign]) => {
        const cell = r * width + c;
        const share = cells[cell]!.value!;
        return share === 0 ? [] : [{ cell, inverse: sign / share, share }];
      });
    }),
  );
  const size = contrasts.length;
  const expected = new Float64Array(size * size);
  const found = new Float64Array(size * size);
  for (const [i, left] of contrasts.entries()) {
    for (const [j, right] of contrasts.entries()) {
      for (const a of left) {
        for (const b of right) {
          found[i * size + j]! += a.inverse * b.inverse * covariances[a.cell * cells.length + b.cell]!;
          if (a.cell === b.cell) expected[i * size + j]! += (a.inverse * b.inverse * a.share) / n;
        }
      }
    }
  }
  const triangle = cholesky(expected, size);
  for (let i = 0; i < size; i++) if (triangle[i * size + i] === 0) return null;
  return solved(triangle, found, size);
}

/** (LL')⁻¹ B for a lower triangle L. */
function solved(triangle: Float64Array, right: Float64Array, size: number): Float64Array {
  const x = right.slice();
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < size; i++) {
      let sum = x[i * size + k]!;
      for (let j = 0; j < i; j++) sum -= triangle[i * size + j]! * x[j * size + k]!;
      x[i * size + k] = sum / triangle[i * size + i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = x[i * size + k]!;
      for (let j = i + 1; j < size; j++) sum -= triangle[j * size + i]! * x[j * size + k]!;
      x[i * size + k] = sum / triangle[i * size + i]!;
    }
  }
  return x;
}
