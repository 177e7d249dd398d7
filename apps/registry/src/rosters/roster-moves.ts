import { randomUUID } from 'node:crypto';
import { appointmentHandedOver, type AppointmentDecision } from '#contracts/appointments';
import { appointmentRecorded } from '#contracts/people';
import { fold } from '#contracts/values';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AppointmentEntity } from '../appointments/appointment.entity.js';
import { revokeAppointments } from '../appointments/appointments.queries.js';
import { grouped } from '../appointments/appointments.rules.js';
import type { RosterRenewalEntity } from './roster.entity.js';
import type { Duty, Move } from './rosters.rules.js';

/** Rows per statement; keeps the parameters of one INSERT below PostgreSQL's limit. */
const CHUNK = 1_000;

const ADD_PEOPLE = `
INSERT INTO person (id, full_name, search, version) SELECT *, 1 FROM unnest($1::uuid[], $2::text[], $3::text[])`;

const END = `
UPDATE appointment a SET "to" = $3, state = 'ended', end_reason = e.reason, end_decision_number = $4,
       successor_id = coalesce(e.successor, a.successor_id), version = version + 1
  FROM unnest($1::uuid[], $2::text[], $5::uuid[]) AS e(id, reason, successor) WHERE a.id = e.id`;

/** A suspension goes with the duty: a new decision about the roster does not lift it. */
const CARRY_SUSPENSIONS = `
INSERT INTO appointment_suspension (appointment_id, "from", "to", reason, decision_number)
SELECT a.id, greatest(s."from", a."from"), s."to", s.reason, s.decision_number
  FROM unnest($1::uuid[], $2::uuid[]) AS m(earlier, later)
  JOIN appointment_suspension s ON s.appointment_id = m.earlier
  JOIN appointment a ON a.id = m.later
 WHERE (s."to" IS NULL OR s."to" > a."from") AND (a."to" IS NULL OR greatest(s."from", a."from") < a."to")`;

const SUSPENSIONS = `
SELECT appointment_id AS "appointmentId", "from", "to" FROM appointment_suspension
 WHERE appointment_id = ANY($1::uuid[]) ORDER BY "from"`;

const KEEP_CHANGES = `
INSERT INTO roster_change (renewal_id, position, line, outcome, person_id, kept_id, ended_id, ended_to, changes, made_id)
SELECT $1, c.* FROM jsonb_to_recordset($2::jsonb) AS c(
  position int, line int, outcome text, person_id uuid, kept_id uuid, ended_id uuid, ended_to date, changes text[], made_id uuid)`;

/** From now on a line names a person by id alone: the name stands with the person, and goes with it. */
const NAME_BY_ID = `
UPDATE roster_row r SET content = content || jsonb_build_object('personId', c.person_id, 'fullName', NULL, 'newPerson', false)
  FROM roster_change c WHERE r.renewal_id = $1 AND c.renewal_id = $1 AND c.line = r.line`;

/** A move whose person is known, with the id of the appointment that it makes. */
interface Step extends Move {
  personId: string;
  madeId: string | null;
}

type Decided = Pick<RosterRenewalEntity, 'id' | 'role'> & { decision: AppointmentDecision; on: string };

/**
 * Carries out what a renewal does, in a few statements whatever its length, with an event and an audit record for each
 * appointment that ends or begins.
 */
