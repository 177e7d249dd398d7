/** A variable of categories: a code from 0 for each row, -1 where it is missing, and what the codes stand for. */
export interface Factor {
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/**
 * The factor of a column of labels; null is a missing value. The levels are those given, which a label outside
 * of them is then a RangeError, or those that occur, sorted by code units.
 */
export function factorOf(labels: readonly (string | null)[], levels?: readonly string[]): Factor {
  const names = levels ?? [...new Set(labels.filter((label) => label !== null))].sort();
  const codeOf = new Map(names.map((name, code) => [name, code]));
  const codes = Int32Array.from(labels, (label, row) => {
    if (label === null) return -1;
    const code = codeOf.get(label);
    if (code === undefined) throw new RangeError(`row ${row}: "${label}" is not among the levels`);
    return code;
  });
  return { codes, levels: names };
}

/** The combinations of two factors, the second one running fastest; missing where either is. */
export function crossed(first: Factor, second: Factor): Factor {
  const width = second.levels.length;
  const codes = first.codes.map((code, row) => {
    const other = second.codes[row]!;
    return code < 0 || other < 0 ? -1 : code * width + other;
  });
  return { codes, levels: first.levels.flatMap((a) => second.levels.map((b) => `${a}, ${b}`)) };
}

/** Throws a RangeError unless the factor has `rows` codes, all of them within its levels, and, if need be, none missing. */
export function checkFactor(name: string, { codes, levels }: Factor, rows: number, complete = false): void {
  if (codes.length !== rows) throw new RangeError(`${name} has ${codes.length} rows, not ${rows}`);
  for (let row = 0; row < rows; row++) {
    const code = codes[row]!;
    if (code >= levels.length || code < -1) {
      throw new RangeError(`${name}, row ${row}: ${code} is not the code of a level`);
    }
    if (complete && code < 0) throw new RangeError(`${name}, row ${row}: a value is missing`);
  }
}

/** Rows sorted into groups that are numbered as they come. */
export interface Groups {
  readonly ofRow: Int32Array;
  readonly count: number;
}

/** Each group divided by the categories of a factor without missing values. */
export function numberedWithin(groups: Groups, { codes, levels }: Factor): Groups {
  const width = levels.length;
  const ofRow = new Int32Array(codes.length);
  let count = 0;
  if (groups.count * width <= 1 << 24) {
    const numbers = new Int32Array(groups.count * width).fill(-1);
    for (let row = 0; row < codes.length; row++) {
      const key = groups.ofRow[row]! * width + codes[row]!;
      if (numbers[key]! < 0) numbers[key] = count++;
      ofRow[row] = numbers[key]!;
    }
    return { ofRow, count };
  }
  const numbers = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    const key = groups.ofRow[row]! * width + codes[row]!;
    const known = numbers.get(key) ?? count++;
    numbers.set(key, known);
    ofRow[row] = known;
  }
  return { ofRow, count };
}
