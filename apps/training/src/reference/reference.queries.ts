import type { UnitOfWork } from '#persistence/unit-of-work';

/** A newer version replaces an older one, never the other way round. */
export const keepAppointmentSql = `
  INSERT INTO appointment (id, person_id, role, level, "from", "to", state, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (id) DO UPDATE
    SET person_id = excluded.person_id, role = excluded.role, level = excluded.level, "from" = excluded."from", "to" = excluded."to",
        state = excluded.state, version = excluded.version
  WHERE appointment.version < excluded.version`;

/** A newer telling of a version of a unit replaces an older one, never the other way round. */
export const keepUnitSql = `
  INSERT INTO unit (id, tree, code, name, parent_code, valid_from, version) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (id) DO UPDATE
    SET code = excluded.code, name = excluded.name, parent_code = excluded.parent_code, valid_from = excluded.valid_from,
        version = excluded.version
  WHERE unit.version < excluded.version`;

export const moveCertificatesSql = 'UPDATE certificate SET person_id = $1 WHERE person_id = $2';

/** Where both were invited to a class, it counts that one of them came, or passed. */
export const moveParticipantsSql = `
  WITH moved AS (DELETE FROM class_participant WHERE person_id = $2 RETURNING *)
  INSERT INTO class_participant SELECT class_id, $1, reason, attended, passed, version FROM moved
  ON CONFLICT (class_id, person_id) DO UPDATE
    SET attended = class_participant.attended OR excluded.attended,
        passed = coalesce(class_participant.passed OR excluded.passed, class_participant.passed, excluded.passed)`;

const unknownSql = `
  SELECT asked.id FROM unnest($1::uuid[]) AS asked(id)
   WHERE NOT EXISTS (SELECT FROM appointment WHERE person_id = asked.id)`;

/** Who of these is not known here: of people only those are who hold, or held, an appointment. */
export async function unknownAmong(unit: UnitOfWork, personIds: readonly string[]): Promise<string[]> {
  const unknown = await unit.query<{ id: string }>('reference.unknown', unknownSql, [personIds]);
  return unknown.map(({ id }) => id);
}
