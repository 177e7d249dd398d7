import type { Days } from './allowance.rules.js';
import type { ContractFacts } from './sheet.rules.js';

/*
 * What was known until a moment $1. Rows are never changed backwards: a contract keeps when it was signed and when it
 * was ended, a base salary when it was recorded and superseded, a sheet when it was approved.
 */

export const contractFactsSql = `
  SELECT contract.id AS "contractId", contract.appointment_id AS "appointmentId", contract.person_id AS "personId",
         appointment.organisation_id AS "organisationId", appointment.level, contract.coefficient::float8 AS coefficient,
         contract.starts_on AS "startsOn", appointment."to" AS "appointmentTo",
         CASE WHEN contract.terminated_at <= $1 THEN contract.last_on ELSE contract.ends_on END AS "lastOn"
    FROM contract JOIN appointment ON appointment.id = contract.appointment_id
   WHERE contract.signed_at <= $1`;
export type ContractFactsRow = ContractFacts;

/** Days on which an appointment rests; as with its end, not kept is since when they were known. */
export const suspendedSql = `
  SELECT appointment_id AS "appointmentId", "from", coalesce("to" - 1, '9999-12-31')::date AS "to"
    FROM appointment_suspension ORDER BY appointment_id, "from"`;
export type SuspendedRow = Days & { appointmentId: string };

export const salariesSql = `
  SELECT valid_from AS "validFrom", amount FROM base_salary
   WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1) ORDER BY valid_from`;

export const approvedMonthsSql = `SELECT month FROM allowance_sheet WHERE approved_at <= $1`;

export const approvedSql = `
  SELECT allowance.contract_id AS "contractId", allowance.month, sum(allowance.amount)::float8 AS amount
    FROM allowance JOIN allowance_sheet sheet ON sheet.id = allowance.sheet_id
   WHERE sheet.approved_at <= $1 AND sheet.month <> $2 GROUP BY 1, 2`;

/** Names for the printed sheet: of people, organisations and contracts, which a sheet itself holds only by id. */
export const namesSql = `
  SELECT contract.id, person.full_name AS "fullName", appointment.position, organisation.name AS organisation,
         contract.number, contract.year
    FROM contract
    JOIN person ON person.id = contract.person_id
    JOIN appointment ON appointment.id = contract.appointment_id
    JOIN organisation ON organisation.id = appointment.organisation_id
   WHERE contract.id = ANY($1::uuid[])`;

export interface NamesRow {
  id: string;
  fullName: string;
  position: string;
  organisation: string;
  number: number;
  year: number;
}
