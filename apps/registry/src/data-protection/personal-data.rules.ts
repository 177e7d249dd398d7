import type { PersonalDataUse, RetentionCategory } from '#contracts/data-protection';
import { fold } from '#contracts/values';
import { type ServiceName, serviceNames } from '#service-kit/service';
import { NOBODYS } from '../accounts/passwords.js';

/** What is left where a name stood: somebody was there once. */
const FORMER = 'Cựu cộng tác viên';
/** What is left of other words that lead to the person. */
const GONE = `'–'`;

/** What a column is for, by what right it is held, and how long. */
interface Use {
  purpose: string;
  legalBasis: string;
  retention: string;
  category?: RetentionCategory;
  /** Held, but never told: a secret, or a fingerprint of one. */
  withheld?: true;
}

/** A table with rows that belong to people. Tests compare it with the database: neither may have what the other has not. */
interface PersonalTable {
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

const who: Use = {
  purpose: 'To know who holds an appointment, signs and is answered',
  legalBasis: MANDATE,
  retention: AFTER_LEAVING,
  category: 'identity',
};
const contact: Use = {
  purpose: 'To reach the person at work about appointments, contracts, meetings and reminders',
  legalBasis: MANDATE,
  retention: AFTER_LEAVING,
  category: 'contact',
};
const decision: Use = {
  ...who,
  purpose: 'To show the decision that an appointment or a commendation rests on',
};
const service: Use = { purpose: 'Who served where and when', legalBasis: MANDATE, retention: FACT };
const duty: Use = { purpose: 'Reports expected, filed and returned', legalBasis: MANDATE, retention: FACT };
const opinion: Use = {
  ...duty,
  purpose: 'What was reported, without anyone who said it; the text is guarded',
};
const access: Use = {
  purpose: 'To sign in and to act within dated roles',
  legalBasis: SECURITY,
  retention: AFTER_LEAVING,
  category: 'identity',
};
const secret: Use = { ...access, withheld: true };
const session: Use = { ...access, retention: 'Until the session ends, 30 days at most' };
const notice: Use = {
  purpose: 'To tell the person what concerns them, in the product and by mail',
  legalBasis: MANDATE,
  retention: 'Half a year',
};
const mailbox: Use = {
  purpose: 'Where, when and of what the person wants mail: their own choice, which nobody else reads',
  legalBasis: 'Consent of the person, who takes it back at any time; Law 91/2025/QH15, Decree 356/2025',
  retention: AFTER_LEAVING,
  category: 'contact',
};
const trail: Use = {
  purpose: 'To show who did what, and who read whose data',
  legalBasis: SECURITY,
  retention: 'For good; ids only',
};
const repetition: Use = {
  purpose: 'To give the same answer to a request that is repeated',
  legalBasis: SECURITY,
  retention: 'As long as what the request made; what mentions a person in the registry goes with their data',
  withheld: true,
};
const signature: Use = {
  purpose: 'The signature under an issued document',
  legalBasis: 'Rules on documents and archives of the office',
  retention: 'As long as the document',
};

const each = (use: Use, columns: string): Record<string, Use> =>
  Object.fromEntries(columns.split(' ').map((column) => [column, use]));

const own = 'person_id = $1';
const ownAppointments = 'appointment_id IN (SELECT id FROM appointment WHERE person_id = $1)';
const ownAccounts = 'SELECT id FROM account WHERE person_id = $1';
const byOwnAccount = (column: string): string =>
  `${column} IN (SELECT id::text FROM account WHERE person_id = $1)`;

/** What every service keeps of its own running. */
const foundation = (of: ServiceName): PersonalTable[] => [
  {
    service: of,
    table: 'audit_entry',
    of: `${byOwnAccount('actor')} OR entity = 'person:' || $1::text OR details ->> 'personId' = $1::text
      OR entity IN (SELECT 'account:' || id FROM account WHERE person_id = $1
                    UNION ALL SELECT 'appointment:' || id FROM appointment WHERE person_id = $1)`,
    columns: each(trail, 'at actor action entity details'),
  },
  { service: of, table: 'job', of: byOwnAccount('requested_by'), columns: each(trail, 'requested_by') },
  {
    service: of,
    table: 'idempotency',
    of: `${byOwnAccount('caller')} OR strpos(response::text, $1::text) > 0`,
    columns: each(repetition, 'caller request_hash response'),
    // Only the registry's answers can hold more than ids.
    ...(of === 'registry' && { erasure: 'rows' as const }),
  },
];

/**
 * The register of processing: every column that holds something of a person. An erasure goes through it from top to
 * bottom, and so does the export of one's own data; what other services hold is ids and facts, which stay.
 */
export const personalTables: readonly PersonalTable[] = [
  ...serviceNames.flatMap(foundation),
  {
    service: 'registry',
    table: 'person',
    of: 'id = $1',
    columns: { ...each(who, 'full_name search'), ...each(service, 'id version erased_on') },
    erasure: {
      full_name: `'${FORMER}'`,
      search: `'${fold(FORMER)}'`,
      erased_on: `(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`,
      version: 'version + 1',
    },
  },
  {
    service: 'registry',
    table: 'person_name',
    of: own,
    columns: each(who, 'person_id version full_name reason replaced_at'),
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'person_contact',
    of: own,
    columns: each(contact, 'person_id work_phone email office_address version'),
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'appointment',
    of: own,
    columns: {
      ...each(
        service,
        `id person_id role level organisation_id area_id ord covered_area_ids topics category from to state end_reason
        successor_id version`.replace(/\s+/g, ' '),
      ),
      ...each(
        decision,
        'position decision_number decision_date decision_issuer legal_basis end_decision_number',
      ),
    },
    erasure: {
      position: GONE,
      decision_number: GONE,
      decision_issuer: GONE,
      legal_basis: 'NULL',
      end_decision_number: 'NULL',
      version: 'version + 1',
    },
  },
  {
    service: 'registry',
    table: 'appointment_suspension',
    of: ownAppointments,
    columns: {
      ...each(service, 'appointment_id from to'),
      ...each(decision, 'reason decision_number lifted_by'),
    },
    erasure: { reason: `'other'`, decision_number: GONE, lifted_by: 'NULL' },
  },
  {
    service: 'registry',
    table: 'appointment_substitution',
    of: `person_id = $1 OR ${ownAppointments}`,
    columns: {
      ...each(service, 'id appointment_id person_id from to'),
      ...each(decision, 'decision_number'),
    },
    erasure: { decision_number: GONE },
  },
  {
    service: 'registry',
    table: 'post',
    of: own,
    columns: each(who, 'id person_id organisation_id position from to version'),
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'roster_row',
    of: `content ->> 'personId' = $1::text`,
    columns: { ...each(service, 'renewal_id line'), ...each(decision, 'content') },
    erasure: { content: `content || '{"fullName": null, "position": "–"}'` },
  },
  {
    service: 'registry',
    table: 'roster_change',
    of: own,
    columns: each(
      service,
      'renewal_id position line outcome person_id kept_id ended_id ended_to changes made_id',
    ),
  },
  {
    service: 'registry',
    table: 'commendation',
    of: own,
    columns: each(
      decision,
      'id person_id title awarded_by decision_number decision_date decision_issuer corrects_id',
    ),
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'filed_report',
    of: ownAppointments,
    columns: each(duty, 'id period_id appointment_id state on_time returned version'),
  },
  {
    service: 'registry',
    table: 'erasure',
    of: own,
    columns: each(
      trail,
      'id person_id reason decision_number decision_date state requested_by requested_at closed_by closed_at version',
    ),
  },
  {
    service: 'registry',
    table: 'session',
    of: `account_id IN (${ownAccounts})`,
    columns: {
      ...each(session, 'id account_id second_factor started_at expires_at'),
      ...each({ ...session, withheld: true }, 'refresh_family refresh_hash'),
    },
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'sign_in_failure',
    of: `name_hash IN (SELECT sha256(convert_to(username, 'UTF8')) FROM account WHERE person_id = $1)`,
    columns: {
      ...each({ ...access, retention: 'One day after the last failure' }, 'failures last_at locked_until'),
      ...each({ ...secret, retention: 'One day after the last failure' }, 'name_hash'),
    },
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'notice',
    of: `account_id IN (${ownAccounts})`,
    columns: each(
      notice,
      'id account_id event_id kind urgent title text link channel mail_id created_at read_at',
    ),
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'mail',
    of: `account_id IN (${ownAccounts})`,
    columns: each(
      notice,
      'id account_id purpose digest_on urgent state due_at give_up_at attempts error created_at finished_at',
    ),
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'notice_preference',
    of: `account_id IN (${ownAccounts})`,
    columns: each(mailbox, 'account_id kind channel'),
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'notification_settings',
    of: `account_id IN (${ownAccounts})`,
    columns: {
      ...each(mailbox, 'account_id address pending_address quiet_from quiet_to version'),
      ...each(
        {
          ...mailbox,
          retention: 'Until the code has come back, half an hour at most; how many were sent, for a day',
        },
        'code_expires_at code_attempts codes_sent codes_since',
      ),
      ...each({ ...mailbox, withheld: true }, 'code unsubscribe_token'),
    },
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'account_grant',
    of: `account_id IN (${ownAccounts})`,
    columns: each(service, 'id account_id role area_id organisation_id from to'),
  },
  {
    service: 'registry',
    table: 'account',
    of: own,
    columns: {
      ...each(service, 'id person_id state access_revision version'),
      ...each(
        access,
        'username must_change_password totp_confirmed totp_last_step oidc_issuer oidc_username oidc_subject',
      ),
      ...each(secret, 'password_hash totp_secret'),
    },
    erasure: {
      username: 'id::text',
      password_hash: `'${NOBODYS}'`,
      state: `'disabled'`,
      totp_secret: 'NULL',
      totp_confirmed: 'false',
      totp_last_step: '0',
      oidc_issuer: 'NULL',
      oidc_username: 'NULL',
      oidc_subject: 'NULL',
      version: 'version + 1',
    },
  },
  {
    service: 'reporting',
    table: 'appointment',
    of: own,
    columns: each(service, 'id person_id role level organisation_id area_id from to state version'),
  },
  {
    service: 'reporting',
    table: 'opinion_report',
    of: own,
    columns: each(
      duty,
      `id period_id appointment_id person_id kind channel ord state filed_at on_time revise_by item_count version created_at`,
    ),
  },
  {
    service: 'reporting',
    table: 'opinion_item',
    of: ownAppointments,
    columns: {
      ...each(duty, 'id report_id position period_id appointment_id state return_reason'),
      ...each(
        opinion,
        'topic area_id ord strata tendency prevalence conversations meetings places intensity trend rumour summary proposals assessment proposed_solution',
      ),
    },
  },
  {
    service: 'reporting',
    table: 'expected_report',
    of: own,
    columns: each(
      duty,
      'period_id appointment_id person_id organisation_id area_id level ord received on_time',
    ),
  },
  {
    service: 'reporting',
    table: 'aggregate_report',
    of: byOwnAccount('approved_by'),
    columns: { ...each(trail, 'approved_by'), ...each(signature, 'signer') },
  },
  { service: 'reporting', table: 'aggregate_comment', of: byOwnAccount('by'), columns: each(trail, 'by') },
  {
    service: 'reporting',
    table: 'dispatch',
    of: byOwnAccount('acknowledged_by'),
    columns: each(trail, 'acknowledged_by'),
  },
  {
    service: 'survey',
    table: 'survey_plan',
    of: byOwnAccount('approved_by'),
    columns: each(trail, 'approved_by'),
  },
  {
    service: 'training',
    table: 'appointment',
    of: own,
    columns: each(service, 'id person_id role level from to state version'),
  },
];

/** What the register says, column by column. */
export const personalDataUses: readonly PersonalDataUse[] = personalTables.flatMap(
  ({ service, table, columns, erasure }) =>
    Object.entries(columns).map(([column, { purpose, legalBasis, retention, category = null }]) => ({
      service,
      table,
      column,
      purpose,
      legalBasis,
      retention,
      retentionCategory: category,
      onErasure: erasure === 'rows' ? 'deleted' : erasure?.[column] ? 'overwritten' : 'kept',
    })),
);

const registryTables = personalTables.filter(({ service }) => service === 'registry');

/** The statements of an erasure, in their order, by table; $1 is the person. */
export const erasureStatements: readonly { table: string; sql: string }[] = registryTables.flatMap(
  ({ table, of, erasure }) => {
    if (!erasure) return [];
    if (erasure === 'rows') return [{ table, sql: `DELETE FROM ${table} WHERE ${of}` }];
    const changes = Object.entries(erasure).map(([column, value]) => `"${column}" = ${value}`);
    return [{ table, sql: `UPDATE ${table} SET ${changes.join(', ')} WHERE ${of}` }];
  },
);

/** What of each table the person gets to see; $1 is the person. */
export const exportStatements: readonly { table: string; sql: string }[] = registryTables.flatMap(
  ({ table, of, columns }) => {
    const told = Object.keys(columns).filter((column) => !columns[column]!.withheld);
    if (told.length === 0) return [];
    const quoted = told.map((column) => `"${column}"`).join(', ');
    return [{ table, sql: `SELECT ${quoted} FROM ${table} WHERE ${of} ORDER BY ${quoted}` }];
  },
);

/** Columns of the registry that are held but not told, as `table.column`. */
export const withheldColumns: readonly string[] = registryTables.flatMap(({ table, columns }) =>
  Object.entries(columns)
    .filter(([, use]) => use.withheld)
    .map(([column]) => `${table}.${column}`),
);
