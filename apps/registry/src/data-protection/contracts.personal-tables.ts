import {
  byOwnAccount,
  decision,
  duty,
  each,
  FORMER,
  GONE,
  own,
  type PersonalTable,
  service,
  signature,
  trail,
  type Use,
} from './personal-data.uses.js';

const reading: Use = { ...duty, purpose: 'What was to be read or renewed, and when the person was told' };
const ownContracts = 'SELECT id FROM contract WHERE person_id = $1';

/** Contracts and what is paid by them; what a person was to read, and did. */
export const contractTables: readonly PersonalTable[] = [
  {
    service: 'registry',
    table: 'contract',
    of: own,
    columns: {
      ...each(
        service,
        `id appointment_id person_id template_id signing_id renews_id state year number starts_on term_months ends_on last_on
        coefficient signed_at terminated_at version`.replace(/\s+/g, ' '),
      ),
      ...each(decision, 'party termination_reason settlement'),
    },
    erasure: {
      party: `party || '{"fullName": "${FORMER}", "position": "–", "decisionNumber": "–", "decisionIssuer": "–"}'`,
      termination_reason: `CASE WHEN termination_reason IS NOT NULL THEN ${GONE} END`,
      settlement: `settlement || '{"remarks": null}'`,
      version: 'version + 1',
    },
  },
  {
    service: 'registry',
    table: 'contract_signing',
    of: `id IN (SELECT signing_id FROM contract WHERE person_id = $1)`,
    columns: each(signature, 'signer'),
  },
  {
    service: 'registry',
    table: 'allowance',
    of: own,
    columns: each(service, 'id sheet_id contract_id person_id sheet_month month coefficient spans amount'),
  },
  {
    service: 'registry',
    table: 'allowance_sheet',
    of: byOwnAccount('approved_by'),
    columns: each(trail, 'approved_by'),
  },
  {
    service: 'registry',
    table: 'regulation_acknowledgement',
    of: own,
    columns: each(reading, 'version_id person_id acknowledged_on'),
  },
  {
    service: 'registry',
    table: 'reminder',
    of: `person_id = $1 OR subject_id IN (${ownContracts})`,
    columns: each(reading, 'subject_id person_id days'),
  },
];
