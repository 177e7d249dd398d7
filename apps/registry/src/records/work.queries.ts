/** A certificate, an attendance, fieldwork: what was told last is kept, in whatever order it is told. */
const newest = (table: string, key: string, columns: string): string => {
  const list = columns.split(' ');
  return `
  INSERT INTO ${table} (${key}, ${list.join(', ')})
  VALUES (${[...key.split(', '), ...list].map((_, index) => `$${index + 1}`).join(', ')})
  ON CONFLICT (${key}) DO UPDATE SET ${list.map((column) => `${column} = excluded.${column}`).join(', ')}
   WHERE ${table}.version < excluded.version`;
};

export const keepAttendanceSql = newest(
  'training_attendance',
  'class_id, person_id',
  'course_title starts_on attended passed version',
);

export const keepConferenceSql = newest(
  'conference_attendance',
  'conference_id, person_id',
  'title held_on attended version',
);

export const keepCertificateSql = newest(
  'training_certificate',
  'id',
  'person_id course_id course_code course_title number valid_from valid_to state version',
);

export const keepFieldworkSql = newest(
  'fieldwork',
  'plan_id, person_id',
  'title field_starts_on field_ends_on assigned completed version',
);

export const classesSql = `
  SELECT class_id AS "classId", course_title AS "courseTitle", starts_on AS "startsOn", attended, passed
    FROM training_attendance WHERE person_id = $1 ORDER BY starts_on DESC, class_id`;

export const conferencesSql = `
  SELECT conference_id AS "conferenceId", title, held_on AS "heldOn", attended
    FROM conference_attendance WHERE person_id = $1 ORDER BY held_on DESC, conference_id`;

export const certificatesSql = `
  SELECT id, course_id AS "courseId", course_code AS "courseCode", course_title AS "courseTitle", number,
         valid_from AS "validFrom", valid_to AS "validTo", state
    FROM training_certificate WHERE person_id = $1 ORDER BY valid_from DESC, id`;

export const fieldworkSql = `
  SELECT plan_id AS "planId", title, field_starts_on AS "fieldStartsOn", field_ends_on AS "fieldEndsOn",
         assigned, completed
    FROM fieldwork WHERE person_id = $1 ORDER BY field_starts_on DESC, plan_id`;
