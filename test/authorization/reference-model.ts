import type { Role } from '#contracts/permissions';
import { registryRules } from './rules/registry.js';
import { filingRules } from './rules/filing.js';
import { reportingRules } from './rules/reporting.js';
import { followUpRules } from './rules/reporting-follow-up.js';
import { surveyRules } from './rules/survey.js';
import { trainingRules } from './rules/training.js';
import { certificateRules } from './rules/certificates.js';
import { conferenceRules } from './rules/conferences.js';

/**
 * Who may call what, and how far, as the office's rules say it: written down here on its own, so that a slip in
 * the product's table of permissions is seen. Cells:
 * `all` everything; `area` what lies in the areas of the grant; `own` what is the caller's own;
 * `org` what was dispatched to the caller's organisation; `-` refused. A client is another system that was
 * granted the permission. `+` behind an operation: only with a second factor. `public`: no sign-in needed.
 * `signed-in`: every account for itself, with or without a role; with cells behind it, what is its own and what its
 * roles reach besides.
 */
const tables = [
  registryRules,
  reportingRules,
  filingRules,
  followUpRules,
  surveyRules,
  trainingRules,
  certificateRules,
  conferenceRules,
];

/** What every service offers of its own running. */
const foundation = `
jobs.list                                   all   all   -     -     all   all   -     -
jobs.get                                    all   all   -     -     all   all   -     -
jobs.follow                                 all   all   -     -     all   all   -     -
jobs.retry                                  all   -     -     -     -     -     -     -
deadLetters.list                            all   -     -     -     -     -     -     -
deadLetters.replay                          all   -     -     -     -     -     -     -
audit.entries                               all   -     -     -     -     -     -     -
audit.head                                  all   -     -     -     -     -     -     -
audit.checkpoint                            all   -     -     -     -     -     -     -
`;

export type Extent = 'all' | 'area' | 'own' | 'org' | '-';

/** What the model says of one operation. */
export interface Rule {
  public: boolean;
  /** Every account may, whatever its roles. */
  signedIn: boolean;
  /** How far an account without a role reaches. */
  withoutRole: Extent;
  secondFactor: boolean;
  extents: Record<Role | 'client', Extent>;
}

const lines = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([first]) => first !== '');

const header = lines(tables[0]!)[0]!;
const rows = tables.flatMap((table) => lines(table).slice(1));
export const roles = header.filter((name): name is Role => name !== 'client');

const ruleOf = (cells: string[]): Rule => {
  const secondFactor = cells[0] === '+';
  const signedIn = cells[0] === 'signed-in';
  const named = secondFactor || signedIn ? cells.slice(1) : cells;
  const forAll = signedIn && named.length === 0;
  const extentOf = (name: string, index: number): Extent => {
    if (forAll) return name === 'client' ? '-' : 'all';
    return (named[index] ?? '-') as Extent;
  };
  return {
    public: cells[0] === 'public',
    signedIn,
    withoutRole: signedIn ? (forAll ? 'all' : 'own') : '-',
    secondFactor,
    extents: Object.fromEntries(
      header.map((name, index) => [name, extentOf(name, index)]),
    ) as Rule['extents'],
  };
};

/** The rules by operation. */
export const model: ReadonlyMap<string, Rule> = new Map([
  ...rows.map(([operation, ...cells]): [string, Rule] => [operation!, ruleOf(cells)]),
  ...['registry', 'reporting', 'survey', 'training'].flatMap((service) =>
    lines(foundation).map(([operation, ...cells]): [string, Rule] => [
      `${service}.${operation}`,
      ruleOf(cells),
    ]),
  ),
]);

/** Whether somebody with this reach sees a thing that stands in this relation to them. */
export function sees(extent: Extent, caller: Role | 'client', relation: string): boolean {
  if (relation === 'nonexistent' || extent === '-') return false;
  // Other systems see of the aggregate reports what was issued.
  if (caller === 'client') return !['drafted', 'withdrawn'].includes(relation);
  const reached: Record<Exclude<Extent, 'all' | '-'>, string[]> = {
    area: ['of the area', 'below the area', 'there'],
    own: ['own', 'own draft', 'there'],
    org: ['sent to us'],
  };
  return extent === 'all' || reached[extent].includes(relation);
}
