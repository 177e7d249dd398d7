import type { ContractParty } from './contract.entity.js';

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
