import { AuxiliaryRegression, type Auxiliaries, crossProducts, layout } from './auxiliary-regression.js';
import { checkFactor, type Factor } from './factor.js';

/**
 * The probability of responding for each row, by logistic regression on factors and numeric variables under the
 * given weights: maximum (pseudo-)likelihood by Newton's method (D. A. Binder, Int. Stat. Review 51, 1983). An intercept
 * is added. Throws a RangeError when a variable separates those who responded from those who did not.
 */
export function responsePropensities({
  responded,
  weights,
  factors = [],
  columns = [],
}: {
  responded: Uint8Array;
  weights: Float64Array;
  factors?: readonly Factor[];
  columns?: readonly Float64Array[];
}): Float64Array {
  const rows = weights.length;
  factors.forEach((factor, at) => checkFactor(`factor ${at + 1}`, factor, rows, true));
  columns.forEach((column, at) => {
    if (column.length !== rows || !column.every(Number.isFinite))
      throw new RangeError(`column ${at + 1} needs ${rows} numbers`);
  });
  const auxiliaries: Auxiliaries = { factors, columns: [new Float64Array(rows).fill(1), ...columns] };
  const { starts, columnStart, size } = layout(auxiliaries);
  const coefficients = new Float64Array(size);
  const propensities = new Float64Array(rows).fill(0.5);
  for (let steps = 0; steps < 50; steps++) {
    const residuals = propensities.map((propensity, row) => responded[row]! - propensity);
    const score = crossProducts(auxiliaries, weights, { values: residuals, codes: null, outputs: 1 });
    const information = weights.map((weight, row) => weight * propensities[row]! * (1 - propensities[row]!));
    const step = new AuxiliaryRegression(auxiliaries, information).solve(score);
    let largest = 0;
    for (let at = 0; at < size; at++) {
      coefficients[at]! += step[at]!;
      largest = Math.max(largest, Math.abs(step[at]!) / (1 + Math.abs(coefficients[at]!)));
    }
    for (let row = 0; row < rows; row++) {
      let predictor = 0;
      for (let f = 0; f < factors.length; f++)
        predictor += coefficients[starts[f]! + factors[f]!.codes[row]!]!;
      auxiliaries.columns.forEach((column, c) => {
        predictor += coefficients[columnStart + c]! * column[row]!;
      });
      propensities[row] = 1 / (1 + Math.exp(-predictor));
    }
    if (largest < 1e-12) return propensities;
  }
  throw new RangeError('the response model does not converge: a variable foretells who responds');
}

/** Propensities sorted into so many classes of about equal size, to be used as weighting classes. */
export function propensityClasses(propensities: Float64Array, classes = 5): Factor {
  const sorted = propensities.slice().sort();
  const limits = Array.from(
    { length: classes - 1 },
    (_, at) => sorted[Math.ceil(((at + 1) * sorted.length) / classes) - 1]!,
  );
  const codes = Int32Array.from(
    propensities,
    (propensity) => limits.filter((limit) => propensity > limit).length,
  );
  return { codes, levels: Array.from({ length: classes }, (_, at) => `${at + 1}`) };
}
