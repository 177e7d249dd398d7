import { Problem } from '#contracts/problem';
import type { AppointmentLimit } from '#contracts/appointments';
import type { Appointment } from '#contracts/people';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { officeDaySql } from '#persistence/office-day';
import { revokeAccounts } from '../sessions/revoked-access.js';
import { overfullDay, type Span } from './appointments.rules.js';

/**
 * The versions of each of these organisations, before and after: a body that was renamed or moved is one place still.
 * The first of them all stands for the place.
 */
const VERSIONS = `
WITH RECURSIVE same AS (
  SELECT id AS of, id, code, valid_from, valid_to FROM organisation WHERE id = ANY($1::uuid[])
  UNION
  SELECT s.of, o.id, o.code, o.valid_from, o.valid_to
    FROM same s JOIN organisation o ON o.code = s.code AND (o.valid_from = s.valid_to OR o.valid_to = s.valid_from))
SELECT of, array_agg(id ORDER BY valid_from) AS versions FROM same GROUP BY of`;

/** Ids of all versions of each organisation, the first one first. */
export async function versionsOf(
  unit: UnitOfWork,
  organisationIds: readonly string[],
): Promise<Map<string, [string, ...string[]]>> {
  const rows = await unit.query<{ of: string; versions: [string, ...string[]] }>(
    'appointments.versions',
    VERSIONS,
    [organisationIds],
  );
  return new Map(rows.map(({ of, versions }) => [of, versions]));
}

/** Which place an organisation is: its first version. One that is not there is none but its own. */
export const placeOf = (versions: ReadonlyMap<string, readonly string[]>, organisationId: string): string =>
  versions.get(organisationId)?.[0] ?? organisationId;

/** One role at one organisation and level. */
export type Place = Pick<Appointment, 'role' | 'level' | 'organisationId'>;

/** Two who appoint to one place come one after the other; a renewal of the whole roster waits for both. */
const SHARE_TABLE = 'LOCK TABLE appointment IN ROW EXCLUSIVE MODE';
const LOCK_PLACE = `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`;

const HELD = `
SELECT "from", "to" FROM appointment
 WHERE role = $1 AND level = $2 AND organisation_id = ANY($3::uuid[]) AND state IN ('appointed', 'ended')
   AND daterange("from", "to") && daterange($4, $5)`;

const LIMITS = 'SELECT "from", holders FROM appointment_limit WHERE role = $1 AND level = $2';

const HELD_BY = `
SELECT FROM appointment
 WHERE person_id = $1 AND role = $2 AND organisation_id = ANY($3::uuid[]) AND id IS DISTINCT FROM $6::uuid
   AND state IN ('appointed', 'ended') AND daterange("from", "to") && daterange($4, $5) LIMIT 1`;

/**
 * That the person holds the role at the place once, and no more people than the office allows. Of one and the same
 * version the database refuses the first; of a renamed body it would not.
 * @param one an appointment to be made, or one that is there already and begins to count.
 * @throws Problem 409 when the person holds it there on one of the days already, or `appointment.place-full`.
 */
export async function refuseAtPlace(
  unit: UnitOfWork,
  one: Pick<Appointment, 'personId'> & Place & Span & { id?: string },
): Promise<void> {
  const { id = null, personId, role, level, organisationId, from, to } = one;
  const versions = (await versionsOf(unit, [organisationId])).get(organisationId) ?? [organisationId];
  const heldBy = await unit.query('appointments.held-by', HELD_BY, [personId, role, versions, from, to, id]);
  if (heldBy.length > 0)
    throw Problem.of('resource.conflict', { detail: 'The person holds the role there on one of the days' });
  await unit.query('appointments.share-table', SHARE_TABLE);
  await unit.query('appointments.lock-place', LOCK_PLACE, [`${role} ${level} ${versions[0]}`]);
  const limits = await unit.query<Pick<AppointmentLimit, 'from' | 'holders'>>('appointments.limits', LIMITS, [
    role,
    level,
  ]);
  if (limits.length === 0) return;
  const held = await unit.query<Span>('appointments.held', HELD, [role, level, versions, from, to]);
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
