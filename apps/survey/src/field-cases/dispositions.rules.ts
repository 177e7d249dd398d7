import type {
  CaseDisposition,
  ContactAttemptText,
  ContactOutcome,
  OwedContact,
} from '#contracts/field-cases';
import { Problem } from '#contracts/problem';
import type { OutcomeCounts } from '#statistics/outcome-rates';

/** How much is known of a case: what tells less than what is known already changes nothing. */
const known: Record<CaseDisposition, number> = {
  'not-attempted': 0,
  'unknown-household': 1,
  'unknown-other': 1,
  'non-contact': 2,
  'other-eligible': 3,
  refusal: 3,
  'break-off': 3,
  partial: 4,
  complete: 5,
  'not-eligible': 5,
};

/** Whether somebody was asked the questions. */
export const isInterview = (outcome: ContactOutcome): boolean =>
  ['complete', 'partial', 'break-off'].includes(outcome);

/** AAPOR's classes. A case that nobody has tried yet is one of which nothing is known. */
const classes: Record<CaseDisposition, keyof OutcomeCounts> = {
  'not-attempted': 'UH',
  'unknown-household': 'UH',
  'unknown-other': 'UO',
  'non-contact': 'NC',
  'other-eligible': 'O',
  refusal: 'R',
  'break-off': 'R',
  partial: 'P',
  complete: 'I',
  'not-eligible': 'NE',
};

export interface Standing {
  disposition: CaseDisposition;
  settled: boolean;
}

const partsOfDay: readonly ContactAttemptText['partOfDay'][] = ['morning', 'afternoon', 'evening'];

/** In which order contacts took place. */
export const inOrder = (one: ContactAttemptText, other: ContactAttemptText): number =>
  one.heldOn.localeCompare(other.heldOn) ||
  partsOfDay.indexOf(one.partOfDay) - partsOfDay.indexOf(other.partOfDay);

/**
 * What contacts come to, in the order in which they took place, however they were recorded. Somebody who refused is asked
 * once more, unless firmly; a second refusal stands.
 * @throws Problem 409 `field-case.settled`, `field-case.contradiction`
 */
export function standingAfter(attempts: readonly ContactAttemptText[]): Standing {
  let [disposition, settled, refusals] = ['not-attempted' as CaseDisposition, false, 0];
  for (const { outcome, firm } of attempts.toSorted(inOrder)) {
    if (settled)
      throw Problem.conflict('field-case.settled', 'Nobody goes there again after what came of it before');
    if (outcome === 'not-eligible' && disposition === 'partial')
      throw Problem.conflict('field-case.contradiction', 'Who has answered in part was eligible');
    if (known[outcome] >= known[disposition]) disposition = outcome;
    if (outcome === 'refusal') refusals += 1;
    settled = firm || refusals > 1 || outcome === 'complete' || outcome === 'not-eligible';
  }
  return { disposition, settled };
}

/** Outcomes after which one goes on trying. */
const open: readonly ContactOutcome[] = ['non-contact', 'unknown-household', 'unknown-other'];
const LEAST_ATTEMPTS = 4;

/** What a case is still owed before it is given up: at least four attempts, one in the evening, one at a weekend. */
export function owedContacts(
  { disposition }: Standing,
  attempts: readonly ContactAttemptText[],
): OwedContact[] {
  if (disposition !== 'not-attempted' && !open.includes(disposition)) return [];
  const isWeekend = ({ heldOn }: ContactAttemptText): boolean =>
    [0, 6].includes(new Date(heldOn).getUTCDay());
  return [
    ...(attempts.length < LEAST_ATTEMPTS ? (['more-attempts'] as const) : []),
    ...(attempts.some(({ partOfDay }) => partOfDay === 'evening') ? [] : (['evening'] as const)),
    ...(attempts.some(isWeekend) ? [] : (['weekend'] as const)),
  ];
}

/** How many cases stand where, in AAPOR's classes. */
export function outcomeCounts(
  standing: readonly { disposition: CaseDisposition; cases: number }[],
): OutcomeCounts {
  const counts = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 };
  for (const { disposition, cases } of standing) counts[classes[disposition]] += cases;
  return counts;
}
