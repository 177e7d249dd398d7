/** Signed contracts that end within $2 days of day $1 or should have, with the reminders sent; those settled are left alone. */
export const endingContractsSql = `
  SELECT contract.id, contract.version, contract.person_id AS "personId", contract.appointment_id AS "appointmentId",
         ends.day AS "endsOn", ends.day - $1::date AS "daysLeft",
         ARRAY(SELECT days FROM reminder WHERE subject_id = contract.id) AS reminded
    FROM contract JOIN appointment ON appointment.id = contract.appointment_id
   CROSS JOIN LATERAL (SELECT least(contract.last_on, appointment."to" - 1) AS day) AS ends
   WHERE contract.state = 'signed' AND ends.day - $1::date <= $2::integer
   ORDER BY ends.day, contract.id`;

export interface EndingContract {
  id: string;
  version: number;
  personId: string;
  appointmentId: string;
  endsOn: string;
  daysLeft: number;
  reminded: number[];
}

export const remindersOfSql = `
  SELECT subject_id AS "subjectId", person_id AS "personId", array_agg(days) AS reminded
    FROM reminder WHERE subject_id = ANY($1::uuid[]) GROUP BY 1, 2`;
