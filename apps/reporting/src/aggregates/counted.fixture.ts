import type { CountRow } from './counts.queries.js';

/** An opinion item by what it is counted by. */
export interface Heard {
  topic: string;
  tendency: string;
  area: string;
  reporter: string;
}

/** Counts items as SQL would: by two of their keys, null for the total over one, with the distinct reporters. */
export function counted<Item extends Pick<Heard, 'reporter'>>(
  items: readonly Item[],
  row: (item: Item) => string,
  column: (item: Item) => string,
): Pick<CountRow, 'r' | 'c' | 'count' | 'reporters'>[] {
  const places = new Map<string, { r: string | null; c: string | null; own: Item[] }>();
  for (const item of items)
    for (const r of [row(item), null])
      for (const c of [column(item), null]) {
        const key = JSON.stringify([r, c]);
        places.set(key, { r, c, own: [...(places.get(key)?.own ?? []), item] });
      }
  return [...places.values()].map(({ r, c, own }) => ({
    r,
    c,
    count: own.length,
    reporters: new Set(own.map(({ reporter }) => reporter)).size,
  }));
}
