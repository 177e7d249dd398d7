import type { ContactAttemptText } from '#contracts/field-cases';
import type { InterviewSave } from '#contracts/interviews';
import { isInterview, type Standing, standingAfter } from '../field-cases/dispositions.rules.js';

/** The places of the saves of each interview, the latest first. */
export function latestFirst(saves: readonly InterviewSave[]): number[][] {
  const places = new Map<string, number[]>();
  for (const [place, { caseId }] of saves.entries()) {
    const those = places.get(caseId);
    if (those) those.push(place);
    else places.set(caseId, [place]);
  }
  return [...places.values()].map((those) =>
    those.toSorted((one, other) => saves[other]!.save - saves[one]!.save),
  );
}

/** A contact that is recorded, or is there already and came to more. */
export interface InterviewContact<Known> {
  standing: Standing;
  contact: { known: Known | null; text: ContactAttemptText } | null;
}

/**
 * What an interview makes of a case: saves of one sitting are one contact. A case that is complete stays as it is.
 * @throws Problem 409 `field-case.settled`, `field-case.contradiction`
 */
export function afterInterview<Known extends ContactAttemptText>(
  standing: Standing,
  attempts: readonly Known[],
  { complete, heldOn, partOfDay, mode }: InterviewSave,
): InterviewContact<Known> {
  if (standing.disposition === 'complete') return { standing, contact: null };
  const text: ContactAttemptText = {
    heldOn,
    partOfDay,
    mode,
    outcome: complete ? 'complete' : 'partial',
    firm: false,
  };
  const known = attempts.find(
    (one) => one.heldOn === heldOn && one.partOfDay === partOfDay && isInterview(one.outcome),
  );
  const others = attempts.filter((one) => one !== known);
  const isNews = !known || known.outcome !== text.outcome;
  return {
    standing: standingAfter([...others, text]),
    contact: isNews ? { known: known ?? null, text } : null,
  };
}
