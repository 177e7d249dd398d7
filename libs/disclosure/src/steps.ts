import { setImmediate } from 'node:timers/promises';

/** Work in steps of some milliseconds at most, between which others can have their turn. */
export type Steps<Result> = Generator<void, Result, void>;

/** How long one turn takes, in milliseconds. */
const TURN = 15;

/** Does the work at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Does the work in turns with whatever else the process has to do. */
export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  for (let began = performance.now(); ;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - began < TURN) continue;
    await setImmediate();
    began = performance.now();
  }
}
