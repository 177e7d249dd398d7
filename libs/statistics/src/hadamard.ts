/**
 * A Hadamard matrix of ones and minus ones, rows orthogonal and the first column all ones, of the least order
 * from `least` on that Paley's constructions over prime fields and doubling reach (R. E. A. C. Paley, J. Math.
 * Phys. 12, 1933): every multiple of 4 up to 48, and beyond at most a few more than the next one.
 */
export function hadamard(least: number): Int8Array[] {
  for (let order = Math.max(1, least); ; order++) {
    const matrix = ofOrder(order);
    if (matrix) return matrix.map((row) => (row[0]! < 0 ? row.map((sign) => -sign) : row));
  }
}

function ofOrder(order: number): Int8Array[] | undefined {
  if (order === 1) return [Int8Array.of(1)];
  if (order === 2) return [Int8Array.of(1, 1), Int8Array.of(1, -1)];
  if (order % 4 !== 0) return undefined;
  if (isPrime(order - 1)) return firstPaley(order - 1);
  const half = ofOrder(order / 2);
  if (half)
    return half.flatMap((row) => [
      Int8Array.of(...row, ...row),
      Int8Array.of(...row, ...row.map((sign) => -sign)),
    ]);
  if ((order / 2 - 1) % 4 === 1 && isPrime(order / 2 - 1)) return secondPaley(order / 2 - 1);
  return undefined;
}

/** I + S, with S skew: a border of ones round Jacobsthal's matrix; q = 3 mod 4. */
function firstPaley(q: number): Int8Array[] {
  const residue = quadraticCharacter(q);
  return Array.from({ length: q + 1 }, (_, i) =>
    Int8Array.from({ length: q + 1 }, (__, j) => {
      if (i === j) return 1;
      if (i === 0) return 1;
      if (j === 0) return -1;
      return residue[(((i - j) % q) + q) % q]!;
    }),
  );
}

/** A symmetric conference matrix with each entry a block of two by two; q = 1 mod 4. */
function secondPaley(q: number): Int8Array[] {
  const residue = quadraticCharacter(q);
  const size = 2 * (q + 1);
  return Array.from({ length: size }, (_, row) =>
    Int8Array.from({ length: size }, (__, column) => {
      const [i, j] = [row >> 1, column >> 1];
      const lower = (row & 1) * (column & 1) === 1;
      if (i === j) return (row & 1) === 0 && (column & 1) === 0 ? 1 : -1;
      const sign = i === 0 || j === 0 ? 1 : residue[(((i - j) % q) + q) % q]!;
      return lower ? -sign : sign;
    }),
  );
}

/** 1 for squares modulo q, -1 for others, 0 for 0. */
function quadraticCharacter(q: number): Int8Array {
  const character = new Int8Array(q).fill(-1);
  character[0] = 0;
  for (let x = 1; x < q; x++) character[(x * x) % q] = 1;
  return character;
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return n > 1;
}
