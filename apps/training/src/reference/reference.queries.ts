import { Problem } from '#contracts/problem';
import type { UnitOfWork } from '#persistence/unit-of-work';

/** A newer version replaces an older one, never the other way round. */
export const keepAppointmentSql = `
  INSERT INTO appointment (id, person_id, role, level, area_id, "from", "to", state, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (id) DO UPDATE
    SET person_id = excluded.person_id, role = excluded.role, level = excluded.level, area_id = excluded.area_id,
        "from" = excluded."from", "to" = excluded."to", state = excluded.state, version = excluded.version
  WHERE appointment.version < excluded.version`;

/** A newer telling of a version of a unit replaces an older one, never the other way round. */
export const keepUnitSql = `
  INSERT INTO unit (id, tree, code, name, parent_code, valid_from, valid_to, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (id) DO UPDATE
    SET code = excluded.code, name = excluded.name, parent_code = excluded.parent_code, valid_from = excluded.valid_from,
        valid_to = excluded.valid_to, version = excluded.version
  WHERE unit.version < excluded.version`;

/** Which units became which: nothing of it is ever taken back. */
export const keepSuccessionsSql = `
  INSERT INTO area_succession (effective, from_code, to_code) SELECT $1, * FROM unnest($2::text[], $3::text[])
  ON CONFLICT DO NOTHING`;

/** Replaces the tree of a root from a day, unless the stored numbering is newer. */
export const keepNodesSql = `
  WITH newer AS (SELECT 1 FROM area_node WHERE tree_from = $1 AND root = $7 AND numbering > $3 LIMIT 1),
  gone AS (
    DELETE FROM area_node WHERE tree_from = $1 AND root = $7 AND NOT area_id = ANY($4::uuid[]) AND NOT EXISTS (SELECT FROM newer))
  INSERT INTO area_node (tree_from, tree_to, numbering, area_id, lo, hi, root)
  SELECT $1, $2, $3, n.area_id, n.lo, n.hi, $7 FROM unnest($4::uuid[], $5::int[], $6::int[]) AS n(area_id, lo, hi)
   WHERE NOT EXISTS (SELECT FROM newer)
  ON CONFLICT (area_id, tree_from) DO UPDATE
    SET tree_to = excluded.tree_to, numbering = excluded.numbering, lo = excluded.lo, hi = excluded.hi, root = excluded.root
    WHERE area_node.numbering <= excluded.numbering`;

/**
 * How the rows of every table that is kept here by person go over when two records became one: $1 is who is kept, $2
 * the duplicate. Appointments follow by their own event.
 */
export const moves: Readonly<Record<string, string>> = {
  certificate: 'UPDATE certificate SET person_id = $1 WHERE person_id = $2',
  // Where both were invited to a class, it counts that one of them replied, came, or passed.
  class_participant: `
    WITH moved AS (DELETE FROM class_participant WHERE person_id = $2 RETURNING *)
    INSERT INTO class_participant (class_id, person_id, reason, reply, reply_reason, reply_order, days_present, read_on, attended, passed, version)
    SELECT class_id, $1, reason, reply, reply_reason, reply_order, days_present, read_on, attended, passed, version FROM moved
    ON CONFLICT (class_id, person_id) DO UPDATE
      SET reply = coalesce(class_participant.reply, excluded.reply),
          reply_reason = CASE WHEN class_participant.reply IS NULL THEN excluded.reply_reason ELSE class_participant.reply_reason END,
          days_present = greatest(class_participant.days_present, excluded.days_present),
          read_on = least(class_participant.read_on, excluded.read_on),
          reply_order = coalesce(class_participant.reply_order, excluded.reply_order),
          attended = class_participant.attended OR excluded.attended,
          passed = coalesce(class_participant.passed OR excluded.passed, class_participant.passed, excluded.passed)`,
  guidance_question: 'UPDATE guidance_question SET person_id = $1 WHERE person_id = $2',
  class_check_in: `
    WITH moved AS (DELETE FROM class_check_in WHERE person_id = $2 RETURNING class_id, day, source)
    INSERT INTO class_check_in (class_id, person_id, day, source) SELECT class_id, $1, day, source FROM moved
    ON CONFLICT DO NOTHING`,
  // Wrong codes of a few minutes ago are of nobody's record.
  wrong_attendance_code: 'DELETE FROM wrong_attendance_code WHERE person_id IN ($1, $2)',
  attempt: 'UPDATE attempt SET person_id = $1 WHERE person_id = $2',
  material_opening: `
    WITH moved AS (DELETE FROM material_opening WHERE person_id = $2 RETURNING material_id, opened_on)
    INSERT INTO material_opening (material_id, person_id, opened_on) SELECT material_id, $1, opened_on FROM moved
    ON CONFLICT (material_id, person_id) DO UPDATE SET opened_on = least(material_opening.opened_on, excluded.opened_on)`,
  evaluation_given: `
    WITH moved AS (DELETE FROM evaluation_given WHERE person_id = $2 RETURNING class_id)
    INSERT INTO evaluation_given (class_id, person_id) SELECT class_id, $1 FROM moved ON CONFLICT DO NOTHING`,
  class_trainer: `
    WITH moved AS (DELETE FROM class_trainer WHERE person_id = $2 RETURNING class_id)
    INSERT INTO class_trainer SELECT class_id, $1 FROM moved ON CONFLICT DO NOTHING`,
  // Where both were invited, it counts that one of them came.
  conference_participant: `
    WITH moved AS (DELETE FROM conference_participant WHERE person_id = $2 RETURNING *)
    INSERT INTO conference_participant SELECT conference_id, $1, reason, attended, site FROM moved
    ON CONFLICT (conference_id, person_id) DO UPDATE
      SET attended = conference_participant.attended OR excluded.attended,
          site = coalesce(conference_participant.site, excluded.site)`,
  conference_agenda_item: `
    UPDATE conference_agenda_item SET speaker_person_id = $1 WHERE speaker_person_id = $2`,
  calendar_feed: 'UPDATE calendar_feed SET person_id = $1 WHERE person_id = $2',
};

/** Classes to which $1 is invited and which were not held yet. */
export const classesAheadSql = `
  SELECT id FROM training_class JOIN class_participant ON class_id = id
   WHERE person_id = $1 AND state IN ('planned', 'invited') ORDER BY id`;

const unknownSql = `
  SELECT asked.id FROM unnest($1::uuid[]) AS asked(id)
   WHERE NOT EXISTS (SELECT FROM appointment WHERE person_id = asked.id)`;

/** @throws Problem 422 `<noun>.no-person` unless all of them are known here. */
export async function refuseUnknownPeople(
  unit: UnitOfWork,
  noun: 'class' | 'conference' | 'certificate',
  personIds: readonly string[],
): Promise<void> {
  const unknown = await unknownAmong(unit, personIds);
  if (unknown.length === 0) return;
  const detail = unknown.join(', ');
  throw Problem.unprocessable(`${noun}.no-person`, 'There are no such people in the network', { detail });
}

/** Who of these is not known here: of people only those are who hold, or held, an appointment. */
export async function unknownAmong(unit: UnitOfWork, personIds: readonly string[]): Promise<string[]> {
  const unknown = await unit.query<{ id: string }>('reference.unknown', unknownSql, [personIds]);
  return unknown.map(({ id }) => id);
}
