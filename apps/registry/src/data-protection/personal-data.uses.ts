import type { RetentionCategory } from '#contracts/data-protection';
import type { ServiceName } from '#service-kit/service-names';

/** What is left where a name stood: somebody was there once. */
export const FORMER = 'Cựu cộng tác viên';
/** What is left of other words that lead to the person. */
export const GONE = `'–'`;

/** What a column is for, by what right it is held, and how long. */
export interface Use {
  purpose: string;
  legalBasis: string;
  retention: string;
  category?: RetentionCategory;
  /** Held, but never told: a secret, or a fingerprint of one. */
  withheld?: true;
}

/** A table with rows that belong to people. Tests compare it with the database: neither may have what the other has not. */
export interface PersonalTable {
  service: ServiceName;
  table: string;
  /** SQL condition on its rows: which of them are of the person $1. */
  of: string;
  columns: Record<string, Use>;
  /** What an erasure does: removes the rows, or puts SQL expressions into columns. Left out: ids and facts, which stay. */
  erasure?: 'rows' | Record<string, string>;
}

const MANDATE =
  'Work of the office under its regulations and the dated decision; Law 91/2025/QH15, Decree 356/2025';
const SECURITY = 'Security and accountability of processing; Law 91/2025/QH15, Decree 356/2025';
const AFTER_LEAVING = 'After the last appointment or grant has ended, as the dated rule says';
const FACT =
  'As long as the figures it counts in; holds no name, and leads to nobody once the person is erased';

export const who: Use = {
  purpose: 'To know who holds an appointment, signs and is answered',
  legalBasis: MANDATE,
  retention: AFTER_LEAVING,
  category: 'identity',
};
export const contact: Use = {
  purpose: 'To reach the person at work about appointments, contracts, meetings and reminders',
  legalBasis: MANDATE,
  retention: AFTER_LEAVING,
  category: 'contact',
};
export const decision: Use = {
  ...who,
  purpose: 'To show the decision that an appointment or a commendation rests on',
};
export const service: Use = { purpose: 'Who served where and when', legalBasis: MANDATE, retention: FACT };
export const duty: Use = {
  purpose: 'Reports expected, filed and returned',
  legalBasis: MANDATE,
  retention: FACT,
};
export const opinion: Use = {
  ...duty,
  purpose: 'What was reported, without anyone who said it; the text is guarded',
};
export const question: Use = {
  ...duty,
  purpose: 'To ask again what was asked before; the text is guarded',
};
export const access: Use = {
  purpose: 'To sign in and to act within dated roles',
  legalBasis: SECURITY,
  retention: AFTER_LEAVING,
  category: 'identity',
};
export const secret: Use = { ...access, withheld: true };
export const session: Use = { ...access, retention: 'Until the session ends, 30 days at most' };
export const trail: Use = {
  purpose: 'To show who did what, and who read whose data',
  legalBasis: SECURITY,
  retention: 'For good; ids only',
};
export const repetition: Use = {
  purpose: 'To give the same answer to a request that is repeated',
  legalBasis: SECURITY,
  retention: 'Seven days; what mentions a person in the registry goes with their data',
  withheld: true,
};
export const signature: Use = {
  purpose: 'The signature under an issued document',
  legalBasis: 'Rules on documents and archives of the office',
  retention: 'As long as the document',
};

export const each = (use: Use, columns: string): Record<string, Use> =>
  Object.fromEntries(columns.split(' ').map((column) => [column, use]));

export const own = 'person_id = $1';
export const ownAppointments = 'appointment_id IN (SELECT id FROM appointment WHERE person_id = $1)';
export const ownAccounts = 'SELECT id FROM account WHERE person_id = $1';
export const byOwnAccount = (column: string): string =>
  `${column} IN (SELECT id::text FROM account WHERE person_id = $1)`;
