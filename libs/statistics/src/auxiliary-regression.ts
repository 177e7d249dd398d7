import type { Factor } from './factor.js';

/** Explanatory variables: the indicators of every level of each factor, then the numeric columns. */
export interface Auxiliaries {
  readonly factors: readonly Factor[];
  readonly columns: readonly Float64Array[];
}

/** Where the indicators of each factor begin, where the columns begin, and how many variables there are. */
export function layout({ factors, columns }: Auxiliaries): {
  starts: number[];
  columnStart: number;
  size: number;
} {
  const starts: number[] = [];
  let at = 0;
  for (const { levels } of factors) {
    starts.push(at);
    at += levels.length;
  }
  return { starts, columnStart: at, size: at + columns.length };
}

/** Weighted sums of one column, or of the columns that codes tell apart, with each variable: size x outputs. */
export function crossProducts(
  auxiliaries: Auxiliaries,
  weights: Float64Array,
  { values, codes, outputs }: { values: Float64Array | null; codes: Int32Array | null; outputs: number },
): Float64Array {
  const { factors, columns } = auxiliaries;
  const { starts, columnStart, size } = layout(auxiliaries);
  const sums = new Float64Array(size * outputs);
  for (let row = 0; row < weights.length; row++) {
    const output = codes === null ? 0 : codes[row]!;
    const value = values === null ? weights[row]! : weights[row]! * values[row]!;
    if (output < 0 || value === 0) continue;
    for (let f = 0; f < factors.length; f++) {
      const level = factors[f]!.codes[row]!;
      sums[(starts[f]! + level) * outputs + output]! += value;
    }
    for (let c = 0; c < columns.length; c++) {
      sums[(columnStart + c) * outputs + output]! += value * columns[c]![row]!;
    }
  }
  return sums;
}

/**
 * Weighted least squares on auxiliaries that may depend on one another (the indicators of two factors always
 * do): B = (X'WX)^- X'Wy by Cholesky's decomposition, leaving out a variable that those before it explain.
 */
export class AuxiliaryRegression {
  readonly size: number;
  readonly #triangle: Float64Array;

  constructor(
    readonly auxiliaries: Auxiliaries,
    weights: Float64Array,
  ) {
    this.size = layout(auxiliaries).size;
    this.#triangle = cholesky(grams(auxiliaries, weights), this.size);
  }

  /** Solves X'WX B = right sides, `outputs` of them side by side. */
  solve(rightSides: Float64Array, outputs = 1): Float64Array {
    const [size, triangle] = [this.size, this.#triangle];
    const b = rightSides.slice();
    for (let i = 0; i < size; i++) {
      const pivot = triangle[i * size + i]!;
      for (let k = 0; k < outputs; k++) {
        let sum = b[i * outputs + k]!;
        for (let j = 0; j < i; j++) sum -= triangle[i * size + j]! * b[j * outputs + k]!;
        b[i * outputs + k] = pivot === 0 ? 0 : sum / pivot;
      }
    }
    for (let i = size - 1; i >= 0; i--) {
      const pivot = triangle[i * size + i]!;
      for (let k = 0; k < outputs; k++) {
        let sum = b[i * outputs + k]!;
        for (let j = i + 1; j < size; j++) sum -= triangle[j * size + i]! * b[j * outputs + k]!;
        b[i * outputs + k] = pivot === 0 ? 0 : sum / pivot;
      }
    }
    return b;
  }
}

/** X'WX, size x size. */
function grams(auxiliaries: Auxiliaries, weights: Float64Array): Float64Array {
  const { factors, columns } = auxiliaries;
  const { starts, columnStart, size } = layout(auxiliaries);
  const gram = new Float64Array(size * size);
  const place = (start: number, width: number, block: Float64Array): void => {
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < width; k++) gram[i * size + start + k] = block[i * width + k]!;
    }
  };
  for (const [f, { codes, levels }] of factors.entries()) {
    const outputs = levels.length;
    place(starts[f]!, outputs, crossProducts(auxiliaries, weights, { values: null, codes, outputs }));
  }
  for (const [c, values] of columns.entries()) {
    place(columnStart + c, 1, crossProducts(auxiliaries, weights, { values, codes: null, outputs: 1 }));
  }
  return gram;
}

/** The lower triangle L with A = LL'; a zero on the diagonal, with its row and column, for what is left out. */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const triangle = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    let pivot = matrix[j * size + j]!;
    for (let k = 0; k < j; k++) pivot -= triangle[j * size + k]! ** 2;
    if (!(pivot > 1e-11 * matrix[j * size + j]!)) {
      for (let k = 0; k < j; k++) triangle[j * size + k] = 0;
      continue;
    }
    const root = Math.sqrt(pivot);
    triangle[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= triangle[i * size + k]! * triangle[j * size + k]!;
      triangle[i * size + j] = sum / root;
    }
  }
  return triangle;
}
