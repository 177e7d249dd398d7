import {
  type AdjustedWeights,
  type AdjustmentReport,
  type Bounds,
  checkBounds,
  factorsOf,
  type Margin,
  marginTotals,
} from './adjusted-weights.js';
import { checkWeights } from './design.js';
import { checkFactor, type Groups, numberedWithin } from './factor.js';

/** What weights are raked to, and how. */
export interface RakingInput {
  readonly weights: Float64Array;
  /** Two or more factors without missing values, whose totals add up to the same population. */
  readonly margins: readonly Margin[];
  /** Limits of the factor on each weight. */
  readonly bounds?: Bounds;
  /** Rounds through all margins at most; default 1000. */
  readonly maxIterations?: number;
  /** Greatest distance of a margin from its target, as a share of the population; default 1e-12. */
  readonly tolerance?: number;
}

/** The rows sorted into the combinations of categories that occur: raking gives all rows of a cell one factor. */
interface Cells {
  readonly cellOfRow: Int32Array;
  /** Category per margin and cell. */
  readonly categories: readonly Int32Array[];
  readonly count: number;
}

interface Outcome {
  readonly weights: Float64Array;
  readonly converged: boolean;
  readonly iterations: number;
  readonly largestError: number;
  readonly bounded: number;
}

/**
 * Raking: weights are fitted to the totals of one margin after the other until all hold (W. E. Deming, F. F.
 * Stephan, Ann. Math. Stat. 11, 1940; J.-C. Deville, C.-E. Särndal, O. Sautory, J. Amer. Stat. Assoc. 88, 1993).
 * With bounds, factors are cut to them after each fit and the rest is fitted again; that need not succeed, and
 * then `report.converged` is false. Throws a RangeError for totals that contradict each other and for a
 * category without sample.
 */
export function rake({
  weights: base,
  margins,
  bounds,
  maxIterations = 1000,
  tolerance = 1e-12,
}: RakingInput): AdjustedWeights {
  checkWeights(base);
  if (margins.length === 0) throw new RangeError('there is no margin to rake to');
  if (bounds) checkBounds(bounds);
  const targets = margins.map(marginTotals);
  const population = targets[0]!.reduce((sum, total) => sum + total, 0);
  margins.forEach(({ name, factor }, m) => {
    checkFactor(name, factor, base.length, true);
    const sum = targets[m]!.reduce((all, total) => all + total, 0);
    if (Math.abs(sum - population) > 1e-9 * population)
      throw new RangeError(`${name} adds up to ${sum}, ${margins[0]!.name} to ${population}`);
  });
  const cells = cellsOf(margins, base.length);
  const fit = (from: Float64Array): Outcome =>
    fitRows(from, { cells, margins, targets, population, bounds, maxIterations, tolerance });
  const outcome = fit(base);
  return {
    method: 'raking',
    base,
    weights: outcome.weights,
    report: reportOf(base, outcome, { margins, targets }),
    auxiliaries: { factors: margins.map(({ factor }) => factor), columns: [] },
    again(other) {
      const { weights, converged } = fit(other);
      if (!converged) throw new RangeError('raking does not converge for these weights');
      return weights;
    },
  };
}

interface Fit {
  readonly cells: Cells;
  readonly margins: readonly Margin[];
  readonly targets: readonly Float64Array[];
  readonly population: number;
  readonly bounds: Bounds | undefined;
  readonly maxIterations: number;
  readonly tolerance: number;
}

function fitRows(base: Float64Array, fit: Fit): Outcome {
  const { cells, bounds, maxIterations } = fit;
  const { lower, upper } = bounds ?? { lower: 0, upper: Infinity };
  const rows = base.length;
  const weights = base.slice();
  let iterations = 0;
  for (;;) {
    const totals = new Float64Array(cells.count);
    for (let row = 0; row < rows; row++) totals[cells.cellOfRow[row]!]! += weights[row]!;
    const cellFit = fitCells(totals, fit, maxIterations - iterations);
    iterations += cellFit.iterations;
    let [bounded, moved] = [0, 0];
    for (let row = 0; row < rows; row++) {
      const wish = weights[row]! * cellFit.factors[cells.cellOfRow[row]!]!;
      const cut = bounds ? Math.min(Math.max(wish, lower * base[row]!), upper * base[row]!) : wish;
      moved += Math.abs(cut - wish);
      if (bounds && (cut === lower * base[row]! || cut === upper * base[row]!) && base[row] !== 0) bounded++;
      weights[row] = cut;
    }
    const settled = moved <= fit.tolerance * fit.population;
    if (settled || iterations >= maxIterations) {
      const converged = settled && cellFit.converged;
      const largestError = Math.max(cellFit.largestError, moved / fit.population);
      return { weights, converged, iterations, largestError, bounded };
    }
  }
}

function fitCells(
  totals: Float64Array,
  { cells, margins, targets, population, tolerance }: Fit,
  maxIterations: number,
): { factors: Float64Array; iterations: number; converged: boolean; largestError: number } {
  const factors = new Float64Array(cells.count).fill(1);
  const sumsOf = (m: number): Float64Array => {
    const sums = new Float64Array(targets[m]!.length);
    for (let cell = 0; cell < cells.count; cell++)
      sums[cells.categories[m]![cell]!]! += totals[cell]! * factors[cell]!;
    return sums;
  };
  for (let iterations = 1; ; iterations++) {
    let largestError = 0;
    for (let m = 0; m < margins.length; m++) {
      const sums = sumsOf(m);
      const ratios = sums.map((sum, category) => {
        if (sum === 0)
          throw new RangeError(
            `${margins[m]!.name}: "${margins[m]!.factor.levels[category]}" has no weight in the sample; join it with another`,
          );
        largestError = Math.max(largestError, Math.abs(sum - targets[m]![category]!) / population);
        return targets[m]![category]! / sum;
      });
      for (let cell = 0; cell < cells.count; cell++) factors[cell]! *= ratios[cells.categories[m]![cell]!]!;
    }
    const converged = largestError <= tolerance;
    if (converged || iterations >= maxIterations) return { factors, iterations, converged, largestError };
  }
}

function cellsOf(margins: readonly Margin[], rows: number): Cells {
  const { ofRow: cellOfRow, count } = margins.reduce<Groups>(
    (groups, { factor }) => numberedWithin(groups, factor),
    { ofRow: new Int32Array(rows), count: 1 },
  );
  const categories = margins.map(({ factor }) => {
    const of = new Int32Array(count);
    for (let row = 0; row < rows; row++) of[cellOfRow[row]!] = factor.codes[row]!;
    return of;
  });
  return { cellOfRow, categories, count };
}

function reportOf(
  base: Float64Array,
  { weights, converged, iterations, largestError, bounded }: Outcome,
  { margins, targets }: { margins: readonly Margin[]; targets: readonly Float64Array[] },
): AdjustmentReport {
  return {
    converged,
    iterations,
    largestError,
    bounded,
    ...factorsOf(base, weights),
    targets: margins.flatMap(({ name, factor }, m) => {
      const [before, after] = [base, weights].map((of) => {
        const sums = new Float64Array(factor.levels.length);
        for (let row = 0; row < of.length; row++) sums[factor.codes[row]!]! += of[row]!;
        return sums;
      });
      return factor.levels.map((category, code) => ({
        variable: name,
        category,
        target: targets[m]![code]!,
        before: before![code]!,
        after: after![code]!,
      }));
    }),
  };
}
