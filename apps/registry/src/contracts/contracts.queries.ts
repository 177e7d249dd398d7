import { In } from 'typeorm';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AppointmentEntity } from '../appointments/appointment.entity.js';
import { ContractEntity, type ContractParty } from './contract.entity.js';

/** Contracts about to be signed, locked in one order whoever asks, and their appointments; by id. */
export async function lockToSign(unit: UnitOfWork, ids: readonly string[]) {
  const contracts = await unit.manager.find(ContractEntity, {
    where: { id: In(ids) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const appointments = await unit.manager.findBy(AppointmentEntity, {
    id: In(contracts.map(({ appointmentId }) => appointmentId)),
  });
  return {
    contracts: new Map(contracts.map((contract) => [contract.id, contract])),
    appointments: new Map(appointments.map((appointment) => [appointment.id, appointment])),
  };
}

/** Takes the next $2 numbers of a year; the row stays locked until COMMIT, so there are no gaps and no doubles. */
export const nextNumbersSql = `
  INSERT INTO contract_counter (year, last) VALUES ($1, $2)
  ON CONFLICT (year) DO UPDATE SET last = contract_counter.last + $2 RETURNING last`;

/** Which of the contracts $1 would overlap a signed one of its appointment, or another of them. */
export const overlappingSql = `
  SELECT DISTINCT drafted.id FROM contract drafted
    JOIN contract other ON other.appointment_id = drafted.appointment_id AND other.id <> drafted.id
     AND (other.state <> 'draft' OR other.id = ANY($1::uuid[]))
     AND daterange(other.starts_on, other.last_on + 1) && daterange(drafted.starts_on, drafted.last_on + 1)
   WHERE drafted.id = ANY($1::uuid[])`;

export const signSql = `
  UPDATE contract SET state = 'signed', signing_id = $1, year = $2, number = signed.number, party = signed.party,
         signed_at = now(), version = version + 1
    FROM unnest($3::uuid[], $4::int[], $5::jsonb[]) AS signed (id, number, party) WHERE contract.id = signed.id`;

/** What the documents of the contracts $1 say of party B and of the decision. */
export const partiesSql = `
  SELECT contract.id, person.full_name AS "fullName", appointment.position, organisation.name AS organisation,
         appointment.decision_number AS "decisionNumber", appointment.decision_date AS "decisionDate",
         appointment.decision_issuer AS "decisionIssuer"
    FROM contract
    JOIN appointment ON appointment.id = contract.appointment_id
    JOIN person ON person.id = contract.person_id
    JOIN organisation ON organisation.id = appointment.organisation_id
   WHERE contract.id = ANY($1::uuid[])`;

export type PartyRow = ContractParty & { id: string };

export const signedAtConferenceSql = `
  SELECT c.id FROM contract c JOIN contract_signing s ON s.id = c.signing_id WHERE s.conference_id = $1`;

/** Who holds the post $2 at the organisation $1, in whatever version of it, on the day $3. */
export const signerNameSql = `
  WITH held AS (
    SELECT person_id, organisation_id, position, "from", "to" FROM post
    UNION ALL
    SELECT person_id, organisation_id, position, "from", "to" FROM appointment WHERE state IN ('appointed', 'ended'))
  SELECT p.full_name AS "fullName" FROM held h JOIN person p ON p.id = h.person_id
    JOIN organisation o ON o.id = h.organisation_id
   WHERE o.code = (SELECT code FROM organisation WHERE id = $1) AND h.position = $2
     AND h."from" <= $3 AND (h."to" IS NULL OR h."to" > $3)
   ORDER BY h."from" DESC, p.id LIMIT 1`;
