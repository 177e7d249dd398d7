import { Problem } from '#contracts/problem';

/**
 * Refuses what cannot be done in the state that something is in.
 * @param noun begins the problem's code; `thing` is what it says of itself.
 * @throws Problem 409 `<noun>.wrong-state`.
 */
export function refuseState<State extends string>(
  { noun, thing }: { noun: string; thing: string },
  state: State,
  needed: readonly State[],
): void {
  if (needed.includes(state)) return;
  throw Problem.conflict(
    `${noun}.wrong-state`,
    `The ${thing} is ${state}; this needs it to be ${needed.join(' or ')}`,
  );
}
