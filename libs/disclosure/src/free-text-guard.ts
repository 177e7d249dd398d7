import { findAddresses } from './guard-addresses.js';
import { findEmails, findProfiles } from './guard-links.js';
import { findNames } from './guard-names.js';
import { findNumbers } from './guard-numbers.js';
import { readText, type Span } from './guard-text.js';

/** What points at a person. */
export type GuardKind =
  'email' | 'profile-link' | 'bank-account' | 'id-number' | 'phone' | 'address' | 'named-person';

/**
 * Where something that points at a person stands: UTF-16 code units of the text in NFC, `end` exclusive.
 * Never holds the words themselves, so that it can be returned and logged.
 */
export interface GuardFinding {
  readonly kind: GuardKind;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds in Vietnamese text what may not stand in an opinion report: phone, identity and bank account numbers,
 * e-mail addresses, social profiles, addresses of homes, and persons named behind a form of address.
 * In order of place, without overlaps; empty when the text may be stored. Offices without a name, places,
 * figures, dates, document numbers and public service lines pass. Takes time linear in the length of the text.
 */
export function guardFreeText(text: string): GuardFinding[] {
  const read = readText(text);
  const as = (kind: GuardKind, spans: readonly Span[]): GuardFinding[] =>
    spans.map(({ start, end }) => ({ kind, start, end }));
  const found = [
    ...as('email', findEmails(read)),
    ...as('profile-link', findProfiles(read)),
    ...findNumbers(read),
    ...as('address', findAddresses(read)),
    ...as('named-person', findNames(read)),
  ];
  return withoutOverlaps(found).map((finding) => ({ ...finding, ...read.locate(finding) }));
}

/**
 * The same as problems of a request. The message says what kind of thing stands at which characters, never what it is,
 * so that it may be shown and logged.
 * @param path of the text in the request.
 */
export function personalSpansIn(path: string, text: string): { path: string; message: string }[] {
  return guardFreeText(text).map(({ kind, start, end }) => ({
    path,
    message: `${kind} at characters ${start} to ${end}: write it so that it leads to no person`,
  }));
}

/** Of two findings in one place the one listed first stays. */
function withoutOverlaps(findings: readonly GuardFinding[]): GuardFinding[] {
  const byPlace = findings
    .map((finding, rank) => ({ finding, rank }))
    .sort((a, b) => a.finding.start - b.finding.start || a.rank - b.rank);
  const kept: { finding: GuardFinding; rank: number }[] = [];
  for (const next of byPlace) {
    const last = kept.at(-1);
    if (!last || next.finding.start >= last.finding.end) kept.push(next);
    else if (next.rank < last.rank) kept[kept.length - 1] = next;
  }
  return kept.map(({ finding }) => finding);
}
