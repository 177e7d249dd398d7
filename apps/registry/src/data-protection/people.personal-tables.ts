import { fold } from '#contracts/values';
import { officeDaySql } from '#persistence/office-day';
import { NOBODYS } from '../accounts/passwords.js';
import {
  GONE,
  who,
  contact,
  decision,
  service,
  duty,
  access,
  secret,
  session,
  trail,
  each,
  FORMER,
  own,
  ownAppointments,
  ownAccounts,
  type PersonalTable,
} from './personal-data.uses.js';

/** The record of the person, and those that were merged into it. */
const records = 'id = $1 OR merged_into_id = $1';

/** People, their appointments and accounts. */
export const peopleTables: readonly PersonalTable[] = [
  {
    service: 'registry',
    table: 'person',
    of: records,
    columns: {
      ...each(who, 'full_name search'),
      ...each(service, 'id version erased_on merged_into_id'),
      ...each(decision, 'merge_decision_number merge_decision_date'),
    },
    erasure: {
      full_name: `'${FORMER}'`,
      search: `'${fold(FORMER)}'`,
      erased_on: officeDaySql,
      merge_decision_number: `CASE WHEN merged_into_id IS NOT NULL THEN ${GONE} END`,
      version: 'version + 1',
    },
  },
  {
    service: 'registry',
    table: 'person_name',
    of: `person_id IN (SELECT id FROM person WHERE ${records})`,
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
      ...each(
        { ...access, retention: 'One day after the last failure' },
        'failures last_at locked_until told_at',
      ),
      ...each({ ...secret, retention: 'One day after the last failure' }, 'name_hash'),
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
];
