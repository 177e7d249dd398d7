/** Numbers from 0 to below 1, 53 random bits each; the same seed gives the same numbers on every machine. */
export type Random = () => number;

/**
 * A generator from a seed, a whole number from 0 to 2^53 - 1: sfc32 of C. Doty-Humphrey (PractRand), whose state
 * is counted and so repeats after 2^32 calls at the least. Not for secrets. Throws a RangeError for another seed.
 */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`a seed is a whole number, was ${seed}`);
  let a = 0;
  let b = seed >>> 0;
  let c = Math.floor(seed / 2 ** 32);
  let counter = 1;
  const next = (): number => {
    const value = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + value;
    return value >>> 0;
  };
  for (let warm = 0; warm < 15; warm++) next();
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}
