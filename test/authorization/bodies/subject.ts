import type { Cast } from '../cast.js';

/** Who and what the requests are about. */
export interface Subject {
  cast: Cast;
  /** Another for every request, so that what is made is made anew. */
  number: number;
}

/** Bodies by operation. */
export type Bodies = Record<string, (subject: Subject) => Record<string, unknown>>;

/** Files by operation, as tab-separated values. */
export type Files = Record<string, (subject: Subject) => string>;

/** An id that nothing has. */
export const nowhere = '0b9f6a1e-5a0c-4b52-9d0b-2f4f6b1f1a11';