export async function carryOut(
  unit: UnitOfWork,
  { id, role, decision, on }: Decided,
  moves: Move[],
): Promise<void> {
  const steps = await stepsOf(unit, moves);
  const ending = steps.filter(({ present, outcome }) => present !== null && outcome !== 'stays');
  const beginning = steps.filter(({ made }) => made !== null);
  const endedIds = ending.map(({ present }) => present!.id);
  await unit.query('rosters.end', END, [
    endedIds,
    ending.map(({ endReason }) => endReason),
    on,
    decision.decisionNumber,
    ending.map(({ madeId }) => madeId),
  ]);
  const made = beginning.map((step) => appointmentOf(step, role, decision));
  for (let start = 0; start < made.length; start += CHUNK)
    await unit.manager.insert(AppointmentEntity, made.slice(start, start + CHUNK));
  const carried = beginning.filter(({ earlierId }) => earlierId !== null);
  await unit.query('rosters.carry-suspensions', CARRY_SUSPENSIONS, [
    carried.map(({ earlierId }) => earlierId),
    carried.map(({ madeId }) => madeId),
  ]);
  await unit.query('rosters.keep-changes', KEEP_CHANGES, [id, JSON.stringify(steps.map(toChange))]);
  await unit.query('rosters.name-by-id', NAME_BY_ID, [id]);
  await tell(unit, { renewalId: id, role, on }, ending, made);
  await revokeAppointments(unit, endedIds, on);
}

async function stepsOf(unit: UnitOfWork, moves: Move[]): Promise<Step[]> {
  const steps = moves.map((move) => ({
    ...move,
    personId: move.personId ?? randomUUID(),
    madeId: move.made && randomUUID(),
  }));
  const unknown = steps.filter((_, index) => moves[index]!.personId === null);
  await unit.query('rosters.add-people', ADD_PEOPLE, [
    unknown.map(({ personId }) => personId),
    unknown.map(({ fullName }) => fullName),
    unknown.map(({ fullName }) => fold(fullName)),
  ]);
  for (const { personId } of unknown) unit.audit({ action: 'person.create', entity: `person:${personId}` });
  return steps;
}

function appointmentOf(
  { madeId, personId, made }: Step,
  role: AppointmentEntity['role'],
  decision: AppointmentDecision,
): AppointmentEntity {
  const { level, organisationId, areaId, ord, coveredAreaIds, topics, position, category, from, to }: Duty =
    made!;
  return {
    id: madeId!,
    personId,
    role,
    level,
    organisationId,
    areaId,
    ord,
    coveredAreaIds,
    topics,
    position,
    category,
    from,
    to,
    ...decision,
    state: 'appointed',
    endReason: null,
    endDecisionNumber: null,
    successorId: null,
    version: 1,
  };
}

const toChange = (step: Step, position: number) => {
  const { line, outcome, personId, present, changes, madeId } = step;
  const stays = outcome === 'stays';
  return {
    position,
    line,
    outcome,
    person_id: personId,
    kept_id: stays ? present!.id : null,
    ended_id: stays ? null : (present?.id ?? null),
    ended_to: stays ? null : (present?.to ?? null),
    changes,
    made_id: madeId,
  };
};

async function tell(
  unit: UnitOfWork,
  { renewalId, role, on }: { renewalId: string; role: AppointmentEntity['role']; on: string },
  ending: Step[],
  made: AppointmentEntity[],
): Promise<void> {
  const ids = [...ending.map(({ present }) => present!.id), ...made.map(({ id }) => id)];
  const found = await unit.query<{ appointmentId: string; from: string; to: string | null }>(
    'rosters.suspensions',
    SUSPENSIONS,
    [ids],
  );
  const suspensions = grouped(found, ({ appointmentId }) => appointmentId);
  const record = (action: string, id: string, version: number): void =>
    unit.audit({ action, entity: `appointment:${id}`, details: { version, renewalId } });
  for (const { present, madeId } of ending) {
    const { id, version } = present!;
    const rests = suspensions.get(id) ?? [];
    const ended = { ...present!, role, to: on, state: 'ended' as const, suspensions: rests };
    unit.publish(appointmentRecorded.of(id, version + 1, ended));
    record('appointment.end', id, version + 1);
    if (madeId) unit.publish(appointmentHandedOver.of(id, version + 1, { from: id, to: madeId, on }));
  }
  for (const one of made) {
    const facts = { ...one, state: 'appointed' as const, suspensions: suspensions.get(one.id) ?? [] };
    unit.publish(appointmentRecorded.of(one.id, 1, facts));
    record('appointment.appoint', one.id, 1);
  }
}
