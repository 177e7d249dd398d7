import type { ClassClash } from '#contracts/class-schedules';
import { Problem } from '#contracts/problem';
import type { UnitOfWork } from '#persistence/unit-of-work';

const zone = `'Asia/Ho_Chi_Minh'`;

/** When classes meet: in their sessions, or all through their days where they have none. */
const meetings = `
  SELECT class_id, tstzrange(starts_at, ends_at) AS span FROM class_session
  UNION ALL
  SELECT id, tstzrange(starts_on::timestamp AT TIME ZONE ${zone}, (ends_on + 1)::timestamp AT TIME ZONE ${zone})
    FROM training_class class WHERE NOT EXISTS (SELECT FROM class_session WHERE class_id = class.id)`;

/** Other classes that need the people $2 at the times of the class $1; what they are to be in it is $3. */
const clashesSql = `
  WITH meeting AS (${meetings}),
  needed AS (
    SELECT person_id, class_id, 'participant' AS role FROM class_participant
     WHERE person_id = ANY($2::uuid[]) AND reply IS DISTINCT FROM 'declined'
    UNION ALL
    SELECT person_id, class_id, 'trainer' FROM class_trainer WHERE person_id = ANY($2::uuid[]))
  SELECT needed.person_id AS "personId", other.id AS "classId", needed.role AS as,
         other.starts_on AS "startsOn", other.ends_on AS "endsOn"
    FROM needed JOIN training_class other ON other.id = needed.class_id
   WHERE other.state <> 'cancelled' AND (other.id <> $1 OR needed.role <> $3)
     AND EXISTS (SELECT FROM meeting JOIN meeting theirs ON theirs.span && meeting.span
                  WHERE meeting.class_id = $1 AND theirs.class_id = other.id)
   ORDER BY other.starts_on, other.id, needed.person_id, needed.role`;

/** Whom of these people another class needs while this one meets. */
export async function clashesOf(
  unit: UnitOfWork,
  classId: string,
  personIds: readonly string[],
  as: ClassClash['as'],
): Promise<ClassClash[]> {
  return unit.query<ClassClash>('class.clashes', clashesSql, [classId, personIds, as]);
}

export const sessionOutside = (): Problem =>
  Problem.unprocessable('class.session-outside', 'A session lies outside of the days of the class');

/**
 * Moves the sessions of class $1 as its first day goes from $3 to $2: whether all lie before the end of $4 then, and how
 * many have accepted a seat.
 */
export const moveSql = `
  WITH gone AS (DELETE FROM class_session WHERE class_id = $1 RETURNING *),
  moved AS (
    INSERT INTO class_session (class_id, starts_at, ends_at, place)
    SELECT class_id, starts_at + later, ends_at + later, place
      FROM gone, make_interval(days => $2::date - $3::date) AS later ORDER BY starts_at
    RETURNING ends_at)
  SELECT coalesce(bool_and(((ends_at - interval '1 ms') AT TIME ZONE ${zone})::date <= $4::date), true) AS within,
         (SELECT count(*)::int FROM class_participant WHERE class_id = $1 AND reply = 'accepted') AS taken
    FROM moved`;

/** Whether each of the sessions lies within the days of the class. */
export const sessionsWithinSql = `
  SELECT coalesce(bool_and((starts_at AT TIME ZONE ${zone})::date >= $1
                           AND ((ends_at - interval '1 ms') AT TIME ZONE ${zone})::date <= $2), true) AS within
    FROM unnest($3::timestamptz[], $4::timestamptz[]) AS session(starts_at, ends_at)`;
