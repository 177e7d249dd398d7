import { Problem } from '#contracts/problem';
import type { TrainingClass } from '#contracts/training';

/** What may be done to a class follows from its state. */
const open = {
  planned: ['planned', 'invited'],
  held: ['held'],
  assessed: ['assessed', 'certified'],
  over: ['held', 'assessed', 'certified'],
} as const satisfies Record<string, readonly TrainingClass['state'][]>;

/** @throws Problem 409 `class.not-planned`, `class.not-held`, `class.not-assessed` or `class.not-over`. */
export function refuseUnless({ state }: Pick<TrainingClass, 'state'>, needed: keyof typeof open): void {
  if (!(open[needed] as readonly string[]).includes(state))
    throw Problem.conflict(`class.not-${needed}`, `The class is ${state}`);
}
