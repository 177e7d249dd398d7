export type Seed = number | string;

type Part = number | string;

/** FNV-1a over the UTF-16 units, then MurmurHash3's finaliser, so that neighbouring labels give unlike seeds. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Repeatable chance: the 32-bit generator mulberry32, seeded with a hash of the seed and a label. Whatever is
 * drawn for one label leaves every other label as it was, so a collaborator keeps their name and habits however
 * many months are generated.
 */
export class Dice {
  #state: number;

  constructor(seed: Seed, ...label: Part[]) {
    this.#state = hash(JSON.stringify([seed, ...label]));
  }

  /** A number in [0, 1). */
  unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number between `low` and `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[this.whole(0, list.length - 1)]!;
  }

  /** One entry, each with a chance in proportion to its weight; at least one weight must be positive. */
  pickWeighted<T>(list: readonly T[], weightOf: (entry: T) => number): T {
    const [drawn] = this.sampleWeighted(list, 1, weightOf);
    if (drawn === undefined) throw new RangeError('nothing to pick from');
    return drawn;
  }

  /** Up to `count` different entries, in the order drawn; entries without weight are never drawn. */
  sampleWeighted<T>(list: readonly T[], count: number, weightOf: (entry: T) => number): T[] {
    const urn = list.map((entry) => ({ entry, weight: weightOf(entry) })).filter(({ weight }) => weight > 0);
    const drawn: T[] = [];
    while (drawn.length < count && urn.length > 0) {
      let left = this.unit() * urn.reduce((sum, { weight }) => sum + weight, 0);
      let at = 0;
      while (at < urn.length - 1 && left >= urn[at]!.weight) {
        left -= urn[at]!.weight;
        at += 1;
      }
      drawn.push(urn.splice(at, 1)[0]!.entry);
    }
    return drawn;
  }

  sample<T>(list: readonly T[], count: number): T[] {
    return this.sampleWeighted(list, count, () => 1);
  }
}
