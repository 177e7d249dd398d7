import { Problem } from '#contracts/problem';
import type { AppointmentLimit } from '#contracts/appointments';
import type { Appointment } from '#contracts/people';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { officeDaySql } from '../office-day.js';
import { revokeAccounts } from '../sessions/revoked-access.js';
import { overfullDay, type Span } from './appointments.rules.js';

/** One role at one organisation and level. */
export type Place = Pick<Appointment, 'role' | 'level' | 'organisationId'>;

/** Two who appoint to one place come one after the other; a renewal of the whole roster waits for both. */
const SHARE_TABLE = 'LOCK TABLE appointment IN ROW EXCLUSIVE MODE';
const LOCK_PLACE = `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`;

const HELD = `
SELECT "from", "to" FROM appointment
 WHERE role = $1 AND level = $2 AND organisation_id = $3 AND state IN ('appointed', 'ended')
   AND daterange("from", "to") && daterange($4, $5)`;

const LIMITS = 'SELECT "from", holders FROM appointment_limit WHERE role = $1 AND level = $2';

/** @throws Problem 409 `appointment.place-full` when more would hold the role at its place than the office allows. */
export async function refuseOverfull(unit: UnitOfWork, one: Place & Span): Promise<void> {
  const { role, level, organisationId, from, to } = one;
  await unit.query('appointments.share-table', SHARE_TABLE);
  await unit.query('appointments.lock-place', LOCK_PLACE, [`${role} ${level} ${organisationId}`]);
  const limits = await unit.query<Pick<AppointmentLimit, 'from' | 'holders'>>('appointments.limits', LIMITS, [
    role,
    level,
  ]);
  if (limits.length === 0) return;
  const held = await unit.query<Span>('appointments.held', HELD, [role, level, organisationId, from, to]);
  const day = overfullDay([...held, one], limits, one);
  if (day === null) return;
  throw Problem.conflict('appointment.place-full', 'As many as are allowed hold the role there already', {
    detail: `on ${day}`,
  });
}

const ACCOUNTS = `
SELECT id FROM account WHERE $2::date <= ${officeDaySql} + 1 AND person_id IN (
  SELECT person_id FROM appointment WHERE id = ANY($1::uuid[])
  UNION ALL
  SELECT person_id FROM appointment_substitution WHERE appointment_id = ANY($1::uuid[]))`;

/**
 * What these appointments gave their holders and substitutes until `on` is refused at once, if that day has come. On
 * the day before as well: tokens made from now on end with the day, those made earlier would not.
 */
export async function revokeAppointments(
  unit: UnitOfWork,
  appointmentIds: readonly string[],
  on: string,
): Promise<void> {
  const accounts = await unit.query<{ id: string }>('appointments.accounts', ACCOUNTS, [appointmentIds, on]);
  if (accounts.length > 0)
    await revokeAccounts(
      unit,
      accounts.map(({ id }) => id),
    );
}
