import { contact, each, ownAccounts, type PersonalTable, service, type Use } from './personal-data.uses.js';

const told: Use = {
  ...service,
  purpose: 'To tell the person what concerns them, in the product and by mail',
  retention: 'Half a year',
};
const mailbox: Use = {
  ...contact,
  purpose: 'Where, when and of what the person wants mail: their own choice, which nobody else reads',
  legalBasis: 'Consent of the person, who takes it back at any time; Law 91/2025/QH15, Decree 356/2025',
};
const code: Use = { ...mailbox, retention: 'Half an hour; how many were sent, for a day' };

const ofOwnAccounts = `account_id IN (${ownAccounts})`;

/** What people are told, and how they want to hear of it. */
export const noticeTables: readonly PersonalTable[] = [
  {
    service: 'registry',
    table: 'notice',
    of: ofOwnAccounts,
    columns: each(
      told,
      'id account_id event_id kind urgent title text link channel mail_id created_at read_at',
    ),
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'mail',
    of: ofOwnAccounts,
    columns: each(
      told,
      'id account_id purpose digest_on urgent state due_at give_up_at attempts error created_at finished_at',
    ),
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'notice_preference',
    of: ofOwnAccounts,
    columns: each(mailbox, 'account_id kind channel'),
    erasure: 'rows',
  },
  {
    service: 'registry',
    table: 'notification_settings',
    of: ofOwnAccounts,
    columns: {
      ...each(mailbox, 'account_id address quiet_from quiet_to version'),
      ...each(code, 'pending_address code_expires_at code_attempts codes_sent codes_since'),
      ...each({ ...code, withheld: true }, 'code'),
      ...each({ ...mailbox, withheld: true }, 'unsubscribe_token'),
    },
    erasure: 'rows',
  },
];
