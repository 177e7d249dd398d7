import type { ServiceName } from '#service-kit/service-names';
import {
  service,
  duty,
  opinion,
  question,
  trail,
  repetition,
  signature,
  each,
  own,
  ownAccounts,
  ownAppointments,
  byOwnAccount,
  type PersonalTable,
} from './personal-data.uses.js';

/** What every service keeps of its own running. */
export const foundationTables = (of: ServiceName): PersonalTable[] => [
  {
    service: of,
    table: 'audit_entry',
    of: `${byOwnAccount('actor')} OR entity = 'person:' || $1::text OR details ->> 'personId' = $1::text
      OR entity IN (SELECT 'account:' || id FROM account WHERE person_id = $1
                    UNION ALL SELECT 'appointment:' || id FROM appointment WHERE person_id = $1
                    UNION ALL SELECT 'person:' || id FROM person WHERE merged_into_id = $1)`,
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

const reportedItem =
  'id report_id position period_id appointment_id state return_reason revision known_from decided_at passed_level change_reason stream_id';
const saidInItem =
  'topic area_id ord strata tendency prevalence conversations meetings places intensity trend rumour summary proposals assessment proposed_solution';

/** What other services hold: ids and facts. */
export const tablesElsewhere: readonly PersonalTable[] = [
  {
    service: 'reporting',
    table: 'appointment',
    of: own,
    columns: each(service, 'id person_id role level organisation_id area_id from to state version suspended'),
  },
  {
    service: 'reporting',
    table: 'hand_over',
    of: `from_${ownAppointments} OR to_${ownAppointments}`,
    columns: each(service, 'from_appointment_id to_appointment_id on version'),
  },
  {
    service: 'reporting',
    table: 'reviewer',
    of: own,
    columns: each(service, 'account_id person_id version'),
  },
  {
    service: 'reporting',
    table: 'reviewer_span',
    of: `account_id IN (${ownAccounts})`,
    columns: each(service, 'account_id area_id from to'),
  },
  {
    service: 'reporting',
    table: 'saved_view',
    of: `account_id IN (${ownAccounts})`,
    columns: each(question, 'id account_id title kind query shared_with version created_at'),
  },
  {
    service: 'reporting',
    table: 'opinion_report',
    of: own,
    columns: each(
      duty,
      `id period_id appointment_id person_id kind channel ord state filed_at on_time revise_by first_read_at item_count version created_at`,
    ),
  },
  {
    service: 'reporting',
    table: 'opinion_item',
    of: ownAppointments,
    columns: {
      ...each(duty, reportedItem),
      ...each(opinion, `${saidInItem} words`),
    },
  },
  {
    service: 'reporting',
    table: 'opinion_attachment',
    of: `report_id IN (SELECT id FROM opinion_report WHERE ${own})`,
    columns: {
      ...each(duty, 'report_id sha256 media_type size added_at'),
      ...each(opinion, 'content'),
    },
  },
  {
    service: 'reporting',
    table: 'opinion_item_version',
    of: ownAppointments,
    columns: { ...each(duty, `${reportedItem} known_to`), ...each(opinion, saidInItem) },
  },
  {
    service: 'reporting',
    table: 'kept_count',
    of: ownAppointments,
    columns: each(
      duty,
      'period_id counted_at scope fold area_id topic tendency prevalence strata appointment_id n',
    ),
  },
  {
    service: 'reporting',
    table: 'expected_report',
    of: own,
    columns: each(
      duty,
      'period_id appointment_id person_id organisation_id area_id level ord received on_time known_from known_to',
    ),
  },
  {
    service: 'reporting',
    table: 'report_reminder',
    of: ownAppointments,
    columns: each(duty, 'period_id appointment_id said_to days level said_at'),
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
    table: 'aggregate_section_version',
    of: byOwnAccount('by'),
    columns: each(trail, 'by'),
  },
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
    service: 'survey',
    table: 'survey_release',
    of: byOwnAccount('approved_by'),
    columns: each(trail, 'approved_by'),
  },
  {
    service: 'training',
    table: 'appointment',
    of: own,
    columns: each(service, 'id person_id role level area_id from to state version'),
  },
];
