import type { Reach } from '#auth/reach';
import type { ReviewPath } from '#contracts/review';

export type Level = ReviewPath['items'][number]['level'];

/** A unit above a report, with its numbers in the tree of the period. */
export interface Step extends Omit<ReviewPath['items'][number], 'passed'> {
  lo: number;
  hi: number;
}

const levels: readonly Level[] = ['commune', 'district', 'province'];
export const rankOf = (level: Level | null): number => (level === null ? 0 : levels.indexOf(level) + 1);

/** The highest unit of the path that lies wholly within the reach; null when none does. */
export function highestReached(path: readonly Step[], reach: Reach): Step | null {
  const reached = path.filter(
    ({ lo, hi }) => reach.everywhere || reach.ranges.some(([from, to]) => from <= lo && hi <= to),
  );
  return reached.toSorted((a, b) => rankOf(b.level) - rankOf(a.level))[0] ?? null;
}

/** Whether anyone above a level still has to look at what has passed it. */
export const goesOn = (path: readonly Step[], passed: Level): boolean =>
  path.some(({ level, required, staffed }) => required && staffed && rankOf(level) > rankOf(passed));
