import type { ClassClash } from '#contracts/class-schedules';
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

/** Whether each of the sessions lies within the days of the class. */
export const sessionsWithinSql = `
  SELECT coalesce(bool_and((starts_at AT TIME ZONE ${zone})::date >= $1
                           AND ((ends_at - interval '1 ms') AT TIME ZONE ${zone})::date <= $2), true) AS within
    FROM unnest($3::timestamptz[], $4::timestamptz[]) AS session(starts_at, ends_at)`;
